"""Colours as people write them → as light adds up."""

from __future__ import annotations

import numpy as np


def linear_rgb(colour: str) -> tuple[float, float, float]:
    """``#rrggbb`` (sRGB) → linear red, green and blue, 0 to 1 (IEC 61966-2-1)."""
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    red, green, blue = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).tolist()
    return red, green, blue
