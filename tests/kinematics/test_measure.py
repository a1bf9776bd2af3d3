"""Measures on bodies whose angles are known."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.kinematics.definitions import MEASURES, Unit, columns
from posecoach.kinematics.measure import measure
from posecoach.kinematics.rest import Rest, floor_tilt_deg, rest_of
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose, Status, absent
from tests.bodies import HOOK, Body, knee_pulled, mirrored, pose_of, rolled, scaled, straight

RAISE = Body(left=HOOK, right=straight(63.0))
SAME_EVERYWHERE = [RAISE, Body(left=knee_pulled(125.0), right=HOOK), Body(trunk_deg=38.0, face_up=False)]


BOTH = ("left", "right")


def rest_for(pose: Pose) -> Rest:
    rest = rest_of(pose, 0.0, floor_tilt_deg(pose, ("hip", "ankle"), BOTH))
    assert rest is not None
    return rest


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
    ],
)
def test_known_angles(body: Body, name: str, expected: float) -> None:
    assert measure(pose_of(body))[name] == pytest.approx(expected, abs=0.01)


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


@pytest.mark.parametrize("roll_deg", [-12.0, -7.0, -2.0, 5.0, 9.0, 12.0])
@pytest.mark.parametrize("flip", [False, True])
def test_a_rolled_camera_is_undone_by_the_resting_leg(roll_deg: float, flip: bool) -> None:
    def seen(body: Body) -> Pose:
        pose = rolled(pose_of(body), roll_deg)
        return mirrored(pose) if flip else pose

    rest = rest_for(seen(Body()))
    side = "left" if flip else "right"
    assert measure(seen(RAISE), rest)[f"leg_elevation_{side}"] == pytest.approx(63.0, abs=0.1)
    assert measure(seen(RAISE))[f"leg_elevation_{side}"] != pytest.approx(63.0, abs=1.0)


def test_a_leg_on_a_pillow_is_no_rolled_camera() -> None:
    propped = pose_of(Body(left=straight(10.0), right=straight(10.0)))
    assert floor_tilt_deg(propped, ("hip", "ankle"), BOTH) is None


def test_only_the_named_sides_tell_of_the_floor() -> None:
    lifted = pose_of(Body(right=straight(14.0)))
    assert floor_tilt_deg(lifted, ("hip", "ankle"), ["left"]) == pytest.approx(0.0, abs=0.1)


def test_every_measure_is_known_of_a_whole_body() -> None:
    assert None not in measure(pose_of(RAISE), rest_for(pose_of(Body()))).values()


def test_lifts_are_torso_lengths_above_rest_and_unknown_without_it() -> None:
    rest = rest_for(pose_of(Body()))
    raised = measure(pose_of(Body(right=straight(30.0))), rest)
    assert raised["heel_lift_right"] == pytest.approx(0.84 * 0.5 / 0.5, abs=0.01)
    assert raised["heel_lift_left"] == pytest.approx(0.0, abs=0.01)
    assert measure(pose_of(RAISE))["heel_lift_right"] is None


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
