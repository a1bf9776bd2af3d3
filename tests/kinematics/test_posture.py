"""Lines through somebody who stands, on bodies whose lines are known."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from posecoach.kinematics.definitions import Unit
from posecoach.kinematics.points import LEAST_PRESENCE
from posecoach.kinematics.posture import FROM_THE_FRONT, FROM_THE_SIDE, posture, unit_of
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose, absent
from tests.bodies import STANDING, TRUNK_M, mirrored, pose_of
from tests.standing import facing_the_camera, moved, upright


def test_somebody_upright_is_in_line() -> None:
    read = posture(upright(), "right")
    for name in ("trunk_forwards", "neck_forwards", "ears_ahead", "shoulders_ahead"):
        assert read[name] == pytest.approx(0.0, abs=0.1), name
    assert read["upper_back"] == pytest.approx(180.0, abs=0.5)


@pytest.mark.parametrize("lean_deg", [-8.0, 5.0, 12.0, 20.0])
def test_leaning_forwards_from_either_side(lean_deg: float) -> None:
    pose = upright(lean_deg)
    for seen, near in ((pose, "right"), (mirrored(pose), "left")):
        read = posture(seen, near)  # type: ignore[arg-type]
        ahead = math.sin(math.radians(lean_deg))
        assert read["trunk_forwards"] == pytest.approx(lean_deg, abs=0.1)
        assert read["shoulders_ahead"] == pytest.approx(ahead, abs=0.01)
        assert read["ears_ahead"] == pytest.approx(1.35 * ahead, abs=0.01)


def test_a_head_held_forwards() -> None:
    """The ears lie 0.35 torso lengths above the shoulders."""
    pose = moved(upright(), ("LEFT_EAR", "RIGHT_EAR"), forwards_m=0.35 * TRUNK_M)
    for seen, near in ((pose, "right"), (mirrored(pose), "left")):
        read = posture(seen, near)  # type: ignore[arg-type]
        assert read["neck_forwards"] == pytest.approx(45.0, abs=0.5)
        assert read["upper_back"] == pytest.approx(135.0, abs=0.5)
        assert read["ears_ahead"] == pytest.approx(0.35, abs=0.01)
        assert read["trunk_forwards"] == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize("up_m", [0.0, 0.02, -0.03])
def test_one_shoulder_higher_is_told_with_its_side(up_m: float) -> None:
    pose = moved(facing_the_camera(), ("LEFT_SHOULDER",), up_m=up_m)
    width_m = 0.36 * TRUNK_M * 2
    tilt = posture(pose, "left")["shoulder_tilt"]
    assert tilt == pytest.approx(math.degrees(math.atan2(up_m, width_m)), abs=0.1)
    assert posture(mirrored(pose), "left")["shoulder_tilt"] == pytest.approx(-(tilt or 0.0), abs=0.1)


def test_hips_that_stand_over_the_left_foot() -> None:
    feet = tuple(mark.name for mark in Landmark if "ANKLE" in mark.name)
    over_left = moved(facing_the_camera(), feet, across_m=-0.1)
    assert posture(over_left, "left")["hips_beside_feet"] == pytest.approx(0.1 / TRUNK_M, abs=0.01)
    assert posture(mirrored(over_left), "left")["hips_beside_feet"] == pytest.approx(-0.1 / TRUNK_M, abs=0.01)


def test_a_joint_out_of_sight_gives_no_line() -> None:
    pose = upright()
    presence = pose.presence.copy()
    presence[Landmark.LEFT_EAR] = LEAST_PRESENCE / 2
    read = posture(replace(pose, presence=presence), "right")
    assert read["neck_forwards"] is None
    assert read["ears_ahead"] is None
    assert read["trunk_forwards"] is not None


def test_nobody_has_no_lines() -> None:
    nobody: Pose = absent(0.0, 640, 480)
    assert set(posture(nobody, "left").values()) == {None}


def test_feet_below_the_picture_are_not_guessed() -> None:
    assert posture(pose_of(STANDING), "right")["ears_ahead"] is None


def test_units() -> None:
    lengths = {"ears_ahead", "shoulders_ahead", "hips_beside_feet"}
    for name in (*FROM_THE_SIDE, *FROM_THE_FRONT):
        assert unit_of(name) is (Unit.TORSO_LENGTHS if name in lengths else Unit.DEGREES)
