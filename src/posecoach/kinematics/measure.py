"""Every measure of :data:`~posecoach.kinematics.definitions.MEASURES` on one pose.

Angles are taken in the picture, put square to the body where the camera is known: on rendered bodies of known
angles that is closer to the truth than the network's own 3-D landmarks. Only which way the chest faces comes
from those.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from posecoach.kinematics.angles import between, named
from posecoach.kinematics.definitions import MEASURES, Definition
from posecoach.kinematics.points import SIDES, Point, named_points
from posecoach.kinematics.rest import Rest
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose

Measures = dict[str, float | None]
"""Measure name with its side spelled out → degrees or torso lengths; None where a joint is missing."""


def measure(pose: Pose, rest: Rest | None = None) -> Measures:
    """All measures of one pose; ``rest`` tells how the camera stands, and the places that lifts start from.
    Without it, angles are those of the picture itself."""
    points: Mapping[str, Point] = {}
    if pose.measured:
        points = named_points(pose.image, pose.presence, pose.width, pose.height)
        points = rest.square_on(points) if rest else points
    measures: Measures = {}
    for name, definition in MEASURES.items():
        if definition.kind == "facing":
            measures[name] = _facing(pose) if pose.measured else None
        elif definition.sided:
            for side in SIDES:
                measures[f"{name}_{side}"] = _compute(definition, points, rest, f"_{side}")
        else:
            measures[name] = _compute(definition, points, rest, "")
    return measures


def _compute(
    definition: Definition, points: Mapping[str, Point], rest: Rest | None, suffix: str
) -> float | None:
    if definition.kind == "lift":
        (name,) = named(definition, suffix)
        return _lift(points.get(name), name, rest)
    value = between(definition, points, suffix)
    if definition.kind != "distance" or value is None:
        return value
    torso_px = rest.torso_px if rest else _torso_px(points)
    return value / torso_px if torso_px else None


def _torso_px(points: Mapping[str, Point]) -> float | None:
    ends = points.get("mid_shoulder"), points.get("mid_hip")
    return math.dist(ends[0], ends[1]) if ends[0] and ends[1] else None


def _lift(point: Point | None, name: str, rest: Rest | None) -> float | None:
    if point is None or rest is None or name not in rest.points:
        return None
    return (rest.points[name][1] - point[1]) / rest.torso_px


def _facing(pose: Pose) -> float:
    world = pose.world.tolist()
    shoulder_left, shoulder_right = world[Landmark.LEFT_SHOULDER], world[Landmark.RIGHT_SHOULDER]
    hip_left, hip_right = world[Landmark.LEFT_HIP], world[Landmark.RIGHT_HIP]
    lateral = [left - right for left, right in zip(shoulder_left, shoulder_right, strict=True)]
    up = [
        (a + b - c - d) / 2
        for a, b, c, d in zip(shoulder_left, shoulder_right, hip_left, hip_right, strict=True)
    ]
    normal = (
        lateral[1] * up[2] - lateral[2] * up[1],
        lateral[2] * up[0] - lateral[0] * up[2],
        lateral[0] * up[1] - lateral[1] * up[0],
    )
    return math.degrees(math.asin(-normal[1] / (math.hypot(*normal) or 1.0)))
