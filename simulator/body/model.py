"""What later layers know of a body: a skeleton, parts to draw, and where the pose network's landmarks are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.skeleton import Floats, Skeleton

Surface = Literal["skin", "cloth", "hair", "shoe", "eye"]


@dataclass(frozen=True)
class Material:
    """colour: linear RGB, 0 to 1. roughness: 0 mirror, 1 chalk. pattern: how the colour varies."""

    surface: Surface
    colour: tuple[float, float, float]
    roughness: float = 0.8
    pattern: Literal["plain", "stripes", "heather"] = "plain"


@dataclass(frozen=True)
class Part:
    """One mesh: (v, 3) metres in the rest shape (standing, facing −y, left at +x), (f, 4) quads, and the
    (v, 8) bones that carry each vertex with their weights. colours: (v, 3) linear RGB, each vertex's own
    colour instead of the material's; None where one colour does for all."""

    name: str
    material: Material
    vertices: Floats
    faces: NDArray[np.int64]
    bone_indices: NDArray[np.int64]
    bone_weights: Floats
    colours: Floats | None = None


# Compared by identity, so that what is worked out once for a body can be kept.
@dataclass(frozen=True, eq=False)
class Body:
    """marks: landmarks that are places on the skin (NOSE, LEFT_HEEL, …) → vertices of the part ``skin`` whose
    mean is the landmark. All others are joints, see :mod:`simulator.truth.landmarks`."""

    skeleton: Skeleton
    parts: tuple[Part, ...]
    marks: dict[str, tuple[int, ...]]

    def part(self, name: str) -> Part:
        return next(part for part in self.parts if part.name == name)
