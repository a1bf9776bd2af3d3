"""Which joints a stretch and its faults are about."""

from __future__ import annotations

import pytest

from posecoach.feedback.places import fault_points, joints_shown, measured_side
from posecoach.kinematics.definitions import MEASURES
from posecoach.kinematics.points import JOINTS, MIDDLES, SIDES
from posecoach.stretches.condition import DERIVED, Condition, Role
from posecoach.stretches.load import load_stretch, stretch_ids
from posecoach.stretches.model import Fault, Stretch

NAMES = {f"{joint}_{side}" for joint in JOINTS for side in SIDES} | {f"mid_{joint}" for joint in MIDDLES}


def with_fault(stretch: Stretch, measure: str, role: Role | None) -> Stretch:
    condition = Condition(measure=measure, side=role, at_least=0, source="a test")
    fault = Fault.model_validate(
        {"severity": "notice", "when": [condition], "say": "Oh.", "acknowledge": "Good.", "source": "a test"}
    )
    return stretch.model_copy(update={"faults": {"odd": fault}})


RAISE = load_stretch("active_straight_leg_raise")


@pytest.mark.parametrize(
    ("measure", "role", "points"),
    [
        ("knee", "working", {"knee_right"}),
        ("knee", "support", {"knee_left"}),
        ("leg_elevation", "support", {"ankle_left"}),
        ("hip_lift", None, {"mid_hip"}),
        ("trunk_lean", None, {"mid_shoulder"}),
        ("hip_extension", "working", {"hip_right"}),
        ("knee_over_other_ankle", "working", {"knee_right"}),
        ("other_foot_ahead", "working", {"ankle_left"}),
        ("wrist_to_other_knee", "working", {"wrist_right", "knee_left"}),
        ("ankle_gap", None, {"ankle_left", "ankle_right"}),
        ("knee_difference", None, {"knee_left", "knee_right"}),
        ("bounce", None, {"ankle_right"}),
        ("gain", None, {"ankle_right"}),
        ("side_difference", None, {"ankle_right"}),
    ],
)
def test_a_fault_is_marked_where_it_is(measure: str, role: Role | None, points: set[str]) -> None:
    assert fault_points("odd", with_fault(RAISE, measure, role), "right") == points


@pytest.mark.parametrize("stretch_id", ["active_straight_leg_raise", "supine_piriformis", "ball_psoas"])
@pytest.mark.parametrize("measure", [*MEASURES, *DERIVED])
def test_every_measure_may_be_a_fault_of_every_kind_of_stretch(measure: str, stretch_id: str) -> None:
    sided = measure in MEASURES and MEASURES[measure].sided
    stretch = with_fault(load_stretch(stretch_id), measure, "support" if sided else None)
    for side in (*SIDES, None):
        assert fault_points("odd", stretch, side) <= NAMES
    if measure in MEASURES:
        assert fault_points("odd", stretch, "left")


def test_a_fault_that_is_not_known_is_nowhere() -> None:
    assert fault_points("a_fault_of_tomorrow", RAISE, "left") == set()


@pytest.mark.parametrize("stretch_id", stretch_ids())
def test_the_limbs_that_matter_are_joints(stretch_id: str) -> None:
    stretch = load_stretch(stretch_id)
    assert set(stretch.needs) <= joints_shown(stretch) <= set(JOINTS)


def test_of_both_sides_the_near_one_is_measured() -> None:
    assert [measured_side(side, "left") for side in ("right", "both", None)] == ["right", "left", None]
