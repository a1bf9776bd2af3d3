"""How far image angles are off, from rendered bodies with known joints: a table (D-view in docs/sources.md).

Half-widths, in degrees, within which 95 % of readings lie, by how far the camera is off side-on, for one
camera of which nothing is known. Real people may differ.
"""

from __future__ import annotations

TRUE_YAW_DEG = (0.0, 15.0, 30.0, 45.0)
TRUE_YAW_PER_READ_YAW = 1.3
"""The yaw that the world landmarks give is too small: slopes of 0.68 to 0.80 on the true one."""

_HIP = (12.0, 18.0, 30.0, 45.0)
"""Knee to chest side-on: 3.8 of mean error for the near leg, 7.1 for the far one; 11 to 16 from 15° on."""
_KNEE = (10.0, 14.0, 19.0, 24.0)
"""13.8 at the 95th percentile side-on with a bias of -4.9, 24 over ±45°."""
_TRUNK = (6.5, 9.0, 15.0, 21.0)
"""1 to 3 of mean error side-on, and a camera's own roll of some 2°; 21 at the 95th percentile over ±45°."""

HALF_WIDTH_DEG: dict[str, tuple[float, float, float, float]] = {
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
}

HALF_WIDTH_FROM_REST_DEG: dict[str, tuple[float, float, float, float]] = {
    "leg_elevation": (3.0, 6.5, 15.5, 32.0),
    "thigh_elevation": (6.0, 9.0, 17.0, 33.0),
}
"""The same, where the floor line was taken from the resting leg."""
