"""The arms of a body on its back: hands on the floor beside it, or on a leg that is pulled to the chest."""

from __future__ import annotations

import numpy as np
from scipy.spatial.transform import Rotation, Slerp

from simulator.body.model import Body
from simulator.posture import arm
from simulator.posture.bones import REST_LEFT, unit
from simulator.posture.contact import thickness_m, touches
from simulator.posture.lying import ON_BACK
from simulator.skeleton import Floats, Transforms, head

_UP = np.array([0.0, 0.0, 1.0])
_BESIDE_M = 0.06
"""From the hip's skin to a wrist beside it."""
_WRIST_M = 0.04
"""About how high the wrist of a hand on the floor is."""
_PALM_M = 0.02
"""From a palm's skin to the hand's bones."""
_GRIP_DEG = 20.0
"""How far the fingers of a holding hand close at each joint."""


def arm_of_supine(
    body: Body, trunk: Transforms, transforms: Transforms, side: str, out_deg: float, held: str, hold: float
) -> Transforms:
    """trunk: the body before its legs moved; resting hands keep clear of that, and do not stir with a leg.
    hold: 0 the hand on the floor, the arm ``out_deg`` off the trunk; 1 the hand on the leg ``held``."""
    skeleton = body.skeleton
    outwards = _outwards(side)
    wrist, hand = _on_floor(body, trunk, side, out_deg)
    if hold > 0:
        shoulder = head(skeleton, transforms, f"upperarm01.{side}")
        place = _behind_thigh if held == side else _on_knee
        grip, gripping = place(body, transforms, side, held)
        # Over the other thigh, not through it.
        detour = np.sin(np.pi * hold) * (0.12 * _UP + 0.05 * outwards)
        wrist = _arc(wrist - shoulder, grip - shoulder, hold) + shoulder + detour
        hand = Slerp([0.0, 1.0], Rotation.from_matrix(np.stack([hand, gripping])))([hold]).as_matrix()[0]
    across = 1.2 if held != side else 0.6
    elbow_towards = outwards + (across * hold - 0.3) * _UP
    transforms = arm.reach(skeleton, transforms, side, wrist, elbow_towards, hand)
    return arm.curled(skeleton, transforms, side, _GRIP_DEG * hold)


def _on_floor(body: Body, trunk: Transforms, side: str, out_deg: float) -> tuple[Floats, Floats]:
    """The wrist and the hand's rotation: palm on the floor, clear of the hip."""
    skeleton = body.skeleton
    outwards = _outwards(side)
    shoulder = head(skeleton, trunk, f"upperarm01.{side}")
    hips = (touches(body)[name].at(trunk) for name in ("buttocks", f"thigh.{side}"))
    clear_m = max(float((points @ outwards).max()) for points in hips) + _BESIDE_M
    length = arm.arm_length(skeleton, side)
    aside_m = max(length * np.sin(np.radians(out_deg)), clear_m - float(shoulder @ outwards))
    out = np.arcsin(min(aside_m / length, 0.95))
    along = np.cos(out) * np.array([1.0, 0.0, 0.0]) + np.sin(out) * outwards
    hand = arm.hand_rotation(skeleton, side, along, -_UP)
    wrist = shoulder + along * length
    wrist[2] = _WRIST_M
    wrist = shoulder + unit(wrist - shoulder) * length
    return arm.wrist_on_floor(body, trunk, side, wrist, outwards - 0.3 * _UP, hand), hand


def _behind_thigh(body: Body, transforms: Transforms, side: str, held: str) -> tuple[Floats, Floats]:
    """The wrist and the hand's rotation: round the back of the thigh from the outside."""
    hip, thigh, shank = _leg(body, transforms, held)
    behind = unit(shank - (shank @ thigh) * thigh)
    # A calf that lies on the thigh leaves no room for a hand near the knee.
    share = 0.75 - 0.2 * float(np.clip((shank @ thigh) / -0.7, 0.0, 1.0))
    radius_m = thickness_m(body, f"upperleg01.{held}", f"lowerleg01.{held}", 0.75) + _PALM_M
    around = np.radians(60)
    normal = np.cos(around) * _outwards(side) + np.sin(around) * behind
    fingers = np.cos(around) * behind - np.sin(around) * _outwards(side)
    knee = head(body.skeleton, transforms, f"lowerleg01.{held}")
    return _laid_on(body, side, hip + share * (knee - hip) + radius_m * normal, fingers, normal)


def _on_knee(body: Body, transforms: Transforms, side: str, held: str) -> tuple[Floats, Floats]:
    """The wrist and the hand's rotation: on the shin just below the knee, from the head's side."""
    _, thigh, shank = _leg(body, transforms, held)
    front = unit(thigh - (thigh @ shank) * shank)
    radius_m = thickness_m(body, f"lowerleg01.{held}", f"foot.{held}", 0.2) + _PALM_M
    knee = head(body.skeleton, transforms, f"lowerleg01.{held}")
    fingers = unit(shank - 0.5 * _outwards(side))
    return _laid_on(body, side, knee + 0.05 * shank + radius_m * front, fingers, front)


def _laid_on(body: Body, side: str, at: Floats, fingers: Floats, normal: Floats) -> tuple[Floats, Floats]:
    """The knuckles at a point of something whose surface has that normal."""
    wrist = at - arm.palm_length(body.skeleton, side) * fingers
    return wrist, arm.hand_rotation(body.skeleton, side, fingers, -normal)


def _leg(body: Body, transforms: Transforms, side: str) -> tuple[Floats, Floats, Floats]:
    """The hip, and the ways from it to the knee and from the knee to the ankle."""
    joints = (f"{bone}.{side}" for bone in ("upperleg01", "lowerleg01", "foot"))
    hip, knee, ankle = (head(body.skeleton, transforms, joint) for joint in joints)
    return hip, unit(knee - hip), unit(ankle - knee)


def _outwards(side: str) -> Floats:
    way: Floats = ON_BACK @ REST_LEFT * (1.0 if side == "L" else -1.0)
    return way


def _arc(start: Floats, end: Floats, share: float) -> Floats:
    """From one offset to another round the shoulder, so that the hand does not pass through the body."""
    length = (1 - share) * np.linalg.norm(start) + share * np.linalg.norm(end)
    return unit((1 - share) * unit(start) + share * unit(end)) * length
