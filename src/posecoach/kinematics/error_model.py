"""How far angles are off: half-widths within which 95 % of readings lie, as found on rendered people."""

from __future__ import annotations

import math
from functools import cache
from importlib import resources
from typing import Literal

import numpy as np
import yaml

FITTED = "error_model.yaml"
UNIT_YAW_DEG = 45.0

Place = Literal["near", "far"]
Posture = Literal["straight", "bent", "whole"]
"""Of the leg on the measure's side; whole for measures of other parts of the body."""
Widths = tuple[float, float, float, float]

_YAW_DEG = (0.0, 15.0, 30.0, 45.0)
_HIP: Widths = (12.0, 18.0, 30.0, 45.0)
_KNEE: Widths = (10.0, 14.0, 19.0, 24.0)
_TRUNK: Widths = (6.5, 9.0, 15.0, 21.0)
_UNCORRECTED_DEG: dict[str, Widths] = {
    "leg_elevation": (6.8, 7.4, 14.3, 23.4),
    "thigh_elevation": (9.0, 10.0, 16.0, 25.0),
    "trunk_elevation": _TRUNK,
    "trunk_inclination": _TRUNK,
    "hip_flexion": _HIP,
    "knee": _KNEE,
    # Not tried: taken from the measures that share their points, or have segments of like length.
    "straight_leg_flexion": _HIP,
    "head_flexion": _HIP,
    "ankle": _KNEE,
    "elbow": _KNEE,
    "trunk_lean": _TRUNK,
    "trunk_back_lean": _TRUNK,
    "thigh_lean": (9.0, 10.0, 16.0, 25.0),
    "hip_extension": _HIP,
    "arm_hang": _TRUNK,
    "head_hang": _HIP,
}
"""Of angles in the picture itself (D-view in docs/sources.md), at each of _YAW_DEG."""


_LIKE = {
    "trunk_lean": "trunk_inclination",
    "trunk_back_lean": "trunk_inclination",
    "thigh_lean": "thigh_elevation",
    "hip_extension": "hip_flexion",
    "arm_hang": "elbow",
    "head_hang": "head_flexion",
}
"""The same lines with a sign or against the other axis, or lines that share their ends."""


def width_deg(measure: str, place: Place, posture: Posture, yaw_deg: float) -> float:
    """The half-width of an angle (named without its side), the camera's place undone.

    place: on which side of the body, as the camera sees it; near for what has no side. Raises KeyError for
    measures that are no angles.
    """
    side_on_deg, growth_deg = _fitted()[place][_LIKE.get(measure, measure)][posture]
    return math.hypot(side_on_deg, growth_deg * yaw_deg / UNIT_YAW_DEG)


def plain_width_deg(measure: str, yaw_deg: float) -> float:
    """The half-width of an angle in the picture itself, where nothing is known of the camera."""
    return float(np.interp(yaw_deg, _YAW_DEG, _UNCORRECTED_DEG[measure]))


@cache
def _fitted() -> dict[str, dict[str, dict[str, list[float]]]]:
    fitted: dict[str, dict[str, dict[str, list[float]]]] = yaml.safe_load(
        resources.files(__package__).joinpath(FITTED).read_text(encoding="utf-8")
    )
    return fitted
