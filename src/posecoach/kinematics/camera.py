"""How a camera stands to the plane that parts a body into left and right, and its picture put square to it.

A pinhole without distortion. Lengths are in units of its distance from the plane: nothing has a scale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from posecoach.kinematics.points import Point

Floats = npt.NDArray[np.float64]

_LEAST_FACING = 0.02
"""Sine between a line of sight and the plane; along the plane nothing can be read."""

LATERAL = {
    "near": {"ear": 0.06, "shoulder": 0.32, "hip": 0.23, "knee": 0.19, "ankle": 0.25},
    "far": {"ear": 0.08, "shoulder": 0.26, "hip": 0.15, "knee": 0.28, "ankle": 0.25},
}
"""How far the network's landmarks lie beside the plane, torso lengths: medians of rendered people."""
_HANDS_AND_FEET = {"elbow": "shoulder", "wrist": "shoulder", "heel": "ankle", "foot_index": "ankle"}
"""Not tried: as far as the joint that they hang on."""


@dataclass(frozen=True, slots=True)
class Camera:
    """yaw_deg: how far the plane turns away from the picture's own plane; positive where its right end is
    farther away. pitch_deg: how far the camera looks down. roll_deg: positive where the camera leans to its
    left, and what is in the picture to the right. focal_px. centre_px: where its own axis meets the picture.
    near: the person's side that it sees."""

    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    focal_px: float
    centre_px: Point
    near: Literal["left", "right"]


def cut_and_scaled(camera: Camera, left_top: Point, scale: float) -> Camera:
    """The camera of a part of the picture that begins at left_top, enlarged by scale."""
    (x, y), (left, top) = camera.centre_px, left_top
    centre_px = ((x - left) * scale, (y - top) * scale)
    return replace(camera, focal_px=camera.focal_px * scale, centre_px=centre_px)


def homography(camera: Camera) -> Floats:
    """(3, 3): from (x, y, 1) in pixels to the plane, (along, above, 1) times a positive number."""
    yaw, pitch, roll = (math.radians(d) for d in (camera.yaw_deg, camera.pitch_deg, camera.roll_deg))
    level_up = np.array([0.0, math.sin(pitch), math.cos(pitch)])
    ahead = np.array([0.0, math.cos(pitch), -math.sin(pitch)])
    right = np.array([math.cos(roll), 0.0, 0.0]) + math.sin(roll) * level_up
    up = np.array([-math.sin(roll), 0.0, 0.0]) + math.cos(roll) * level_up
    x, y = camera.centre_px
    middle = ahead - right * (x / camera.focal_px) + up * (y / camera.focal_px)
    rays = np.column_stack([right / camera.focal_px, -up / camera.focal_px, middle])
    along, across = (math.cos(yaw), math.sin(yaw), 0.0), (-math.sin(yaw), math.cos(yaw), 0.0)
    return np.array([along, (0.0, 0.0, 1.0), across]) @ rays


def onto_plane(camera: Camera, pixels: Floats) -> Floats:
    """(n, 2) pixels → (n, 2) (along rightwards, above) where their lines of sight meet the plane."""
    seen = np.column_stack([pixels, np.ones(len(pixels))]) @ homography(camera).T
    met: Floats = seen[:, :2] / np.maximum(seen[:, 2:], _LEAST_FACING)
    return met


def from_plane(camera: Camera, places: Floats) -> Floats:
    """(n, 2) places on the plane → (n, 2) pixels: the way back from :func:`onto_plane`."""
    seen = np.column_stack([places, np.ones(len(places))]) @ np.linalg.inv(homography(camera)).T
    pixels: Floats = seen[:, :2] / seen[:, 2:]
    return pixels


def square_on(camera: Camera, points: Mapping[str, Point]) -> dict[str, Point]:
    """The named points as a camera square to the body would see them from afar: pixels of about the same
    size, y downwards, the floor level. Joints of the near side stand before the plane, those of the far side
    behind it, each by its part of :data:`LATERAL`."""
    names = [name for name in points if not name.startswith("mid_")]
    if not names:
        return {}
    met = onto_plane(camera, np.array([points[name] for name in names]))
    torso = _torso(dict(zip(names, met, strict=True)))
    beside = torso * np.array([_beside(name, camera.near) for name in names])
    flat = met * (1.0 - beside)[:, None] * (camera.focal_px, -camera.focal_px)
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, flat, strict=True)}


def _torso(met: Mapping[str, Floats]) -> float:
    ends = [
        sum(met[f"{joint}_{side}"] for side in ("left", "right")) / 2
        for joint in ("shoulder", "hip")
        if {f"{joint}_left", f"{joint}_right"} <= met.keys()
    ]
    return float(np.linalg.norm(ends[0] - ends[1])) if len(ends) == 2 else 0.0


def _beside(name: str, near: str) -> float:
    joint, _, side = name.rpartition("_")
    joint = _HANDS_AND_FEET.get(joint, joint)
    return LATERAL["near"][joint] if side == near else -LATERAL["far"][joint]
