"""How much pain stops a stretch."""

from __future__ import annotations

from posecoach.coaching.events import Pain
from posecoach.stretches.rules import Live


class PainLimits:
    """before: how much it hurt before the session; where nobody asked, the first rating tells."""

    def __init__(self, limits: Live, before: int | None) -> None:
        self._rise = limits.pain_rise.value
        self._most = limits.pain_most.value
        self._before = before

    def stops(self, pain: Pain) -> bool:
        """Whether this is more than a stretch may hurt. Who came with much pain is stopped by any more."""
        if pain.rating is None:
            return True
        if self._before is None:
            self._before = pain.rating
            return pain.rating >= self._most
        rise = pain.rating - self._before
        return rise >= self._rise or (rise > 0 and pain.rating >= self._most)
