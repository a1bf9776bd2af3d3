"""Socks, and shoes: a shell around the foot, without toes, on a flat sole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.body.colour import linear_rgb
from simulator.body.mesh import Mesh, as_part, cut, normals, smoothed
from simulator.body.model import Material, Part
from simulator.body.person import Feet
from simulator.skeleton import Floats, Skeleton

SOCK_ABOVE_ANKLE_M = 0.07
SOCK_M, UPPER_M = 0.003, 0.007
SOLE_M = 0.022
SEAM_M = 0.006
"""Where the upper meets the sole, above the ground that a bare foot stands on."""
SOLE_EDGE_M = 0.005
"""How far the sole sticks out round the upper."""
TOE_ROOM_M = 0.012


def footwear(feet: Feet, tights: Mesh, skeleton: Skeleton) -> tuple[Part, ...]:
    """``socks``, or ``shoes`` and ``soles``, cut from the feet of ``tights``; nothing for bare feet."""
    if feet.wear == "nothing":
        return ()
    piece, _ = cut(tights, inside_footwear(feet, tights.vertices, skeleton))
    if feet.wear == "socks":
        sock = replace(piece, vertices=piece.vertices + SOCK_M * normals(piece.vertices, piece.faces))
        return (as_part("socks", Material("cloth", linear_rgb(feet.colour), 0.95), sock),)
    ground_m = float(piece.vertices[:, 2].min())
    shoe = _shell(piece, ground_m)
    above_seam_m = shoe.vertices[:, 2] - (ground_m + SEAM_M)
    return (
        as_part("shoes", Material("shoe", linear_rgb(feet.colour), 0.7), cut(shoe, above_seam_m)[0]),
        as_part("soles", Material("shoe", linear_rgb(feet.sole), 0.6), cut(shoe, -above_seam_m)[0]),
    )


def inside_footwear(feet: Feet, vertices: Floats, skeleton: Skeleton) -> Floats:
    """(v,): metres below the rim of sock or shoe, positive on the covered side."""
    if feet.wear == "nothing":
        return np.full(len(vertices), -1.0)
    ankle = skeleton.heads[skeleton.index["foot.L"]]
    if feet.wear == "socks":
        return np.asarray(ankle[2] + SOCK_ABOVE_ANKLE_M - vertices[:, 2])
    return np.asarray(ankle[2] + 0.03 + 0.15 * (vertices[:, 1] - ankle[1]) - vertices[:, 2])


def _shell(foot: Mesh, ground_m: float) -> Mesh:
    """The foot's surface made smooth, thicker, roomier over the toes, and flat underneath."""
    even = smoothed(foot.vertices, foot.faces, 4)
    outwards = normals(even, foot.faces)
    shell = even + UPPER_M * outwards
    above_m = shell[:, 2] - ground_m
    forwards_m = -shell[:, 1]
    toes = np.clip((forwards_m - np.quantile(forwards_m, 0.6)) / 0.06, 0, 1)
    shell[:, 2] += TOE_ROOM_M * toes * np.clip(above_m / 0.02, 0, 1)
    round_the_sole = np.clip(1 - abs(above_m - SEAM_M) / 0.012, 0, 1)[:, None]
    shell[:, :2] += (SOLE_EDGE_M * round_the_sole * outwards)[:, :2]
    underneath = np.clip(1 - above_m / 0.012, 0, 1)
    shell[:, 2] += underneath * (ground_m - SOLE_M - shell[:, 2])
    return replace(foot, vertices=shell)
