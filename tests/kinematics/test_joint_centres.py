"""Landmarks moved to the centres of joints."""

import math

import numpy as np
import pytest

from posecoach.kinematics.joint_centres import Shift, joint_centres, usual
from posecoach.kinematics.points import BodySide, Point, named_points
from posecoach.pose.landmarks import COUNT
from tests.bodies import HOOK, TRUNK_M, Body, joints_m, knee_pulled, landmarks_m, straight

SHIFTED = ("ear", "shoulder", "hip", "knee", "ankle")


def square_on(points_m: np.ndarray) -> dict[str, Point]:
    return named_points(points_m[:, [0, 2]] * (100.0, -100.0) + 1000.0, np.ones(COUNT), 2000, 2000)


def mirrored(points: dict[str, Point]) -> dict[str, Point]:
    """The picture in a mirror: left and right change places, too."""
    other = {"left": "right", "right": "left"}
    return {
        "_".join([joint, other.get(side, side)]): (2000.0 - x, y)
        for name, (x, y) in points.items()
        for joint, _, side in [name.rpartition("_")]
    }


@pytest.mark.parametrize(
    ("body", "near"),
    [
        (Body(), "right"),
        (Body(left=HOOK, right=straight(70.0)), "right"),
        (Body(left=knee_pulled(120.0), right=HOOK, trunk_deg=5.0), "right"),
        (Body(face_up=False), "left"),
        (Body(trunk_deg=38.0, face_up=False), "left"),
    ],
)
def test_landmarks_come_back_to_the_joints(body: Body, near: BodySide) -> None:
    clicked, true = square_on(landmarks_m(body)), square_on(joints_m(body))
    seen_from_here = joint_centres(clicked, near, usual(near)[0])
    away: BodySide = "left" if near == "right" else "right"
    in_a_mirror = mirrored(joint_centres(mirrored(clicked), away, usual(away)[0]))
    assert math.dist(clicked["shoulder_left"], true["shoulder_left"]) > 0.05 * 100 * TRUNK_M
    for joint in SHIFTED:
        for name in (f"{joint}_left", f"{joint}_right"):
            assert seen_from_here[name] == pytest.approx(true[name], abs=0.002 * 100 * TRUNK_M)
            assert in_a_mirror[name] == pytest.approx(true[name], abs=0.002 * 100 * TRUNK_M)


STANDING: dict[str, Point] = {
    f"{joint}_{side}": (50.0, y)
    for joint, y in (("shoulder", 0.0), ("hip", 100.0), ("knee", 190.0), ("ankle", 280.0))
    for side in ("left", "right")
}


@pytest.mark.parametrize(("near", "forwards"), [("left", -1.0), ("right", 1.0)])
def test_who_shows_the_left_side_looks_to_the_left(near: BodySide, forwards: float) -> None:
    shifts = {"knee_left": Shift(0.1, 0.2)}
    moved = joint_centres(STANDING, near, shifts)
    assert moved["knee_left"] == pytest.approx((50.0 - forwards * 20.0, 200.0))
    assert moved["mid_knee"] == pytest.approx((50.0 - forwards * 10.0, 195.0))
    assert moved["hip_left"] == STANDING["hip_left"]


def turned(degrees: float) -> dict[str, Point]:
    """The standing body turned to its back (90°) or to its front (−90°), its left side to the camera."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return {name: (c * x - s * y, s * x + c * y) for name, (x, y) in STANDING.items()}


@pytest.mark.parametrize(
    ("degrees", "along", "anterior"),
    [(90.0, 0.3, 0.05), (-90.0, 0.1, 0.15), (0.0, 0.2, 0.1), (30.0, 0.25, 0.075)],
)
def test_who_lies_on_the_front_shows_joints_elsewhere(degrees: float, along: float, anterior: float) -> None:
    body = turned(degrees)
    found = joint_centres(body, "left", {"hip_left": Shift(0.2, 0.1, along_up=0.1, anterior_up=-0.05)})
    plain = joint_centres(body, "left", {"hip_left": Shift(along, anterior)})
    assert found["hip_left"] == pytest.approx(plain["hip_left"])


def test_what_is_not_seen_is_not_moved() -> None:
    shifts = {f"{joint}_left": Shift(0.1, 0.1) for joint in ("hip", "knee", "ankle")}
    no_knee = {name: point for name, point in STANDING.items() if name != "knee_left"}
    moved = joint_centres(no_knee, "left", shifts)
    assert "knee_left" not in moved
    assert moved["ankle_left"] == STANDING["ankle_left"]
    assert moved["hip_left"] != STANDING["hip_left"]
    no_shoulder = {name: point for name, point in STANDING.items() if name != "shoulder_right"}
    assert joint_centres(no_shoulder, "left", shifts)["hip_left"] == STANDING["hip_left"]


def test_near_and_far_are_the_cameras() -> None:
    (from_left, spread_left), (from_right, spread_right) = usual("left"), usual("right")
    assert set(from_left) == set(spread_left) == {f"{j}_{s}" for j in SHIFTED for s in ("left", "right")}
    assert from_left["hip_left"] == from_right["hip_right"] != from_left["hip_right"]
    assert spread_left["knee_right"] == spread_right["knee_left"]
    assert all(spread.along > 0 < spread.anterior for spread in spread_left.values())
