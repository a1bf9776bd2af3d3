"""Scenes that say one thing and do another are refused."""

from __future__ import annotations

import numpy as np
import pytest

from posecoach.kinematics.definitions import columns
from posecoach.stretches.load import load_stretch
from simulator.motion.exercises import load_exercise
from simulator.motion.play import Motion, play
from simulator.motion.script import Mistake, Repetition, Rest
from simulator.truth.conditions import spans
from simulator.truth.contradictions import contradictions
from simulator.truth.intervals import Happened, happened

SLR = load_stretch("active_straight_leg_raise")


def raise_with(*mistakes: Mistake) -> Motion:
    step = Repetition(do="repetition", side="right", depth_deg=60, hold_s=22, mistakes=mistakes)
    return play([Rest(do="rest", for_s=2), step], load_exercise(SLR.id), 25, seed=1)


def measured(motion: Motion, **other: np.ndarray) -> dict[str, np.ndarray]:
    """A raise as commanded, everything else at rest."""
    still = np.zeros(len(motion.time_s))
    course = dict(zip(motion.names, motion.values.T, strict=True))
    measures = dict.fromkeys(columns(), still) | {
        "leg_elevation_right": course["right_thigh_deg"],
        "leg_elevation_left": still,
        "knee_right": course["right_knee_deg"],
        "knee_left": still + 80,
        "heel_lift_left": still,
        "heel_lift_right": still,
        "hip_lift": still,
        "head_lift": still,
    }
    return measures | other


def found(motion: Motion, measures: dict[str, np.ndarray]) -> list[str]:
    return contradictions(motion, measures, SLR, happened(motion, measures, SLR, SLR.doses["standard"]))


def during(motion: Motion, start_s: float, end_s: float, value: float) -> np.ndarray:
    return np.where((motion.time_s >= start_s) & (motion.time_s < end_s), value, 0.0)


def test_a_raise_as_told_contradicts_nothing() -> None:
    motion = raise_with(Mistake(fault="knee_bent", amount=40, from_s=10, for_s=4))
    assert found(motion, measured(motion)) == []


def test_a_mistake_too_small_to_be_one_is_refused() -> None:
    motion = raise_with(Mistake(fault="knee_bent", amount=8, from_s=10, for_s=4))
    assert found(motion, measured(motion)) == [
        "knee_bent at 12.2 s is none by active_straight_leg_raise: raise its amount"
    ]


def test_a_fault_that_the_script_does_not_have_is_refused() -> None:
    motion = raise_with()
    lifted = during(motion, 10, 13, 0.3)
    assert found(motion, measured(motion, hip_lift=lifted)) == [
        "hips_lifted at 10.0 s is in nobody's script: change the posture"
    ]


def test_a_hold_that_is_another_exercise_is_refused() -> None:
    motion = raise_with()
    other = during(motion, 10, 13, 40.0)
    assert found(motion, measured(motion, leg_elevation_left=other)) == [
        "the hold at 5.5 s is another exercise by active_straight_leg_raise: make the mistakes in it smaller"
    ]


def test_a_hold_without_a_repetition_is_refused() -> None:
    motion = raise_with()
    still = Motion(motion.time_s, motion.names, motion.values, ("rest",) * len(motion.time_s), (), ())
    [sentence] = contradictions(still, measured(motion), SLR, Happened())
    assert sentence.startswith("a hold at ")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([0, 1, 1, 0, 1], [(0.5, 1.5), (2.0, 2.5)]),
        ([1, 1, 1, 1, 1], [(0.0, 2.5)]),
        ([0, 0, 0, 0, 0], []),
    ],
)
def test_spans_reach_to_the_end_of_their_last_frame(
    wanted: list[int], expected: list[tuple[float, float]]
) -> None:
    assert spans(np.array(wanted, bool), np.arange(5) * 0.5) == expected
