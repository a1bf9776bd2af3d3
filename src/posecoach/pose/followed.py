"""The body that is followed through one scene: where it was, and who can be it now."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from posecoach.pose.anatomy import torso_px
from posecoach.pose.pose import Pose
from posecoach.pose.sightings import SAME
from posecoach.pose.whom import Preference, apart, lies, suits

_LEAP, _LEAP_PER_S = 0.1, 3.0
"""Torso lengths. A trunk that sits up quickly goes on by two a second."""
_DRIFT, _DRIFT_S = 0.8, 0.5
"""A trunk that has moved so far (torso lengths) in so long may have become another's bit by bit."""
_REACH, _REACH_PER_S, _GROWS = 0.5, 3.0, 1.6
"""How far away (torso lengths), and how many times larger or smaller, somebody lost may be found again, if
they still lie or still are upright."""
_FORGET_S, _FORGET_ALONE_S = 5.0, 1.0
"""Lost for so long, somebody may be found anywhere and anyhow; sooner where nobody else has been seen and
they still lie or still are upright."""


class Followed:
    """Of one scene; all poses are in pixels of one picture."""

    def __init__(self, prefers: Preference | None) -> None:
        self._prefers = prefers
        self._recent: deque[Pose] = deque()
        """The last half second, as long as the trunk moved as a body's does."""
        self._suited: Pose | None = None
        """When they last lay or stood as preferred."""
        self._others: list[Pose] = []

    @property
    def before(self) -> Pose | None:
        """Where they were before any leap or drift that is in doubt."""
        return self._recent[0] if self._recent else None

    @property
    def accompanied(self) -> bool:
        """Whether somebody else was seen a short while ago."""
        return bool(self._others)

    def go_on(self, pose: Pose) -> None:
        """They are believed to be at ``pose``, a frame later."""
        if self.drifted(pose):
            return
        self._recent.append(pose)
        while pose.time_s - self._recent[0].time_s > _DRIFT_S:
            self._recent.popleft()
        if suits(pose, self._prefers) >= 0.5:
            self._suited = pose

    def be(self, pose: Pose, people: Sequence[Pose]) -> None:
        """They were chosen, at ``pose``, among the ``people`` that a search found."""
        self._recent = deque([pose])
        missed = [
            old
            for old in self._others
            if pose.time_s - old.time_s < _FORGET_S and all(apart(old, p) > SAME for p in people)
        ]
        self._others = [*(p for p in people if apart(p, pose) > SAME), *missed]

    def leapt(self, pose: Pose) -> bool:
        """Whether no trunk gets to ``pose`` from one frame to the next."""
        if not self._recent:
            return False
        last = self._recent[-1]
        return apart(last, pose) > _LEAP + _LEAP_PER_S * (pose.time_s - last.time_s)

    def drifted(self, pose: Pose) -> bool:
        """Whether the trunk has come far in little time, though without a leap."""
        return self.before is not None and apart(self.before, pose) > _DRIFT

    def can_be(self, candidate: Pose, now: Pose | None) -> bool:
        """Whether it can be them; ``now`` is where the network has followed somebody to."""
        if self.before is None or self._forgotten(candidate) or self._is_back(candidate):
            return True
        if self._suits_at_last(candidate):
            return True
        from_another = min((apart(other, candidate) for other in self._others), default=SAME)
        if from_another < min(SAME, apart(self.before, candidate)):
            return False
        goes_on = now is not None and apart(candidate, now) <= SAME and not self.leapt(now)
        return goes_on or self._has_become(candidate)

    def was(self, candidate: Pose) -> bool:
        """Whether it is they, and not another body that is followed instead."""
        return self.before is None or self._is_back(candidate) or self._has_become(candidate)

    def _forgotten(self, candidate: Pose) -> bool:
        assert self.before is not None
        alone = not self._others and not self._turned(candidate)
        return candidate.time_s - self.before.time_s > (_FORGET_ALONE_S if alone else _FORGET_S)

    def _is_back(self, candidate: Pose) -> bool:
        """Whether somebody is where they last were as preferred, and is so too."""
        suited = self._suited
        return (
            suited is not None and apart(suited, candidate) < SAME and suits(candidate, self._prefers) >= 0.5
        )

    def _suits_at_last(self, candidate: Pose) -> bool:
        """Whether somebody is as preferred, and the one followed has not been so of late."""
        assert self.before is not None
        unsuited = self._suited is None or candidate.time_s - self._suited.time_s > _FORGET_S
        return unsuited and suits(candidate, self._prefers) > suits(self.before, self._prefers) + 0.5

    def _has_become(self, candidate: Pose) -> bool:
        assert self.before is not None
        elapsed_s = candidate.time_s - self.before.time_s
        grown = torso_px(candidate) / max(torso_px(self.before), 1.0)
        return (
            apart(self.before, candidate) < _REACH + _REACH_PER_S * elapsed_s
            and 1 / _GROWS < grown < _GROWS
            and not self._turned(candidate)
        )

    def _turned(self, candidate: Pose) -> bool:
        return self.before is not None and abs(lies(candidate) - lies(self.before)) > 0.5
