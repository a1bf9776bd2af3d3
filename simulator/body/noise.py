"""Smooth random fields: folds of cloth, unevenness of skin."""

from __future__ import annotations

import numpy as np

from simulator.skeleton import Floats

WAVES = 24


def smooth_noise(points: Floats, wavelength_m: float, seed: int) -> Floats:
    """(n,): a field over (n, 3) points that varies over about ``wavelength_m``, mean 0, deviation about 1."""
    rng = np.random.default_rng(seed)
    directions = rng.normal(size=(3, WAVES))
    directions *= 2 * np.pi / wavelength_m / np.linalg.norm(directions, axis=0)
    phases = rng.uniform(0, 2 * np.pi, WAVES)
    return np.asarray(np.cos(points @ directions + phases).sum(axis=1) * np.sqrt(2 / WAVES))
