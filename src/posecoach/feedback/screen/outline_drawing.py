"""The outline on the picture: a half transparent figure of rounded limbs, where the body should be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import cv2
import numpy as np

from posecoach.feedback.colours import BLUE, SKY_BLUE, WHITE, YELLOW, Colour
from posecoach.feedback.screen.layout import Box
from posecoach.feedback.screen.outline import LYING, outline_of, outlines, seen_from
from posecoach.kinematics.camera import Floats
from posecoach.kinematics.points import named_points
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose, Status
from posecoach.stretches.model import CameraPlace, Stretch
from posecoach.video.frame import Image

WIDEST, TALLEST = 0.62, 0.78
"""What it takes of the picture at most, as a camera sees it from where stretches want it; judgement."""
FLOOR = 0.72
"""How far down the picture the floor belongs where there is room: what rises needs it above."""
OPACITY = 0.6
TURNED = 0.3
"""How far apart, in torso lengths, the points are that say which way a body lies; less may be chance."""

HEAD_M, RIM_M = 0.11, 0.015
LIMBS = (
    ("ankle", "toes", 0.045),
    ("knee", "ankle", 0.06),
    ("hip", "knee", 0.075),
    ("shoulder", "elbow", 0.045),
    ("elbow", "wrist", 0.04),
)
"""From, to, half width in metres; judgement."""
TRUNK_M = 0.12

Capsule = tuple[Floats, Floats, float, Colour]


def draw_outline(canvas: Image, box: Box, stretch: Stretch, *, feet_right: bool) -> None:
    """feet_right: whether the feet of who lies, or the front of who is upright, are to the right."""
    figure, mask = _figure(outline_of(stretch), stretch.camera, (box.width, box.height), feet_right)
    picture = box.of(canvas)
    blended = cv2.addWeighted(picture, 1 - OPACITY, figure, OPACITY, 0.0)
    cv2.copyTo(blended, mask, picture)


def feet_right_of(pose: Pose | None, stretch: Stretch) -> bool:
    """Which way the person points already, in the picture that they see; to the right while nobody knows."""
    if pose is None or pose.status is Status.ABSENT:
        return True
    points = named_points(pose.image, pose.presence, pose.width, pose.height)
    if not {"mid_shoulder", "mid_hip", "mid_ear"} <= points.keys():
        return True
    shoulder, hip, ear = (np.array(points[name]) for name in ("mid_shoulder", "mid_hip", "mid_ear"))
    if stretch.position in LYING:
        return bool(hip[0] - shoulder[0] > -TURNED * np.linalg.norm(hip - shoulder))
    return bool(pose.image[Landmark.NOSE][0] >= ear[0])


@lru_cache(maxsize=8)
def _figure(name: str, camera: CameraPlace, size: tuple[int, int], feet_right: bool) -> tuple[Image, Image]:
    """The figure in a picture of ``size`` (width, height), and the mask (255, else 0) of where it is."""
    width, height = size
    capsules = _capsules(name, camera)
    if not feet_right:
        capsules = [(a * (-1, 1), b * (-1, 1), half, colour) for a, b, half, colour in capsules]
    scale, shift = _placed(capsules, size)
    figure, mask = np.zeros((height, width, 3), np.uint8), np.zeros((height, width), np.uint8)
    for a, b, half, colour in capsules:
        (ax, ay), (bx, by) = (np.round(end * scale + shift).astype(int).tolist() for end in (a, b))
        for more, ink in ((RIM_M, WHITE), (0.0, colour)):
            thick = max(1, round(2 * (half + more) * scale))
            cv2.line(figure, (ax, ay), (bx, by), ink, thick, cv2.LINE_AA)
            cv2.line(mask, (ax, ay), (bx, by), 255, thick)
    return figure, mask


def _placed(capsules: list[Capsule], size: tuple[int, int]) -> tuple[float, Floats]:
    """Pixels a metre, and where the outline's own origin belongs."""
    ends = np.array([end + sign * half for a, b, half, _ in capsules for end in (a, b) for sign in (-1, 1)])
    low, high = ends.min(axis=0), ends.max(axis=0)
    wide, tall = high - low
    width, height = size
    scale = min(WIDEST * width / wide, TALLEST * height / tall)
    bottom = max(FLOOR * height, (height + tall * scale) / 2)
    return scale, np.array([width / 2, bottom]) - scale * np.array([(low[0] + high[0]) / 2, high[1]])


def _capsules(name: str, camera: CameraPlace) -> list[Capsule]:
    """From the farthest part to the nearest."""
    outline = outlines()[name]
    at = seen_from(camera, outline)
    middle = {joint: (at[f"{joint}_near"] + at[f"{joint}_far"]) / 2 for joint in ("shoulder", "hip")}
    ball: list[Capsule] = [(at["ball"], at["ball"], outline.ball.radius, YELLOW)] if outline.ball else []
    return [
        *ball,
        *_limbs(at, "far", BLUE),
        (at["head"], at["head"], HEAD_M, SKY_BLUE),
        (middle["shoulder"], middle["hip"], TRUNK_M, SKY_BLUE),
        *_limbs(at, "near", SKY_BLUE),
    ]


def _limbs(at: dict[str, Floats], side: str, colour: Colour) -> Iterator[Capsule]:
    for start, end, half in LIMBS:
        yield at[f"{start}_{side}"], at[f"{end}_{side}"], half, colour
