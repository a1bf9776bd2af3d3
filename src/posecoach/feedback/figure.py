"""The person's own limbs, drawn on the picture: what is measured strongly, the rest faintly."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import cv2

from posecoach.coaching.events import Side
from posecoach.feedback.arc import draw_arc
from posecoach.feedback.colours import BLACK, INK, PALE, VERMILLION, WHITE, YELLOW, Colour
from posecoach.feedback.places import fault_points, joints_shown, measured_side
from posecoach.feedback.text import LEAST_SIZE, degrees, text_width, write
from posecoach.kinematics.camera import Camera, cut_and_scaled
from posecoach.kinematics.definitions import MEASURES
from posecoach.kinematics.points import SIDES, Point, named_points
from posecoach.kinematics.view import near_side
from posecoach.pose.pose import Pose, Status
from posecoach.stretches.model import Stretch
from posecoach.video.frame import Image

SEGMENTS = (
    ("ear", "shoulder"),
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("shoulder", "hip"),
    ("hip", "knee"),
    ("knee", "ankle"),
    ("ankle", "foot_index"),
)


def draw_figure(
    image: Image,
    pose: Pose,
    stretch: Stretch,
    side: Side | None,
    value_deg: float | None,
    faults: Iterable[str] = (),
    camera: Camera | None = None,
) -> None:
    """Draw ``pose`` into ``image`` (of any size) with the target's angle and the ``faults`` where they are.

    camera: of the pose's picture, where it is known how it stands to the body. side: the working side, None
    before it is known. An implausible pose is drawn faintly and without numbers; of an absent one nothing is
    drawn.
    """
    if pose.status is Status.ABSENT:
        return
    points = _points(pose, image)
    camera = cut_and_scaled(camera, (0, 0), image.shape[1] / pose.width) if camera else None
    stroke = max(2, math.ceil(0.0095 * math.sqrt(image.shape[0] * image.shape[1])))
    if not pose.measured:
        _limbs(image, points, stretch, SIDES, stroke // 2, PALE)
        return
    working = [s for s in SIDES if side in (s, "both")]
    _limbs(image, points, stretch, [s for s in SIDES if s not in working], max(1, stroke // 2), WHITE)
    _limbs(image, points, stretch, working, stroke, YELLOW)
    _side_letters(image, points, stretch, working, stroke)
    measured = measured_side(side, camera.near if camera else near_side(pose))
    corner = None
    if value_deg is not None and stretch.target.graded:
        definition = MEASURES[stretch.target.measure]
        suffix = f"_{measured}" if definition.sided else ""
        corner = draw_arc(image, points, definition, suffix, value_deg, stroke, camera)
    for point in {p for fault in faults for p in fault_points(fault, stretch, measured)} & points.keys():
        _mark(image, points[point], stroke)
    if corner and value_deg is not None:
        _plate(image, degrees(value_deg), corner, round(4.5 * stroke), WHITE, INK)


def _points(pose: Pose, image: Image) -> dict[str, Point]:
    scale = image.shape[1] / pose.width
    found = named_points(pose.image, pose.presence, pose.width, pose.height)
    return {name: (x * scale, y * scale) for name, (x, y) in found.items()}


def _limbs(
    image: Image,
    points: dict[str, Point],
    stretch: Stretch,
    sides: Iterable[str],
    stroke: int,
    colour: Colour,
) -> None:
    joints = joints_shown(stretch)
    lines = [
        (points[a], points[b])
        for side in sides
        for a, b in ((f"{a}_{side}", f"{b}_{side}") for a, b in SEGMENTS if {a, b} <= joints)
        if a in points and b in points
    ]
    # A dark rim keeps the limb visible on skin, wood and mat alike.
    for thickness, ink in ((stroke + max(2, stroke // 2), BLACK), (max(1, stroke), colour)):
        for a, b in lines:
            cv2.line(image, _pixel(a), _pixel(b), ink, thickness, cv2.LINE_AA)
    for joint in {point for line in lines for point in line}:
        cv2.circle(image, _pixel(joint), max(1, round(0.9 * stroke)), BLACK, -1, cv2.LINE_AA)
        cv2.circle(image, _pixel(joint), max(1, round(0.6 * stroke)), colour, -1, cv2.LINE_AA)


def _side_letters(
    image: Image, points: dict[str, Point], stretch: Stretch, working: Sequence[str], stroke: int
) -> None:
    """L and R at the far ends, so that colour is not the only sign of the side."""
    joints = joints_shown(stretch)
    last = next(j for j in ("ankle", "knee", "wrist", "elbow", "shoulder") if j in joints)
    for side in SIDES:
        if f"{last}_{side}" in points:
            x, y = points[f"{last}_{side}"]
            ink, ground = (BLACK, YELLOW) if side in working else (WHITE, INK)
            _plate(image, side[0].upper(), (x, y + 3 * stroke), 3 * stroke, ink, ground)


def _mark(image: Image, at: Point, stroke: int) -> None:
    """A ring and an exclamation mark."""
    radius = 3 * stroke
    cv2.circle(image, _pixel(at), radius, BLACK, stroke + 2, cv2.LINE_AA)
    cv2.circle(image, _pixel(at), radius, VERMILLION, stroke, cv2.LINE_AA)
    _plate(image, "!", (at[0] + radius, at[1] - radius), 4 * stroke, WHITE, VERMILLION)


def _plate(image: Image, words: str, centre: Point, size: int, ink: Colour, ground: Colour) -> None:
    """Words on a plain ground, moved inside the picture where they would stick out."""
    size = max(size, LEAST_SIZE)
    height, width = image.shape[:2]
    half_width, half_height = text_width(words, size) / 2 + 0.25 * size, 0.6 * size
    x = max(half_width, min(width - half_width, centre[0]))
    y = max(half_height, min(height - half_height, centre[1]))
    top_left, bottom_right = (x - half_width, y - half_height), (x + half_width, y + half_height)
    cv2.rectangle(image, _pixel(top_left), _pixel(bottom_right), ground, -1)
    write(image, words, (x, y + 0.36 * size), size, ink, align="centre")


def _pixel(point: Point) -> tuple[int, int]:
    return math.floor(point[0] + 0.5), math.floor(point[1] + 0.5)
