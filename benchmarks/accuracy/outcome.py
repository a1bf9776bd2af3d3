"""What was counted, timed and said in a clip, against what happened in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from benchmarks.accuracy.clip import Clip, Coached
from benchmarks.accuracy.landmarks import legs_swapped
from benchmarks.accuracy.matching import counted, pairs, said_of, same_fault, share_time
from benchmarks.accuracy.series import view_of
from posecoach.coaching.events import Cue, FaultSpan, Hold

Item = TypeVar("Item", Cue, FaultSpan)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One clip.

    measured, swapped: shares of frames with a measured body, and with its legs taken for each other.
    exact: on each side as many holds and attempts as there were. pairs: a hold or attempt found and the true
    one then, of whatever side. missed: faults without a found one of their kind, side and time. false: found
    ones without a true one. said: the true faults that a sentence was said about. said_falsely: corrections
    about none.
    """

    clip: str
    body: str
    near: str
    yaw_deg: float
    stretch: str
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


def outcome(clip: Clip, coached: Coached) -> Outcome:
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
    )


def _without(all_of: Sequence[Item], some: Sequence[Item]) -> tuple[Item, ...]:
    """What is left; two that are equal are still two."""
    return tuple((Counter(all_of) - Counter(some)).elements())
