"""The arc spans the angle that its number tells, seen from either side."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from posecoach.feedback.arc import draw_arc
from posecoach.feedback.colours import SKY_BLUE
from posecoach.kinematics.definitions import ANGLES, MEASURES
from posecoach.kinematics.measure import measure
from posecoach.kinematics.points import named_points
from posecoach.pose.pose import Pose
from posecoach.video.frame import Image
from tests.bodies import STANDING, Body, Leg, mirrored, pose_of, straight
from tests.coaching.scripts import raise_right


def arc_of(pose: Pose, name: str, suffix: str) -> tuple[Image, tuple[float, float], float]:
    image: Image = np.zeros((pose.height, pose.width, 3), np.uint8)
    points = named_points(pose.image, pose.presence, pose.width, pose.height)
    value = measure(pose)[name + suffix]
    assert value is not None
    assert draw_arc(image, points, MEASURES[name], suffix, value, 3) is not None
    vertex = MEASURES[name].points[1 if len(MEASURES[name].points) == 3 else 0]
    return image, points[vertex if vertex.startswith("mid_") else vertex + suffix], value


def directions_deg(image: Image, vertex: tuple[float, float]) -> list[float]:
    """Where the blue arc lies as seen from its vertex: degrees clockwise from rightwards, 0 to 359."""
    rows, columns = np.nonzero(np.all(image == SKY_BLUE, axis=2))
    return [
        math.degrees(math.atan2(y - vertex[1], x - vertex[0])) % 360
        for y, x in zip(rows, columns, strict=True)
    ]


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize(
    ("name", "body", "start_deg", "end_deg"),
    [
        ("leg_elevation", raise_right(60.0), 300, 360),
        ("hip_flexion", raise_right(70.0), 290, 360),
        ("trunk_elevation", Body(trunk_deg=40.0, face_up=False), 180, 220),
        ("trunk_inclination", Body(trunk_deg=40.0, face_up=False), 220, 270),
        ("trunk_lean", replace(STANDING, trunk_deg=110.0), 270, 290),
        ("trunk_lean", replace(STANDING, trunk_deg=65.0), 245, 270),
        ("trunk_back_lean", replace(STANDING, trunk_deg=65.0), 245, 270),
        ("thigh_lean", replace(STANDING, right=Leg(-115.0, 90.0)), 270, 295),
        ("hip_extension", Body(right=straight(-20.0)), 0, 20),
        ("hip_extension", raise_right(50.0), 310, 360),
    ],
)
def test_arc_lies_between_the_limb_and_what_it_is_measured_against(
    name: str, body: Body, start_deg: float, end_deg: float, mirror: bool
) -> None:
    pose = mirrored(pose_of(body)) if mirror else pose_of(body)
    suffix = ("_left" if mirror else "_right") if MEASURES[name].sided else ""
    image, vertex, value = arc_of(pose, name, suffix)
    assert abs(value) == pytest.approx(end_deg - start_deg, abs=1)
    # Turned so that the middle of the arc is at 180, far from the jump between 359 and 0.
    middle = (start_deg + end_deg) / 2
    middle = 180 - middle if mirror else middle
    turned = [(direction - middle + 180) % 360 for direction in directions_deg(image, vertex)]
    # The arc's round ends add a few degrees.
    assert min(turned) == pytest.approx(180 - abs(value) / 2, abs=8)
    assert max(turned) == pytest.approx(180 + abs(value) / 2, abs=8)


def test_no_arc_where_a_joint_is_out_of_sight() -> None:
    image = np.zeros((100, 100, 3), np.uint8)
    assert draw_arc(image, {"hip_left": (10.0, 10.0)}, MEASURES["leg_elevation"], "_left", 20.0, 3) is None
    assert not image.any()


@pytest.mark.parametrize("name", [name for name, d in MEASURES.items() if d.kind not in ANGLES])
def test_what_is_no_angle_between_joints_has_no_arc(name: str) -> None:
    pose = pose_of(raise_right(60.0))
    points = named_points(pose.image, pose.presence, pose.width, pose.height)
    image = np.zeros((pose.height, pose.width, 3), np.uint8)
    suffix = "_right" if MEASURES[name].sided else ""
    assert draw_arc(image, points, MEASURES[name], suffix, 1.0, 3) is None
    assert not image.any()
