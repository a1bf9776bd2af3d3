"""On one side: on the floor, or over a big ball with an elbow on the floor."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.optimize import brentq

from simulator.body.model import Body
from simulator.posture import arm
from simulator.posture.bones import REST_FRONT, about, bend, middle, unit
from simulator.posture.contact import touches
from simulator.posture.leg import Leg, place
from simulator.posture.lying import NECK, drawn
from simulator.posture.posed import Posed
from simulator.skeleton import Floats, Transforms, at_rest, head, move, rigid, turn

_UP = np.array([0.0, 0.0, 1.0])
_HEAD = np.array([-1.0, 0.0, 0.0])
_DOWNWARDS = np.array([0.0, -1.0, 0.0])
"""The axis about which the head goes down."""

_GIVES_M = 0.03
"""How far the flesh of a hip or a shoulder gives, and a ball under it."""
_LEG_GIVES_M = 0.01
_SPINE = ("spine05", "spine04", "spine03", "spine02")
_SPINE_SHARE = 0.6
"""How much of the trunk's way down the spine bends; the pelvis rolls over the ball with the rest."""
_MOST_DEG = 90.0
_ANKLE_DEG = -25.0
_ON_LEG_DEG = -9.0
"""The upper leg on the lower one."""
_ON_ARM_M = 0.05
"""The head over the floor, an arm under it."""
_NECK_DEG = (-20.0, 40.0)
"""As far as a neck goes to the upper and to the lower side."""
_ELBOW_M, _WRIST_M = 0.045, 0.04
"""About how high the joints of an arm on the floor are."""


@dataclass(frozen=True)
class SideLying:
    """up: 1 for the side that is above; the feet are at +x, and the face looks to +y with the right side
    above, to −y with the left. ball: the height of one under the hip, 0 without. tilt: mid-shoulder lower
    than mid-hip, the line between them against the floor's; told lower than the floor lets it, the shoulder
    lies. thigh: forward of the body's line, negative behind it. knee: inside angle. lift: the leg above the
    horizontal; told into the floor, or onto the other leg, it rests there. opens: the knee turned out about
    the line from hip to ankle."""

    left_up: float = 0.0
    right_up: float = 0.0
    ball_m: float = 0.0
    tilt_deg: float = 90.0
    left_thigh_deg: float = 10.0
    right_thigh_deg: float = 10.0
    left_knee_deg: float = 165.0
    right_knee_deg: float = 165.0
    left_lift_deg: float = -90.0
    right_lift_deg: float = -90.0
    left_opens_deg: float = 0.0
    right_opens_deg: float = 0.0


def side_lying(body: Body, told: SideLying) -> Posed:
    upper = "L" if told.left_up > told.right_up else "R"
    lower = "R" if upper == "L" else "L"
    facing = _facing(upper)
    transforms = _trunk(body, told, facing)
    for side in (lower, upper):
        transforms = _leg(body, transforms, facing, told, side, on_top=side == upper)
    transforms = _head(body, transforms, told)
    transforms = _lower_arm(body, transforms, facing @ REST_FRONT, lower)
    return drawn(body, _upper_arm(body, transforms, facing @ REST_FRONT, upper))


def tilt_of_deg(body: Body, transforms: Transforms) -> float:
    """Mid-hip to mid-shoulder below the floor's line."""
    hips, shoulders = (middle(body.skeleton, transforms, bone) for bone in ("upperleg01", "upperarm01"))
    return float(np.degrees(np.arctan2(hips[2] - shoulders[2], hips[0] - shoulders[0])))


def _facing(upper: str) -> Floats:
    """(3, 3): from standing to lying with that side above and the feet at +x."""
    left = _UP * (1.0 if upper == "L" else -1.0)
    return np.column_stack([left, np.cross(_HEAD, left), _HEAD])


def _trunk(body: Body, told: SideLying, facing: Floats) -> Transforms:
    """The shoulders as far below the hips as told or as the floor lets them; the mid-hip over the origin."""
    skeleton = body.skeleton

    def bent(total_deg: float) -> Transforms:
        transforms = rigid(at_rest(skeleton), facing, middle(skeleton, at_rest(skeleton), "upperleg01"))
        hips = middle(skeleton, transforms, "upperleg01")
        transforms = rigid(transforms, about(_DOWNWARDS, (1 - _SPINE_SHARE) * total_deg), hips)
        shares = dict.fromkeys(_SPINE, _SPINE_SHARE * total_deg / len(_SPINE))
        transforms = bend(skeleton, transforms, shares, _DOWNWARDS)
        lowest_m = touches(body)["buttocks"].lowest(transforms)
        offset = np.array([-hips[0], -hips[1], told.ball_m - _GIVES_M - lowest_m])
        return move(transforms, offset)

    def clearance_m(total_deg: float) -> float:
        return touches(body)["back"].lowest(bent(total_deg)) + _GIVES_M

    most_deg = _MOST_DEG
    if clearance_m(most_deg) < 0:
        most_deg = float(brentq(clearance_m, -_MOST_DEG, most_deg, xtol=1e-3))
    if tilt_of_deg(body, bent(most_deg)) <= told.tilt_deg:
        return bent(most_deg)
    exactly = brentq(
        lambda deg: tilt_of_deg(body, bent(deg)) - told.tilt_deg, -_MOST_DEG, most_deg, xtol=1e-3
    )
    return bent(float(exactly))


