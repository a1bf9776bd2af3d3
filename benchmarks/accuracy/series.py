"""Readings in groups: one measure of one clip in one phase is the smallest, and figures come from many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.agreement import Agreement, Floats, agreement, share
from benchmarks.accuracy.clip import Clip, Coached, without_side
from benchmarks.accuracy.crossing import legs_cross
from benchmarks.accuracy.landmarks import legs_swapped
from posecoach.coaching.events import Hold
from posecoach.kinematics.definitions import MEASURES
from posecoach.stretches.condition import DERIVED
from posecoach.stretches.load import load_stretch
from posecoach.stretches.model import Stretch

VIEWS_DEG = (0, 15, 30, 45)
BANDS = ("within 15°", "15 to 45°", "beyond 45°")
TRAITS = ("view", "body", "light", "stretch", "side", "role", "phase")

Kind = Literal["reported", "read", "plain", "trial"]

ALSO_WANTED = {"active_straight_leg_raise": {"hip_flexion"}}
"""What no rule of a stretch looks at, and people do."""


@dataclass(frozen=True, slots=True)
class Series:
    """One column of measures.csv through one phase of one clip, in one role.

    traits: what can be grouped by, see TRAITS, and ``band``, see :func:`band_of`. true, read, reported,
    plain, trial, half_width: (n,), see :class:`benchmarks.accuracy.clip.Coached`. swapped: (n,) the network
    took the legs for each other. crossing: (n,) see :func:`benchmarks.accuracy.crossing.legs_cross`.
    """

    clip: int
    clip_name: str
    column: str
    traits: dict[str, str]
    time_s: Floats
    true: Floats
    read: Floats
    reported: Floats
    plain: Floats
    trial: Floats
    half_width: Floats
    swapped: NDArray[np.bool_]
    crossing: NDArray[np.bool_]

    @property
    def measure(self) -> str:
        return without_side(self.column)


@dataclass(frozen=True, slots=True)
class Figures:
    """reported, read: None where no frame has both a reading and a truth. coverage: the share of true frames
    with a number reported. inside: the share of the truths within the reported number ± its half-width.
    swapped: the share of frames with swapped legs. unswapped: what is reported in the others."""

    reported: Agreement | None
    read: Agreement | None
    unswapped: Agreement | None
    swapped: float | None
    coverage: float | None
    inside: float | None


def series_of(number: int, clip: Clip, coached: Coached, stretch: Stretch) -> Iterator[Series]:
    """Of every measure that the stretch asks for."""
    asked = measures_of(stretch) | ALSO_WANTED.get(stretch.id, set())
    wanted = [column for column in coached.read if without_side(column) in asked]
    swapped, crossing = legs_swapped(clip), legs_cross(clip.truth.image()[clip.frames])
    phases = np.asarray(clip.truth.frames.phase)[clip.frames]
    works = working_side(clip.track.time_s, [*clip.holds, *clip.attempts])
    for column in wanted:
        true = clip.truth.measure(column)[clip.frames]
        roles = _roles(column, works)
        for phase, role in sorted(set(zip(phases.tolist(), roles.tolist(), strict=True))):
            now = (phases == phase) & (roles == role)
            yield Series(
                clip=number,
                clip_name=clip.name,
                column=column,
                traits=_traits(clip, column) | {"phase": phase, "role": role},
                time_s=clip.track.time_s[now],
                true=true[now],
                read=coached.read[column][now],
                reported=coached.reported[column][now],
                plain=coached.plain[column][now],
                trial=coached.trial[column][now],
                half_width=coached.half_width[column][now],
                swapped=swapped[now],
                crossing=crossing[now],
            )


def working_side(time_s: Floats, repetitions: Sequence[Hold]) -> NDArray[np.str_]:
    """(n,) the side that works at each of (n,) times: that of the repetition that lasts then, between
    repetitions of the nearest; "neither" where there is none."""
    if not repetitions:
        return np.full(time_s.shape, "neither")
    away_s = [np.maximum(0, np.maximum(r.start_s - time_s, time_s - r.end_s)) for r in repetitions]
    sides: NDArray[np.str_] = np.array([r.side for r in repetitions])[np.argmin(away_s, axis=0)]
    return sides


def measures_of(stretch: Stretch) -> set[str]:
    """What a stretch's rules look at."""
    rules = [*stretch.posture, *stretch.start.when, *stretch.target.keep]
    rules += [condition for fault in stretch.faults.values() for condition in fault.when]
    return {stretch.target.measure, *(rule.measure for rule in rules)} - DERIVED.keys()


def figures(group: Sequence[Series]) -> Figures:
    """How well the readings of all the series agree with the truth."""
    reported = np.concatenate([s.reported - s.true for s in group])
    half_width = np.concatenate([s.half_width for s in group])
    true = np.concatenate([s.true for s in group])
    known = np.isfinite(reported) & np.isfinite(half_width)
    return Figures(
        reported=_agreement(group, "reported"),
        read=_agreement(group, "read"),
        unswapped=_agreement([unswapped(s) for s in group], "reported"),
        swapped=share(np.concatenate([s.swapped for s in group])),
        coverage=share(np.isfinite(reported[np.isfinite(true)])),
        inside=share(np.abs(reported[known]) <= half_width[known]),
    )


def unswapped(series: Series) -> Series:
    """Without the readings of swapped legs."""
    return replace(series, reported=np.where(series.swapped, np.nan, series.reported))


def view_of(clip: Clip) -> str:
    """How far the camera stands off side-on, in the nearest of the plan's strata."""
    off = abs(clip.truth.camera["yaw_deg"])
    return f"{min(VIEWS_DEG, key=lambda deg: abs(deg - off))}°"


def band_of(yaw_deg: float) -> str:
    """How far the camera stands off side-on, in the bands that the marks are set for."""
    return BANDS[sum(abs(yaw_deg) > limit for limit in (15, 45))]


def held_targets(series: Sequence[Series], stretch: str) -> list[Series]:
    """What a user is told first: the target of a stretch, of the side that works, while it is held."""
    wanted = {"stretch": stretch, "role": "working", "phase": "holding"}
    target = load_stretch(stretch).target.measure
    return [s for s in series if s.measure == target and wanted.items() <= s.traits.items()]


def errors_of(group: Sequence[Series], kind: Kind) -> tuple[Floats, NDArray[np.int64]]:
    """(n,) readings less truth, and the clip of each, of all frames that have both."""
    off = [getattr(s, kind) - s.true for s in group]
    errors = np.concatenate(off)
    clips = np.repeat([s.clip for s in group], [len(o) for o in off])
    return errors[np.isfinite(errors)], clips[np.isfinite(errors)]


def _agreement(group: Sequence[Series], kind: Kind) -> Agreement | None:
    return agreement(*errors_of(group, kind))


def _roles(column: str, works: NDArray[np.str_]) -> NDArray[np.str_]:
    """(n,) "working", "support" or "neither", from the side that works at each frame."""
    ours = np.isin(works, [column.rsplit("_", 1)[1], "both"]) | (not _sided(column))
    return np.where(works == "neither", "neither", np.where(ours, "working", "support"))


def _sided(column: str) -> bool:
    return MEASURES[without_side(column)].sided


def _traits(clip: Clip, column: str) -> dict[str, str]:
    truth = clip.truth
    near = column.endswith(f"_{truth.camera['near']}")
    return {
        "view": view_of(clip),
        "band": band_of(truth.camera["yaw_deg"]),
        "body": truth.person,
        "light": truth.scene["light"],
        "stretch": truth.stretch,
        "side": ("near" if near else "far") if _sided(column) else "middle",
    }
