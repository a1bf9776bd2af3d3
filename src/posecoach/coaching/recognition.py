"""Whether a draft recognises the demonstration that it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.analysis import Analysis
from posecoach.coaching.demonstration import Demonstration
from posecoach.coaching.events import Hold
from posecoach.coaching.movements import Movement


@dataclass(frozen=True, slots=True)
class Recognition:
    """How many movements were shown, how many of them the coach counted, and how many others it counted."""

    shown: int
    counted: int
    others: int

    @property
    def whole(self) -> bool:
        return self.counted == self.shown and not self.others


def recognition(shown: Demonstration, analysis: Analysis) -> Recognition:
    """The coach's holds beside the movements, by side and time. What came before the start posture is not
    part of the demonstration."""
    began_s = float(shown.time_s[shown.start.first])
    movements, holds = shown.movements, [hold for hold in analysis.holds if hold.end_s > began_s]
    counted = sum(any(_same(shown, movement, hold) for hold in holds) for movement in movements)
    others = sum(not any(_same(shown, movement, hold) for movement in movements) for hold in holds)
    return Recognition(len(movements), counted, others)


def shortest_hold_s(shown: Demonstration, holds: Sequence[Hold]) -> float:
    """By the coach's clock, of the holds that were shown; 0 where it saw none of them."""
    seen = [
        hold.held_s for hold in holds if any(_same(shown, movement, hold) for movement in shown.movements)
    ]
    return min(seen, default=0.0)


def _same(shown: Demonstration, movement: Movement, hold: Hold) -> bool:
    start_s, end_s = (float(shown.time_s[row]) for row in (movement.span.first, movement.span.last))
    side_fits = not shown.one_side_at_a_time or hold.side == movement.side
    return side_fits and hold.start_s <= end_s and hold.end_s >= start_s
