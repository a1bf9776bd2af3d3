"""A stretch's own conditions, asked of true measures over a whole film."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.conditions import column
from posecoach.kinematics.points import BodySide
from posecoach.stretches.condition import DERIVED, Condition
from simulator.motion.script import Side
from simulator.skeleton import Floats

Measures = Mapping[str, Floats]
"""A column of measures.csv → (n,) its true value at every frame."""

Span = tuple[float, float]
"""Seconds."""


def working_side(side: Side, near: BodySide) -> BodySide:
    """Of a stretch of both sides the one that the camera sees, as the coach takes it."""
    return near if side == "both" else side


def all_met(conditions: Sequence[Condition], working: BodySide, measures: Measures) -> NDArray[np.bool_]:
    """(n,) whether all hold; what the coach derives from a measure's history is asked only if it is given."""
    asked = [c for c in conditions if c.measure in measures or c.measure not in DERIVED]
    met = [_within(c, measures[column(c.measure, c.side, working)]) for c in asked]
    frames = len(next(iter(measures.values())))
    return np.logical_and.reduce(met) if met else np.zeros(frames, bool)


def any_broken(conditions: Sequence[Condition], working: BodySide, measures: Measures) -> NDArray[np.bool_]:
    """(n,) whether one of them does not hold; a measure that there is not breaks none."""
    values = [measures[column(c.measure, c.side, working)] for c in conditions]
    broken = [np.isfinite(v) & ~_within(c, v) for c, v in zip(conditions, values, strict=True)]
    frames = len(next(iter(measures.values())))
    return np.logical_or.reduce(broken) if broken else np.zeros(frames, bool)


def spans(wanted: NDArray[np.bool_], time_s: Floats) -> list[Span]:
    """From the first frame to the end of the last one of every stretch of time in which it is so."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], wanted, [False]]).astype(int)))
    frame_s = float(time_s[1] - time_s[0])
    return [
        (float(time_s[a]), float(time_s[b - 1]) + frame_s)
        for a, b in zip(edges[::2], edges[1::2], strict=True)
    ]


def joined(found: Sequence[Span], gap_s: float) -> list[Span]:
    """What is interrupted for no longer than that is one."""
    whole = list(found[:1])
    for start_s, end_s in found[1:]:
        if start_s - whole[-1][1] <= gap_s:
            whole[-1] = (whole[-1][0], end_s)
        else:
            whole.append((start_s, end_s))
    return whole


def between(time_s: Floats, span: Span) -> NDArray[np.bool_]:
    """(n,) whether each frame lies in it."""
    inside: NDArray[np.bool_] = (time_s >= span[0] - 1e-9) & (time_s < span[1] - 1e-9)
    return inside


def _within(condition: Condition, values: Floats) -> NDArray[np.bool_]:
    low = -np.inf if condition.at_least is None else condition.at_least
    high = np.inf if condition.at_most is None else condition.at_most
    inside: NDArray[np.bool_] = (values >= low) & (values <= high)
    return inside
