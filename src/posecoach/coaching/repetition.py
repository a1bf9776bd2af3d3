"""One side's repetitions: into the target, a plateau that is held, out again."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from posecoach.coaching.events import Hold, Side, Why
from posecoach.stretches.model import Target
from posecoach.stretches.rules import Rules


@dataclass(frozen=True, slots=True)
class Reading:
    """What one frame says of the target. value_deg and speed_deg_s are None where they are not known,
    rest_deg where no start posture was held yet. seen: the person is in view, coachable or not.
    keep: it is this movement and no other. blocked: a fault that stops the clock is active."""

    time_s: float
    value_deg: float | None
    speed_deg_s: float | None
    rest_deg: float | None
    seen: bool = True
    keep: bool = True
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """One credited frame: the time since the frame before it is on the clock."""

    time_s: float
    value_deg: float
    step_s: float


@dataclass
class Plateau:
    """A stretch of time near the deepest value, with its own clock."""

    start_s: float
    best_deg: float
    settled_s: float
    samples: deque[Sample]
    held_s: float
    done_s: float | None = None
    lost_s: float = 0.0
    runs: bool = True

    @property
    def last_good_s(self) -> float:
        return self.samples[-1].time_s


@dataclass(frozen=True, slots=True)
class Finished:
    """A repetition that is over, before its number is given an error."""

    start_s: float
    end_s: float
    held_s: float
    completed: bool
    why: Why | None
    values: tuple[tuple[float, float], ...]


@dataclass
class _Visit:
    """One stay in the target, from entering it to leaving it."""

    entered_s: float
    last_in_s: float
    previous_s: float
    best_deg: float
    blocked_s: float = 0.0
    values: list[tuple[float, float]] = field(default_factory=list)
    plateaus: list[Plateau] = field(default_factory=list)


class Repetition:
    """The state of one side.

    In the target: past the least angle and far enough from rest, with none of the spec's ``keep`` conditions
    broken. A plateau opens when the value has settled, and closes when it leaves the release band or moves
    for longer than the grace; its clock stands in short losses and while a fault blocks it. Leaving the
    target ends the repetition, which is then one hold or one attempt, never more. With nothing to hold
    (``hold_s`` 0) it counts when the target is left again, by the release band.
    """

    def __init__(self, target: Target, hold_s: float, rules: Rules) -> None:
        self._target = target
        self._hold_s = hold_s
        self._hold = rules.hold
        self._slack_deg = rules.hold.leave_deg.value if hold_s else target.release_deg
        self._grace_s = rules.timing.grace_s.value
        self._visit: _Visit | None = None
        self.plateau: Plateau | None = None

    @property
    def entered_s(self) -> float | None:
        return self._visit.entered_s if self._visit else None

    @property
    def best_deg(self) -> float | None:
        return self._visit.best_deg if self._visit else None

    @property
    def held_s(self) -> float:
        return self.plateau.held_s if self.plateau else 0.0

    @property
    def clock_runs(self) -> bool:
        return self.plateau is not None and self.plateau.runs

    def step(self, reading: Reading) -> Finished | None:
        """One frame further; a repetition that has just ended, if one has."""
        visit, value = self._visit, reading.value_deg
        inside = value is not None and self._is_inside(value, reading)
        if visit is None:
            if inside and value is not None:
                self._visit = _Visit(reading.time_s, reading.time_s, reading.time_s, value)
                self._inside(self._visit, reading, value, 0.0)
            return None
        step_s = reading.time_s - visit.previous_s
        visit.previous_s = reading.time_s
        if step_s > self._grace_s:
            # A hole in the recording: whatever happened in it was not seen.
            return self.end("lost")
        if inside and value is not None:
            self._inside(visit, reading, value, step_s)
            return None
        self._lose(step_s)
        if value is not None and not self._is_deep_enough(value, reading):
            return self.end(None)
        if reading.time_s - visit.last_in_s <= self._grace_s:
            return None
        # Without a hold, a repetition is over when it has been taken back, and nothing else ends it.
        return self.end(None if reading.seen and self._hold_s else "lost")

    def would_count(self, reading: Reading) -> bool:
        """Whether the reading is one in the target."""
        return reading.value_deg is not None and self._is_inside(reading.value_deg, reading)

    def end(self, why: Why | None) -> Finished | None:
        """Ends the repetition, here and now: left, or ``lost``, or stopped by a ``fault``."""
        visit = self._visit
        if visit is None:
            return None
        self.plateau = None
        self._visit = None
        return self._finish(visit, why)

    def _is_inside(self, value: float, reading: Reading) -> bool:
        return reading.keep and self._is_deep_enough(value, reading)

    def _is_deep_enough(self, value: float, reading: Reading) -> bool:
        if reading.rest_deg is None:
            return False
        slack = self._slack_deg if self._visit else 0.0
        far_enough = value - reading.rest_deg >= self._target.rise_deg - slack
        return value >= self._target.least_deg - slack and far_enough

    def _inside(self, visit: _Visit, reading: Reading, value: float, step_s: float) -> None:
        visit.last_in_s = reading.time_s
        visit.best_deg = max(visit.best_deg, value)
        visit.values.append((reading.time_s, value))
        if reading.blocked:
            visit.blocked_s += step_s
        # Just after a gap the speed is not known yet: that opens no plateau, and ends none either.
        speed = reading.speed_deg_s
        settled = speed is not None and abs(speed) <= self._hold.settled_deg_s.value
        if self.plateau:
            still = speed is None or abs(speed) <= self._hold.still_deg_s.value
            self._run(self.plateau, reading, value, still, step_s)
        elif settled and not reading.blocked:
            self._open(visit, reading.time_s, value)
        if self.plateau and self.plateau.runs and settled:
            self.plateau.settled_s = reading.time_s

    def _open(self, visit: _Visit, time_s: float, value: float) -> None:
        # The speed is the slope over a window that ends now: it was this still in the middle of it.
        start_s = max(visit.entered_s, time_s - self._hold.still_window_s.value / 2)
        if visit.plateaus:
            start_s = max(start_s, visit.plateaus[-1].last_good_s)
        held_s = time_s - start_s
        first = Sample(time_s, value, held_s)
        self.plateau = Plateau(start_s, value, time_s, deque([first]), held_s)
        visit.plateaus.append(self.plateau)

    def _run(self, plateau: Plateau, reading: Reading, value: float, still: bool, step_s: float) -> None:
        if still and value > plateau.best_deg:
            plateau.best_deg = value
            self._leave_behind(plateau)
        released = value < plateau.best_deg - self._target.release_deg
        plateau.runs = still and not released and not reading.blocked
        if plateau.runs:
            plateau.held_s += step_s
            plateau.lost_s = 0.0
            plateau.samples.append(Sample(reading.time_s, value, step_s))
            if plateau.done_s is None and plateau.held_s >= self._hold_s - 1e-6:
                plateau.done_s = reading.time_s
        elif released:
            # While a fault blocks it, or they fidget, the clock waits: the person is there.
            self._lose(step_s)

    def _leave_behind(self, plateau: Plateau) -> None:
        """A hold lies within the release band of its best: what was shallower was the way there."""
        least_deg = plateau.best_deg - self._target.release_deg
        while plateau.done_s is None and plateau.samples and plateau.samples[0].value_deg < least_deg:
            plateau.start_s = plateau.samples[0].time_s
            plateau.held_s -= plateau.samples.popleft().step_s
        if not plateau.samples:
            plateau.samples.append(Sample(plateau.start_s, plateau.best_deg, 0.0))
            plateau.held_s = 0.0

    def _lose(self, step_s: float) -> None:
        if self.plateau is None:
            return
        self.plateau.runs = False
        self.plateau.lost_s += step_s
        if self.plateau.lost_s > self._grace_s:
            self.plateau = None

    def _finish(self, visit: _Visit, why: Why | None) -> Finished | None:
        return self._held(visit, why) if self._hold_s else self._reached(visit, why)

    def _reached(self, visit: _Visit, why: Why | None) -> Finished | None:
        in_target_s = visit.last_in_s - visit.entered_s
        if in_target_s < self._hold.shortest_repetition_s.value:
            return None
        if visit.last_in_s == visit.previous_s:
            # It ends in the target: nobody saw the way back.
            why = why or "lost"
        if why is None and visit.blocked_s >= in_target_s / 2:
            why = "fault"
        values = self._near_best(visit)
        return Finished(visit.entered_s, visit.last_in_s, in_target_s, why is None, why, values)

    def _near_best(self, visit: _Visit) -> tuple[tuple[float, float], ...]:
        least_deg = visit.best_deg - self._target.release_deg
        return tuple(point for point in visit.values if point[1] >= least_deg)

    def _held(self, visit: _Visit, why: Why | None) -> Finished | None:
        plateau = max(visit.plateaus, key=lambda p: (p.done_s is not None, p.held_s), default=None)
        if plateau is None or plateau.done_s is None:
            if visit.last_in_s - visit.entered_s < self._hold.shortest_attempt_s.value:
                return None
            why = why or self._why(visit, plateau.held_s if plateau else 0.0)
        if plateau is None:
            return Finished(visit.entered_s, visit.last_in_s, 0.0, False, why, self._near_best(visit))
        end_s = self._before_the_way_out(plateau)
        held_s = plateau.held_s - sum(s.step_s for s in plateau.samples if s.time_s > end_s)
        values = tuple((s.time_s, s.value_deg) for s in plateau.samples if s.time_s <= end_s)
        completed = plateau.done_s is not None
        return Finished(plateau.start_s, end_s, held_s, completed, None if completed else why, values)

    def _before_the_way_out(self, plateau: Plateau) -> float:
        """When the last movement began, as seen afterwards: the clock cannot know at once that a slow
        beginning is the way out. Never before the person was told that the hold was done."""
        window_s = self._hold.still_window_s.value
        if not 0 < plateau.last_good_s - plateau.settled_s <= 2 * window_s:
            return plateau.last_good_s
        began_s = plateau.settled_s - window_s / 2
        return max(plateau.samples[0].time_s, plateau.done_s or 0.0, began_s)

    def _why(self, visit: _Visit, held_s: float) -> Why:
        in_target_s = visit.last_in_s - visit.entered_s
        by_fault = held_s + visit.blocked_s >= self._hold_s or visit.blocked_s >= in_target_s / 2
        return "fault" if by_fault and visit.blocked_s > 0 else "too_short"


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
