"""Every measure of :data:`~posecoach.kinematics.definitions.MEASURES` on one pose.

Angles are taken in the picture, put square to the body where the camera is known: on rendered bodies of known
angles that is closer to the truth than the network's own 3-D landmarks. Only which way the chest faces comes
from those.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from posecoach.kinematics.angles import Facing, between, named
from posecoach.kinematics.definitions import MEASURES, Definition, Kind, Unit, suffixes
from posecoach.kinematics.points import SIDES, BodySide, Point, named_points
from posecoach.kinematics.rest import Rest
from posecoach.kinematics.view import near_side
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose

Measures = dict[str, float | None]
"""Measure name with its side spelled out → degrees or torso lengths; None where a joint is missing."""


def measure(pose: Pose, rest: Rest | None = None, near: BodySide | None = None) -> Measures:
    """All measures of one pose; ``rest`` tells how the camera stands, and the places that lifts start from.
    Without it, angles are those of the picture itself, and there are no lifts and shifts.
    near: the side that the camera sees, where that is known better than this pose alone tells it."""
    points: Mapping[str, Point] = {}
    facing: Facing | None = None
    if pose.measured:
        points = named_points(pose.image, pose.presence, pose.width, pose.height)
        points = rest.square_on(points) if rest else points
        facing = 1 if (near or near_side(pose)) == "right" else -1
    measures: Measures = {}
    for name, definition in MEASURES.items():
        match definition.kind:
            case "facing":
                measures[name] = _facing(pose) if pose.measured else None
            case "difference":
                left, right = (measures[f"{definition.of}_{side}"] for side in SIDES)
                measures[name] = None if left is None or right is None else abs(left - right)
            case "shortfall" | "lead":
                left, right = (measures[f"{definition.of}_{side}"] for side in SIDES)
                more = None if left is None or right is None else left - right
                ahead, behind = more, None if more is None else -more
                if definition.kind == "shortfall":
                    ahead, behind = behind, ahead
                measures |= {f"{name}_left": ahead, f"{name}_right": behind}
            case _:
                for suffix in suffixes(definition):
                    measures[name + suffix] = _compute(definition, points, rest, suffix, facing)
    return measures


def _compute(
    definition: Definition,
    points: Mapping[str, Point],
    rest: Rest | None,
    suffix: str,
    facing: Facing | None,
) -> float | None:
    if definition.kind in ("lift", "shift"):
        (name,) = named(definition, suffix)
        return _moved(definition.kind, points.get(name), name, rest)
    value = between(definition, points, suffix, facing)
    if definition.unit is not Unit.TORSO_LENGTHS or value is None:
        return value
    torso_px = rest.torso_px if rest else _torso_px(points)
    return value / torso_px if torso_px else None


def _torso_px(points: Mapping[str, Point]) -> float | None:
    ends = points.get("mid_shoulder"), points.get("mid_hip")
    return math.dist(ends[0], ends[1]) if ends[0] and ends[1] else None


def _moved(kind: Kind, point: Point | None, name: str, rest: Rest | None) -> float | None:
    if point is None or rest is None or name not in rest.points:
        return None
    (x0, y0), (x1, y1) = rest.points[name], point
    return (y0 - y1 if kind == "lift" else abs(x1 - x0)) / rest.torso_px


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
