"""How somebody upright carries trunk, head and arms, whatever the legs do. They face +x, their left is +y."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.body.model import Body
from simulator.posture.bones import REST_FRONT, REST_LEFT, about, bend, middle
from simulator.posture.hands import Hands, arms
from simulator.posture.lying import drawn
from simulator.posture.posed import Posed
from simulator.skeleton import Floats, Transforms, at_rest, rigid

UP = np.array([0.0, 0.0, 1.0])
FACING = about(UP, 90.0)
"""From the standing rest shape, which faces −y, to facing +x."""
FRONT, LEFT = FACING @ REST_FRONT, FACING @ REST_LEFT
_SPINE_SHARES = {"spine05": 0.2, "spine04": 0.25, "spine03": 0.25, "spine02": 0.2, "spine01": 0.1}
_NECK_SHARES = {"neck01": 0.5, "neck02": 0.2, "neck03": 0.15, "head": 0.15}
_LUMBAR = ("spine05", "spine04", "spine03")


@dataclass(frozen=True)
class Carriage(Hands):
    """trunk: mid-hip to mid-shoulder from the vertical, positive forwards. back_lean: the same backwards.
    rounded: how much of that the spine bends, the pelvis does the rest; negative is hollow. head: the chin
    towards the chest, negative looks up. heading: which way the whole body is turned, 0 faces +x, 90 +y."""

    trunk_deg: float = 0.0
    back_lean_deg: float = 0.0
    rounded_deg: float = 0.0
    head_deg: float = 0.0
    heading_deg: float = 0.0


def trunk(body: Body, told: Carriage, drop_deg: float = 0.0, turn_deg: float = 0.0) -> Transforms:
    """The body from the hips up as told, the mid-hip at the origin, the legs as they hang. drop: the pelvis'
    left side lower. turn: its left side forward. The lumbar spine makes up for both."""
    skeleton = body.skeleton
    hips = middle(skeleton, at_rest(skeleton), "upperleg01")
    transforms = rigid(at_rest(skeleton), FACING, hips)
    transforms[:, :3, 3] -= hips
    trunk_deg = told.trunk_deg - told.back_lean_deg
    rounding = {bone: share * told.rounded_deg for bone, share in _SPINE_SHARES.items()}
    transforms = _inclined(body, bend(skeleton, transforms, rounding, LEFT), trunk_deg)
    for axis, angle_deg in ((FRONT, -drop_deg), (UP, -turn_deg)):
        transforms = rigid(transforms, about(axis, angle_deg), np.zeros(3))
        transforms = bend(skeleton, transforms, dict.fromkeys(_LUMBAR, -angle_deg / len(_LUMBAR)), axis)
    return _inclined(body, transforms, trunk_deg)


def trunk_length(body: Body) -> float:
    """Mid-hip to mid-shoulder, metres."""
    hips, shoulders = (
        middle(body.skeleton, at_rest(body.skeleton), bone) for bone in ("upperleg01", "upperarm01")
    )
    return float(np.linalg.norm(shoulders - hips))


def carried(body: Body, transforms: Transforms, told: Carriage) -> Posed:
    """The body on its legs, with the head and the arms as told, turned to its heading and drawn."""
    nod = {bone: share * told.head_deg for bone, share in _NECK_SHARES.items()}
    transforms = bend(body.skeleton, transforms, nod, LEFT)
    transforms = arms(body, transforms, told)
    transforms = rigid(transforms, about(UP, told.heading_deg), _below(body, transforms))
    return drawn(body, transforms)


def _inclined(body: Body, transforms: Transforms, trunk_deg: float) -> Transforms:
    """Pitched as one piece about the mid-hip until the trunk is as told."""
    hips, shoulders = (middle(body.skeleton, transforms, bone) for bone in ("upperleg01", "upperarm01"))
    along = shoulders - hips
    now_deg = float(np.degrees(np.arctan2(along[0], along[2])))
    return rigid(transforms, about(LEFT, trunk_deg - now_deg), hips)


def _below(body: Body, transforms: Transforms) -> Floats:
    hips = middle(body.skeleton, transforms, "upperleg01")
    return hips * (1.0, 1.0, 0.0)
