"""Angles and lengths between named points of one picture, y downwards; the floor is level."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

from posecoach.kinematics.definitions import Definition
from posecoach.kinematics.points import Point

_FACED = ("lean", "extension", "ahead")
_SUFFIXES = ("_left", "_right")
_LEAST_LEAN = 0.35
"""Sine of the trunk's lean from the vertical beyond which it tells head from feet along the floor."""


Facing = Literal[1, -1]
"""1: the picture shows the person's right side, so that somebody upright looks to the right in it, and
somebody on their back has the feet there. -1: the left side."""


def between(
    definition: Definition, points: Mapping[str, Point], suffix: str, facing: Facing | None = None
) -> float | None:
    """The measure, in degrees (lengths in pixels), or None where a joint is not seen, or where it takes the
    facing and that is not known.

    suffix: ``_left``, ``_right`` or nothing for measures without sides. Not for lifts and shifts, which need
    a rest, nor for where the chest faces, which a picture does not show, nor for differences.
    """
    if definition.kind in _FACED and facing is None:
        return None
    names = named(definition, suffix)
    try:
        found = [points[name] for name in names]
        match definition.kind:
            case "interior":
                return _interior(*found)
            case "flexion":
                return 180.0 - _interior(*found)
            case "elevation":
                return _elevation(definition, found[0], found[1], points)
            case "inclination":
                (x0, y0), (x1, y1) = found
                return math.degrees(math.atan2(abs(x1 - x0), y0 - y1))
            case "lean":
                (x0, y0), (x1, y1) = found
                forwards = (facing or 1) * (-1 if definition.towards == "back" else 1)
                return math.degrees(math.atan2(forwards * (x1 - x0), y0 - y1))
            case "extension":
                return (facing or 1) * _turn(*found)
            case "distance":
                return math.dist(*found)
            case "height":
                return found[0][1] - found[1][1]
            case "ahead":
                return (facing or 1) * (found[1][0] - found[0][0])
    except (KeyError, ZeroDivisionError):
        # A joint out of sight, or two on the very same pixel: there is no such angle in this picture.
        return None
    raise AssertionError(f"no rule for the kind {definition.kind}")


def named(definition: Definition, suffix: str) -> list[str]:
    """The points of a measure, with their sides."""
    return [_named(point, suffix) for point in definition.points]


def _named(point: str, suffix: str) -> str:
    if point.startswith("mid_") or point.endswith(_SUFFIXES):
        return point
    if point.startswith("other_"):
        other = _SUFFIXES[1 - _SUFFIXES.index(suffix)]
        return point.removeprefix("other_") + other
    return point + suffix


def _turn(a: Point, vertex: Point, b: Point) -> float:
    """Degrees, -180 to 180, from the straight line on beyond the vertex to the second side, clockwise as the
    picture is seen."""
    ux, uy = vertex[0] - a[0], vertex[1] - a[1]
    vx, vy = b[0] - vertex[0], b[1] - vertex[1]
    return math.degrees(math.atan2(ux * vy - uy * vx, ux * vx + uy * vy))


def _interior(a: Point, vertex: Point, b: Point) -> float:
    ux, uy = a[0] - vertex[0], a[1] - vertex[1]
    vx, vy = b[0] - vertex[0], b[1] - vertex[1]
    cosine = (ux * vx + uy * vy) / (math.hypot(ux, uy) * math.hypot(vx, vy))
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def _elevation(definition: Definition, a: Point, b: Point, points: Mapping[str, Point]) -> float:
    along, above = b[0] - a[0], a[1] - b[1]
    shoulder, hip = points["mid_shoulder"], points["mid_hip"]
    feetward = hip[0] - shoulder[0]
    if abs(feetward) < _LEAST_LEAN * math.dist(shoulder, hip):
        return math.degrees(math.atan2(above, abs(along)))
    forwards = feetward if definition.towards == "feet" else -feetward
    return math.degrees(math.atan2(above, math.copysign(1.0, forwards) * along))
