"""How far readings lie from the truth. Pure: arrays in, numbers out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


LEAST_CLIPS = 3
"""Of fewer nothing useful is known about how clips differ."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of reading minus truth, in the measure's own unit.

    bias: mean. mae: mean of the absolute. sd: standard deviation over frames. low, high: 95 % limits of
    agreement, None where there are fewer than LEAST_CLIPS. p95: what 95 % of the absolute errors stay below.
    """

    frames: int
    clips: int
    bias: float
    mae: float
    sd: float
    low: float | None
    high: float | None
    p95: float


def agreement(errors: Floats, clips: NDArray[np.int64]) -> Agreement | None:
    """How (n,) errors lie, with the clip that each is from; None where there are none.

    The frames of a clip err alike, so the limits are bias ± 1.96·√(variance between clips + within clips),
    by the one-way analysis of variance of Bland & Altman, J Biopharm Stat 2007;17:571–582, section 3. Frames
    weigh equally, so a long clip weighs more.
    """
    if errors.size == 0:
        return None
    bias = float(errors.mean())
    spread = 1.96 * math.sqrt(sum(variances(errors, clips)))
    number = np.unique(clips).size
    known = number >= LEAST_CLIPS
    size = np.abs(errors)
    return Agreement(
        frames=errors.size,
        clips=number,
        bias=bias,
        mae=float(size.mean()),
        sd=float(errors.std(ddof=1)) if errors.size > 1 else 0.0,
        low=bias - spread if known else None,
        high=bias + spread if known else None,
        p95=float(np.percentile(size, 95)),
    )


def variances(errors: Floats, clips: NDArray[np.int64]) -> tuple[float, float]:
    """(between clips, within clips) of (n,) errors; nothing is known of what a single clip or frame lacks,
    which is then 0."""
    _, member, counts = np.unique(clips, return_inverse=True, return_counts=True)
    total, groups = errors.size, counts.size
    means = np.bincount(member, errors) / counts
    within = float(((errors - means[member]) ** 2).sum() / (total - groups)) if total > groups else 0.0
    if groups == 1:
        return 0.0, within
    mean_square = float((counts * (means - errors.mean()) ** 2).sum() / (groups - 1))
    typical_count = (total**2 - float((counts**2).sum())) / ((groups - 1) * total)
    return max(0.0, (mean_square - within) / typical_count), within


def share(of: NDArray[np.bool_]) -> float | None:
    """The share of what is true in (n,); None of nothing."""
    return float(of.mean()) if of.size else None
