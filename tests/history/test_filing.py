"""What the record keeps of an analysis."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posecoach.history.filing import anything_done, stretch_entry, variant
from posecoach.kinematics.camera import Camera
from posecoach.stretches.load import load_stretch, stretch_ids
from tests.report.examples import ATTEMPT, HOLD, analysis, curl_ups, empty, held_by_time


def test_holds_and_attempts_stand_in_the_order_of_time() -> None:
    kept = stretch_entry(analysis())
    assert [(hold.side, hold.completed, hold.why) for hold in kept.holds] == [
        ("right", True, None),
        ("left", False, "too_short"),
    ]
    assert (kept.holds[0].value_deg, kept.holds[0].error_deg) == (HOLD.value_deg, HOLD.error_deg)
    assert kept.holds[1].start_s == pytest.approx(ATTEMPT.start_s, abs=0.005)
    assert (kept.stretch, kept.measure, kept.hold_goal_s) == (
        "active_straight_leg_raise",
        "leg_elevation",
        20,
    )


def test_how_the_camera_stood_is_kept_with_each_hold() -> None:
    seen = replace(HOLD, camera=Camera(-12.345, 3.0, 0.0, 900.0, (640.0, 360.0), "left"))
    [hold] = stretch_entry(replace(analysis(), holds=(seen,), attempts=())).holds
    assert (hold.yaw_deg, hold.pitch_deg, hold.near) == (-12.35, 3.0, "left") or hold.yaw_deg == -12.34


def test_what_is_held_by_time_has_no_measure() -> None:
    assert stretch_entry(held_by_time()).measure is None


@pytest.mark.parametrize("stretch_id", stretch_ids())
def test_doses_of_another_length_are_another_series_and_others_are_not(stretch_id: str) -> None:
    stretch = load_stretch(stretch_id)
    lengths = {dose.hold_s for dose in stretch.doses.values()}
    names = {variant(stretch, dose) for dose in stretch.doses.values()}
    assert len(names) == len(lengths)
    assert (names == {""}) == (len(lengths) == 1)


def test_fewer_repetitions_are_the_same_series() -> None:
    stretch = load_stretch("single_knee_to_chest")
    dose = stretch.dose()
    assert variant(stretch, dose.model_copy(update={"repetitions": 1})) == variant(stretch, dose) != ""


def test_who_only_walked_past_did_not_stretch() -> None:
    nothing = empty(analysis())
    assert not anything_done(stretch_entry(nothing))
    assert anything_done(stretch_entry(analysis()))
    assert anything_done(stretch_entry(curl_ups()))
    assert anything_done(stretch_entry(replace(nothing, led=1)))
