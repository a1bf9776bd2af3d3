"""What speaks for a stretch in a recording: each time that somebody was in its target, and how surely.

Everything comes from the stretch's own spec. A condition that is met by little may be met by mistake, and one
that many postures meet tells little.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from posecoach.coaching.conditions import column, met
from posecoach.coaching.events import Hold
from posecoach.kinematics.definitions import MEASURES, Unit
from posecoach.kinematics.measure import Measures
from posecoach.kinematics.points import SIDES, BodySide
from posecoach.stretches.condition import DERIVED, Condition
from posecoach.stretches.model import Stretch

_SD = {Unit.DEGREES: 5.0, Unit.TORSO_LENGTHS: 0.05}
"""Of one reading: half of the 95 % error side-on, and of a landmark's own scatter (docs/accuracy.md)."""
_RANGE = {Unit.DEGREES: 180.0, Unit.TORSO_LENGTHS: 2.0}
"""What bodies in all kinds of postures spread over."""
_ONE_SIDED = 0.5
"""How often a measure is on the wanted side of a single bound by chance."""
_GAP = 3
"""Moments: a flicker does not end a visit."""
_STEP = math.log(2)
"""Nats for a step on the way that was done."""
_DOSE = 0.5
"""Nats for a hold or a repetition that meets its dose."""
SELDOM = {
    "glute_stretch": "single_knee_to_chest",
    "passive_straight_leg_raise": "active_straight_leg_raise",
    "standing_hip_stretch": "standing_hamstring",
}
"""Stretches that landmarks hardly tell from one that the rules name more often: how far a knee goes across is
not seen from the side (R0-8, R2-10), a helper is not in the landmarks at all (R4-7, R4-12), and which of two
standing legs is bent lies within the knees' own error (R2-11, R0-5, R2-13)."""
_SELDOM_NATS = -1.0
_ONE_WAY = 0.3
"""Share of a repetition that never came back: getting up begins like a sit-up."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What was read at one time. near: the side that the camera sees. known: a start posture was held, and
    what is read compares with it."""

    time_s: float
    measures: Measures
    near: BodySide | None
    known: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """One time in a stretch's target. sure: 0 to 1, that it was one. worth: how much one second of it tells
    for this stretch, in nats."""

    stretch_id: str
    start_s: float
    end_s: float
    sure: float
    worth: float

    @property
    def tells(self) -> float:
        """In nats. Who only passes through a target tells little; the tenth second less than the first."""
        return self.sure * self.worth * math.log1p(self.end_s - self.start_s)


def may_begin(stretch: Stretch, moments: Iterable[Moment]) -> bool:
    """Whether its start posture is ever seen: without it, nothing counts."""
    return any(
        met(stretch.posture, side, now.measures, now.near)
        and met(stretch.start.when, side, now.measures, now.near)
        for now in moments
        for side in SIDES
    )


def visits(stretch: Stretch, moments: Sequence[Moment], holds: Iterable[Hold]) -> list[Visit]:
    """A visit for each of the coach's holds and attempts, with the way into it and out again."""
    made = [visit for hold in holds if (visit := _visit(stretch, moments, hold))]
    apart: list[Visit] = []
    for visit in sorted(made, key=lambda visit: visit.start_s):
        # The clock may stop and start again within one visit.
        if apart and visit.start_s <= apart[-1].end_s:
            apart[-1] = max(apart[-1], visit, key=lambda one: one.tells)
        else:
            apart.append(visit)
    return apart


def _visit(stretch: Stretch, moments: Sequence[Moment], hold: Hold) -> Visit | None:
    rows = [row for row, moment in enumerate(moments) if hold.start_s <= moment.time_s <= hold.end_s]
    if not rows:
        return None
    near = moments[rows[len(rows) // 2]].near
    working: BodySide = (near or "left") if hold.side == "both" else hold.side
    before = _inside(stretch, working, moments, range(rows[-1], -1, -1), at_least_to=rows[0])
    after = _inside(stretch, working, moments, range(rows[0], len(moments)), at_least_to=rows[-1])
    inside = sorted({*before, *after})
    if not inside:
        return None
    sure = statistics.median(_certainty(stretch, working, moments[row]) for row in inside)
    if not stretch.dose().hold_s and not hold.completed:
        sure *= _ONE_WAY
    within = [moments[row] for row in inside]
    worth = _unlikely(stretch, working, within) + _by_the_way(stretch, working, within, hold)
    return Visit(stretch.id, within[0].time_s, within[-1].time_s, sure, worth)


def _inside(
    stretch: Stretch, working: BodySide, moments: Sequence[Moment], rows: Iterable[int], at_least_to: int
) -> Iterator[int]:
    """Of the rows, those in the target; up to where it was left, if the hold is behind by then."""
    missed = 0
    held = True
    for row in rows:
        if not moments[row].known or (missed > _GAP and not held):
            return
        if _certainty(stretch, working, moments[row]) > 0:
            missed = 0
            yield row
        else:
            missed += 1
        held = held and row != at_least_to


def _unlikely(stretch: Stretch, working: BodySide, within: Sequence[Moment]) -> float:
    """In nats, how unlikely it is to meet by chance what a stretch asks for, as far as it is seen."""
    target = stretch.target
    asked = [c for c in (*stretch.posture, *target.keep) if c.measure not in DERIVED]
    deep = (180.0 - target.least_deg) / 360.0 if target.graded else 1.0
    return -math.log(deep) + sum(
        -math.log(_chance(condition))
        * statistics.fmean(0 <= _margin(condition, working, moment) < math.inf for moment in within)
        for condition in asked
    )


def _chance(condition: Condition) -> float:
    if condition.at_least is None or condition.at_most is None:
        return _ONE_SIDED
    width = condition.at_most - condition.at_least
    return min(1.0, width / _RANGE[MEASURES[condition.measure].unit])


def _by_the_way(stretch: Stretch, working: BodySide, within: Sequence[Moment], hold: Hold) -> float:
    """In nats, what steps on the way tell, and a dose that was met."""
    steps = [
        statistics.fmean(met(stage.when, working, moment.measures, moment.near) for moment in within)
        for stage in stretch.stages
        if stage.when
    ]
    dose = _DOSE if hold.completed else 0.0
    return _STEP * sum(steps) + dose + (_SELDOM_NATS if stretch.id in SELDOM else 0.0)


def _certainty(stretch: Stretch, working: BodySide, now: Moment) -> float:
    """0 to 1, that all of what the target asks for is truly met at this moment: that of its weakest part."""
    target = stretch.target
    asked = [c for c in (*stretch.posture, *target.keep) if c.measure not in DERIVED and not c.on_entry]
    least = min(_margin(condition, working, now) for condition in asked)
    if target.graded:
        value = now.measures.get(column(target.measure, target.side, working))
        if value is None and target.stand_in:
            value = now.measures.get(column(target.stand_in, target.side, working))
        if value is None:
            return 0.0
        least = min(least, (value - target.least_deg) / _SD[Unit.DEGREES])
    return max(0.0, math.erf(least / math.sqrt(2.0)))


def _margin(condition: Condition, working: BodySide, now: Moment) -> float:
    """How far a condition is from being broken, in standard deviations of one reading; endless where the
    measure is not seen, or not asked for."""
    name = column(condition.measure, condition.side, working)
    value = now.measures.get(name)
    if value is None or (condition.near_only and now.near and not name.endswith(now.near)):
        return math.inf
    above = math.inf if condition.at_least is None else value - condition.at_least
    below = math.inf if condition.at_most is None else condition.at_most - value
    return min(above, below) / _SD[MEASURES[condition.measure].unit]
