"""The bar to beat: a first trial's way to angles from a camera that is not square to the body.

A perspective camera of which nothing is known is fitted to the resting posture alone, and every joint's line
of sight is met with the upright plane through the body's axis. The terms and their constants are the trial's
own (D-view in docs/sources.md), whatever the product has come to since.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from benchmarks.accuracy.agreement import Floats
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Status
from posecoach.pose.track import PoseTrack

REST_S = 2.0
"""How much of the rest the camera is fitted to; every clip begins with more of it."""

_LEAST_FACING = 0.02
_FOCAL_PER_HALF_WIDTH = 1 / math.tan(math.radians(31.0))
_START_YAWS_DEG = (-40.0, 0.0, 40.0)
_LOWEST = (math.radians(-72), math.radians(-20), math.radians(-23), -0.8)
_HIGHEST = (math.radians(72), math.radians(57), math.radians(23), 0.8)


@dataclass(frozen=True, slots=True)
class _Picture:
    """The frame's size, pixels; right_headed: mirrored before anything else, so that the head lies left."""

    width: int
    height: int
    right_headed: bool


@dataclass(frozen=True, slots=True)
class _Camera:
    """axes: (3, 3) its right, up and forward in the world (x right, y away along the floor, z up). along,
    across: (3,) the body's axis feetwards, and the normal of its upright plane, away."""

    picture: _Picture
    focal_px: float
    axes: Floats
    along: Floats
    across: Floats


def trial_angles(track: PoseTrack, at_rest: NDArray[np.bool_], near: str) -> dict[str, Floats]:
    """Column of measures.csv → (n,) degrees, of the leg's elevation, hip flexion, knee and trunk elevation;
    NaN where nobody was found. Empty where nobody was measured at rest.

    What the trial is told: at_rest, (n,) when the body truly rests, and near, the side that the camera sees.
    """
    found = np.flatnonzero((track.status == Status.MEASURED) & at_rest)
    if not found.size:
        return {}
    rest = np.median(track.image[found[: round(REST_S * _fps(track))]].astype(float), axis=0)
    shoulder_x, hip_x = (_middle(rest, joint)[0] for joint in ("SHOULDER", "HIP"))
    picture = _Picture(track.source.width, track.source.height, right_headed=bool(shoulder_x > hip_x))
    camera = _fitted(picture, _head_left(rest, picture), near.upper())
    return _angles(_sagittal(camera, _head_left(track.image.astype(float), picture)))


def _fps(track: PoseTrack) -> float:
    return (len(track) - 1) / float(track.time_s[-1] - track.time_s[0])


def _fitted(picture: _Picture, rest: Floats, near: str) -> _Camera:
    """Of the local minima from several yaws the lowest."""
    starts = ([math.radians(yaw), math.radians(10), 0.0, 0.0] for yaw in _START_YAWS_DEG)
    misfit = partial(_misfit, picture=picture, rest=rest, near=near)
    fits = [least_squares(misfit, start, bounds=(_LOWEST, _HIGHEST)) for start in starts]
    return _camera(min(fits, key=lambda fit: float(fit.cost)).x, picture)


def _camera(unknowns: Floats, picture: _Picture) -> _Camera:
    """unknowns: yaw, pitch down and roll in radians, and the log of the focal length over a 62° view's."""
    yaw, pitch, roll, log_focal = unknowns.tolist()
    right, up = np.array([1.0, 0.0, 0.0]), np.array([0.0, math.sin(pitch), math.cos(pitch)])
    axes = np.array(
        [
            math.cos(roll) * right + math.sin(roll) * up,
            -math.sin(roll) * right + math.cos(roll) * up,
            [0.0, math.cos(pitch), -math.sin(pitch)],
        ]
    )
    return _Camera(
        picture,
        focal_px=picture.width / 2 * _FOCAL_PER_HALF_WIDTH * math.exp(log_focal),
        axes=axes,
        along=np.array([math.cos(yaw), math.sin(yaw), 0.0]),
        across=np.array([-math.sin(yaw), math.cos(yaw), 0.0]),
    )


