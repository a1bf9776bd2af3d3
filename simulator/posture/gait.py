"""Where two feet are on the way: walking, or one step aside from standing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_STEP_UP_M = 0.02
"""How high a foot is lifted on a single step."""
_STEP_TAKES = 0.45
"""The share of a movement in which the foot arrives, so that it stands before what comes next."""


@dataclass(frozen=True)
class Footing:
    """A foot's place along x, and its height over the floor, metres."""

    x_m: float
    up_m: float


def stepped(share: float, step_m: float) -> Footing:
    """A foot put forward (share 1) or back (−1) from where it stood."""
    way = float(np.clip(abs(share) / _STEP_TAKES, 0.0, 1.0))
    way = way * way * (3 - 2 * way)
    return Footing(float(np.sign(share)) * way * step_m, 4 * _STEP_UP_M * way * (1 - way))


def walked(strides: float, stride_m: float, up_m: float) -> tuple[Footing, Footing]:
    """The left and the right foot after so many strides; the left one begins, with half a stride."""
    left, right = (_swung(strides, late) for late in (0.0, 0.5))
    first = 0.5 * min(max(2 * strides, 0.0), 1.0)
    return (
        Footing(stride_m * (left.x_m - first), up_m * left.up_m),
        Footing(stride_m * right.x_m, up_m * right.up_m),
    )


def _swung(strides: float, late: float) -> Footing:
    """One foot's way in strides: half of each stride in the air, the other half on the floor."""
    whole = np.floor(strides)
    swing = float(np.clip(2 * (strides - whole - late), 0.0, 1.0))
    return Footing(float(whole) + swing, float(np.sin(np.pi * swing)) ** 2)
