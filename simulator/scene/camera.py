"""Where the camera stands, and where a point of the world falls in its picture.

A pinhole camera without lens distortion. It goes round the body, which never turns: see the world axes in
:mod:`simulator.skeleton`.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from simulator.skeleton import Floats
from simulator.strict import Strict


class Camera(Strict):
    """near: the side of the body it sees. prone: whether the body lies on its front, its left side at −y.
    yaw_deg: off square-on, positive towards the feet. height_m: above what the body lies on.
    distance_m: along the floor to what it looks at. roll_deg: positive turns what is in the picture
    anticlockwise. hfov_deg: the angle of view along the picture's longer side. look_at_m: the point in its
    middle."""

    near: Literal["left", "right"] = "left"
    prone: bool = False
    yaw_deg: Annotated[float, Field(ge=-60, le=60)] = 0.0
    height_m: Annotated[float, Field(ge=0.2, le=1.8)] = 0.7
    distance_m: Annotated[float, Field(ge=1.5, le=4)] = 2.6
    roll_deg: Annotated[float, Field(ge=-8, le=8)] = 0.0
    hfov_deg: Annotated[float, Field(ge=30, le=100)] = 60.0
    width: Annotated[int, Field(ge=64, le=1920)] = 640
    height: Annotated[int, Field(ge=64, le=1920)] = 360
    look_at_m: tuple[float, float, float] = (0.1, 0.0, 0.25)


def side(camera: Camera) -> float:
    """Which way along y the camera stands from the body: 1 or −1."""
    return 1.0 if (camera.near == "left") != camera.prone else -1.0


def position(camera: Camera) -> Floats:
    """(3,): the lens, metres."""
    yaw = math.radians(camera.yaw_deg)
    x, y, _ = camera.look_at_m
    return np.array(
        [
            x + camera.distance_m * math.sin(yaw),
            y + camera.distance_m * math.cos(yaw) * side(camera),
            camera.height_m,
        ]
    )


def pose(camera: Camera) -> Floats:
    """(4, 4): from the camera's axes (x right, y up, looking along −z) to the world's."""
    place = position(camera)
    backwards = place - np.array(camera.look_at_m)
    backwards /= np.linalg.norm(backwards)
    right = np.cross([0.0, 0.0, 1.0], backwards)
    right /= np.linalg.norm(right)
    up = np.cross(backwards, right)
    roll = math.radians(camera.roll_deg)
    matrix = np.eye(4)
    matrix[:3, 0] = right * math.cos(roll) - up * math.sin(roll)
    matrix[:3, 1] = up * math.cos(roll) + right * math.sin(roll)
    matrix[:3, 2] = backwards
    matrix[:3, 3] = place
    return matrix


def focal_length_px(camera: Camera) -> float:
    return max(camera.width, camera.height) / 2 / math.tan(math.radians(camera.hfov_deg) / 2)


def project(camera: Camera, points: Floats) -> tuple[Floats, Floats]:
    """(n, 2) pixels from the picture's upper left corner, and (n,) depths along the line of sight in metres,
    of (n, 3) world points. A point behind the camera has a depth below zero and no meaningful pixel."""
    matrix = pose(camera)
    local = (points - matrix[:3, 3]) @ matrix[:3, :3]
    depths = -local[:, 2]
    scale = focal_length_px(camera) / np.where(np.abs(depths) < 1e-9, 1e-9, depths)
    pixels = np.column_stack(
        [camera.width / 2 + local[:, 0] * scale, camera.height / 2 - local[:, 1] * scale]
    )
    return pixels, depths
