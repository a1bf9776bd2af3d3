"""What was counted, timed and said in a clip, against what happened in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.agreement import Floats
from benchmarks.accuracy.clip import Clip
from benchmarks.accuracy.landmarks import legs_swapped
from benchmarks.accuracy.matching import SAID_WITHIN_S, counted, pairs, said_of, same_fault, share_time
from benchmarks.accuracy.series import view_of
from posecoach.coaching.events import Cue, FaultSpan, Hold

Item = TypeVar("Item", Cue, FaultSpan)


class Told(Protocol):
    """What the coach made of a clip."""

    @property
    def holds(self) -> tuple[Hold, ...]: ...
    @property
    def attempts(self) -> tuple[Hold, ...]: ...
    @property
    def faults(self) -> tuple[FaultSpan, ...]: ...
    @property
    def cues(self) -> tuple[Cue, ...]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """One clip.

    measured, swapped: shares of frames with a measured body, and with its legs taken for each other.
    exact: on each side as many holds and attempts as there were. pairs: a hold or attempt found and the true
    one then, of whatever side. missed: faults without a found one of their kind, side and time. false: found
    ones without a true one. said: the true faults that a sentence was said about. said_falsely: corrections
    about none. correct_s: how long nothing was wrong, said_amiss: the corrections of that time.
    """

    clip: str
    body: str
    near: str
    yaw_deg: float
    stretch: str
    dose: str
    view: str
    measured: float
    swapped: float
    exact: bool
    found: tuple[Hold, ...]
    true: tuple[Hold, ...]
    pairs: tuple[tuple[Hold, Hold], ...]
    true_faults: tuple[FaultSpan, ...]
    missed: tuple[FaultSpan, ...]
    false: tuple[FaultSpan, ...]
    said: tuple[FaultSpan, ...]
    said_falsely: tuple[Cue, ...]
    correct_s: float
    said_amiss: tuple[Cue, ...]


def outcome(clip: Clip, coached: Told) -> Outcome:
    """How the coach did."""
    found = [*coached.holds, *coached.attempts]
    true = [*clip.holds, *clip.attempts]
    recognised = pairs(coached.faults, clip.faults, same_fault)
    corrections = [cue for cue in coached.cues if cue.kind == "fault"]
    said = said_of(corrections, clip.faults)
    return Outcome(
        clip=clip.name,
        body=clip.truth.person,
        near=clip.truth.camera["near"],
        yaw_deg=clip.truth.camera["yaw_deg"],
        stretch=clip.truth.stretch,
        dose=clip.truth.dose,
        view=view_of(clip),
        measured=sum(pose.measured for pose in clip.track) / len(clip.track),
        swapped=float(legs_swapped(clip).mean()),
        exact=counted(found) == counted(true),
        found=tuple(found),
        true=tuple(true),
        pairs=tuple(pairs(found, true, share_time)),
        true_faults=tuple(clip.faults),
        missed=_without(clip.faults, [true for _, true in recognised]),
        false=_without(coached.faults, [found for found, _ in recognised]),
        said=tuple(fault for _, fault in said),
        said_falsely=_without(corrections, [cue for cue, _ in said]),
        correct_s=float(_correct(clip, clip.track.time_s).mean() * clip.track.source.duration_s),
        said_amiss=tuple(cue for cue in corrections if _correct(clip, np.array([cue.time_s])).all()),
    )


def _correct(clip: Clip, time_s: Floats) -> NDArray[np.bool_]:
    """(n,) whether nothing is wrong, or has been shortly before."""
    correct = np.ones(len(time_s), bool)
    for fault in clip.faults:
        correct &= (time_s < fault.start_s) | (time_s > fault.end_s + SAID_WITHIN_S)
    return correct


def _without(all_of: Sequence[Item], some: Sequence[Item]) -> tuple[Item, ...]:
    """What is left; two that are equal are still two."""
    return tuple((Counter(all_of) - Counter(some)).elements())
