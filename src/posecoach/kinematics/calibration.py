"""What a posture whose angles are known tells of the camera and of this body.

Somebody lies down to start, and the angles of that posture are known within some degrees: the trunk and the
heels lie on the floor. The camera's place, and how far the landmarks of this body are off its joints, are
those that make the angles what they are and depart least from what is usual (least squares with Gaussian
priors, after the perspective fit of D-view).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import least_squares

from posecoach.kinematics.angles import between
from posecoach.kinematics.camera import Camera, Floats, square_on
from posecoach.kinematics.definitions import definition_of
from posecoach.kinematics.joint_centres import Shift, joint_centres, usual
from posecoach.kinematics.points import SIDES, BodySide, Point

USUAL_FIELD_OF_VIEW_DEG = 66.0
"""Along the longer side: webcams and the main cameras of telephones have 60 to 75°."""
_LN_FOCAL_SD = 0.15
_YAW_SD_DEG = 45.0
_READ_YAW_SD_DEG = 6.0
"""As it is read on rendered bodies at rest."""
_NEARLY_DEG = 25.0
"""A leg that lies on the floor reads as much as this beside it from 45° off the side and above (D-view)."""
_STARTS_DEG = (-30.0, 0.0, 30.0)
_TORSO_OF_LEG, _TORSO_OF_LEG_LN_SD = 0.56, 0.12
"""Mid-shoulder to mid-hip, of hip to knee to ankle."""
_THIGH_OF_SHANK, _THIGH_OF_SHANK_LN_SD = 0.92, 0.2
_FAR_OFF_NEAR_SD = (0.08, 0.12)
"""Torso lengths along and above: how well both shoulders, and both hips, cover each other square on."""
_OWN = ("hip", "knee", "ankle")
"""Beside the shoulders, whose landmarks' shift to the front is this body's own. Of the shifts along the limbs
a posture tells little."""


@dataclass(frozen=True, slots=True)
class Gravity:
    """How far the camera looks down and leans to its left, and how well that is known (standard deviations).

    By default the camera stands about level on the floor or on a low stool.
    """

    pitch_deg: float = 8.0
    pitch_sd_deg: float = 7.0
    roll_deg: float = 0.0
    roll_sd_deg: float = 5.0


LEVEL = Gravity()
READ_PITCH_SD_DEG = 2.0
"""How well somebody reads a camera's tilt off a level or a telephone."""


@dataclass(frozen=True, slots=True)
class Known:
    """An angle of the posture: the measure in this column is deg ± sd_deg."""

    column: str
    deg: float
    sd_deg: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """shifts: joint with its side → where this body's landmark lies of its joint. feet_away_deg: how far the
    body turns its feet away from the camera, negative where they come towards it. yaw_sd_deg: how well that
    is known. misfit: how badly the posture agrees with what is usual; 1 in the mean."""

    camera: Camera
    shifts: Mapping[str, Shift]
    feet_away_deg: float
    yaw_sd_deg: float
    misfit: float

    def square_on(self, points: Mapping[str, Point]) -> dict[str, Point]:
        """The joints' centres, of named points in the picture, as seen square on from afar."""
        return joint_centres(square_on(self.camera, points), self.camera.near, self.shifts)


def calibrate(
    points: Mapping[str, Point],
    near: BodySide,
    size: tuple[int, int],
    known: Sequence[Known],
    gravity: Gravity = LEVEL,
    read_yaw_deg: float | None = None,
) -> Calibration | None:
    """The calibration by a posture; None where shoulders and hips are not all seen, or
    lie on one spot.

    points: named, pixels of a picture of ``size`` (width, height). near: the side that the camera sees.
    read_yaw_deg: of the camera, as the network's own third dimension has it.
    Left out are known angles whose joints are not seen, and those that the picture shows otherwise by far: a
    leg that is not straight, or not down.
    """
    if not {f"{joint}_{side}" for joint in ("shoulder", "hip") for side in SIDES} <= points.keys():
        return None
    if math.dist(points["mid_shoulder"], points["mid_hip"]) < 1.0:
        return None
    own = [f"{joint}_{side}" for joint in _OWN for side in SIDES if f"{joint}_{side}" in points]
    seen = [item for item in known if _nearly(item, _value(item.column, points))]
    unknown = 4 + 1 + len(own)

    def residuals(x: Floats) -> Floats:
        camera, shifts = _read(x, own, near, size)
        body = joint_centres(square_on(camera, points), near, shifts)
        return np.array([*_priors(x, gravity, read_yaw_deg), *_angles(seen, body), *_build(body, near)])

    def fit(yaw_deg: float) -> Any:
        start = np.zeros(unknown)
        start[:3] = np.radians([yaw_deg, gravity.pitch_deg, gravity.roll_deg])
        return least_squares(residuals, start, method="lm", max_nfev=40 * unknown)

    best = min(map(fit, _STARTS_DEG), key=lambda found: found.cost)
    camera, shifts = _read(best.x, own, near, size)
    covariance = np.linalg.inv(best.jac.T @ best.jac)
    return Calibration(
        camera=camera,
        shifts=shifts,
        feet_away_deg=math.copysign(1.0, points["mid_hip"][0] - points["mid_shoulder"][0]) * camera.yaw_deg,
        yaw_sd_deg=math.degrees(math.sqrt(covariance[0, 0])),
        misfit=math.sqrt(2 * best.cost / (len(best.fun) - unknown)),
    )


