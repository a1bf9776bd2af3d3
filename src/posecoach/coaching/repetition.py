"""One side's repetitions: into the target, a plateau that is held, out again."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from posecoach.coaching.events import Hold, Side, Why
from posecoach.stretches.model import Target
from posecoach.stretches.rules import Rules


@dataclass(frozen=True, slots=True)
class Reading:
    """What one frame says of the target. value_deg and speed_deg_s are None where they are not known,
    rest_deg where no start posture was held yet. blocked: a fault that stops the clock is active."""

    time_s: float
    value_deg: float | None
    speed_deg_s: float | None
    rest_deg: float | None
    keep: bool
    blocked: bool


@dataclass
class _Plateau:
    """A stretch of time near the deepest value, with its own clock."""

    start_s: float
    last_good_s: float
    held_s: float
    best_deg: float
    settled_s: float
    lost_s: float = 0.0
    runs: bool = True
    values: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Finished:
    """A repetition that is over, before its number is given an error."""

    start_s: float
    end_s: float
    held_s: float
    completed: bool
    why: Why | None
    values: tuple[tuple[float, float], ...]


class Repetition:
    """The state of one side.

    In the target: past the least angle and far enough from rest, with the spec's ``keep`` conditions. A
    plateau opens when the value has settled, and closes when it leaves the release band or moves for longer
    than the grace; its clock stands in short losses and while a fault blocks it. Leaving the target ends
    the repetition, which is then one hold or one attempt, never more.
    """

    def __init__(self, target: Target, hold_s: float, rules: Rules) -> None:
        self._target = target
        self._hold_s = hold_s
        self._hold = rules.hold
        self._grace_s = rules.timing.grace_s.value
        self._reset()

    def _reset(self) -> None:
        self.plateau: _Plateau | None = None
        self.best_deg: float | None = None
        self.entered_s: float | None = None
        self._last_in_s = 0.0
        self._blocked_s = 0.0
        self._previous_s: float | None = None
        self._closed: list[_Plateau] = []
        self._values: list[tuple[float, float]] = []

    @property
    def in_target(self) -> bool:
        return self.entered_s is not None

    @property
    def held_s(self) -> float:
        return self.plateau.held_s if self.plateau else 0.0

    @property
    def clock_runs(self) -> bool:
        return self.plateau is not None and self.plateau.runs

    def step(self, reading: Reading) -> Finished | None:
        """One frame further; a repetition that has just ended, if one has."""
        step_s = 0.0 if self._previous_s is None else reading.time_s - self._previous_s
        inside = self._is_inside(reading)
        if inside and self.entered_s is None:
            self.entered_s = reading.time_s
        if self.entered_s is None:
            return None
        self._previous_s = reading.time_s
        if inside:
            self._inside(reading, step_s)
            return None
        self._lose(step_s)
        if reading.value_deg is not None and reading.keep:
            return self.end(None)
        if reading.time_s - self._last_in_s <= self._grace_s:
            return None
        return self.end("lost" if reading.value_deg is None else None)

    def end(self, why: Why | None) -> Finished | None:
        """Ends the repetition, here and now: left, or ``lost``, or stopped by a ``fault``."""
        if self.entered_s is None:
            return None
        if self.plateau:
            self._close()
        finished = self._finish(why)
        self._reset()
        return finished

    def _is_inside(self, reading: Reading) -> bool:
        if reading.value_deg is None or reading.rest_deg is None or not reading.keep:
            return False
        slack = self._hold.leave_deg.value if self.in_target else 0.0
        return (
            reading.value_deg >= self._target.least_deg - slack
            and reading.value_deg - reading.rest_deg >= self._target.rise_deg - slack
        )

    def _inside(self, reading: Reading, step_s: float) -> None:
        assert reading.value_deg is not None
        value = reading.value_deg
        self._last_in_s = reading.time_s
        self.best_deg = value if self.best_deg is None else max(self.best_deg, value)
        self._values.append((reading.time_s, value))
        if reading.blocked:
            self._blocked_s += step_s
        # Just after a gap the speed is not known yet: that opens no plateau, and ends none either.
        speed = reading.speed_deg_s
        settled = speed is not None and abs(speed) <= self._hold.settled_deg_s.value
        if self.plateau:
            still = speed is None or abs(speed) <= self._hold.still_deg_s.value
            self._run(self.plateau, reading, value, still, step_s)
        elif settled and not reading.blocked:
            self._open(reading.time_s, value)
        if self.plateau and settled and self.plateau.runs:
            self.plateau.settled_s = reading.time_s

    def _open(self, time_s: float, value: float) -> None:
        assert self.entered_s is not None
        # The speed is the slope over a window that ends now: it was this still in the middle of it.
        start_s = max(self.entered_s, time_s - self._hold.still_window_s.value / 2)
        if self._closed:
            start_s = max(start_s, self._closed[-1].last_good_s)
        self.plateau = _Plateau(start_s, time_s, time_s - start_s, value, time_s)
        self.plateau.values.append((time_s, value))

    def _run(self, plateau: _Plateau, reading: Reading, value: float, still: bool, step_s: float) -> None:
        if still:
            plateau.best_deg = max(plateau.best_deg, value)
        released = value < plateau.best_deg - self._target.release_deg
        plateau.runs = still and not released and not reading.blocked
        if plateau.runs:
            plateau.held_s += step_s
            plateau.last_good_s = reading.time_s
            plateau.lost_s = 0.0
            plateau.values.append((reading.time_s, value))
        elif released or not reading.blocked:
            # While a fault blocks it, the clock waits: the person is there and is told what to put right.
            self._lose(step_s)

    def _lose(self, step_s: float) -> None:
        if self.plateau is None:
            return
        self.plateau.runs = False
        self.plateau.lost_s += step_s
        if self.plateau.lost_s > self._grace_s:
            self._close()

    def _close(self) -> None:
        assert self.plateau is not None
        self._closed.append(self.plateau)
        self.plateau = None

    def _without_the_way_out(self, plateau: _Plateau) -> tuple[float, float]:
        """(end_s, held_s) up to the moment that the last movement began, as seen afterwards.

        The clock cannot know at once that a slow beginning is the way out; never takes from a hold the time
        that completed it.
        """
        window_s = self._hold.still_window_s.value
        moved_s = plateau.last_good_s - plateau.settled_s
        if not 0 < moved_s <= 2 * window_s:
            return plateau.last_good_s, plateau.held_s
        end_s = max(plateau.values[0][0], plateau.settled_s - window_s / 2)
        held_s = max(0.0, plateau.held_s - (plateau.last_good_s - end_s))
        if plateau.held_s >= self._hold_s:
            held_s = max(held_s, self._hold_s)
        return end_s, held_s

    def _finish(self, why: Why | None) -> Finished | None:
        assert self.entered_s is not None
        longest = max(self._closed, key=lambda plateau: plateau.held_s, default=None)
        completed = longest is not None and longest.held_s >= self._hold_s - 1e-6
        if not completed and self._last_in_s - self.entered_s < self._hold.shortest_attempt_s.value:
            return None
        if longest is None:
            return Finished(
                self.entered_s, self._last_in_s, 0.0, False, why or self._why(0.0), self._near_best()
            )
        end_s, held_s = self._without_the_way_out(longest)
        values = tuple(point for point in longest.values if point[0] <= end_s)
        why = None if completed else why or self._why(longest.held_s)
        return Finished(longest.start_s, end_s, held_s, completed, why, values)

    def _why(self, held_s: float) -> Why:
        in_target_s = self._last_in_s - (self.entered_s or 0.0)
        by_fault = held_s + self._blocked_s >= self._hold_s or self._blocked_s >= in_target_s / 2
        return "fault" if by_fault and self._blocked_s > 0 else "too_short"

    def _near_best(self) -> tuple[tuple[float, float], ...]:
        assert self.best_deg is not None
        floor = self.best_deg - self._target.release_deg
        return tuple(point for point in self._values if point[1] >= floor)


def to_hold(finished: Finished, side: Side, error_deg: float | None, report_within_deg: float) -> Hold:
    """The finished repetition with its numbers, or without them where the error is too wide."""
    times, values = np.array(finished.values).T
    median = float(np.median(values))
    best = int(np.argmin(np.abs(values - median) + 0.2 * np.abs(times - np.median(times))))
    known = error_deg is not None and error_deg <= report_within_deg
    return Hold(
        side=side,
        start_s=finished.start_s,
        end_s=finished.end_s,
        held_s=finished.held_s,
        completed=finished.completed,
        value_deg=median if known else None,
        error_deg=error_deg if known else None,
        peak_deg=float(np.percentile(values, 98)) if known else None,
        why=finished.why,
        best_s=float(times[best]),
    )
