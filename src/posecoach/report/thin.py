"""Fewer points for a chart, with every peak kept."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def thin(values: npt.NDArray[np.float32], most: int = 3000) -> npt.NDArray[np.intp]:
    """Indices, in order, of about ``most`` of the (n,) values at the most: of each run of neighbours its
    least, its greatest and, so that gaps stay gaps, its first NaN."""
    if len(values) <= most:
        return np.arange(len(values))
    run = -(-3 * len(values) // most)
    kept: set[int] = {0, len(values) - 1}
    for start in range(0, len(values), run):
        part = values[start : start + run]
        missing = np.isnan(part)
        if missing.any():
            kept.add(start + int(missing.argmax()))
        if not missing.all():
            kept |= {start + int(np.nanargmin(part)), start + int(np.nanargmax(part))}
    return np.array(sorted(kept), np.intp)
