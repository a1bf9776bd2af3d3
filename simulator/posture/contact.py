"""What of a body can touch the floor, and how the floor presses it."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, QhullError

from simulator.body.model import Body
from simulator.skeleton import Floats, Skeleton, Transforms, skinned

_SOFT_M = 0.003
"""How far above the floor the pressed skin begins to give way."""


@dataclass(frozen=True)
class Touch:
    """The outermost points of a region of the body, and the bones that carry them."""

    points: Floats
    bone_indices: NDArray[np.int64]
    bone_weights: Floats

    def at(self, transforms: Transforms) -> Floats:
        """(points, 3): where they are now."""
        return skinned(self.points, self.bone_indices, self.bone_weights, transforms)

    def lowest(self, transforms: Transforms) -> float:
        return float(self.at(transforms)[:, 2].min())


@functools.lru_cache(maxsize=32)
def touches(body: Body) -> dict[str, Touch]:
    """The regions that touch things: ``buttocks``, ``belly``, ``back``, ``skull``, and ``thigh``, ``shank``,
    ``foot``, ``forearm``, ``hand`` with ``.L`` or ``.R`` behind; each goes all round, front and back.
    Skin and shoes count; clothes are thin and give way."""
    skeleton = body.skeleton
    regions = {
        "buttocks": ("root", "pelvis.L", "pelvis.R", "spine05"),
        "belly": ("spine05", "spine04", "spine03"),
        "back": ("spine02", "spine01", "shoulder01.L", "shoulder01.R", "breast.L", "breast.R"),
        "skull": family(skeleton, "head"),
    }
    for side in "LR":
        regions |= {
            f"thigh.{side}": (f"upperleg01.{side}", f"upperleg02.{side}"),
            f"shank.{side}": (f"lowerleg01.{side}", f"lowerleg02.{side}"),
            f"foot.{side}": family(skeleton, f"foot.{side}"),
            f"forearm.{side}": (f"lowerarm01.{side}", f"lowerarm02.{side}"),
            f"hand.{side}": family(skeleton, f"wrist.{side}"),
        }
    return {name: _touch(body, bones) for name, bones in regions.items()}


def family(skeleton: Skeleton, bone: str) -> tuple[str, ...]:
    """A bone and all that hangs on it."""
    members = np.flatnonzero(skeleton.families[skeleton.index[bone]])
    return tuple(skeleton.names[place] for place in members)


@functools.lru_cache(maxsize=32)
def thickness_m(body: Body, bone: str, following: str, share: float) -> float:
    """From a limb's bone to its skin, on average round the limb, at a share of the way to the next joint."""
    skeleton, skin = body.skeleton, body.part("skin")
    start, end = (skeleton.heads[skeleton.index[name]] for name in (bone, following))
    length = np.linalg.norm(end - start)
    along = (end - start) / length
    limb = [skeleton.index[bone], skeleton.index[bone.replace("01", "02")]]
    mine = (skin.bone_weights * np.isin(skin.bone_indices, limb)).sum(axis=1) > 0.5
    offset = skin.vertices[mine] - start
    here = np.abs(offset @ along - share * length) < 0.1 * length
    across = offset - np.outer(offset @ along, along)
    return float(np.linalg.norm(across[here], axis=1).mean())


def pressed(vertices: Floats) -> Floats:
    """The floor at 0 pushes what is under it up, soft at the edge; what lies deeper stays deeper, so that
    clothes stay outside the skin."""
    flat = vertices.copy()
    flat[:, 2] = _SOFT_M * np.logaddexp(0.0, vertices[:, 2] / _SOFT_M)
    return flat


def _touch(body: Body, bones: tuple[str, ...]) -> Touch:
    wanted = np.isin(np.arange(len(body.skeleton.names)), [body.skeleton.index[bone] for bone in bones])
    points, indices, weights = [], [], []
    for part in body.parts:
        if part.material.surface in ("skin", "shoe"):
            mine = (part.bone_weights * wanted[part.bone_indices]).sum(axis=1) > 0.5
            outer = _outermost(part.vertices[mine])
            points.append(part.vertices[mine][outer])
            indices.append(part.bone_indices[mine][outer])
            weights.append(part.bone_weights[mine][outer])
    if not any(len(some) for some in points):
        raise ValueError(f"no skin hangs on {bones[0]}: give the body a part whose surface is skin")
    widest = max(some.shape[1] for some in weights)
    return Touch(
        np.concatenate(points),
        np.concatenate([np.pad(some, ((0, 0), (0, widest - some.shape[1]))) for some in indices]),
        np.concatenate([np.pad(some, ((0, 0), (0, widest - some.shape[1]))) for some in weights]),
    )


def _outermost(points: Floats) -> NDArray[np.int64]:
    """The points on the convex hull: the only ones that a plane can touch."""
    try:
        return np.asarray(ConvexHull(points).vertices, np.int64)
    except (QhullError, ValueError):  # too few points, or all in one plane
        return np.arange(len(points))
