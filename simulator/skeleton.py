"""A skeleton, and how its bones move what hangs on them.

A posture is built by turning bones in the world's own axes, trunk first, then limbs: a turn of the thigh
takes the shank and the foot along. World axes: x from the head to the feet, z up from the floor at 0, and a
body on its back has its left side at +y.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Transforms = Floats
"""(bones, 4, 4): what takes each bone from the standing rest shape to where it is, metres."""


@dataclass(frozen=True)
class Skeleton:
    """names: a bone each, parents before children. parents: (bones,), −1 for the root.
    heads: (bones, 3), the joint that each bone turns about, in the rest shape, metres."""

    names: tuple[str, ...]
    parents: NDArray[np.int64]
    heads: Floats

    @cached_property
    def index(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    @cached_property
    def families(self) -> NDArray[np.bool_]:
        """(bones, bones): whether the second hangs on the first, or is it."""
        member = np.eye(len(self.names), dtype=bool)
        for child, parent in enumerate(self.parents):
            if parent >= 0:
                member[:, child] |= member[:, parent]
        return member


def at_rest(skeleton: Skeleton) -> Transforms:
    return np.tile(np.eye(4), (len(skeleton.names), 1, 1))


def head(skeleton: Skeleton, transforms: Transforms, bone: str) -> Floats:
    """(3,): where the bone's joint is now."""
    place = skeleton.index[bone]
    place_now: Floats = transforms[place, :3, :3] @ skeleton.heads[place] + transforms[place, :3, 3]
    return place_now


def turn(skeleton: Skeleton, transforms: Transforms, bone: str, rotation: Floats) -> Transforms:
    """The bone and all that hangs on it, turned about the bone's joint by a rotation in world axes."""
    turned = transforms.copy()
    family = skeleton.families[skeleton.index[bone]]
    turned[family] = rigid(transforms[family], rotation, head(skeleton, transforms, bone))
    return turned


def rigid(transforms: Transforms, rotation: Floats, pivot: Floats) -> Transforms:
    """All of the bones, turned as one piece about a point."""
    change = np.eye(4)
    change[:3, :3] = rotation
    change[:3, 3] = pivot - rotation @ pivot
    turned: Transforms = change @ transforms
    return turned


def move(transforms: Transforms, offset: Floats) -> Transforms:
    """Everything, shifted by (3,) metres."""
    moved = transforms.copy()
    moved[:, :3, 3] += offset
    return moved


def skinned(
    vertices: Floats, bone_indices: NDArray[np.int64], bone_weights: Floats, transforms: Transforms
) -> Floats:
    """(vertices, 3): the rest shape as the bones carry it, each vertex by the k bones that it hangs on."""
    blended: Floats = np.einsum("vk,vkij->vij", bone_weights, transforms[bone_indices])
    carried: Floats = np.einsum("vij,vj->vi", blended[:, :3, :3], vertices) + blended[:, :3, 3]
    return carried