def _misfit(unknowns: Floats, picture: _Picture, rest: Floats, near: str) -> Floats:
    """(8,) what speaks against a camera: its priors, then what the resting body shows."""
    yaw, pitch, roll, log_focal = unknowns.tolist()
    camera = _camera(unknowns, picture)
    flat = _sagittal(camera, rest)
    hip, knee, ankle = (flat[Landmark[f"{near}_{joint}"]] for joint in ("HIP", "KNEE", "ANKLE"))
    trunk = _middle(flat, "HIP") - _middle(flat, "SHOULDER")
    leg = np.linalg.norm(knee - hip) + np.linalg.norm(ankle - knee)
    return np.array(
        [
            (math.degrees(pitch) - 10) / 10,
            math.degrees(roll) / 4,
            log_focal / 0.2,
            math.degrees(yaw) / 45,
            float(_angle_deg(ankle - hip)) / 2.5,
            float(_angle_deg(trunk)) / 4,
            math.log(np.linalg.norm(trunk) / leg / 0.65) / 0.23,
            _shoulder_misfit(camera, rest, near, float(np.linalg.norm(trunk))) / 0.12,
        ]
    )


def _shoulder_misfit(camera: _Camera, rest: Floats, near: str, trunk: float) -> float:
    """How much further along the trunk the far shoulder lies than the camera shows it, in its lengths."""
    far = "LEFT" if near == "RIGHT" else "RIGHT"
    middle = _met(camera, _middle(rest, "SHOULDER"))
    half = 0.55 * trunk / 2 * camera.across
    predicted = _seen(camera, middle + half) - _seen(camera, middle - half)
    measured = rest[Landmark[f"{far}_SHOULDER"]] - rest[Landmark[f"{near}_SHOULDER"]]
    axis = _middle(rest, "HIP") - _middle(rest, "SHOULDER")
    return float((measured - predicted) @ axis / (axis @ axis))


def _met(camera: _Camera, pixels: Floats) -> Floats:
    """(…, 2) pixels → (…, 3) where their lines of sight meet the body's plane, which is 1 away."""
    size = camera.picture.width, camera.picture.height
    flat = (pixels - np.array(size) / 2) * (1, -1) / camera.focal_px
    sight = flat @ camera.axes[:2] + camera.axes[2]
    met: Floats = sight / np.maximum(sight @ camera.across, _LEAST_FACING)[..., None]
    return met


def _sagittal(camera: _Camera, pixels: Floats) -> Floats:
    """(…, 2) pixels → (…, 2) along the body feetwards, and up, in its plane."""
    met = _met(camera, pixels)
    return np.stack([met @ camera.along, met[..., 2]], axis=-1)


def _seen(camera: _Camera, place: Floats) -> Floats:
    """(3,) → (2,) pixels."""
    right, up, ahead = camera.axes @ place
    size = camera.picture.width, camera.picture.height
    seen: Floats = np.array(size) / 2 + np.array([right, -up]) * camera.focal_px / ahead
    return seen


def _angles(flat: Floats) -> dict[str, Floats]:
    trunk = _angle_deg(_middle(flat, "HIP") - _middle(flat, "SHOULDER"))
    angles = {"trunk_elevation": -trunk}
    for side in ("left", "right"):
        hip, knee, ankle = (
            flat[..., Landmark[f"{side}_{joint}".upper()], :] for joint in ("hip", "knee", "ankle")
        )
        thigh, shank = _angle_deg(knee - hip), _angle_deg(ankle - knee)
        angles[f"leg_elevation_{side}"] = _angle_deg(ankle - hip)
        # The trial's is signed, the product's is not: what is compared has one meaning.
        angles[f"hip_flexion_{side}"] = np.abs(_wrapped(thigh - trunk))
        angles[f"knee_{side}"] = 180 - np.abs(_wrapped(thigh - shank))
    return angles


def _middle(points: Floats, joint: str) -> Floats:
    middle: Floats = points[..., [Landmark[f"LEFT_{joint}"], Landmark[f"RIGHT_{joint}"]], :].mean(axis=-2)
    return middle


def _head_left(image: Floats, picture: _Picture) -> Floats:
    return (
        np.stack([picture.width - image[..., 0], image[..., 1]], axis=-1) if picture.right_headed else image
    )


def _angle_deg(vector: Floats) -> Floats:
    """(…, 2) along and up → (…) above the floor, feetwards."""
    angle: Floats = np.degrees(np.arctan2(vector[..., 1], vector[..., 0]))
    return angle


def _wrapped(angle_deg: Floats) -> Floats:
    return (angle_deg + 180) % 360 - 180
