"""Clothes: pieces of the body model's tights, cut at hems, pushed off the body and folded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.body.colour import linear_rgb
from simulator.body.mesh import Mesh, as_part, cut, normals, smoothed
from simulator.body.model import Material, Part
from simulator.body.noise import smooth_noise
from simulator.body.person import Cloth
from simulator.skeleton import Floats

THICKNESS_M = 0.004
FOLD_WIDTH_M, FOLD_LENGTH_M = 0.075, 0.3
FOLD_SHARE = 0.3
"""How deep folds are, as a share of the cloth's looseness."""


def garment(name: str, cloth: Cloth, tights: Mesh, inside_m: Floats, off_m: Floats, seed: int) -> Part:
    """A garment out of ``tights`` where ``inside_m`` (v,) is positive, ``off_m`` (v,) off the body."""
    piece, used = cut(tights, inside_m)
    vertices = _draped(piece, off_m[used], cloth.loose_m > 0, seed)
    material = Material("cloth", linear_rgb(cloth.colour), 0.9, cloth.pattern)
    return as_part(name, material, replace(piece, vertices=vertices))


def _draped(piece: Mesh, off_m: Floats, loose: bool, seed: int) -> Floats:
    if not loose:
        return piece.vertices + (THICKNESS_M + off_m)[:, None] * normals(piece.vertices, piece.faces)
    # Loose cloth bridges hollows, and its folds run down the body.
    even = smoothed(piece.vertices, piece.faces, 6)
    outwards = smoothed(normals(even, piece.faces), piece.faces, 6)
    lengthwise = piece.vertices * [1, 1, FOLD_WIDTH_M / FOLD_LENGTH_M]
    folds = FOLD_SHARE * off_m * smooth_noise(lengthwise, FOLD_WIDTH_M, seed)
    off = THICKNESS_M + np.maximum(off_m + folds, 0.3 * off_m)
    return smoothed(even + off[:, None] * outwards, piece.faces, 1)
