"""Measures on bodies whose angles are known."""

import math
from dataclasses import replace

import numpy as np
import pytest

from posecoach.kinematics.calibration import Known, calibrate
from posecoach.kinematics.definitions import MEASURES, Unit, columns
from posecoach.kinematics.measure import measure
from posecoach.kinematics.points import named_points
from posecoach.kinematics.rest import Rest, median_pose, rest_of
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose, Status, absent
from tests.bodies import (
    HOOK,
    KNEELING,
    PX_PER_M,
    STANDING,
    Body,
    Leg,
    Lens,
    knee_pulled,
    mirrored,
    photographed,
    pose_of,
    scaled,
    straight,
)

RAISE = Body(left=HOOK, right=straight(63.0))
SAME_EVERYWHERE = [RAISE, Body(left=knee_pulled(125.0), right=HOOK), Body(trunk_deg=38.0, face_up=False)]


def rest_for(pose: Pose) -> Rest:
    rest = rest_of(pose, 0.0)
    assert rest is not None
    return rest


def on_a_tall_picture(pose: Pose) -> Pose:
    """With room for the feet of somebody who stands."""
    return replace(pose, height=2 * pose.height)


def test_moved_along_the_floor_since_rest() -> None:
    rest = rest_for(on_a_tall_picture(pose_of(STANDING)))
    stepped = measure(on_a_tall_picture(pose_of(replace(STANDING, right=straight(-80.0)))), rest)
    assert stepped["foot_shift_right"] == pytest.approx(0.84 / 0.5 * math.cos(math.radians(80)), abs=0.01)
    assert stepped["foot_shift_left"] == pytest.approx(0.0, abs=0.01)
    assert measure(pose_of(STANDING))["foot_shift_left"] is None


def test_the_crossed_leg_is_the_one_whose_ankle_lies_at_the_other_knee() -> None:
    now = measure(pose_of(Body(left=Leg(95.0, 70.0), right=Leg(80.0, 40.0))))
    assert now["ankle_crossed_right"] == pytest.approx(-now["ankle_crossed_left"])
    assert now["ankle_crossed_right"] == pytest.approx(
        now["ankle_to_other_knee_left"] - now["ankle_to_other_knee_right"]
    )


def test_every_measure_has_its_columns_and_none_else() -> None:
    assert list(measure(pose_of(Body()))) == columns()
    assert "knee_left" in columns()
    assert "trunk_elevation" in columns()


