"""One side of the body (or both at once) on its way through a stretch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from posecoach.coaching.conditions import BodySide, column, met
from posecoach.coaching.events import Hold, Phase, Side
from posecoach.coaching.faults import FaultWatcher
from posecoach.coaching.repetition import Finished, Reading, Repetition, to_hold
from posecoach.coaching.signal import Signal
from posecoach.kinematics.error import half_width_deg
from posecoach.kinematics.measure import Measures
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
        self.rest: Measures | None = None
        self._rest_yaw_deg = 90.0
        self.holds: list[Hold] = []
        self.attempts: list[Hold] = []
        self.value_deg: float | None = None
        self.faults = FaultWatcher(stretch.faults, working, label, rules.timing.fault_clears_s.value)
        self.repetition = Repetition(stretch.target, dose.hold_s, rules)
        self._stretch = stretch
        self._rules = rules
        self._signal = Signal(rules.hold.still_window_s.value)
        self._start_since_s: float | None = None

    def step(self, time_s: float, measures: Measures) -> None:
        """One frame further; no measures where the person was lost for a moment."""
        value = measures.get(self.target_column)
        known = value is not None
        self._signal.push(time_s, value)
        self.value_deg = self._signal.level() if known else None
        speed = self._signal.speed()
        self._watch_start(time_s, measures, speed)
        now = dict(measures)
        now["speed"] = abs(speed) if known and speed is not None else None
        now["bounce"] = self._bounce()
        phase = self._fault_phase(speed)
        self.faults.step(time_s, phase, now, self.rest)
        finished = self.repetition.step(self._reading(time_s, measures, speed if known else None))
        if self._active_severity("stop"):
            finished = finished or self.repetition.end("fault")
        self._record(finished)

    def lose(self) -> None:
        """The person went away, or the scene changed: nothing counts until the start posture comes again."""
        self.armed = self.in_start = False
        self.rest = None
        self.value_deg = self._start_since_s = None
        self._signal.clear()
        self._record(self.repetition.end("lost"))
        self.faults.end_all()

    def finish(self) -> None:
        """The recording ends here."""
        self._record(self.repetition.end(None))
        self.faults.end_all()

    def take_rest(self, measures: Measures, yaw_deg: float) -> None:
        """The measures of the start posture, and how far off side-on the camera stood: that is measured at
        rest, because a body that is folded up is no guide to where the camera is."""
        self.rest = measures
        self._rest_yaw_deg = yaw_deg

    def phase(self) -> Phase:
        if self.repetition.plateau:
            return Phase.HOLDING if self.repetition.clock_runs else Phase.PAUSED
        if not self.armed:
            return Phase.SETTING_UP
        return Phase.MOVING if self._is_moving() else Phase.READY

    def rest_deg(self) -> float | None:
        return self.rest.get(self.target_column) if self.rest else None

    @property
    def target_column(self) -> str:
        """The target's measure of this side, as measures name it."""
        return column(self._stretch.target.measure, self._stretch.target.side, self.working)

    def _watch_start(self, time_s: float, measures: Measures, speed: float | None) -> None:
        still = speed is not None and abs(speed) <= self._rules.hold.still_deg_s.value
        self.in_start = still and met(self._stretch.start.when, self.working, measures, None)
        if not self.in_start:
            self._start_since_s = None
            return
        if self._start_since_s is None:
            self._start_since_s = self._signal.window_start_s()
        if time_s - self._start_since_s >= self._rules.timing.start_s.value - 1e-9:
            self.armed = True

    def settled(self) -> bool:
        """In the start posture for long enough, and not on a slow way out of it: rest may be taken here."""
        return self.in_start and self.armed and self.moved_deg() < self._rules.hold.leave_deg.value

    def moved_deg(self) -> float:
        """How far the target's measure is from its rest; 0 where either is not known."""
        rest_deg = self.rest_deg()
        return 0.0 if self.value_deg is None or rest_deg is None else self.value_deg - rest_deg

    def _is_moving(self) -> bool:
        return self.moved_deg() >= self._rules.hold.moving_deg.value

    def _fault_phase(self, speed: float | None) -> str | None:
        if not self.armed:
            return None
        if self.repetition.plateau:
            return "holding"
        fast = speed is not None and abs(speed) > self._rules.hold.still_deg_s.value
        return "moving" if self.repetition.in_target or (fast and self._is_moving()) else None

    def _reading(self, time_s: float, measures: Measures, speed: float | None) -> Reading:
        return Reading(
            time_s=time_s,
            value_deg=self.value_deg,
            speed_deg_s=speed,
            rest_deg=self.rest_deg() if self.armed else None,
            keep=met(self._stretch.target.keep, self.working, measures, self.rest),
            blocked=self._active_severity("blocks_hold"),
        )

    def _bounce(self) -> float:
        entered_s = self.repetition.entered_s
        return 0.0 if entered_s is None else self._signal.bounce(entered_s)

    def _active_severity(self, severity: str) -> bool:
        return any(self._stretch.faults[fault_id].severity == severity for fault_id in self.faults.active())

    def _record(self, finished: Finished | None) -> None:
        if finished is None:
            return
        values_deg = np.array([value for _, value in finished.values])
        error_deg = half_width_deg(self._stretch.target.measure, self._rest_yaw_deg, values_deg)
        hold = to_hold(finished, self.label, error_deg, self._rules.numbers.report_within_deg.value)
        (self.holds if hold.completed else self.attempts).append(hold)

    def with_faults(self, holds: list[Hold]) -> list[Hold]:
        """The holds with the faults that were there during each."""
        spans = [span for span in self.faults.spans if span.side == self.label]
        return [
            replace(
                hold,
                faults=tuple(
                    dict.fromkeys(
                        span.id for span in spans if span.start_s <= hold.end_s and span.end_s >= hold.start_s
                    )
                ),
            )
            for hold in holds
        ]
