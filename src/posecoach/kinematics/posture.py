"""How somebody stands: lines through the body against the vertical, from the side and from the front.

These are taken of a posture that was kept still, and only of a camera that stands upright: a camera that
leans by 1° leans them all. Angles are in degrees, lengths in torso lengths.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial

from posecoach.kinematics.angles import Facing, between
from posecoach.kinematics.definitions import Definition, Unit
from posecoach.kinematics.points import BodySide, Point, named_points
from posecoach.pose.pose import Pose

FROM_THE_SIDE: dict[str, Definition] = {
    "trunk_forwards": Definition("lean", ("mid_hip", "mid_shoulder"), towards="front"),
    "neck_forwards": Definition("lean", ("mid_shoulder", "mid_ear"), towards="front"),
    "upper_back": Definition("interior", ("mid_ear", "mid_shoulder", "mid_hip")),
    "ears_ahead": Definition("ahead", ("mid_ankle", "mid_ear")),
    "shoulders_ahead": Definition("ahead", ("mid_ankle", "mid_shoulder")),
}
"""Positive to the front. upper_back: 180 where ear, shoulder and hip are in one line."""

Points = Mapping[str, Point]


def _shoulder_tilt(points: Points) -> float:
    """Degrees by which the left one stands higher."""
    (left_x, left_y), (right_x, right_y) = points["shoulder_left"], points["shoulder_right"]
    return math.degrees(math.atan2(right_y - left_y, abs(left_x - right_x)))


def _hips_beside_feet(points: Points) -> float:
    """Torso lengths by which the middle of the hips stands to the person's left of the middle of the feet."""
    leftwards = math.copysign(1.0, points["shoulder_left"][0] - points["shoulder_right"][0])
    return leftwards * (points["mid_hip"][0] - points["mid_ankle"][0]) / _torso_px(points)


FROM_THE_FRONT: dict[str, tuple[Callable[[Points], float], Unit]] = {
    "shoulder_tilt": (_shoulder_tilt, Unit.DEGREES),
    "hips_beside_feet": (_hips_beside_feet, Unit.TORSO_LENGTHS),
}
"""Positive to the left. The line across the hips is not among them: on rendered people one hip that stood 6°
lower did not move the network's hips at all."""


def posture(pose: Pose, near: BodySide) -> dict[str, float | None]:
    """All of them; None where a joint is not seen. near: the side that the camera sees, from the side."""
    points = named_points(pose.image, pose.presence, pose.width, pose.height) if pose.measured else {}
    facing: Facing = 1 if near == "right" else -1
    side = {
        name: _or_none(partial(_line, definition, facing), points)
        for name, definition in FROM_THE_SIDE.items()
    }
    return side | {name: _or_none(of, points) for name, (of, _) in FROM_THE_FRONT.items()}


def _line(definition: Definition, facing: Facing, points: Points) -> float | None:
    value = between(definition, points, "", facing)
    if value is None or definition.unit is not Unit.TORSO_LENGTHS:
        return value
    return value / _torso_px(points)


def unit_of(name: str) -> Unit:
    """Raises KeyError for what is no line of these."""
    return FROM_THE_SIDE[name].unit if name in FROM_THE_SIDE else FROM_THE_FRONT[name][1]


def _torso_px(points: Points) -> float:
    return math.dist(points["mid_shoulder"], points["mid_hip"])


def _or_none(of: Callable[[Points], float | None], points: Points) -> float | None:
    try:
        return of(points)
    except (KeyError, ZeroDivisionError):
        # A joint out of sight, or a torso seen end on: there is no such line in this picture.
        return None