@pytest.mark.parametrize(
    ("body", "name", "expected"),
    [
        (RAISE, "leg_elevation_right", 63.0),
        (RAISE, "knee_right", 180.0),
        (RAISE, "hip_flexion_right", 63.0),
        (RAISE, "knee_left", 75.0),
        (RAISE, "straight_leg_flexion_right", 63.0),
        (RAISE, "head_flexion_right", 0.0),
        (RAISE, "thigh_elevation_left", 50.0),
        (Body(right=straight(112.0)), "leg_elevation_right", 112.0),  # past the vertical, towards the head
        (Body(right=straight(-8.0)), "leg_elevation_right", -8.0),
        (Body(left=knee_pulled(125.0), right=HOOK), "hip_flexion_left", 125.0),
        (Body(trunk_deg=38.0, face_up=False), "trunk_elevation", 38.0),
        (Body(trunk_deg=38.0, face_up=False), "trunk_inclination", 52.0),
        (Body(), "trunk_inclination", 90.0),
        (Body(trunk_deg=-20.0), "trunk_inclination", 110.0),  # head below the hips
        (Body(), "chest_facing", 90.0),
        (Body(face_up=False), "chest_facing", -90.0),
        (Body(on_side=True), "chest_facing", 0.0),
        (Body(trunk_deg=60.0), "chest_facing", 30.0),
        (STANDING, "trunk_lean", 0.0),
        (replace(STANDING, trunk_deg=60.0), "trunk_lean", -30.0),
        (replace(STANDING, trunk_deg=60.0), "trunk_back_lean", 30.0),
        (replace(STANDING, trunk_deg=-40.0), "trunk_back_lean", 130.0),
        (replace(STANDING, trunk_deg=220.0), "trunk_lean", 130.0),  # folded forwards, head below the hips
        (replace(STANDING, right=straight(-110.0)), "thigh_lean_right", 20.0),
        (replace(STANDING, right=straight(-75.0)), "thigh_lean_right", -15.0),
        (replace(STANDING, right=straight(-110.0)), "hip_extension_right", 20.0),
        (replace(STANDING, right=straight(-75.0)), "hip_extension_right", -15.0),
        (RAISE, "hip_extension_right", -63.0),
        (RAISE, "hip_flexion_difference", 13.0),
        (RAISE, "leg_elevation_lead_right", 65.5),
        (RAISE, "ear_over_shoulder", 0.0),
        (STANDING, "hip_over_ankle", 0.84 / 0.5),
        (STANDING, "ankle_gap", 0.0),
        (
            replace(STANDING, left=straight(-80.0)),
            "other_foot_ahead_right",
            0.84 / 0.5 * math.cos(math.radians(80)),
        ),
        (
            replace(STANDING, left=straight(-80.0)),
            "other_foot_ahead_left",
            -0.84 / 0.5 * math.cos(math.radians(80)),
        ),
        (KNEELING, "knee_over_other_ankle_left", 0.0),
    ],
)
def test_known_angles(body: Body, name: str, expected: float) -> None:
    assert measure(on_a_tall_picture(pose_of(body)))[name] == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("body", SAME_EVERYWHERE)
def test_a_mirror_exchanges_the_sides_and_changes_no_angle(body: Body) -> None:
    pose = pose_of(body)
    there, here = measure(mirrored(pose)), measure(pose)
    for name, value in here.items():
        other = name.replace("left", "#").replace("right", "left").replace("#", "right")
        assert there[other] == (None if value is None else pytest.approx(value, abs=0.05))


@pytest.mark.parametrize("body", SAME_EVERYWHERE)
@pytest.mark.parametrize("factor", [0.25, 3.0])
def test_the_size_of_the_picture_changes_nothing(body: Body, factor: float) -> None:
    here, there = measure(pose_of(body)), measure(scaled(pose_of(body), factor))
    assert there == {
        name: pytest.approx(value, abs=0.05) if value is not None else None for name, value in here.items()
    }


def test_every_measure_is_known_of_a_whole_body() -> None:
    assert None not in measure(pose_of(RAISE), rest_for(pose_of(Body()))).values()


def test_lifts_are_torso_lengths_above_rest_and_unknown_without_it() -> None:
    rest = rest_for(pose_of(Body()))
    raised = measure(pose_of(Body(right=straight(30.0))), rest)
    assert raised["heel_lift_right"] == pytest.approx(0.84 * 0.5 / 0.5, abs=0.01)
    assert raised["heel_lift_left"] == pytest.approx(0.0, abs=0.01)
    assert measure(pose_of(RAISE))["heel_lift_right"] is None


LENS = Lens(-30.0)


def calibrated_rest() -> Rest:
    start = Body(left=HOOK, right=Leg(0.5, 177.0))
    known = [
        Known("trunk_elevation", 0.0, 2.5),
        Known("leg_elevation_left", 0.0, 2.5),
        Known("leg_elevation_right", 0.0, 2.5),
    ]
    pose = photographed(start, LENS, clicked=True)
    points = named_points(pose.image, pose.presence, pose.width, pose.height)
    calibration = calibrate(points, "right", (pose.width, pose.height), known)
    rest = rest_of(pose, 0.0, calibration)
    assert rest is not None
    return rest


