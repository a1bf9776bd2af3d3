"""One rendered clip: its truth beside what the product saw, coached and measured in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.agreement import Floats
from posecoach.coaching.coach import Coach
from posecoach.coaching.events import Cue, FaultSpan, Hold
from posecoach.kinematics.definitions import columns
from posecoach.kinematics.error import half_width_deg
from posecoach.kinematics.measure import Measures, measure
from posecoach.pose.recording import track_video
from posecoach.pose.track import PoseTrack, load, save
from posecoach.stretches.load import load_rules, load_stretch
from simulator.truth.file import SUFFIX, Truth, read_truth

POSES_ENDING = ".poses.npz"


@dataclass(frozen=True, slots=True)
class Clip:
    """frames: (n,) which of the truth's frames each of the track's n frames is. holds, attempts, faults: the
    true ones."""

    name: str
    truth: Truth
    track: PoseTrack
    frames: NDArray[np.int64]
    holds: tuple[Hold, ...]
    attempts: tuple[Hold, ...]
    faults: tuple[FaultSpan, ...]


@dataclass(frozen=True, slots=True)
class Coached:
    """One clip through the coach. Each table: a column of measures.csv → (n,), NaN where there is no number.

    reported: what the product tells. read: the same before it leaves out what the view cannot support.
    half_width: what it would say that a reading of this frame may be off.
    """

    reported: dict[str, Floats]
    read: dict[str, Floats]
    half_width: dict[str, Floats]
    holds: tuple[Hold, ...]
    attempts: tuple[Hold, ...]
    faults: tuple[FaultSpan, ...]
    cues: tuple[Cue, ...]


def names_in(folder: Path) -> list[str]:
    """The clips that there are."""
    return sorted(path.name.removesuffix(SUFFIX) for path in folder.glob(f"*{SUFFIX}"))


def clips_of(folder: Path, names: Iterable[str], model: Callable[[], Path]) -> Iterator[Clip]:
    """These clips of a folder. Poses lie beside their video, and are made where they are missing, by the
    network that ``model`` names."""
    for name in names:
        poses = folder / f"{name}{POSES_ENDING}"
        truth = read_truth(folder / f"{name}{SUFFIX}")
        if not poses.exists():
            save(track_video(folder / truth.video, model()), poses)
        yield together(name, truth, load(poses))


def together(name: str, truth: Truth, track: PoseTrack) -> Clip:
    """The truth of each of the track's frames: that of the nearest time."""
    true_s = np.asarray(truth.frames.time_s)
    return Clip(
        name=name,
        truth=truth,
        track=track,
        frames=np.searchsorted((true_s[1:] + true_s[:-1]) / 2, track.time_s),
        holds=tuple(map(_hold, truth.holds)),
        attempts=tuple(map(_hold, truth.attempts)),
        faults=tuple(FaultSpan(**fault) for fault in truth.faults),
    )


def coached(clip: Clip) -> Coached:
    """What the coach says of every frame and of the whole."""
    stretch, rules = load_stretch(clip.truth.stretch), load_rules()
    coach = Coach(stretch, stretch.dose(clip.truth.dose), rules)
    names = columns()
    reported, read, half_width = (np.full((len(names), len(clip.track)), np.nan) for _ in range(3))
    for frame, pose in enumerate(clip.track):
        rest = coach.rest
        reported[:, frame] = _numbers(coach.step(pose).measures, names)
        readings = measure(pose, rest)
        read[:, frame] = _numbers(readings, names)
        if coach.view:
            yaw_deg = rest.yaw_deg if rest else coach.view.yaw_deg
            known = rest is not None and rest.floor_tilt_deg is not None
            half_width[:, frame] = _numbers(_half_widths(readings, yaw_deg, floor_known=known), names)
    coach.finish()
    return Coached(
        reported=dict(zip(names, reported, strict=True)),
        read=dict(zip(names, read, strict=True)),
        half_width=dict(zip(names, half_width, strict=True)),
        holds=tuple(coach.holds),
        attempts=tuple(coach.attempts),
        faults=tuple(coach.faults),
        cues=tuple(coach.cues),
    )


def _hold(true: dict[str, Any]) -> Hold:
    return Hold(**{"error_deg": None, **true, "faults": tuple(true["faults"])})


def _half_widths(readings: Measures, yaw_deg: float, *, floor_known: bool) -> Measures:
    return {
        name: half_width_deg(without_side(name), yaw_deg, np.array([value]), floor_known=floor_known)
        for name, value in readings.items()
        if value is not None
    }


def without_side(column: str) -> str:
    return column.removesuffix("_left").removesuffix("_right")


def _numbers(measures: Measures, names: list[str]) -> list[float]:
    found = [measures.get(name) for name in names]
    return [np.nan if value is None else value for value in found]
