"""How far away a camera must stand to see all that a body reaches."""

from __future__ import annotations

import numpy as np

from simulator.scene.camera import Camera, project
from simulator.skeleton import Floats

DISTANCES_M = tuple(np.arange(1.8, 4.01, 0.05).round(2).tolist())
EDGE = 0.03
"""How much of the picture's width and height stays free around the body."""


def stood_back(camera: Camera, reach_m: Floats, rng: np.random.Generator) -> Camera:
    """Far enough away for all of the (n, 3) points that the body reaches, and some steps more."""
    from_there = (camera.model_copy(update={"distance_m": d}) for d in DISTANCES_M)
    nearest_m = next((c.distance_m for c in from_there if sees(c, reach_m)), DISTANCES_M[-1])
    return camera.model_copy(update={"distance_m": min(4.0, round(nearest_m * rng.uniform(1, 1.2), 2))})


def sees(camera: Camera, points: Floats) -> bool:
    """Whether all of the (n, 3) points lie well inside the picture."""
    pixels, depths = project(camera, points)
    size = np.array([camera.width, camera.height])
    inside = (pixels > EDGE * size) & (pixels < (1 - EDGE) * size)
    return bool((depths > 0).all() and inside.all())
