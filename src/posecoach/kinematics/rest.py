"""The start posture as a reference: where the body lay, how the floor tilts, how long a torso is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from posecoach.kinematics.points import Point, named_points
from posecoach.pose.pose import Pose

MOST_CAMERA_ROLL_DEG = 15.0
"""Nobody leaves a camera more crooked than this."""
MOST_DISAGREEMENT_DEG = 8.0
"""A rolled camera turns the trunk's line as much as the leg's; what differs by more is the body's own
posture, such as a leg on a pillow. The landmarks' own offsets make up to 5° of it."""


@dataclass(frozen=True, slots=True)
class Rest:
    """points: the named points at rest, pixels; empty once the person has left that place, or where the
    view is not from the side.
    floor_tilt_deg: how far the floor line falls from left to right in the picture, None where it is not known
    and taken as level. torso_px: mid-shoulder to mid-hip. yaw_deg: how far off side-on the camera stood."""

    points: dict[str, Point]
    floor_tilt_deg: float | None
    torso_px: float
    yaw_deg: float


def median_pose(poses: Sequence[Pose]) -> Pose:
    """The pose in the middle of several that were held still."""
    return replace(
        poses[len(poses) // 2],
        image=np.median(np.stack([pose.image for pose in poses]), axis=0),
        world=np.median(np.stack([pose.world for pose in poses]), axis=0),
    )


def rest_of(pose: Pose, yaw_deg: float, floor_tilt_deg: float | None) -> Rest | None:
    """The reference that a start posture gives, or None where its torso is not seen."""
    points = named_points(pose.image, pose.presence, pose.width, pose.height)
    if "mid_shoulder" not in points or "mid_hip" not in points:
        return None
    torso_px = math.dist(points["mid_shoulder"], points["mid_hip"])
    return Rest(points, floor_tilt_deg, torso_px, yaw_deg) if torso_px else None


def floor_tilt_deg(pose: Pose, joints: tuple[str, str], sides: Sequence[str]) -> float | None:
    """How far the floor falls from left to right in the picture, by two joints that lie equally high on the
    given sides; None where they are not seen, or where the trunk's line speaks against it."""
    points = named_points(pose.image, pose.presence, pose.width, pose.height)
    lines = [(points.get(f"{joints[0]}_{side}"), points.get(f"{joints[1]}_{side}")) for side in sides]
    tilts = [_tilt_deg(a, b) for a, b in lines if a and b]
    shoulder, hip = points.get("mid_shoulder"), points.get("mid_hip")
    if not tilts or not shoulder or not hip:
        return None
    tilt_deg = sum(tilts) / len(tilts)
    agrees = abs(tilt_deg - _tilt_deg(shoulder, hip)) <= MOST_DISAGREEMENT_DEG
    return tilt_deg if agrees and abs(tilt_deg) <= MOST_CAMERA_ROLL_DEG else None


def _tilt_deg(a: Point, b: Point) -> float:
    left, right = sorted((a, b))
    return math.degrees(math.atan2(right[1] - left[1], right[0] - left[0]))
