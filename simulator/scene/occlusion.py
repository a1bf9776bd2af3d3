"""Which landmarks the camera cannot see because a part of somebody is before them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.posture.posed import Posed
from simulator.scene.camera import Camera, project
from simulator.skeleton import Floats

_OWN_FLESH_M = np.full(33, 0.09)
"""How deep each of the network's 33 landmarks may lie in its own part of the body and still be seen. Of
six lean and stout people, seen from the side, near shoulders lay at most 0.14 deep, far ones at least 0.30;
hips 0.18 and 0.27; knees 0.13 and 0.27; landmarks of the face 0.01 and 0.04."""
_OWN_FLESH_M[:11] = 0.03
_OWN_FLESH_M[11:13] = 0.18
_OWN_FLESH_M[23:25] = 0.22
_OWN_FLESH_M[25:27] = 0.17


def occluded(points: Floats, camera: Camera, cast: Sequence[Posed]) -> NDArray[np.bool_]:
    """(33,): whether something of anybody is hit on the way from the camera to each of the (33, 3) landmarks,
    further before it than its own flesh is thick. Takes a few hundredths of a second."""
    corners = np.concatenate([_corners(posed, camera) for posed in cast])
    pixels, depths = project(camera, points)
    nearest, farthest = corners[:, :, :2].min(axis=1), corners[:, :, :2].max(axis=1)
    in_front = corners[:, :, 2].min(axis=1) > 0
    hidden = np.zeros(len(points), dtype=bool)
    for place, (pixel, reach) in enumerate(zip(pixels, depths - _OWN_FLESH_M, strict=True)):
        boxed = in_front & ((nearest <= pixel) & (pixel <= farthest)).all(axis=1)
        hidden[place] = bool((_depths_at(pixel, corners[boxed]) < reach).any())
    return hidden


def _corners(posed: Posed, camera: Camera) -> Floats:
    """(triangles, 3, 3): pixel x, pixel y and depth of the corners of all that is drawn of somebody."""
    triangles = []
    for part in posed.body.parts:
        pixels, depths = project(camera, posed.vertices[part.name])
        placed = np.column_stack([pixels, depths])
        triangles += [placed[part.faces[:, [0, 1, 2]]], placed[part.faces[:, [0, 2, 3]]]]
    return np.concatenate(triangles)


def _depths_at(pixel: Floats, corners: Floats) -> Floats:
    """Depths of those of the (t, 3, 3) triangles that cover the pixel, there."""
    first, second, third = (corners[:, k, :2] - pixel for k in range(3))
    shares = np.stack([_cross(second, third), _cross(third, first), _cross(first, second)], axis=1)
    area = shares.sum(axis=1)
    covers = (area != 0) & ((shares * np.sign(area)[:, None]) >= 0).all(axis=1)
    depths: Floats = (shares[covers] * corners[covers, :, 2]).sum(axis=1) / area[covers]
    return depths


def _cross(a: Floats, b: Floats) -> Floats:
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
