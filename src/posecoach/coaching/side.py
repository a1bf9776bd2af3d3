"""One side of the body (or both at once) on its way through a stretch."""

from __future__ import annotations

import statistics
from dataclasses import replace

from posecoach.coaching.conditions import broken, column, columns, met
from posecoach.coaching.events import Hold, Phase, Side, Why
from posecoach.coaching.faults import FaultWatcher
from posecoach.coaching.repetition import Finished, Reading, Repetition, to_hold
from posecoach.coaching.signal import Signal
from posecoach.coaching.start_posture import StartPosture
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
        self.other_best_deg: float | None = None
        self.other_busy = False
        """The best hold of the other side, and whether it is in the target now; set by the caller."""
        self.faults = FaultWatcher(stretch.faults, label, rules.timing.fault_clears_s.value)
        self.repetition = Repetition(stretch.target, dose.hold_s, rules)
        self._stretch = stretch
        self._dose = dose
        self._rules = rules
        self._signal = Signal(rules.hold.still_window_s.value)
        self._start_since_s: float | None = None
        self._start_known = False
        self._entry_since_s: float | None = None
        self._lowest_rest_deg: float | None = None
        self._rest: Rest | None = None
        self._half_widths: dict[float, float | None] = {}
        self._last_deg: float | None = None
        self._best_deg: float | None = None

    @property
    def target_column(self) -> str:
        """The target's measure of this side, as measures name it."""
        return column(self._stretch.target.measure, self._stretch.target.side, self.working)

    def paced_column(self, measures: Measures) -> str | None:
        """The measure whose movement is watched: the target's own, if it is graded."""
        target = self._stretch.target
        if target.graded:
            return self.told_column(measures)
        return column(target.pace.measure, target.pace.side, self.working) if target.pace else None

    @property
    def best_held_deg(self) -> float | None:
        """The farthest hold of this side so far, as it was read, whether that may be told or not."""
        return self._best_deg

    def sees(self, measures: Measures) -> bool:
        """Whether what the target asks for is seen."""
        target = self._stretch.target
        if target.graded:
            return measures.get(self.told_column(measures)) is not None
        return all(measures.get(name) is not None for name in columns(target.keep, self.working))

    def told_column(self, measures: Measures) -> str:
        """The target's measure, or what stands in for it while one of its joints is hidden."""
        target = self._stretch.target
        if target.stand_in and measures.get(self.target_column) is None:
            return column(target.stand_in, target.side, self.working)
        return self.target_column

    def step(self, time_s: float, measures: Measures, *, seen: bool, near: BodySide | None = None) -> None:
        """One frame further; no measures where the person cannot be coached for a moment.

        seen: they are in view all the same. near: the side that the camera sees.
        """
        paced = self.paced_column(measures)
        value = measures.get(paced) if paced else None
        known = value is not None
        self._signal.push(time_s, value)
        self.value_deg = self._signal.level() if known else None
        speed = self._signal.speed() if paced else 0.0
        still_deg_s = self._rules.hold.still_deg_s.value
        self.still = speed is not None and abs(speed) <= still_deg_s
        self.moves = speed is not None and abs(speed) > still_deg_s
        self._watch_start(time_s, measures, near)
        now = dict(measures) | self._derived(speed if known else None)
        phase = self._fault_phase(measures)
        leaving = speed is not None and speed < -still_deg_s
        self.faults.step(time_s, phase, self.working, now, near, leaving=leaving)
        blocked = self._has_fault_of("blocks_hold")
        reading = self._reading(time_s, measures, speed if known else None, near)
        reading = replace(reading, seen=seen, blocked=blocked)
        if self.repetition.entered_s is None:
            self._half_widths = {}
        if known and self._rest and self._stretch.target.graded:
            told = self.told_column(measures)
            self._half_widths[time_s] = reading_half_width_deg(told, measures, self._rest)
        finished = self.repetition.step(reading)
        if self._has_fault_of("stop"):
            finished = finished or self.repetition.end("fault")
        self._record(finished)

    def lose(self, *, seen: bool) -> None:
        """Nothing counts until the start posture comes again. seen: the person is in view, but doing
        something else; otherwise they went away, or the scene changed."""
        self._record(self.repetition.end(None if seen else "lost"))
        self.faults.end_all()
        self.armed = self.in_start = self.still = self.moves = self._start_known = False
        self.value_deg = self.rest_deg = self._rest = self._lowest_rest_deg = None
        self._start_since_s = self._entry_since_s = None
        self._signal.clear()

    def stop(self, why: Why | None) -> None:
        """The repetition under way ends here, for this reason."""
        self._record(self.repetition.end(why))

    def finish(self) -> None:
        """The recording ends here."""
        self.stop(None)
        self.faults.end_all()

    def take_start(self, start: StartPosture) -> None:
        """The start posture is this one."""
        self._rest = start.rest
        paced = self.paced_column(start.measures)
        self.rest_deg = start.measures.get(paced) if paced else None
        if self.rest_deg is not None:
            lowest = self.rest_deg if self._lowest_rest_deg is None else self._lowest_rest_deg
            self._lowest_rest_deg = min(self.rest_deg, lowest)

    def begin_knowing(self, start: StartPosture, measures: Measures, near: BodySide | None) -> None:
        """In the first moments of a recording that comes to this start posture later: goes on from there, if
        this side is in the target already, and need not keep still in the start posture before."""
        if self.armed:
            return
        self.take_start(start)
        self._start_known = self.armed = True
        self.value_deg = measures.get(self.told_column(measures))
        in_target = self.repetition.would_count(self._reading(0.0, measures, None, near))
        self.armed = in_target or met(self._stretch.start.when, self.working, measures, near)

    def forget_rest(self) -> None:
        """The camera stands otherwise to the body: readings before and after do not compare."""
        self._rest = self.rest_deg = self._lowest_rest_deg = None
        self._signal.clear()

    def has_risen(self) -> bool:
        """Whether this is half the way to the target already: where start and target overlap, a shallow hold
        is no rest, and a slow way in does not take it along."""
        target, lowest = self._stretch.target, self._lowest_rest_deg
        if not target.graded or lowest is None or self.value_deg is None:
            return False
        return self.value_deg - lowest >= target.rise_deg / 2

    def phase(self) -> Phase:
        if self.repetition.plateau:
            return Phase.HOLDING if self.repetition.clock_runs else Phase.PAUSED
        if self.repetition.entered_s is not None and self._dose.hold_s == 0:
            return Phase.HOLDING
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
        for_s = self._stretch.start.for_s or self._rules.timing.start_s.value
        long_enough = time_s - self._start_since_s >= for_s - 1e-9
        self.armed = self.armed or (long_enough and (self.still or self._start_known))

    def _reading(
        self, time_s: float, measures: Measures, speed_deg_s: float | None, near: BodySide | None
    ) -> Reading:
        target, armed = self._stretch.target, self.armed and self._rest is not None
        visiting = self.repetition.entered_s is not None
        asked = [c for c in target.keep if not c.on_entry]
        may_enter = self._may_enter(time_s, measures, near)
        if target.graded:
            others = target.side is None and self.other_busy
            keep = visiting or (may_enter and not others)
            keep = keep and not broken(asked, self.working, measures, near)
            rest_deg = self.rest_deg if armed else None
            return Reading(time_s, self.value_deg, speed_deg_s, rest_deg, keep=keep)
        # Out of position for less than the grace is a flicker, as out of sight is.
        there = met(asked, self.working, measures, near)
        there = there and (visiting or (may_enter and not self.other_busy))
        return Reading(time_s, 100.0 if there else None, 0.0, 0.0 if armed else None)

    def _may_enter(self, time_s: float, measures: Measures, near: BodySide | None) -> bool:
        """Whether what is asked on entry has been so for a moment: one flicker tells no side."""
        asked = [c for c in self._stretch.target.keep if c.on_entry]
        if not met(asked, self.working, measures, near):
            self._entry_since_s = None
            return False
        self._entry_since_s = time_s if self._entry_since_s is None else self._entry_since_s
        return not asked or time_s - self._entry_since_s >= self._rules.hold.still_window_s.value / 2 - 1e-9

    def _derived(self, speed_deg_s: float | None) -> Measures:
        value, visiting = self.value_deg, self.repetition.entered_s is not None
        if not self._stretch.target.graded or not visiting or value is None:
            value = None
        other, last = self.other_best_deg, self._last_deg
        return {
            "speed": None if speed_deg_s is None else abs(speed_deg_s),
            "speed_in": None if speed_deg_s is None else max(speed_deg_s, 0.0),
            "speed_out": None if speed_deg_s is None else max(-speed_deg_s, 0.0),
            "bounce": self._bounce(),
            "gain": None if value is None or last is None else value - last,
            "side_difference": None if value is None or other is None else abs(value - other),
        }

    def _fault_phase(self, measures: Measures) -> str | None:
        if not self.armed:
            return None
        if self.repetition.plateau:
            return "holding"
        if self.repetition.entered_s is not None:
            return "moving"
        target = self._stretch.target
        # Where both sides share the measure, what they must keep tells whose movement it is.
        another = (
            target.side is None
            and self._stretch.sides == "each"
            and broken(target.keep, self.working, measures)
        )
        return "moving" if self.is_moving() and self.moves and not another else None

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
        if not self._stretch.target.graded:
            error_deg = None
        hold = to_hold(finished, self.label, error_deg, self._rules.numbers.report_within_deg.value)
        self._last_deg = statistics.median(value for _, value in finished.values)
        if hold.completed:
            self._best_deg = max(self._last_deg, self._last_deg if self._best_deg is None else self._best_deg)
        if self._rest.calibration:
            hold = replace(hold, camera=self._rest.calibration.camera)
        (self.holds if hold.completed else self.attempts).append(hold)
