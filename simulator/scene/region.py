"""Which part of the picture people and their shadows take up, and how that is let into the empty room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.scene.camera import Camera, project
from simulator.skeleton import Floats

_MARGIN_PX = 28
_FEATHER_PX = 20
_LONGEST_SHADOW_M = 0.9


class Window(NamedTuple):
    """Pixels from the picture's upper left corner; right and bottom are just outside."""

    left: int
    top: int
    right: int
    bottom: int


def around(points: Floats, lamps: Sequence[Floats], floor_m: float, camera: Camera) -> Window:
    """What (n, 3) points and the shadows that lamps throw of them on the floor take up."""
    thrown = [_shadow(points, lamp, floor_m) for lamp in lamps]
    pixels, depths = project(camera, np.concatenate([points, *thrown]))
    pixels = pixels[depths > 0]
    size = np.array([camera.width, camera.height])
    first = np.clip(np.floor(pixels.min(axis=0)) - _MARGIN_PX, 0, size - 2).astype(int)
    last = np.clip(np.ceil(pixels.max(axis=0)) + _MARGIN_PX, first + 2, size).astype(int)
    return Window(int(first[0]), int(first[1]), int(last[0]), int(last[1]))


def let_in(picture: NDArray[np.uint8], part: NDArray[np.uint8], window: Window) -> NDArray[np.uint8]:
    """The picture with the part at its window, their seams blended, except where both end."""
    height, width = picture.shape[:2]
    rows = _fade(window.bottom - window.top, window.top > 0, window.bottom < height)
    columns = _fade(window.right - window.left, window.left > 0, window.right < width)
    weight = np.minimum.outer(rows, columns)[:, :, None]
    whole = picture.copy()
    place = np.s_[window.top : window.bottom, window.left : window.right]
    whole[place] = np.rint(part * weight + whole[place] * (1 - weight)).astype(np.uint8)
    return whole


def _shadow(points: Floats, lamp: Floats, floor_m: float) -> Floats:
    fall = (points[:, 2] - floor_m) / np.maximum(lamp[2] - points[:, 2], 0.05)
    offset = (points - lamp)[:, :2] * fall[:, None]
    length = np.linalg.norm(offset, axis=1, keepdims=True)
    offset *= np.minimum(1, _LONGEST_SHADOW_M / np.maximum(length, 1e-9))
    return np.column_stack([points[:, :2] + offset, np.full(len(points), floor_m)])


def _fade(length: int, at_start: bool, at_end: bool) -> Floats:
    """(length,): 1, falling to 0 towards the ends that are asked for."""
    ramp = np.ones(length)
    rise = np.minimum(1, (np.arange(length) + 0.5) / _FEATHER_PX)
    if at_start:
        ramp = np.minimum(ramp, rise)
    if at_end:
        ramp = np.minimum(ramp, rise[::-1])
    return ramp
