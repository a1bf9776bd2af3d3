"""The start posture as a reference: where the body lay, how long a torso is, how the camera stood."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from posecoach.kinematics.calibration import Calibration
from posecoach.kinematics.points import SIDES, Point, named_points
from posecoach.kinematics.view import READ_OF_TRUE_YAW
from posecoach.pose.pose import Pose

_BONES = {"thigh": ("hip", "knee"), "shank": ("knee", "ankle")}


@dataclass(frozen=True, slots=True)
class Rest:
    """points: the named points at rest; empty where how high something rose cannot be told from them.
    torso_px: mid-shoulder to mid-hip. Both as seen square on, where ``calibration`` is known; without one, as
    in the picture, whose floor is taken as level. yaw_deg: how far off side-on the camera stood, 0 to 90.
    bones: ``thigh_left`` and so on → torso lengths."""

    points: Mapping[str, Point]
    torso_px: float
    yaw_deg: float
    calibration: Calibration | None = None
    bones: Mapping[str, float] = field(default_factory=dict)

    def square_on(self, points: Mapping[str, Point]) -> Mapping[str, Point]:
        """Named points of a picture, as measures are taken of them."""
        return self.calibration.square_on(points) if self.calibration else points


def median_pose(poses: Sequence[Pose]) -> Pose:
    """The pose in the middle of several that were held still."""
    return replace(
        poses[len(poses) // 2],
        image=np.median(np.stack([pose.image for pose in poses]), axis=0),
        world=np.median(np.stack([pose.world for pose in poses]), axis=0),
    )


def rest_of(pose: Pose, yaw_deg: float, calibration: Calibration | None = None) -> Rest | None:
    """The reference that a start posture gives, or None where its torso is not seen.

    yaw_deg: as read from the world landmarks; a calibration knows better.
    """
    points: Mapping[str, Point] = named_points(pose.image, pose.presence, pose.width, pose.height)
    yaw_deg /= READ_OF_TRUE_YAW
    if calibration:
        points = calibration.square_on(points)
        yaw_deg = abs(calibration.camera.yaw_deg)
    if "mid_shoulder" not in points or "mid_hip" not in points:
        return None
    torso_px = math.dist(points["mid_shoulder"], points["mid_hip"])
    if not torso_px:
        return None
    ends = {f"{bone}_{s}": (f"{a}_{s}", f"{b}_{s}") for bone, (a, b) in _BONES.items() for s in SIDES}
    bones = {
        bone: math.dist(points[a], points[b]) / torso_px
        for bone, (a, b) in ends.items()
        if {a, b} <= points.keys()
    }
    return Rest(points, torso_px, yaw_deg, calibration, bones)
