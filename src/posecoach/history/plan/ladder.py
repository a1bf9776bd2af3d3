"""A stretch's doses as a ladder: from few and short repetitions up to its whole dose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from posecoach.history.entries import StretchEntry
from posecoach.history.plan.data import load_planning, shipped
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.routine import MOVING_S

NOT_REACHED = -1
"""Less was done than the lowest rung asks for."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A dose by its name, and how much of it, a side."""

    dose: str
    hold_s: float
    repetitions: int
    sets: int

    @property
    def total(self) -> int:
        return self.repetitions * self.sets

    @property
    def held_s(self) -> float:
        """A side."""
        return self.total * self.hold_s

    def lasts_s(self, sides: int) -> float:
        return self.total * sides * (self.hold_s + MOVING_S)


@cache
def ladder(stretch_id: str) -> tuple[Rung, ...]:
    """Repetitions grow first, then sets, then the next longer dose; never beyond the stretch's own doses."""
    stretch, most = shipped()[stretch_id], load_planning().limits.repetitions.value
    rungs: list[Rung] = []
    for rung in _all_rungs(stretch):
        # A dose of the same length goes on where the one before it ended.
        more = not rungs or (rung.hold_s, rung.total) > (rungs[-1].hold_s, rungs[-1].total)
        if more and rung.total <= most:
            rungs.append(rung)
    return tuple(rungs)


def sides_of(stretch: Stretch) -> int:
    return 2 if stretch.sides == "each" else 1


def reached(stretch_id: str, entries: Iterable[StretchEntry]) -> int:
    """The highest rung that one of these entries comes up to, on both sides; NOT_REACHED for none."""
    done = [(entry.hold_goal_s, _repetitions(shipped()[stretch_id], entry)) for entry in entries]
    rungs = ladder(stretch_id)
    return max(
        (
            index
            for index, rung in enumerate(rungs)
            if any(rung.hold_s <= hold_s and rung.total <= count for hold_s, count in done)
        ),
        default=NOT_REACHED,
    )


def _all_rungs(stretch: Stretch) -> Iterator[Rung]:
    limits = load_planning().limits
    for name, dose in sorted(stretch.doses.items(), key=_how_much):
        first = max(1, round(dose.repetitions * limits.first_share.value))
        step = max(1, round(dose.repetitions * limits.step_share.value))
        for repetitions in (*range(first, dose.repetitions, step), dose.repetitions):
            yield Rung(name, dose.hold_s, repetitions, 1)
        for sets in range(2, dose.sets + 1):
            yield Rung(name, dose.hold_s, dose.repetitions, sets)


def _how_much(named: tuple[str, Dose]) -> tuple[float, int]:
    dose = named[1]
    return dose.hold_s, dose.total


def _repetitions(stretch: Stretch, entry: StretchEntry) -> int:
    """A side: of two sides the one that had fewer. What a person was led through counts as done."""
    count = Counter(hold.side for hold in entry.holds if hold.completed)
    if stretch.sides == "each":
        return min(count["left"], count["right"])
    return max(count.total(), entry.led)
