"""Every measure of :data:`~posecoach.kinematics.definitions.MEASURES` on one pose.

Angles are taken in image pixels, which on rendered bodies of known angles are closer to the truth than the
network's own 3-D landmarks nearly everywhere; only which way the chest faces comes from those.
"""

from __future__ import annotations

import math

from posecoach.kinematics.definitions import MEASURES, Definition
from posecoach.kinematics.points import SIDES, Point, named_points
from posecoach.kinematics.rest import Rest
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose

Measures = dict[str, float | None]
"""Measure name with its side spelled out → degrees or torso lengths; None where a joint is missing."""

_LEAST_LEAN = 0.35
"""Sine of the trunk's lean from the vertical beyond which it tells head from feet along the floor."""


def measure(pose: Pose, rest: Rest | None = None) -> Measures:
    """All measures of one pose; ``rest`` gives the floor line and the places that lifts start from."""
    points = named_points(pose.image, pose.presence, pose.width, pose.height) if pose.measured else {}
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
    definition: Definition, points: dict[str, Point], rest: Rest | None, suffix: str
) -> float | None:
    names = [point if point.startswith("mid_") else point + suffix for point in definition.points]
    try:
        found = [points[name] for name in names]
        match definition.kind:
            case "interior":
                return _interior(*found)
            case "flexion":
                return 180.0 - _interior(*found)
            case "elevation":
                return _elevation(definition, found[0], found[1], points, rest)
            case "inclination":
                (x0, y0), (x1, y1) = found
                return math.degrees(math.atan2(abs(x1 - x0), y0 - y1))
            case "distance":
                return math.dist(*found) / _torso(points, rest)
            case "lift":
                return _lift(found[0], names[0], rest)
    except (KeyError, ZeroDivisionError):
        # A joint out of sight, or two on the very same pixel: there is no such angle in this picture.
        return None
    raise AssertionError(f"no rule for the kind {definition.kind}")


def _interior(a: Point, vertex: Point, b: Point) -> float:
    ux, uy = a[0] - vertex[0], a[1] - vertex[1]
    vx, vy = b[0] - vertex[0], b[1] - vertex[1]
    cosine = (ux * vx + uy * vy) / (math.hypot(ux, uy) * math.hypot(vx, vy))
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def _torso(points: dict[str, Point], rest: Rest | None) -> float:
    return rest.torso_px if rest else math.dist(points["mid_shoulder"], points["mid_hip"])


def _on_floor(x: float, y: float, rest: Rest | None) -> Point:
    """A picture vector as (along the floor line rightwards, above it)."""
    tilt = math.radians(rest.floor_tilt_deg or 0.0) if rest else 0.0
    return x * math.cos(tilt) + y * math.sin(tilt), x * math.sin(tilt) - y * math.cos(tilt)


def _elevation(
    definition: Definition, a: Point, b: Point, points: dict[str, Point], rest: Rest | None
) -> float:
    along, above = _on_floor(b[0] - a[0], b[1] - a[1], rest)
    shoulder, hip = points["mid_shoulder"], points["mid_hip"]
    feetward, _ = _on_floor(hip[0] - shoulder[0], hip[1] - shoulder[1], rest)
    if abs(feetward) < _LEAST_LEAN * math.dist(shoulder, hip):
        return math.degrees(math.atan2(above, abs(along)))
    forwards = feetward if definition.towards == "feet" else -feetward
    return math.degrees(math.atan2(above, math.copysign(1.0, forwards) * along))


def _lift(point: Point, name: str, rest: Rest | None) -> float | None:
    if rest is None or not rest.points:
        return None
    x0, y0 = rest.points[name]
    _, above = _on_floor(point[0] - x0, point[1] - y0, rest)
    return above / rest.torso_px


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
