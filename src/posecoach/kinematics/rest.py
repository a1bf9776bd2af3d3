"""The start posture as a reference: where the body lay, how the floor tilts, how long a torso is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from posecoach.kinematics.points import Point, named_points
from posecoach.pose.pose import Pose

MOST_CAMERA_ROLL_DEG = 8.0
"""A hand-placed camera is level within this; a steeper resting line is the body's own."""


@dataclass(frozen=True, slots=True)
class Rest:
    """points: the named points at rest, pixels. floor_tilt_deg: how far the floor line falls from left to
    right in the picture. torso_px: mid-shoulder to mid-hip. yaw_deg: how far off side-on the camera stood."""

    points: dict[str, Point]
    floor_tilt_deg: float
    torso_px: float
    yaw_deg: float


def median_pose(poses: Sequence[Pose]) -> Pose:
    """The pose in the middle of several that were held still."""
    return replace(
        poses[len(poses) // 2],
        image=np.median(np.stack([pose.image for pose in poses]), axis=0),
        world=np.median(np.stack([pose.world for pose in poses]), axis=0),
    )


def rest_of(
    pose: Pose, floor: tuple[str, str] | None, *, yaw_deg: float, trusted_yaw_deg: float
) -> Rest | None:
    """The reference that a start posture gives, or None where its torso is not seen.

    floor: two points that lie equally high at rest (``mid_hip``, ``mid_ankle`` for legs on the floor).
    yaw_deg: degrees off side-on. Beyond ``trusted_yaw_deg`` the line's slope is perspective, not the camera's
    roll; the floor is then taken as level.
    """
    points = named_points(pose.image, pose.presence, pose.width, pose.height)
    if "mid_shoulder" not in points or "mid_hip" not in points:
        return None
    torso_px = math.dist(points["mid_shoulder"], points["mid_hip"])
    if torso_px == 0:
        return None
    tilt_deg = _tilt(points, floor) if yaw_deg <= trusted_yaw_deg else 0.0
    return Rest(points, tilt_deg, torso_px, yaw_deg)


def _tilt(points: dict[str, Point], floor: tuple[str, str] | None) -> float:
    if floor is None or floor[0] not in points or floor[1] not in points:
        return 0.0
    a, b = sorted((points[floor[0]], points[floor[1]]))
    tilt = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    return tilt if abs(tilt) <= MOST_CAMERA_ROLL_DEG else 0.0
