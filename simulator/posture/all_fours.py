"""On hands and knees: the back rounded or hollow, a leg stretched out behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.body.model import Body
from simulator.posture import arm
from simulator.posture.bones import REST_LEFT, about, bend, middle
from simulator.posture.contact import touches
from simulator.posture.leg import Leg, place
from simulator.posture.lying import NECK, ON_FRONT, drawn
from simulator.posture.posed import Posed
from simulator.skeleton import Floats, Transforms, at_rest, head, move, rigid

_LEFT = ON_FRONT @ REST_LEFT
_SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
_KNEE_GIVES_M = 0.01
_ANKLE_DEG = -60.0
"""The instep on the floor."""
_LEVEL_NECK_DEG = -25.0


@dataclass(frozen=True)
class AllFours:
    """trunk: mid-hip to mid-shoulder above the floor. round: the back, negative is hollow. thigh: from the
    body's line towards the belly, 90 is a knee under its hip; one that is told less than 75 is off the floor.
    nod: the chin to the chest."""

    trunk_deg: float = 16.0
    round_deg: float = 0.0
    left_thigh_deg: float = 90.0
    right_thigh_deg: float = 90.0
    left_knee_deg: float = 90.0
    right_knee_deg: float = 90.0
    nod_deg: float = 0.0


def all_fours(body: Body, told: AllFours) -> Posed:
    skeleton = body.skeleton
    transforms = _kneeling(body, _trunk(body, told), told)
    neck_deg = dict.fromkeys(NECK, (_LEVEL_NECK_DEG + told.nod_deg) / len(NECK))
    transforms = bend(skeleton, transforms, neck_deg, _LEFT)
    for side in "LR":
        wrist, hand = _under_shoulder(body, transforms, side)
        transforms = arm.reach(skeleton, transforms, side, wrist, _elbow_towards(side), hand)
    return drawn(body, transforms)


def _trunk(body: Body, told: AllFours) -> Transforms:
    """The spine bent, then the whole turned until the trunk is as told."""
    skeleton = body.skeleton
    rest = at_rest(skeleton)
    flat = rigid(rest, ON_FRONT, middle(skeleton, rest, "upperleg01"))
    flat = rigid(flat, about(_LEFT, -told.round_deg / 2), middle(skeleton, flat, "upperleg01"))
    flat = bend(skeleton, flat, dict.fromkeys(_SPINE, told.round_deg / len(_SPINE)), _LEFT)
    hips, shoulders = (middle(skeleton, flat, bone) for bone in ("upperleg01", "upperarm01"))
    now_deg = float(np.degrees(np.arctan2(shoulders[2] - hips[2], hips[0] - shoulders[0])))
    return rigid(flat, about(_LEFT, now_deg - told.trunk_deg), hips)


def _kneeling(body: Body, transforms: Transforms, told: AllFours) -> Transforms:
    """The legs as told and the lowest knee on the floor, the mid-hip over the origin."""
    skeleton = body.skeleton
    for side, thigh_deg, knee_deg in (
        ("L", told.left_thigh_deg, told.left_knee_deg),
        ("R", told.right_thigh_deg, told.right_knee_deg),
    ):
        leg = Leg(thigh_deg, knee_deg, _ANKLE_DEG, abduct_deg=3.0, turnout_deg=0.0)
        transforms = place(skeleton, transforms, ON_FRONT, side, leg)
    lowest_m = min(touches(body)[f"shank.{side}"].lowest(transforms) for side in "LR") + _KNEE_GIVES_M
    hips = middle(skeleton, transforms, "upperleg01")
    return move(transforms, np.array([-hips[0], -hips[1], -lowest_m]))


def _under_shoulder(body: Body, transforms: Transforms, side: str) -> tuple[Floats, Floats]:
    skeleton = body.skeleton
    hand = arm.hand_rotation(skeleton, side, np.array([-1.0, 0.0, 0.0]), np.array([0.0, 0.0, -1.0]))
    wrist = head(skeleton, transforms, f"upperarm01.{side}") + 0.02 * _outwards(side)
    wrist[2] = 0.06
    return arm.wrist_on_floor(body, transforms, side, wrist, _elbow_towards(side), hand), hand


def _elbow_towards(side: str) -> Floats:
    return np.array([1.0, 0.0, 0.0]) + 0.3 * _outwards(side)


def _outwards(side: str) -> Floats:
    way: Floats = _LEFT * (1.0 if side == "L" else -1.0)
    return way
