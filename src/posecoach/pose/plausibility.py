"""Whether a skeleton can be a body's: its lengths stay its own, and its trunk does not jump.

The network's confidence stays near 1 on nonsense, so only anatomy tells. The limits were set on real clips:
within them fall 99 % of the poses of people lying, folding and sitting up, and outside them most skeletons
that were put on cropped bodies, on two people at once and on furniture.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from posecoach.pose.anatomy import (
    TRUNK,
    TRUNK_M,
    Lengths,
    farthest_move,
    jump_limit,
    pixels_per_metre,
    world_lengths,
)
from posecoach.pose.pose import Pose

# trunk, thighs, shanks, shoulders, hips, upper arms (which hide behind heads, and then are guessed too short)
_TYPICAL_M = np.array([TRUNK_M, 0.38, 0.38, 0.38, 0.38, 0.31, 0.23, 0.25, 0.25])
_SHORTEST = np.array([0.82, 0.55, 0.55, 0.45, 0.45, 0.45, 0.4, 0.35, 0.35])
_LONGEST = np.array([1.30, 1.45, 1.45, 1.45, 1.45, 1.5, 1.5, 2.5, 2.5])
_SMALLEST, _LARGEST = 0.72, 1.38

_SAMPLE_EVERY_S = 0.1
_LENGTH_SAMPLES, _SIZE_SAMPLES = 80, 30
"""A body's own lengths hold; its size in the picture changes as the person comes nearer."""
_TYPICAL_COUNT = 10
"""A body starts as the typical one, and has taken over its own median after this many samples."""
_FORGET_S = 1.0
"""After so long without a plausible pose, what was known of the body and its place is given up."""
_UNSTEADY_WINDOW_S = 1.0
_UNSTEADY_SHARE = 0.3


class Plausibility:
    """Judges the poses of one person in their order; made anew for every scene."""

    def __init__(self) -> None:
        self._judged: deque[tuple[float, bool]] = deque()
        self._body = _Body()

    def believes(self, pose: Pose) -> bool:
        """Whether ``pose`` can be the body's. Poses of nobody are not to be asked about."""
        if self._body.last is not None and pose.time_s - self._body.last.time_s > _FORGET_S:
            self._body = _Body()
        lengths, scale = world_lengths(pose.world), pixels_per_metre(pose)
        wrong = self._body.has_not(lengths) or self._body.is_not_of(scale) or self._body.cannot_reach(pose)
        if not wrong:
            self._body.learn(pose, lengths, scale)
        unsteady = self._unsteady(pose.time_s, wrong)
        return not (wrong or unsteady)

    def searched_afresh(self) -> None:
        """What was wrong before says nothing about the skeleton found by a new search."""
        self._judged.clear()

    def _unsteady(self, time_s: float, wrong: bool) -> bool:
        self._judged.append((time_s, wrong))
        while time_s - self._judged[0][0] > _UNSTEADY_WINDOW_S:
            self._judged.popleft()
        return sum(wrong for _, wrong in self._judged) > _UNSTEADY_SHARE * len(self._judged)


class _Body:
    """What is known of the person: running medians of the plausible poses, and the last of them."""

    def __init__(self) -> None:
        self.last: Pose | None = None
        self._lengths: deque[Lengths] = deque(maxlen=_LENGTH_SAMPLES)
        self._scales: deque[float] = deque(maxlen=_SIZE_SAMPLES)
        self._sampled_at_s = -np.inf
        self._usual_lengths: Lengths = _TYPICAL_M
        self._usual_scale = 0.0

    def has_not(self, lengths: Lengths) -> bool:
        # What was guessed too short, as shoulders are in a plain shirt from the side, may come into its own.
        longest = _LONGEST * np.maximum(self._usual_lengths, _TYPICAL_M)
        return bool(((lengths < _SHORTEST * self._usual_lengths) | (lengths > longest)).any())

    def is_not_of(self, scale: float) -> bool:
        if self.last is None:
            return scale <= 0
        return not _SMALLEST < scale / self._usual_scale < _LARGEST

    def cannot_reach(self, pose: Pose) -> bool:
        if self.last is None:
            return False
        moved = farthest_move(self.last.image, pose.image, TRUNK) / (TRUNK_M * self._usual_scale)
        return moved > jump_limit(pose.time_s - self.last.time_s)

    def learn(self, pose: Pose, lengths: Lengths, scale: float) -> None:
        self.last = pose
        if pose.time_s - self._sampled_at_s < _SAMPLE_EVERY_S:
            return
        self._sampled_at_s = pose.time_s
        self._lengths.append(lengths)
        self._scales.append(scale)
        typical = max(0, _TYPICAL_COUNT - len(self._lengths))
        self._usual_lengths = np.median([*self._lengths, *[_TYPICAL_M] * typical], axis=0)
        self._usual_scale = float(np.median(self._scales))
