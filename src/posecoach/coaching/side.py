"""One side of the body (or both at once) on its way through a stretch."""

from __future__ import annotations

from dataclasses import replace

from posecoach.coaching.conditions import broken, column, met
from posecoach.coaching.events import Hold, Phase, Side
from posecoach.coaching.faults import FaultWatcher
from posecoach.coaching.repetition import Finished, Reading, Repetition, to_hold
from posecoach.coaching.signal import Signal
from posecoach.kinematics.error import held_half_width_deg, reading_half_width_deg
from posecoach.kinematics.measure import Measures
from posecoach.kinematics.points import BodySide
from posecoach.kinematics.rest import Rest
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.rules import Rules


class SideCoach:
    """Follows the target's measure of one working side: start posture, repetition, faults.

    label: the side that events carry; ``both`` for a stretch of both sides at once, whose sided measures are
    then taken from the side nearer to the camera (``working``, set by the caller).
    """

    def __init__(self, stretch: Stretch, dose: Dose, rules: Rules, label: Side, working: BodySide) -> None:
        self.label = label
        self.working = working
        self.armed = False
        self.in_start = False
        self.still = False
        self.moves = False
        self.holds: list[Hold] = []
        self.attempts: list[Hold] = []
        self.value_deg: float | None = None
        self.rest_deg: float | None = None
        self.faults = FaultWatcher(stretch.faults, label, rules.timing.fault_clears_s.value)
        self.repetition = Repetition(stretch.target, dose.hold_s, rules)
        self._stretch = stretch
        self._rules = rules
        self._signal = Signal(rules.hold.still_window_s.value)
        self._start_since_s: float | None = None
        self._rest: Rest | None = None
        self._half_widths: dict[float, float | None] = {}

    @property
    def target_column(self) -> str:
        """The target's measure of this side, as measures name it."""
        return column(self._stretch.target.measure, self._stretch.target.side, self.working)

    def step(self, time_s: float, measures: Measures, *, seen: bool, near: BodySide | None = None) -> None:
        """One frame further; no measures where the person cannot be coached for a moment.

        seen: they are in view all the same. near: the side that the camera sees.
        """
        value = measures.get(self.target_column)
        known = value is not None
        self._signal.push(time_s, value)
        self.value_deg = self._signal.level() if known else None
        speed = self._signal.speed()
        still_deg_s = self._rules.hold.still_deg_s.value
        self.still = speed is not None and abs(speed) <= still_deg_s
        self.moves = speed is not None and abs(speed) > still_deg_s
        self._watch_start(time_s, measures, near)
        now = dict(measures)
        now["speed"] = abs(speed) if known and speed is not None else None
        now["bounce"] = self._bounce()
        self.faults.step(time_s, self._fault_phase(), self.working, now)
        reading = Reading(
            time_s=time_s,
            value_deg=self.value_deg,
            speed_deg_s=speed if known else None,
            rest_deg=self.rest_deg if self.armed else None,
            seen=seen,
            keep=not broken(self._stretch.target.keep, self.working, measures),
            blocked=self._has_fault_of("blocks_hold"),
        )
        if self.repetition.entered_s is None:
            self._half_widths = {}
        if known and self._rest:
            self._half_widths[time_s] = reading_half_width_deg(self.target_column, measures, self._rest)
        finished = self.repetition.step(reading)
        if self._has_fault_of("stop"):
            finished = finished or self.repetition.end("fault")
        self._record(finished)

    def lose(self, *, seen: bool) -> None:
        """Nothing counts until the start posture comes again. seen: the person is in view, but doing
        something else; otherwise they went away, or the scene changed."""
        self._record(self.repetition.end(None if seen else "lost"))
        self.faults.end_all()
        self.armed = self.in_start = self.still = self.moves = False
        self.value_deg = self.rest_deg = self._start_since_s = self._rest = None
        self._signal.clear()

    def finish(self) -> None:
        """The recording ends here."""
        self._record(self.repetition.end(None))
        self.faults.end_all()

    def take_rest(self, rest: Rest, at_rest: Measures) -> None:
        """The start posture is this one."""
        self._rest = rest
        self.rest_deg = at_rest.get(self.target_column)

    def forget_rest(self) -> None:
        """The camera stands otherwise to the body: readings before and after do not compare."""
        self._rest = self.rest_deg = None
        self._signal.clear()

    def phase(self) -> Phase:
        if self.repetition.plateau:
            return Phase.HOLDING if self.repetition.clock_runs else Phase.PAUSED
        if not self.armed:
            return Phase.SETTING_UP
        return Phase.MOVING if self.is_moving() else Phase.READY

    def is_moving(self) -> bool:
        return self.moved_deg() >= self._rules.hold.moving_deg.value

    def moved_deg(self) -> float:
        """How far the target's measure is from its rest; 0 where either is not known."""
        return 0.0 if self.value_deg is None or self.rest_deg is None else self.value_deg - self.rest_deg

    def with_faults(self, holds: list[Hold]) -> list[Hold]:
        """The holds with the faults that were there during each."""

        def during(hold: Hold) -> tuple[str, ...]:
            spans = self.faults.spans
            ids = [s.id for s in spans if s.start_s <= hold.end_s and s.end_s >= hold.start_s]
            return tuple(dict.fromkeys(ids))

        return [replace(hold, faults=during(hold)) for hold in holds]

    def _watch_start(self, time_s: float, measures: Measures, near: BodySide | None) -> None:
        self.in_start = met(self._stretch.start.when, self.working, measures, near)
        if not self.in_start:
            # A joint that is not seen for a moment says nothing about the posture.
            if broken(self._stretch.start.when, self.working, measures, near):
                self._start_since_s = None
            return
        self._start_since_s = time_s if self._start_since_s is None else self._start_since_s
        long_enough = time_s - self._start_since_s >= self._rules.timing.start_s.value - 1e-9
        self.armed = self.armed or (long_enough and self.still)

    def _fault_phase(self) -> str | None:
        if not self.armed:
            return None
        if self.repetition.plateau:
            return "holding"
        under_way = self.is_moving() and self.moves
        return "moving" if self.repetition.entered_s is not None or under_way else None

    def _bounce(self) -> float:
        entered_s = self.repetition.entered_s
        return 0.0 if entered_s is None else self._signal.bounce(entered_s)

    def _has_fault_of(self, severity: str) -> bool:
        return any(self._stretch.faults[fault_id].severity == severity for fault_id in self.faults.active())

    def _record(self, finished: Finished | None) -> None:
        if finished is None or self._rest is None:
            return
        error_deg = held_half_width_deg(finished.values, self._half_widths)
        self._half_widths = {}
        hold = to_hold(finished, self.label, error_deg, self._rules.numbers.report_within_deg.value)
        if self._rest.calibration:
            hold = replace(hold, camera=self._rest.calibration.camera)
        (self.holds if hold.completed else self.attempts).append(hold)
