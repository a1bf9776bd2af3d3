"""The angle itself: an arc at the joint, from the line it is measured against to the limb."""

from __future__ import annotations

import math

import cv2
import numpy as np

from posecoach.feedback.colours import BLACK, SKY_BLUE, WHITE
from posecoach.kinematics.angles import named
from posecoach.kinematics.camera import Camera, Floats, from_plane, onto_plane
from posecoach.kinematics.definitions import ANGLES, Definition
from posecoach.kinematics.points import Point
from posecoach.video.frame import Image

NARROW_DEG = 35.0


def draw_arc(
    image: Image,
    points: dict[str, Point],
    definition: Definition,
    suffix: str,
    value_deg: float,
    stroke: int,
    camera: Camera | None = None,
) -> Point | None:
    """Draw the arc of a measure and return where its number belongs; None where a joint is out of sight.

    suffix: ``_left``, ``_right`` or nothing for measures without sides. camera: of ``image``, where it is
    known how it stands to the body; arc and floor then lie in the body's plane, as somebody there sees them.
    """
    names = named(definition, suffix)
    if definition.kind not in ANGLES or not points.keys() >= set(names):
        return None
    flat = _flat(points, camera)
    vertex, limb, sweep_deg = _angle(definition, [flat[name] for name in names], flat, value_deg)
    direction = math.atan2(limb[1] - vertex[1], limb[0] - vertex[0])
    length = math.dist(vertex, limb)
    size = length / (math.dist(points[names[0]], points[names[-1]]) or 1.0)
    radius = min(0.45 * length, 14 * stroke * size)
    turn = direction + np.radians(np.linspace(0, sweep_deg, 24))
    curve = _in_picture(_around(vertex, radius, turn), camera)
    _dashed(image, _in_picture(_around(vertex, np.array([0.0, 0.8 * length]), turn[-1]), camera), stroke)
    for thickness, colour in ((stroke + 2, BLACK), (stroke, SKY_BLUE)):
        cv2.polylines(image, [np.round(curve).astype(np.int32)], False, colour, thickness, cv2.LINE_AA)
    # In a narrow angle the number would cover the limb: it stands on the other side of the dashed line.
    beside_deg = sweep_deg / 2 if abs(sweep_deg) > NARROW_DEG else sweep_deg + math.copysign(18, sweep_deg)
    beside = np.array([direction + math.radians(beside_deg)])
    ((x, y),) = _in_picture(_around(vertex, radius + 6 * stroke * size, beside), camera).tolist()
    return x, y


def _flat(points: dict[str, Point], camera: Camera | None) -> dict[str, Point]:
    """The points as they lie in the body's plane, y downwards."""
    if camera is None:
        return points
    met = onto_plane(camera, np.array(list(points.values()))) * (camera.focal_px, -camera.focal_px)
    return {name: (x, y) for name, (x, y) in zip(points, met.tolist(), strict=True)}


def _in_picture(places: Floats, camera: Camera | None) -> Floats:
    """(n, 2): the way back from :func:`_flat`."""
    return from_plane(camera, places / (camera.focal_px, -camera.focal_px)) if camera else places


def _around(centre: Point, radius: Floats | float, turn: Floats) -> Floats:
    """(n, 2) places at these distances and directions (radians) from a centre."""
    return np.stack(
        np.broadcast_arrays(centre[0] + radius * np.cos(turn), centre[1] + radius * np.sin(turn)), axis=1
    )


def _angle(
    definition: Definition, found: list[Point], points: dict[str, Point], value_deg: float
) -> tuple[Point, Point, float]:
    """Vertex, limb end, and the turn from the limb to the line it is measured against: clockwise degrees."""
    if definition.kind in ("interior", "flexion", "extension"):
        a, vertex, limb = found
        ax, ay = a[0] - vertex[0], a[1] - vertex[1]
        if definition.kind != "interior":
            ax, ay = -ax, -ay
        lx, ly = limb[0] - vertex[0], limb[1] - vertex[1]
        return vertex, limb, math.degrees(math.atan2(lx * ay - ly * ax, lx * ax + ly * ay))
    vertex, limb = found
    if definition.kind in ("inclination", "lean"):
        return vertex, limb, math.copysign(value_deg, vertex[0] - limb[0])
    # The floor lies the measured angle away from the limb, so that arc and number agree on a tilted floor.
    return vertex, limb, value_deg * _forwards(definition, vertex, limb, points)


def _forwards(definition: Definition, vertex: Point, limb: Point, points: dict[str, Point]) -> int:
    """Which way in the picture counts as 0° of elevation: 1 rightwards, -1 leftwards."""
    if "mid_shoulder" not in points or "mid_hip" not in points:
        return 1 if limb[0] >= vertex[0] else -1
    to_feet = points["mid_hip"][0] - points["mid_shoulder"][0]
    return 1 if (to_feet > 0) == (definition.towards == "feet") else -1


def _dashed(image: Image, ends: Floats, stroke: int) -> None:
    """The line that the angle is measured against: dashed, for it is no limb. ends: (2, 2)."""
    start, (along, down) = ends[0], ends[1] - ends[0]
    length, direction = math.hypot(along, down), math.atan2(down, along)
    dash = 3 * stroke
    for begin in np.arange(0, length, 2 * dash):
        near, far = (
            (round(start[0] + reach * math.cos(direction)), round(start[1] + reach * math.sin(direction)))
            for reach in (begin, min(begin + dash, length))
        )
        cv2.line(image, near, far, BLACK, max(1, stroke // 2) + 2, cv2.LINE_AA)
        cv2.line(image, near, far, WHITE, max(1, stroke // 2), cv2.LINE_AA)
