"""When one leg passes over the other's knee in the picture, where no network can tell which line goes on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.agreement import Floats
from benchmarks.accuracy.landmarks import torso_px
from posecoach.pose.landmarks import Landmark

NEAR_TORSO = 0.15
LEAST_APART_DEG = 30.0
"""Legs that point the same way lie over each other, and do not cross."""


def legs_cross(image: Floats) -> NDArray[np.bool_]:
    """(n, 33, 2) pixels → (n,) whether a knee lies within :data:`NEAR_TORSO` torso lengths of the other leg's
    thigh or shank in the picture, while the shanks point :data:`LEAST_APART_DEG` apart or more."""
    left, right = (_joints(image, side) for side in ("LEFT", "RIGHT"))
    off = np.min(
        [
            distance(one[1], *ends)
            for one, other in ((left, right), (right, left))
            for ends in (other[:2], other[1:])
        ],
        axis=0,
    )
    crossing: NDArray[np.bool_] = off < NEAR_TORSO * torso_px(image)
    return crossing & (_between_deg(left[2] - left[1], right[2] - right[1]) >= LEAST_APART_DEG)


def distance(point: Floats, start: Floats, end: Floats) -> Floats:
    """(n,) from (n, 2) points to the straight stretches between (n, 2) ends."""
    along = end - start
    share = ((point - start) * along).sum(axis=1) / (along**2).sum(axis=1)
    foot = start + np.clip(share, 0, 1)[:, None] * along
    off: Floats = np.linalg.norm(point - foot, axis=1)
    return off


def _joints(image: Floats, side: str) -> Floats:
    """(3, n, 2): hip, knee, ankle."""
    return np.stack([image[:, Landmark[f"{side}_{joint}"]] for joint in ("HIP", "KNEE", "ANKLE")])


def _between_deg(a: Floats, b: Floats) -> Floats:
    cosine = (a * b).sum(axis=1) / (np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1))
    angle: Floats = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
    return angle
