"""Where the pose network's landmarks are that are places on the skin rather than joints."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from simulator.body.shape import BODY_VERTICES, Shape

NOSE = (297, 5054, 296, 7063, 294, 5052)
LEFT_PLACES = {
    "EYE_INNER": (6849, 6854, 6851, 6848, 6857),
    "EYE_OUTER": (6800, 6812, 6803, 6809, 6806),
    "MOUTH": (7272, 10403, 7184, 7249),
    "HEEL": (12815, 12912, 12442, 12453),
    "FOOT_INDEX": (11551, 12756, 11560, 11591),
}
"""Vertices in MakeHuman's numbering, read off its base mesh."""
LEFT_KNUCKLES = {"PINKY": "finger5-1.L", "INDEX": "finger2-1.L", "THUMB": "finger1-2.L"}
"""MediaPipe names the first knuckles of the little and the index finger, the second of the thumb."""
AROUND_A_KNUCKLE = 12
TRAGUS_BEFORE_M = -0.053
"""On the template, whose ears reach from y = −0.061 to −0.027."""


def marks_of(shape: Shape) -> dict[str, tuple[int, ...]]:
    """Landmark → the body's vertices whose mean it is."""
    left = {**LEFT_PLACES, "EYE": _left_lids(shape), "EAR": _left_tragus(shape)}
    left |= {name: _around(shape, bone) for name, bone in LEFT_KNUCKLES.items()}
    mirror = _mirror(shape)
    marks: dict[str, tuple[int, ...]] = {"NOSE": NOSE}
    for name, vertices in left.items():
        mirrored = tuple(mirror[list(vertices)].tolist())
        if name == "MOUTH":
            marks |= {"MOUTH_LEFT": vertices, "MOUTH_RIGHT": mirrored}
        else:
            marks |= {f"LEFT_{name}": vertices, f"RIGHT_{name}": mirrored}
    return marks


def _left_lids(shape: Shape) -> tuple[int, ...]:
    lids = shape.masks["eyelids"] > 0.5
    return tuple(np.flatnonzero(lids & (shape.template[:BODY_VERTICES, 0] > 0)).tolist())


def _left_tragus(shape: Shape) -> tuple[int, ...]:
    """The ear's front, before the ear canal: what the network was taught to call the ear."""
    x, y, _ = shape.template[:BODY_VERTICES].T
    return tuple(np.flatnonzero((shape.masks["ears"] > 0.5) & (x > 0) & (y < TRAGUS_BEFORE_M)).tolist())


def _around(shape: Shape, bone: str) -> tuple[int, ...]:
    joint = shape.skeleton.heads[shape.skeleton.index[bone]]
    _, nearest = cKDTree(shape.vertices[:BODY_VERTICES]).query(joint, AROUND_A_KNUCKLE)
    return tuple(np.sort(nearest).tolist())


def _mirror(shape: Shape) -> NDArray[np.int64]:
    """(13380,): each vertex's opposite on the body's other side."""
    body = shape.template[:BODY_VERTICES]
    _, opposite = cKDTree(body).query(body * [-1, 1, 1])
    return np.asarray(opposite, np.int64)
