"""Hair: a cap grown from the scalp, with what hangs or is tied behind it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.body.colour import linear_rgb
from simulator.body.hair_shapes import NOTHING, Sheet, bun, curtain, pony_tail
from simulator.body.mesh import Mesh, as_part, cut, normals, subdivided
from simulator.body.model import Material, Part
from simulator.body.noise import smooth_noise
from simulator.body.person import Hair
from simulator.body.shape import BODY_VERTICES, Shape
from simulator.skeleton import Floats

HAIRLINE = (
    (-0.16, 0.775), (-0.115, 0.768), (-0.09, 0.745), (-0.072, 0.700), (-0.062, 0.672),
    (-0.050, 0.672), (-0.030, 0.668), (-0.010, 0.645), (0.06, 0.632),
)  # fmt: skip
"""(y, z) along the side of the template's head, from the forehead to the nape: hair grows above it."""
THICKNESS_M = {
    "fringe": 0.006,
    "cropped": 0.005,
    "short": 0.014,
    "bob": 0.02,
    "bun": 0.011,
    "ponytail": 0.011,
    "long": 0.02,
}
FULL_ABOVE_HAIRLINE_M = 0.03
LOCKS = 0.12
"""How uneven hair is, as a share of its thickness."""
COMBED = (1.0, 0.3, 0.3)
"""Locks are longer from front to back and down than across the head."""
BOB_TO_M, LONG_TO_M = 0.605, 0.5
"""How far hair hangs on the template, whose chin is at 0.59 and whose shoulders are at 0.52."""
HEAD_FROM_M = 0.64
FRINGE_TO_M = 0.735


def hair_of(hair: Hair, shape: Shape, seed: int) -> tuple[Part, ...]:
    """The part ``hair``; none for a bald head."""
    if hair.style == "bald":
        return ()
    cap = _cap(hair, shape, seed)
    behind = _behind(hair, seed)
    vertices = np.concatenate([cap.vertices, _on_this_head(behind.vertices, shape)])
    head = shape.skeleton.index["head"]
    mesh = Mesh(
        vertices,
        np.concatenate([cap.faces, behind.faces + len(cap.vertices)]),
        np.full((len(vertices), 1), head),
        np.ones((len(vertices), 1)),
    )
    return (as_part("hair", Material("hair", linear_rgb(hair.colour), 0.6), mesh),)


def above_hairline(hair: Hair, shape: Shape) -> Floats:
    """(13380,): metres on the template that a vertex lies above the hairline; ears are below it."""
    _, y, z = shape.template[:BODY_VERTICES].T
    line_y, line_z = np.array(HAIRLINE).T
    above = z - np.interp(y, line_y, line_z)
    if hair.style == "fringe":
        above = np.minimum(above, FRINGE_TO_M - z)
    return np.where(shape.masks["ears"] > 0.3, -0.01, above)


def beard_area(shape: Shape) -> Floats:
    """(13380,): 1 where a beard grows: jaw, chin and upper lip, not the lips."""
    _, y, z = shape.template[:BODY_VERTICES].T
    below = np.interp(y, (-0.15, -0.13, -0.1, -0.065), (0.648, 0.645, 0.64, 0.665))
    above = np.interp(y, (-0.13, -0.05), (0.575, 0.61))
    area = np.clip((below - z) / 0.004, 0, 1) * np.clip((z - above) / 0.006, 0, 1) * (y < -0.05)
    return np.asarray(area * (1 - shape.masks["lips"]) * (1 - shape.masks["ears"]))


def _behind(hair: Hair, seed: int) -> Sheet:
    match hair.style:
        case "bun":
            return bun(seed)
        case "ponytail":
            return pony_tail(seed)
        case "bob":
            return curtain(BOB_TO_M, seed)
        case "long":
            return curtain(LONG_TO_M, seed)
        case _:
            return NOTHING


def _on_this_head(vertices: Floats, shape: Shape) -> Floats:
    """(v, 3): places on the template's head → the same on this head, stretched alike."""
    own = shape.template[:BODY_VERTICES, 2] > HEAD_FROM_M
    template, head = shape.template[:BODY_VERTICES][own], shape.vertices[:BODY_VERTICES][own]
    scale = head.std(axis=0) / template.std(axis=0)
    return np.asarray(head.mean(axis=0) + (vertices - template.mean(axis=0)) * scale)


def _cap(hair: Hair, shape: Shape, seed: int) -> Mesh:
    own = slice(0, BODY_VERTICES)
    body = Mesh(shape.vertices[own], shape.faces["body"], shape.bone_indices[own], shape.bone_weights[own])
    growth = above_hairline(hair, shape)
    scalp, used = cut(body, growth)
    full = np.clip(growth[used] / FULL_ABOVE_HAIRLINE_M, 0.2, 1)
    thickness = THICKNESS_M[hair.style] * full
    vertices = scalp.vertices + thickness[:, None] * normals(scalp.vertices, scalp.faces)
    finer = subdivided(replace(scalp, vertices=vertices))
    locks = LOCKS * THICKNESS_M[hair.style] * smooth_noise(finer.vertices * COMBED, 0.02, seed)
    return replace(finer, vertices=finer.vertices + locks[:, None] * normals(finer.vertices, finer.faces))
