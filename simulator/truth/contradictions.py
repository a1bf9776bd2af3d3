"""Where a script says one thing and the body does another, by the stretch's own numbers.

A mistake that is too small to be one, or so large that the movement becomes another exercise, would make a
truth file that no coach could agree with. Such a scene is refused.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.points import BodySide
from posecoach.stretches.condition import DERIVED
from posecoach.stretches.load import load_rules
from posecoach.stretches.model import Stretch
from simulator.motion.play import Motion, Performed
from simulator.motion.script import Side
from simulator.truth.conditions import Measures, all_met, any_broken, between, spans, working_side
from simulator.truth.in_target import paced_column
from simulator.truth.intervals import Happened, Interval


def contradictions(
    motion: Motion, measures: Measures, stretch: Stretch, happened: Happened, near: BodySide = "left"
) -> list[str]:
    """A sentence each. happened: what is taken for true. near: the side that the camera sees."""
    counted = [*happened.holds, *happened.attempts]
    return [
        *_mistakes_that_are_none(motion, measures, stretch, near),
        *_faults_that_nobody_made(motion, measures, stretch, counted, near),
        *_other_exercises(motion, measures, stretch, counted, near),
        *_holds_that_nobody_performed(motion, measures, stretch, counted, near),
    ]


def _mistakes_that_are_none(
    motion: Motion, measures: Measures, stretch: Stretch, near: BodySide
) -> list[str]:
    """What the stretch has no fault for is but another movement: it may end a hold, or be harmless."""
    found = []
    for made in motion.made:
        fault = stretch.faults.get(made.fault)
        if fault is None or all(condition.measure in DERIVED for condition in fault.when):
            continue
        meanwhile = between(motion.time_s, (made.start_s, made.end_s))
        there = all_met(fault.when, working_side(made.side, near), measures) & meanwhile
        if not any(end - start >= fault.for_s for start, end in spans(there, motion.time_s)):
            found.append(f"{made.fault} at {made.start_s:.1f} s is none by {stretch.id}: raise its amount")
    return found


def _faults_that_nobody_made(
    motion: Motion, measures: Measures, stretch: Stretch, counted: list[Interval], near: BodySide
) -> list[str]:
    found = []
    for done in motion.performed:
        for name, fault in stretch.faults.items():
            meant = any(made.fault == name and made.side == done.side for made in motion.made)
            if meant or any(condition.measure in DERIVED for condition in fault.when):
                continue
            there = all_met(fault.when, working_side(done.side, near), measures)
            there &= _asked("moving" in fault.during, done, motion, counted)
            long = [s for s in spans(there, motion.time_s) if s[1] - s[0] >= fault.for_s]
            if long:
                found.append(f"{name} at {long[0][0]:.1f} s is in nobody's script: change the posture")
    return found


def _asked(moving_too: bool, done: Performed, motion: Motion, counted: list[Interval]) -> NDArray[np.bool_]:
    """(n,) when a fault of this repetition would be one."""
    during = between(motion.time_s, (done.begins_s, done.ends_s))
    if moving_too:
        return during
    holding = np.zeros(len(motion.time_s), bool)
    for hold in counted:
        holding |= between(motion.time_s, (hold["start_s"], hold["end_s"]))
    return during & holding


def _other_exercises(
    motion: Motion, measures: Measures, stretch: Stretch, counted: list[Interval], near: BodySide
) -> list[str]:
    """A position that is held by time ends where it is broken, and is no other exercise then."""
    found = []
    for hold in counted if stretch.target.graded else []:
        during = between(motion.time_s, (hold["start_s"], hold["end_s"]))
        if (any_broken(stretch.target.keep, working_side(hold["side"], near), measures) & during).any():
            found.append(
                f"the hold at {hold['start_s']:.1f} s is another exercise by {stretch.id}: "
                "make the mistakes in it smaller"
            )
    return found


def _holds_that_nobody_performed(
    motion: Motion, measures: Measures, stretch: Stretch, counted: list[Interval], near: BodySide
) -> list[str]:
    """In the target and still for as long as an attempt lasts, outside of what is counted."""
    shortest_s = load_rules().hold.shortest_attempt_s.value
    resting = np.isin(motion.phase, ("rest", "changing"))
    sides: tuple[Side, ...] = ("left", "right") if stretch.sides == "each" else ("both",)
    found = []
    for side in sides:
        there = resting & _reaches(stretch, measures, working_side(side, near))
        for hold in counted:
            there &= ~between(motion.time_s, (hold["start_s"], hold["end_s"]))
        long = [s for s in spans(there, motion.time_s) if s[1] - s[0] >= shortest_s]
        found += [f"a hold at {start:.1f} s that is no repetition: move elsewhere" for start, _ in long]
    return found


def _reaches(stretch: Stretch, measures: Measures, working: BodySide) -> NDArray[np.bool_]:
    """(n,) whether the body is in the target, by its measures alone."""
    target, paced = stretch.target, paced_column(stretch, working)
    if not target.graded or paced is None:
        return all_met(target.keep, working, measures)
    values = measures[paced]
    deep: NDArray[np.bool_] = (values >= target.least_deg) & (values >= values[0] + target.rise_deg)
    return deep & ~any_broken(target.keep, working, measures)
