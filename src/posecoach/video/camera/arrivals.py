"""When a picture that came over a network was taken."""

from __future__ import annotations

# Longer than a network makes a picture wait without breaking the connection: the stream's clock has leapt.
_LEAP_S = 3.0


class Arrivals:
    """Puts a stream's own times onto the session's clock: the picture that came quickest decides how.

    Pictures are taken evenly and arrive unevenly; their own times keep the speed of a movement true.
    """

    def __init__(self) -> None:
        self._shift_s: float | None = None

    def captured_s(self, stamp_s: float | None, arrived_s: float) -> float:
        """The capture on the session's clock, never later than the arrival; a picture without a time of its
        own counts as taken when it arrived."""
        if stamp_s is None:
            return arrived_s
        shift_s = arrived_s - stamp_s
        if self._shift_s is None or not self._shift_s < shift_s < self._shift_s + _LEAP_S:
            self._shift_s = shift_s
        return stamp_s + self._shift_s
