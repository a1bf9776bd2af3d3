"""When a recorded body keeps still, and when it is in the same posture again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from posecoach.pose.anatomy import BODY, TRUNK
from posecoach.pose.pose import Status
from posecoach.pose.track import PoseTrack

_WITHIN_S = 0.5
STILL = 0.06
"""Torso lengths within that time: a body that has not moved trembles by less, a leg that turns by 10° a
second moves its foot by twice as much."""
_SAME = 0.3
"""Torso lengths: whoever comes back to a posture comes back to within this of where the joints were."""
_GAP_S = 0.3
"""A landmark that jumps for a moment does not end a rest."""

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Span:
    """Rows of a track, ``first`` to ``last``, both in it."""

    first: int
    last: int

    @property
    def rows(self) -> slice:
        return slice(self.first, self.last + 1)

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.last + 1))

    def lasts_s(self, time_s: Floats) -> float:
        return float(time_s[self.last] - time_s[self.first])


def runs(flags: Flags, time_s: Floats, bridge_s: float = 0.0) -> list[Span]:
    """Where the flags are set without a break of more than bridge_s."""
    spans: list[Span] = []
    for row in np.flatnonzero(flags).tolist():
        if spans and (row == spans[-1].last + 1 or time_s[row] - time_s[spans[-1].last] <= bridge_s):
            spans[-1] = Span(spans[-1].first, row)
        else:
            spans.append(Span(row, row))
    return spans


def still_spans(track: PoseTrack, least_s: float, within: float = STILL) -> list[Span]:
    """Where somebody keeps still for at least so long. One joint may tremble: it may be hidden."""
    joints = _joints(track)
    before, after = (
        np.clip(np.searchsorted(track.time_s, track.time_s + shift_s), 0, len(track) - 1)
        for shift_s in (-_WITHIN_S / 2, _WITHIN_S / 2)
    )
    moved = np.sort(np.linalg.norm(joints[after] - joints[before], axis=2), axis=1)
    same_scene = track.scene[before] == track.scene[after]
    still = _measured(track) & same_scene & (moved[:, -2] <= within)
    return [span for span in runs(still, track.time_s, _GAP_S) if span.lasts_s(track.time_s) >= least_s]


def same_posture(track: PoseTrack, span: Span) -> Flags:
    """(n,): whether the body is as it was, and where it was, in the span; all joints but one."""
    joints = _joints(track)
    moved = np.sort(np.linalg.norm(joints - np.median(joints[span.rows], axis=0), axis=2), axis=1)
    return _measured(track) & (moved[:, -2] <= _SAME)


def _measured(track: PoseTrack) -> Flags:
    return np.asarray(track.status == Status.MEASURED.value)


def _joints(track: PoseTrack) -> Floats:
    """(n, 8, 2) in torso lengths; far away where nobody is."""
    joints = track.image[:, BODY].astype(np.float64)
    shoulders, hips = track.image[:, TRUNK[:2]].mean(axis=1), track.image[:, TRUNK[2:]].mean(axis=1)
    measured = _measured(track)
    torso_px = np.median(np.linalg.norm(shoulders - hips, axis=1)[measured]) if measured.any() else 1.0
    joints[~measured] = np.inf
    return np.nan_to_num(joints / max(float(torso_px), 1.0), posinf=1e6)
