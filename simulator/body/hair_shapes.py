"""What hair does behind the cap on the head: it is tied to a bun or a pony tail, or hangs.

All on the template's head: metres, facing −y, z up, the crown at z = 0.807.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from simulator.body.noise import smooth_noise
from simulator.skeleton import Floats

BUN_CENTRE_M = (0.0, 0.035, 0.817)
BUN_RADII_M = (0.036, 0.032, 0.03)
TAIL_PATH_M = ((0, 0.03, 0.78), (0, 0.062, 0.797), (0, 0.087, 0.77), (0, 0.093, 0.71), (0, 0.083, 0.64))
TAIL_RADII_M = (0.018, 0.02, 0.028, 0.024, 0.005)
CURTAIN_CENTRE_M = (0.0, -0.025)
CURTAIN_REACH_DEG = 112.0
"""From straight behind to each side: hair hangs behind the face."""
AROUND, ALONG = 20, 14


class Sheet(NamedTuple):
    """vertices: (v, 3). faces: (f, 4)."""

    vertices: Floats
    faces: NDArray[np.int64]


NOTHING = Sheet(np.zeros((0, 3)), np.zeros((0, 4), np.int64))


def bun(seed: int) -> Sheet:
    polar, around = _grid(np.linspace(0.01, np.pi - 0.01, ALONG), np.linspace(0, 2 * np.pi, AROUND + 1))
    ball = np.stack([np.sin(polar) * np.cos(around), np.sin(polar) * np.sin(around), np.cos(polar)], axis=1)
    wound = 1 + 0.06 * np.cos(3 * around + 5 * polar) + 0.03 * smooth_noise(ball, 0.8, seed)
    vertices = np.array(BUN_CENTRE_M) + np.array(BUN_RADII_M) * ball * wound[:, None]
    return Sheet(vertices, _quads(ALONG, AROUND + 1))


def pony_tail(seed: int) -> Sheet:
    knots = np.linspace(0, 1, len(TAIL_PATH_M))
    path, radius = CubicSpline(knots, TAIL_PATH_M), CubicSpline(knots, TAIL_RADII_M)
    along, around = _grid(np.linspace(0, 1, ALONG), np.linspace(0, 2 * np.pi, AROUND + 1))
    forwards = path(along, 1)
    forwards /= np.linalg.norm(forwards, axis=1, keepdims=True)
    sidewards = np.array([1.0, 0.0, 0.0])
    upwards = np.cross(sidewards, forwards)
    thick = radius(along) * (1 + 0.08 * np.cos(5 * around) + 0.05 * np.random.default_rng(seed).normal())
    ring = np.cos(around)[:, None] * sidewards + np.sin(around)[:, None] * upwards
    return Sheet(path(along) + thick[:, None] * ring, _quads(ALONG, AROUND + 1))


def curtain(lowest_m: float, seed: int) -> Sheet:
    """Hair that hangs from ear to ear round the back, down to a height."""
    reach = np.deg2rad(CURTAIN_REACH_DEG)
    drop, around = _grid(np.linspace(0, 1, ALONG), np.linspace(reach, -reach, 2 * AROUND + 1))
    locks = 0.05 * np.cos(16 * around + seed % 7) * drop + 0.03 * np.cos(5 * around + seed % 5)
    radius = (0.088 + 0.012 * np.sin(np.pi * drop) - 0.012 * drop) * (1 + locks)
    side, back = radius * np.sin(around), 1.12 * radius * np.cos(around)
    uneven = 1 + 0.05 * np.cos(7 * around + seed % 3)
    height = 0.735 - (0.735 - lowest_m) * drop * uneven
    vertices = np.stack([CURTAIN_CENTRE_M[0] + side, CURTAIN_CENTRE_M[1] + back, height], axis=1)
    return Sheet(vertices, _quads(ALONG, 2 * AROUND + 1))


def _grid(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    one, other = np.meshgrid(first, second, indexing="ij")
    return one.ravel(), other.ravel()


def _quads(rows: int, columns: int) -> NDArray[np.int64]:
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    return np.stack([corner, corner + columns, corner + columns + 1, corner + 1], axis=1)