def _read(
    x: Floats, own: Sequence[str], near: BodySide, size: tuple[int, int]
) -> tuple[Camera, dict[str, Shift]]:
    """x: yaw, pitch, roll (radians), the focal length's logarithm over the usual one, and how many standard
    deviations further to the front than usual the shoulders' and the own joints' landmarks lie."""
    yaw_deg, pitch_deg, roll_deg = np.degrees(x[:3]).tolist()
    usual_px = max(size) / 2 / math.tan(math.radians(USUAL_FIELD_OF_VIEW_DEG / 2))
    centre_px = (size[0] / 2, size[1] / 2)
    camera = Camera(yaw_deg, pitch_deg, roll_deg, usual_px * math.exp(x[3]), centre_px, near)
    means, deviations = usual(near)
    shifts = dict(means)
    front = x[4:].tolist()
    further = {f"shoulder_{side}": front[0] for side in SIDES} | dict(zip(own, front[1:], strict=True))
    for joint, times in further.items():
        moved = means[joint].anterior + times * deviations[joint].anterior
        shifts[joint] = replace(means[joint], anterior=moved)
    return camera, shifts


def _priors(x: Floats, gravity: Gravity, read_yaw_deg: float | None) -> list[float]:
    yaw_deg, pitch_deg, roll_deg = np.degrees(x[:3]).tolist()
    return [
        yaw_deg / _YAW_SD_DEG,
        0.0 if read_yaw_deg is None else (yaw_deg - read_yaw_deg) / _READ_YAW_SD_DEG,
        (pitch_deg - gravity.pitch_deg) / gravity.pitch_sd_deg,
        (roll_deg - gravity.roll_deg) / gravity.roll_sd_deg,
        x[3] / _LN_FOCAL_SD,
        *x[4:].tolist(),
    ]


def _angles(known: Sequence[Known], body: Mapping[str, Point]) -> list[float]:
    values = [(_value(item.column, body), item) for item in known]
    return [_soft((value - item.deg) / item.sd_deg) if value is not None else 0.0 for value, item in values]


def _soft(off: float) -> float:
    """An angle that is far from what it should be, such as of a leg on a pillow, pulls no more than in
    proportion (pseudo-Huber)."""
    return math.copysign(math.sqrt(2 * (math.sqrt(1 + off * off) - 1)), off)


def _build(body: Mapping[str, Point], near: BodySide) -> list[float]:
    """How unusual a body's proportions are, and how far its far side is from behind its near one."""
    torso = math.dist(body["mid_shoulder"], body["mid_hip"])
    found = []
    if {f"knee_{near}", f"ankle_{near}"} <= body.keys():
        thigh = math.dist(body[f"hip_{near}"], body[f"knee_{near}"])
        shank = math.dist(body[f"knee_{near}"], body[f"ankle_{near}"])
        found.append(math.log(torso / (thigh + shank) / _TORSO_OF_LEG) / _TORSO_OF_LEG_LN_SD)
        found.append(math.log(thigh / shank / _THIGH_OF_SHANK) / _THIGH_OF_SHANK_LN_SD)
    for joint in ("shoulder", "hip"):
        left, right = body[f"{joint}_left"], body[f"{joint}_right"]
        found += [(left[axis] - right[axis]) / torso / _FAR_OFF_NEAR_SD[axis] for axis in (0, 1)]
    return found


def _nearly(item: Known, value: float | None) -> bool:
    return value is not None and abs(value - item.deg) <= _NEARLY_DEG


def _value(column: str, points: Mapping[str, Point]) -> float | None:
    definition, suffix = definition_of(column)
    return between(definition, points, suffix)
