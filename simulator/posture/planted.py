"""A foot put down at a place, and the leg that follows it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.body.model import Body
from simulator.posture.bones import REST_FRONT, about
from simulator.posture.carriage import FACING, FRONT, LEFT, UP
from simulator.posture.contact import touches
from simulator.posture.leg import leg_to
from simulator.skeleton import Floats, Skeleton, Transforms

_TOES_M = 0.03
"""From the tip of the toes back to where a foot rolls."""


@dataclass(frozen=True)
class Foot:
    """ankle: (3,), where its joint is. rotation: the foot's turn from the rest shape."""

    ankle: Floats
    rotation: Floats


def outwards(side: str) -> float:
    """Which way along y is away from the body."""
    return 1.0 if side == "L" else -1.0


def foot(
    body: Body, side: str, x_m: float, y_m: float, *, pitch_deg: float, up_m: float, turnout_deg: float
) -> Foot:
    """A foot whose ankle is at (x, y) when it is flat. pitch: rolled forward over the toes, which stay where
    they are; 90 stands on their tips, 180 lies on its back, sole up. up: how high it is over the floor."""
    flat = about(UP, outwards(side) * turnout_deg) @ FACING
    rotation = about(UP, outwards(side) * turnout_deg) @ about(LEFT, pitch_deg) @ FACING
    points = touches(body)[f"foot.{side}"].points - _joint(body.skeleton, f"foot.{side}")
    toes = points[np.argmin(points @ -REST_FRONT)] - _TOES_M * REST_FRONT
    rolled = (flat - rotation) @ toes
    height_m = up_m - float((points @ rotation.T)[:, 2].min())
    return Foot(np.array([x_m + rolled[0], y_m + rolled[1], height_m]), rotation)


def heel_pitch_deg(body: Body, side: str, heel_up_m: float) -> float:
    """How far a foot is rolled over its toes when the heel is so high."""
    length_m = np.ptp(touches(body)[f"foot.{side}"].points[:, 1])
    return float(np.degrees(np.arcsin(np.clip(heel_up_m / length_m, 0.0, 0.9))))


def leg_lengths(skeleton: Skeleton, side: str) -> tuple[float, float]:
    """Of the thigh and of the shank, metres."""
    hip, knee, ankle = (_joint(skeleton, f"{bone}.{side}") for bone in ("upperleg01", "lowerleg01", "foot"))
    return float(np.linalg.norm(knee - hip)), float(np.linalg.norm(ankle - knee))


def hip_to_ankle(skeleton: Skeleton, side: str, knee_deg: float) -> float:
    """Metres, with the knee bent as told."""
    thigh, shank = leg_lengths(skeleton, side)
    return float(np.sqrt(thigh**2 + shank**2 - 2 * thigh * shank * np.cos(np.radians(knee_deg))))


def stand_on(
    skeleton: Skeleton, transforms: Transforms, side: str, placed: Foot, turnout_deg: float
) -> Transforms:
    """The leg from where its hip is to the foot, or as near as it reaches; the knee to the front, and up when
    the leg is level."""
    towards = about(UP, outwards(side) * turnout_deg) @ FRONT + 0.6 * UP
    return leg_to(skeleton, transforms, side, placed.ankle, towards, placed.rotation)


def _joint(skeleton: Skeleton, bone: str) -> Floats:
    place: Floats = skeleton.heads[skeleton.index[bone]]
    return place
