"""Landmarks by the names that measures use; a joint outside the picture has no point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Points

Point = tuple[float, float]

BodySide = Literal["left", "right"]
SIDES: tuple[BodySide, ...] = ("left", "right")
JOINTS = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
MIDDLES = ("ear", "shoulder", "hip", "knee", "ankle")

LEAST_PRESENCE = 0.5
"""The network's own claim that the landmark is in the picture; MediaPipe's maintainers use the same."""

_NAMED = [(f"{joint}_{side}", Landmark[f"{side}_{joint}".upper()]) for joint in JOINTS for side in SIDES]


def named_points(image: Points, presence: Points, width: int, height: int) -> dict[str, Point]:
    """The joints inside the picture: ``knee_left`` → (x, y) in pixels; ``mid_hip`` where both are seen."""
    coordinates = image.tolist()
    present = presence.tolist()
    points: dict[str, Point] = {}
    for name, index in _NAMED:
        x, y = coordinates[index]
        if present[index] >= LEAST_PRESENCE and 0 <= x <= width and 0 <= y <= height:
            points[name] = (x, y)
    return with_middles(points)


def with_middles(points: Mapping[str, Point]) -> dict[str, Point]:
    """The points and, where both are there, the middles between left and right."""
    whole = dict(points)
    for joint in MIDDLES:
        left, right = points.get(f"{joint}_left"), points.get(f"{joint}_right")
        if left and right:
            whole[f"mid_{joint}"] = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
    return whole
