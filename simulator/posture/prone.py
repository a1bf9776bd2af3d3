"""On the front: the trunk pressed up on the hands, the hips down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from simulator.body.model import Body
from simulator.posture import arm
from simulator.posture.bones import REST_FRONT, REST_LEFT, about, bend, middle
from simulator.posture.contact import touches
from simulator.posture.leg import Leg, rest_on_floor
from simulator.posture.lying import NECK, ON_FRONT, drawn, laid, settled
from simulator.posture.posed import Posed
from simulator.skeleton import Floats, Transforms, at_rest, head, move, turn

_YIELDING_M = {"buttocks": 0.02, "back": 0.025}
"""How far the flesh of the pelvis' front and of the chest is pressed in."""
_SPINE_SHARES = {"spine05": 0.28, "spine04": 0.26, "spine03": 0.2, "spine02": 0.16, "spine01": 0.1}
"""Who bends how much in a press-up: the lumbar spine most."""
_LOOKS_UP_DEG = 35.0
"""From this trunk angle on the face looks where a sitting person's would."""
_FOREHEAD_DEG = -20.0
"""The face's tilt when the forehead is on the floor."""
_NECK_DEG = (-100.0, 40.0)
"""As far as the neck goes back and forth under the head to lay it down."""
_FREE_NECK_DEG = -12.0
_LEFT = ON_FRONT @ REST_LEFT


@dataclass(frozen=True)
class Prone:
    """trunk: mid-hip to mid-shoulder above the floor, in the sagittal plane; lower than lying flat, the trunk
    lies. hip_lift_m: the pelvis off the floor. knee: inside angle, 180 is straight. hands: from the shoulders
    of the lying body towards the feet."""

    trunk_deg: float = -90.0
    hip_lift_m: float = 0.0
    left_knee_deg: float = 178.0
    right_knee_deg: float = 178.0
    hands_m: float = 0.12


def prone(body: Body, told: Prone) -> Posed:
    skeleton = body.skeleton
    flat = settled(body, laid(skeleton, at_rest(skeleton), ON_FRONT), _YIELDING_M)
    hands = {side: _planted(body, flat, side, told.hands_m) for side in "LR"}
    transforms = move(_pressed_up(body, flat, told.trunk_deg), np.array([0.0, 0.0, told.hip_lift_m]))
    for side, knee_deg in (("L", told.left_knee_deg), ("R", told.right_knee_deg)):
        ankle_deg = -65 + 45 * np.sin(np.radians(np.clip(180 - knee_deg, 0, 90)))
        leg = Leg(60.0, knee_deg, ankle_deg, abduct_deg=5.0, turnout_deg=0.0)
        transforms = rest_on_floor(body, transforms, ON_FRONT, side, leg, sole_down=False)
    transforms = _head(body, flat, transforms, told.trunk_deg)
    for side, (wrist, hand) in hands.items():
        transforms = arm.reach(skeleton, transforms, side, wrist, _elbow_towards(side), hand)
    return drawn(body, transforms)


def trunk_elevation_deg(body: Body, transforms: Transforms) -> float:
    hip, shoulder = (middle(body.skeleton, transforms, bone) for bone in ("upperleg01", "upperarm01"))
    return float(np.degrees(np.arctan2(shoulder[2] - hip[2], hip[0] - shoulder[0])))


def _pressed_up(body: Body, flat: Transforms, trunk_deg: float) -> Transforms:
    """The spine bent back until the trunk is as high as told; ValueError when no spine bends so far."""

    def bent(total_deg: float) -> Transforms:
        turns = {bone: -share * total_deg for bone, share in _SPINE_SHARES.items()}
        return bend(body.skeleton, flat, turns, _LEFT)

    if trunk_deg <= trunk_elevation_deg(body, flat):
        return flat
    most = 120.0
    if trunk_elevation_deg(body, bent(most)) < trunk_deg:
        raise ValueError(f"trunk_deg {trunk_deg:g} is more than a back can bend: stay below 70")
    return bent(float(brentq(lambda total: trunk_elevation_deg(body, bent(total)) - trunk_deg, 0.0, most)))


def _planted(body: Body, flat: Transforms, side: str, back_m: float) -> tuple[Floats, Floats]:
    """The wrist and the hand's rotation: palm on the floor beside the chest, fingers forward."""
    skeleton = body.skeleton
    hand = arm.hand_rotation(skeleton, side, np.array([-1.0, 0.0, 0.0]), np.array([0.0, 0.0, -1.0]))
    wrist = head(skeleton, flat, f"upperarm01.{side}") + np.array([back_m, 0.0, 0.0]) + 0.06 * _outwards(side)
    return arm.wrist_on_floor(body, flat, side, wrist, _elbow_towards(side), hand), hand


def _elbow_towards(side: str) -> Floats:
    return np.array([0.35, 0.0, 1.0]) + 0.3 * _outwards(side)


def _outwards(side: str) -> Floats:
    way: Floats = _LEFT * (1 if side == "L" else -1.0)
    return way


def _head(body: Body, flat: Transforms, transforms: Transforms, trunk_deg: float) -> Transforms:
    """Forehead on the floor at rest; the face looks forward as the trunk rises."""
    share = float(np.clip(trunk_deg / _LOOKS_UP_DEG, 0.0, 1.0))
    down_deg = _neck_to_floor_deg(body, flat)
    face_deg = _FOREHEAD_DEG + (max(trunk_deg, 0.0) + 50) * share
    return _tilted(body, transforms, down_deg + (_FREE_NECK_DEG - down_deg) * share, face_deg)


def _neck_to_floor_deg(body: Body, flat: Transforms) -> float:
    """The neck's bend that lays the forehead on the floor, or as far as a neck goes on a thick chest."""

    def gap_m(neck_deg: float) -> float:
        return touches(body)["skull"].lowest(_tilted(body, flat, neck_deg, _FOREHEAD_DEG))

    back_deg, bent_deg = _NECK_DEG
    if gap_m(bent_deg) > 0:
        return bent_deg
    return float(brentq(gap_m, back_deg, bent_deg, xtol=1e-2))


def _tilted(body: Body, transforms: Transforms, neck_deg: float, face_deg: float) -> Transforms:
    """The neck bent towards the chest, the face turned to ``face_deg``: 0 straight down, 90 forward."""
    bowed = bend(body.skeleton, transforms, dict.fromkeys(NECK[:3], neck_deg / 3), _LEFT)
    face = bowed[body.skeleton.index["head"], :3, :3] @ REST_FRONT
    now_deg = float(np.degrees(np.arctan2(-face[0], -face[2])))
    return turn(body.skeleton, bowed, "head", about(_LEFT, now_deg - face_deg))
