"""The angle itself: an arc at the joint, from the line it is measured against to the limb."""

from __future__ import annotations

import math

import cv2
import numpy as np

from posecoach.feedback.colours import BLACK, SKY_BLUE, WHITE
from posecoach.kinematics.definitions import Definition
from posecoach.kinematics.points import Point
from posecoach.video.frame import Image


def draw_arc(
    image: Image,
    points: dict[str, Point],
    definition: Definition,
    suffix: str,
    value_deg: float,
    stroke: int,
) -> Point | None:
    """Draw the arc of a measure and return where its number belongs; None where a joint is out of sight.

    suffix: ``_left``, ``_right`` or nothing for measures without sides.
    """
    names = [point if point.startswith("mid_") else point + suffix for point in definition.points]
    if definition.kind in ("facing", "lift", "distance") or not points.keys() >= set(names):
        return None
    vertex, limb, sweep_deg = _angle(definition, [points[name] for name in names], points, value_deg)
    direction = math.atan2(limb[1] - vertex[1], limb[0] - vertex[0])
    length = math.dist(vertex, limb)
    radius = min(0.45 * length, 14 * stroke)
    turn = direction + np.radians(np.linspace(0, sweep_deg, 24))
    curve = np.stack([vertex[0] + radius * np.cos(turn), vertex[1] + radius * np.sin(turn)], axis=1)
    _dashed(image, vertex, turn[-1], 0.8 * length, stroke)
    for thickness, colour in ((stroke + 2, BLACK), (stroke, SKY_BLUE)):
        cv2.polylines(image, [np.round(curve).astype(np.int32)], False, colour, thickness, cv2.LINE_AA)
    middle, reach = direction + math.radians(sweep_deg / 2), radius + 6 * stroke
    return vertex[0] + reach * math.cos(middle), vertex[1] + reach * math.sin(middle)


def _angle(
    definition: Definition, found: list[Point], points: dict[str, Point], value_deg: float
) -> tuple[Point, Point, float]:
    """Vertex, limb end, and the turn from the limb to the line it is measured against: clockwise degrees."""
    if definition.kind in ("interior", "flexion"):
        a, vertex, limb = found
        ax, ay = a[0] - vertex[0], a[1] - vertex[1]
        if definition.kind == "flexion":
            ax, ay = -ax, -ay
        lx, ly = limb[0] - vertex[0], limb[1] - vertex[1]
        return vertex, limb, math.degrees(math.atan2(lx * ay - ly * ax, lx * ax + ly * ay))
    vertex, limb = found
    if definition.kind == "inclination":
        return vertex, limb, math.copysign(value_deg, vertex[0] - limb[0])
    # The floor lies the measured angle away from the limb, so that arc and number agree on a tilted floor.
    return vertex, limb, value_deg * _forwards(definition, vertex, limb, points)


def _forwards(definition: Definition, vertex: Point, limb: Point, points: dict[str, Point]) -> int:
    """Which way in the picture counts as 0° of elevation: 1 rightwards, -1 leftwards."""
    if "mid_shoulder" not in points or "mid_hip" not in points:
        return 1 if limb[0] >= vertex[0] else -1
    to_feet = points["mid_hip"][0] - points["mid_shoulder"][0]
    return 1 if (to_feet > 0) == (definition.towards == "feet") else -1


def _dashed(image: Image, start: Point, direction: float, length: float, stroke: int) -> None:
    """The line that the angle is measured against: dashed, for it is no limb."""
    dash = 3 * stroke
    for begin in np.arange(0, length, 2 * dash):
        near, far = (
            (round(start[0] + reach * math.cos(direction)), round(start[1] + reach * math.sin(direction)))
            for reach in (begin, min(begin + dash, length))
        )
        cv2.line(image, near, far, BLACK, max(1, stroke // 2) + 2, cv2.LINE_AA)
        cv2.line(image, near, far, WHITE, max(1, stroke // 2), cv2.LINE_AA)
