"""The arc spans the angle that its number tells, seen from either side, on a level floor and a tilted one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posecoach.feedback.arc import draw_arc
from posecoach.feedback.colours import SKY_BLUE
from posecoach.kinematics.definitions import MEASURES
from posecoach.kinematics.measure import measure
from posecoach.kinematics.points import named_points
from posecoach.pose.pose import Pose
from posecoach.video.frame import Image
from tests.bodies import Body, mirrored, pose_of
from tests.coaching.scripts import raise_right


def arc_of(pose: Pose, name: str, suffix: str) -> tuple[Image, tuple[float, float], float]:
    image: Image = np.zeros((pose.height, pose.width, 3), np.uint8)
    points = named_points(pose.image, pose.presence, pose.width, pose.height)
    value = measure(pose)[name + suffix]
    assert value is not None
    assert draw_arc(image, points, MEASURES[name], suffix, value, 3) is not None
    vertex = MEASURES[name].points[1 if len(MEASURES[name].points) == 3 else 0]
    return image, points[vertex if vertex.startswith("mid_") else vertex + suffix], value


def spanned_deg(image: Image, vertex: tuple[float, float]) -> float:
    """How many degrees the blue arc covers as seen from its vertex."""
    rows, columns = np.nonzero(np.all(image == SKY_BLUE, axis=2))
    directions = {
        round(math.degrees(math.atan2(y - vertex[1], x - vertex[0])))
        for y, x in zip(rows, columns, strict=True)
    }
    return len(directions)


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("leg_elevation", raise_right(60.0)),
        ("hip_flexion", raise_right(70.0)),
        ("trunk_elevation", Body(trunk_deg=40.0, face_up=False)),
    ],
)
def test_arc_is_as_wide_as_its_number(name: str, body: Body, mirror: bool) -> None:
    pose = mirrored(pose_of(body)) if mirror else pose_of(body)
    suffix = ("_left" if mirror else "_right") if MEASURES[name].sided else ""
    image, vertex, value = arc_of(pose, name, suffix)
    # The arc's round ends add a few degrees.
    assert value <= spanned_deg(image, vertex) + 2
    assert spanned_deg(image, vertex) <= value + 15


def test_no_arc_where_a_joint_is_out_of_sight() -> None:
    image = np.zeros((100, 100, 3), np.uint8)
    assert draw_arc(image, {"hip_left": (10.0, 10.0)}, MEASURES["leg_elevation"], "_left", 20.0, 3) is None
    assert not image.any()