def _leg(
    body: Body, transforms: Transforms, facing: Floats, told: SideLying, side: str, *, on_top: bool
) -> Transforms:
    skeleton = body.skeleton
    thigh_deg, knee_deg, lift_deg, opens_deg = (
        (told.left_thigh_deg, told.left_knee_deg, told.left_lift_deg, told.left_opens_deg)
        if side == "L"
        else (told.right_thigh_deg, told.right_knee_deg, told.right_lift_deg, told.right_opens_deg)
    )

    def lifted(deg: float) -> Transforms:
        leg = Leg(thigh_deg, knee_deg, _ANKLE_DEG, deg if on_top else -deg, turnout_deg=0.0)
        return place(skeleton, transforms, facing, side, leg)

    def clearance_m(deg: float) -> float:
        posed = lifted(deg)
        return min(touches(body)[f"{part}.{side}"].lowest(posed) for part in ("foot", "shank")) + _LEG_GIVES_M

    floor_deg = float(brentq(clearance_m, -75.0, 60.0, xtol=1e-3))
    least_deg = max(floor_deg, _ON_LEG_DEG) if on_top and not told.ball_m else floor_deg
    posed = lifted(max(lift_deg, least_deg))
    hip, ankle = (head(skeleton, posed, f"{bone}.{side}") for bone in ("upperleg01", "foot"))
    out = about(ankle - hip, opens_deg * (1.0 if on_top == (side == "R") else -1.0))
    return turn(skeleton, posed, f"upperleg01.{side}", out)


def _head(body: Body, transforms: Transforms, told: SideLying) -> Transforms:
    """Held level over a ball; without one, put down as far as a neck goes, an arm being under it."""

    def bowed(deg: float) -> Transforms:
        return bend(body.skeleton, transforms, dict.fromkeys(NECK, deg / len(NECK)), _DOWNWARDS)

    if told.ball_m:
        return bowed(-0.6 * max(tilt_of_deg(body, transforms), 0.0))

    def gap_m(deg: float) -> float:
        return touches(body)["skull"].lowest(bowed(deg)) - _ON_ARM_M

    low_deg, high_deg = _NECK_DEG
    if gap_m(low_deg) < 0 or gap_m(high_deg) > 0:
        return bowed(low_deg if gap_m(low_deg) < 0 else high_deg)
    return bowed(float(brentq(gap_m, low_deg, high_deg, xtol=1e-2)))


def _lower_arm(body: Body, transforms: Transforms, forward: Floats, side: str) -> Transforms:
    """The elbow on the floor under the shoulder, or as near to it as the upper arm reaches, and the forearm
    before it."""
    skeleton = body.skeleton
    rest = [
        skeleton.heads[skeleton.index[f"{bone}.{side}"]] for bone in ("upperarm01", "lowerarm01", "wrist")
    ]
    upper_m, fore_m = (float(np.linalg.norm(end - start)) for start, end in pairwise(rest))
    shoulder = head(skeleton, transforms, f"upperarm01.{side}")
    down_m = float(np.clip(shoulder[2] - _ELBOW_M, 0.0, upper_m))
    aside_m = float(np.sqrt(upper_m**2 - down_m**2))
    elbow = shoulder - down_m * _UP + aside_m * unit(_HEAD + forward)
    wrist = elbow + fore_m * unit(forward + 0.3 * _HEAD)
    wrist[2] = max(_WRIST_M, elbow[2] - 0.5 * fore_m)
    towards = elbow - (shoulder + wrist) / 2
    hand = arm.hand_rotation(skeleton, side, unit(forward + 0.3 * _HEAD), -_UP)
    on_floor = arm.wrist_on_floor(body, transforms, side, wrist, towards, hand)
    wrist[2] = max(wrist[2], on_floor[2])
    return arm.reach(skeleton, transforms, side, wrist, towards, hand)


def _upper_arm(body: Body, transforms: Transforms, forward: Floats, side: str) -> Transforms:
    """The hand on the hip."""
    skeleton = body.skeleton
    hip = head(skeleton, transforms, f"upperleg01.{side}")
    top_m = float(touches(body)["buttocks"].at(transforms)[:, 2].max())
    wrist = np.array([hip[0], hip[1], top_m + 0.02]) + 0.05 * _HEAD
    fingers = unit(-_HEAD - 0.3 * _UP)
    hand = arm.hand_rotation(skeleton, side, fingers, -_UP)
    return arm.reach(skeleton, transforms, side, wrist, _UP - forward, hand)
