"""Which postures to render: a posture that was rendered once serves every frame that comes near it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.skeleton import Floats

_DEG_PER_M = 200.0
_DEG_PER_SHARE = 60.0
"""What a metre, and a whole of anything without a unit, are worth in degrees of visible change."""
FINEST_DEG = 0.12
COARSEST_DEG = 0.6
OF_THE_STEP = 0.4
"""A frame may show a posture that is off by this share of its own step from the frame before it, within the
two bounds: a slow movement stays smooth, a fast one need not be finer than it is seen."""


def bank(names: Sequence[str], values: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(k,) frames whose postures are rendered, and (n,) which of these k each frame shows."""
    weighted = values * np.array([_weight(name) for name in names])
    steps = np.abs(np.diff(weighted, axis=0, prepend=weighted[:1])).max(axis=1)
    tolerances = np.clip(OF_THE_STEP * steps, FINEST_DEG, COARSEST_DEG)
    kept: list[int] = []
    shows = np.zeros(len(values), np.int64)
    for frame, (row, tolerance) in enumerate(zip(weighted, tolerances, strict=True)):
        off = np.abs(weighted[kept] - row).max(axis=1) if kept else np.array([np.inf])
        nearest = int(np.argmin(off))
        if off[nearest] <= tolerance:
            shows[frame] = nearest
        else:
            shows[frame] = len(kept)
            kept.append(frame)
    return np.array(kept, np.int64), shows


def _weight(name: str) -> float:
    if name.endswith("_deg"):
        return 1.0
    return _DEG_PER_M if name.endswith("_m") else _DEG_PER_SHARE
