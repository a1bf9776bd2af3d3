"""How the camera stands to the body: from the side, from the front, or between."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from posecoach.kinematics.points import SIDES, BodySide, named_points
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose

Kind = Literal["side", "oblique", "front", "unknown"]

WIDEST_SIDE_DEG = 20.0
"""As it is read, which is too small: some 25° in truth, where image angles of a leg are wrong by up to 2.8°
(D-view in docs/sources.md)."""
NARROWEST_FRONT_DEG = 60.0
READ_OF_TRUE_YAW = 0.87
"""World landmarks turn too little: the slope on the true yaw of rendered bodies at rest."""
_TRUNK = ("LEFT_SHOULDER", "RIGHT_SHOULDER", "LEFT_HIP", "RIGHT_HIP")


@dataclass(frozen=True, slots=True)
class View:
    """yaw_deg: degrees off side-on, 0 to 90. near: the person's side that is closer to the camera."""

    kind: Kind
    yaw_deg: float
    near: BodySide


def view_kind(yaw_deg: float) -> Kind:
    if yaw_deg <= WIDEST_SIDE_DEG:
        return "side"
    return "front" if yaw_deg >= NARROWEST_FRONT_DEG else "oblique"


def view(pose: Pose) -> View | None:
    """The view of one pose, from the directions of the shoulder and hip lines in the world landmarks;
    None where nobody was measured.

    Seen from the side those lines run along the optical axis. One frame's yaw errs by some 8° and reads
    about a quarter too small (D-view): it is for choosing, warning and refusing.
    """
    if not pose.measured:
        return None
    rightwards, away = _across(pose)
    yaw = math.degrees(math.atan2(abs(rightwards), abs(away)))
    return View(view_kind(yaw), yaw, near_side(pose))


def near_side(pose: Pose) -> BodySide:
    """The person's side that is closer to the camera, by the lines across shoulders and hips."""
    return "left" if _across(pose)[1] < 0 else "right"


def _across(pose: Pose) -> tuple[float, float]:
    """From right to left through shoulders and hips in the world landmarks, each of length 1: how far to the
    picture's right, and how far away from the camera."""
    rightwards = away = 0.0
    for joint in ("SHOULDER", "HIP"):
        x, y, z = (pose.world[Landmark[f"LEFT_{joint}"]] - pose.world[Landmark[f"RIGHT_{joint}"]]).tolist()
        length = math.hypot(x, y, z) or 1.0
        rightwards += x / length
        away += z / length
    return rightwards, away


def read_yaw_deg(pose: Pose) -> float:
    """How far the body's plane turns away from the picture's, positive where its right end is farther away:
    what the trunk's line and the lines across shoulders and hips say in the world landmarks, each by as much
    of it as lies along the floor."""
    world = {name: pose.world[Landmark[name]] for name in _TRUNK}
    along = world["LEFT_HIP"] + world["RIGHT_HIP"] - world["LEFT_SHOULDER"] - world["RIGHT_SHOULDER"]
    across = [world[f"LEFT_{joint}"] - world[f"RIGHT_{joint}"] for joint in ("SHOULDER", "HIP")]
    rightwards = away = 0.0
    for line, turned, votes in ((along, False, 2), *((line, True, 1) for line in across)):
        x, y, z = line.tolist()
        x, z = (z, -x) if turned else (x, z)
        share = votes * math.copysign(1.0, x) / (math.hypot(x, y, z) or 1.0)
        rightwards += share * x
        away += share * z
    return math.degrees(math.atan2(away, rightwards)) / READ_OF_TRUE_YAW


def steady(views: Sequence[View]) -> View:
    """The middle of several views of a camera that stands still."""
    yaw_deg = statistics.median(seen.yaw_deg for seen in views)
    return View(view_kind(yaw_deg), yaw_deg, statistics.mode(seen.near for seen in views))


def out_of_sight(pose: Pose, joints: list[str], sides: tuple[str, ...] = SIDES) -> list[str]:
    """Which of the named joints are outside the picture on every one of the sides."""
    points = named_points(pose.image, pose.presence, pose.width, pose.height)
    return [joint for joint in joints if not any(f"{joint}_{side}" in points for side in sides)]