def test_a_calibrated_rest_puts_angles_lifts_and_distances_right() -> None:
    rest, later = calibrated_rest(), photographed(RAISE, LENS, clicked=True)
    seen, plain, truth = measure(later, rest), measure(later), measure(pose_of(RAISE))
    limits_deg = {"leg_elevation_right": 3.0, "hip_flexion_right": 4.0, "knee_left": 5.0}
    for name, limit_deg in limits_deg.items():
        assert seen[name] == pytest.approx(truth[name], abs=limit_deg)
    off, plain_off = (
        sum(abs((found[name] or 0.0) - (truth[name] or 0.0)) for name in limits_deg)
        for found in (seen, plain)
    )
    assert off < plain_off
    raised = 0.84 * np.sin(np.radians(63.0)) / 0.5
    assert seen["heel_lift_right"] == pytest.approx(raised, abs=0.15)
    assert seen["heel_lift_left"] == pytest.approx(0.0, abs=0.03)
    assert seen["hip_lift"] == pytest.approx(0.0, abs=0.03)
    assert seen["knee_to_shoulder_right"] == pytest.approx(truth["knee_to_shoulder_right"], rel=0.1)


def test_a_calibration_knows_the_view_and_the_length_of_a_torso() -> None:
    rest = calibrated_rest()
    assert rest.yaw_deg == pytest.approx(30.0, abs=5.0)
    assert rest.torso_px == pytest.approx(0.5 * PX_PER_M, rel=0.1)
    shoulder, hip = rest.points["mid_shoulder"], rest.points["mid_hip"]
    assert shoulder[1] == pytest.approx(hip[1], abs=0.05 * rest.torso_px)


def test_there_is_no_rest_without_a_torso() -> None:
    pose = pose_of(Body())
    presence = pose.presence.copy()
    presence[Landmark.LEFT_HIP] = 0.1
    assert rest_of(replace(pose, presence=presence), 0.0) is None


def test_rest_is_the_middle_of_poses_one_of_which_is_wild() -> None:
    still = [pose_of(Body(), 0.1 * k) for k in range(4)]
    typical = median_pose([*still, pose_of(Body(left=straight(80.0), trunk_deg=60.0), 0.4)])
    assert typical.image == pytest.approx(still[0].image)
    assert typical.world == pytest.approx(still[0].world)


@pytest.mark.parametrize("landmark", [Landmark.RIGHT_ANKLE, Landmark.RIGHT_KNEE, Landmark.RIGHT_HIP])
def test_a_joint_outside_the_picture_is_a_missing_measure(landmark: Landmark) -> None:
    pose = pose_of(RAISE)
    image = pose.image.copy()
    image[landmark] = (pose.width + 5, 100)
    measures = measure(replace(pose, image=image))
    assert measures["knee_right"] is None
    assert measures["knee_left"] is not None


def test_a_joint_that_the_network_calls_absent_is_a_missing_measure() -> None:
    pose = pose_of(RAISE)
    presence = pose.presence.copy()
    presence[Landmark.RIGHT_ANKLE] = 0.2
    assert measure(replace(pose, presence=presence))["leg_elevation_right"] is None


@pytest.mark.parametrize(
    "pose",
    [absent(0.0, 640, 360), replace(pose_of(RAISE), status=Status.IMPLAUSIBLE)],
    ids=["absent", "implausible"],
)
def test_nothing_is_measured_on_nobody_and_on_an_implausible_skeleton(pose: Pose) -> None:
    assert set(measure(pose).values()) == {None}


def test_two_joints_on_one_pixel_make_no_angle() -> None:
    pose = pose_of(RAISE)
    image = pose.image.copy()
    image[Landmark.RIGHT_KNEE] = image[Landmark.RIGHT_HIP]
    assert measure(replace(pose, image=image))["knee_right"] is None


def test_angles_are_in_degrees_and_lengths_in_torso_lengths() -> None:
    assert {d.unit for d in MEASURES.values()} == {Unit.DEGREES, Unit.TORSO_LENGTHS}
    values = [v for v in measure(pose_of(RAISE)).values() if v is not None]
    assert np.all(np.isfinite(values))
