"""Whether somebody is there, and whether there are pictures to tell by."""

from __future__ import annotations

from posecoach.pose.pose import Pose
from posecoach.stretches.rules import Rules


class Presence:
    """Nobody counts as away while the camera is in trouble: they cannot help it."""

    def __init__(self, rules: Rules) -> None:
        self._call_for_s = rules.live.call_for_s.value
        self._seen_s = 0.0
        self._called = False
        self.pictured_s = 0.0
        """When the last picture was taken."""

    def step(self, pose: Pose) -> None:
        self.pictured_s = pose.time_s
        if pose.measured:
            self.greet(pose.time_s)

    def tick(self, now_s: float, *, in_trouble: bool) -> None:
        if in_trouble:
            self._seen_s = now_s

    def greet(self, now_s: float) -> None:
        """Somebody is there, seen or heard of."""
        self._seen_s, self._called = now_s, False

    def away_s(self, now_s: float) -> float:
        return now_s - self._seen_s

    def unpictured_s(self, now_s: float) -> float:
        return now_s - self.pictured_s

    def calls_once(self, now_s: float) -> bool:
        """True once each time somebody has been called back for long enough."""
        due = not self._called and self.away_s(now_s) >= self._call_for_s
        self._called = self._called or due
        return due
