"""The recent past of one measure: its level, its speed, whether it bounces."""

from __future__ import annotations

import statistics
from collections import deque

import numpy as np

REMEMBERED_S = 2.0
"""As long as two reversals of the slowest bounce, 0.5 Hz, take (D-move in docs/sources.md)."""
_BOUNCE_WINDOWS_S = (1.0, 1.5, REMEMBERED_S)
_TO_AND_FRO = 2.0
"""A bounce stays where it is: all that was reached while it lasted spans no more than this many swings. One
wrong moment on the way in or out, such as a leg taken for the other where they cross, does."""
_LEVEL_S = 0.15
_LEAST_SWING_DEG = 3.0
"""Swings below this are the landmarks' own jitter; looking for reversals in them would be wasted."""


class Signal:
    """Values with their times, newest last; a missing value is simply not there."""

    def __init__(self, still_window_s: float) -> None:
        self._still_window_s = still_window_s
        self._values: deque[tuple[float, float]] = deque()
        self._levels: deque[tuple[float, float]] = deque()

    def push(self, time_s: float, value: float | None) -> None:
        if value is not None:
            self._values.append((time_s, value))
            self._levels.append((time_s, statistics.median(v for _, v in self._since(_LEVEL_S))))
        for remembered in (self._values, self._levels):
            while remembered and remembered[0][0] < time_s - REMEMBERED_S:
                remembered.popleft()

    def clear(self) -> None:
        self._values.clear()
        self._levels.clear()

    def level(self) -> float | None:
        """The median of the last few frames: one wild frame does not move it."""
        return self._levels[-1][1] if self._levels else None

    def speed(self) -> float | None:
        """Degrees per second, the slope over the still window; None until half of it is filled."""
        recent = self._since(self._still_window_s)
        if len(recent) < 3 or recent[-1][0] - recent[0][0] < self._still_window_s / 2:
            return None
        mean_t = sum(t for t, _ in recent) / len(recent)
        mean_v = sum(v for _, v in recent) / len(recent)
        spread = sum((t - mean_t) ** 2 for t, _ in recent)
        return sum((t - mean_t) * (v - mean_v) for t, v in recent) / spread

    def bounce(self, since_s: float) -> float:
        """The widest swing to and fro about one place that came three times in turn (two reversals) since
        then, within the remembered time; 0 if none."""
        return max(self._bounce(since_s, window_s) for window_s in _BOUNCE_WINDOWS_S)

    def _bounce(self, since_s: float, window_s: float) -> float:
        if not self._levels:
            return 0.0
        from_s = max(since_s, self._levels[-1][0] - window_s)
        values = np.array([level for time_s, level in self._levels if time_s >= from_s])
        if len(values) < 4 or np.ptp(values) < _LEAST_SWING_DEG:
            return 0.0
        swing = max(_thrice(values), _thrice(-values))
        return swing if np.ptp(values) <= _TO_AND_FRO * swing else 0.0

    def _since(self, window_s: float) -> list[tuple[float, float]]:
        if not self._values:
            return []
        first = self._values[-1][0] - window_s
        recent = []
        for point in reversed(self._values):
            if point[0] < first - 1e-9:
                break
            recent.append(point)
        recent.reverse()
        return recent


def _thrice(values: np.ndarray) -> float:
    """The widest swing d such that the values rise by d, then fall by d, then rise by d again."""
    rise = values - np.minimum.accumulate(values)
    earlier = np.tri(len(values), k=-1, dtype=bool)
    drop = values[None, :] - values[:, None]
    fall = np.where(earlier, np.minimum(rise[None, :], drop), 0).max(axis=1)
    return float(np.where(earlier, np.minimum(fall[None, :], -drop), 0).max())
