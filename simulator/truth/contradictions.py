"""Where a script says one thing and the body does another, by the stretch's own numbers.

A mistake that is too small to be one, or so large that the movement becomes another exercise, would make a
truth file that no coach could agree with. Such a scene is refused.
"""

from __future__ import annotations

import numpy as np

from posecoach.kinematics.points import BodySide
from posecoach.stretches.condition import DERIVED
from posecoach.stretches.load import load_rules
from posecoach.stretches.model import Stretch
from simulator.motion.play import Motion
from simulator.motion.script import Side
from simulator.truth.conditions import Measures, all_met, any_broken, spans
from simulator.truth.intervals import Interval, target_column


def contradictions(
    motion: Motion, measures: Measures, stretch: Stretch, counted: list[Interval]
) -> list[str]:
    """A sentence each. counted: the holds and attempts that are taken for true."""
    return [
        *_mistakes_that_are_none(motion, measures, stretch),
        *_faults_that_nobody_made(motion, measures, stretch),
        *_other_exercises(motion, measures, stretch, counted),
        *_holds_that_nobody_performed(motion, measures, stretch, counted),
    ]


def _mistakes_that_are_none(motion: Motion, measures: Measures, stretch: Stretch) -> list[str]:
    found = []
    for made in motion.made:
        fault = stretch.faults[made.fault]
        if all(condition.measure in DERIVED for condition in fault.when):
            continue
        meanwhile = (motion.time_s >= made.start_s) & (motion.time_s <= made.end_s)
        there = all_met(fault.when, _working(made.side), measures) & meanwhile
        if not any(end - start >= fault.for_s for start, end in spans(there, motion.time_s)):
            found.append(f"{made.fault} at {made.start_s:.1f} s is none by {stretch.id}: raise its amount")
    return found


def _faults_that_nobody_made(motion: Motion, measures: Measures, stretch: Stretch) -> list[str]:
    found = []
    for done in motion.performed:
        during = (motion.time_s >= done.begins_s) & (motion.time_s < done.ends_s)
        for name, fault in stretch.faults.items():
            meant = any(made.fault == name and made.side == done.side for made in motion.made)
            there = all_met(fault.when, _working(done.side), measures) & during
            long = [s for s in spans(there, motion.time_s) if s[1] - s[0] >= fault.for_s]
            if long and not meant:
                found.append(f"{name} at {long[0][0]:.1f} s is in nobody's script: change the posture")
    return found


def _other_exercises(
    motion: Motion, measures: Measures, stretch: Stretch, counted: list[Interval]
) -> list[str]:
    found = []
    for hold in counted:
        during = (motion.time_s >= hold["start_s"]) & (motion.time_s < hold["end_s"])
        if (any_broken(stretch.target.keep, _working(hold["side"]), measures) & during).any():
            found.append(
                f"the hold at {hold['start_s']:.1f} s is another exercise by {stretch.id}: "
                "make the mistakes in it smaller"
            )
    return found


def _holds_that_nobody_performed(
    motion: Motion, measures: Measures, stretch: Stretch, counted: list[Interval]
) -> list[str]:
    """In the target and still for as long as an attempt lasts, outside of what is counted."""
    shortest_s = load_rules().hold.shortest_attempt_s.value
    resting = np.isin(motion.phase, ("rest", "changing"))
    sides: tuple[Side, ...] = ("left", "right") if stretch.target.side else ("both",)
    found = []
    for side in sides:
        values = measures[target_column(stretch, side)]
        there = resting & (values >= stretch.target.least_deg)
        there &= values >= values[0] + stretch.target.rise_deg
        there &= ~any_broken(stretch.target.keep, _working(side), measures)
        for hold in counted:
            there &= (motion.time_s < hold["start_s"]) | (motion.time_s >= hold["end_s"])
        long = [s for s in spans(there, motion.time_s) if s[1] - s[0] >= shortest_s]
        found += [f"a hold at {start:.1f} s that is no repetition: move elsewhere" for start, _ in long]
    return found


def _working(side: str) -> BodySide:
    """Of a stretch of both sides, either."""
    return "right" if side == "right" else "left"
