"""On the feet or on the knees: a bystander at ease, a helper whose hands hold something of the patient's."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import brentq

from simulator.body.model import Body
from simulator.posture import arm
from simulator.posture.bones import REST_FRONT, REST_LEFT, about, bend, middle, unit
from simulator.posture.contact import touches
from simulator.posture.leg import Leg, place
from simulator.posture.lying import drawn, nodded
from simulator.posture.posed import Posed
from simulator.skeleton import Floats, Transforms, at_rest, head, move, rigid

_UP = np.array([0.0, 0.0, 1.0])
_SPINE = ("spine04", "spine03", "spine02", "spine01")
_DEEPEST_STOOP_DEG = 100.0
_GRIP_M = 0.09
"""From the wrist to the middle of a closed hand."""


@dataclass(frozen=True)
class Standing:
    """x, y: where the mid-hip is. heading: where the face looks, 0 to the lying body's feet, 90 to +y. stoop:
    the trunk bent forward; more if the hands would not reach. kneel: 0 on the feet, 1 on both knees. reach: 0
    arms hang, 1 both hands at (reach_x, reach_y, reach_z); ValueError for a point too far away."""

    x_m: float = 0.0
    y_m: float = -1.0
    heading_deg: float = 90.0
    stoop_deg: float = 0.0
    knee_deg: float = 174.0
    kneel: float = 0.0
    reach: float = 0.0
    reach_x_m: float = 0.0
    reach_y_m: float = 0.0
    reach_z_m: float = 0.0


def standing(body: Body, told: Standing) -> Posed:
    skeleton = body.skeleton
    facing = about(_UP, told.heading_deg + 90)
    if told.reach > 0:
        told = replace(told, stoop_deg=_stoop_to_reach_deg(body, told, facing))
    transforms = _upright(body, told, facing)
    transforms = nodded(skeleton, transforms, facing, -0.5 * told.stoop_deg + 25 * told.reach)
    for side in "LR":
        transforms = _arm(body, transforms, facing, side, told)
    return drawn(body, transforms)


def _upright(body: Body, told: Standing, facing: Floats) -> Transforms:
    skeleton = body.skeleton
    left = facing @ REST_LEFT
    transforms = rigid(at_rest(skeleton), facing, middle(skeleton, at_rest(skeleton), "upperleg01"))
    hips = middle(skeleton, transforms, "upperleg01")
    transforms = rigid(transforms, about(left, 0.6 * told.stoop_deg), hips)
    transforms = bend(skeleton, transforms, dict.fromkeys(_SPINE, 0.4 * told.stoop_deg / len(_SPINE)), left)
    for side in "LR":
        transforms = place(skeleton, transforms, facing, side, _leg(told))
    regions = [touches(body)[f"{name}.{side}"] for name in ("foot", "shank") for side in "LR"]
    floor_m = min(region.lowest(transforms) for region in regions)
    return move(transforms, np.array([told.x_m - hips[0], told.y_m - hips[1], -floor_m]))


def _leg(told: Standing) -> Leg:
    # The hips go back as the trunk goes forward, or the body would fall over; the knees give.
    if told.kneel >= 0.5:
        back_deg = 0.5 * told.stoop_deg
        return Leg(back_deg, 90 - back_deg, ankle_deg=-50, abduct_deg=8, turnout_deg=0)
    bend_deg = 180 - told.knee_deg + 0.6 * told.stoop_deg
    thigh_deg = 0.5 * bend_deg + 0.1 * told.stoop_deg
    return Leg(thigh_deg, 180 - bend_deg, ankle_deg=bend_deg - thigh_deg, abduct_deg=5, turnout_deg=8)


def _stoop_to_reach_deg(body: Body, told: Standing, facing: Floats) -> float:
    """The least stoop, not less than told, from which the arms reach the point."""
    length = arm.arm_length(body.skeleton, "L") * 0.97 + _GRIP_M

    def short_by(stoop_deg: float) -> float:
        transforms = _upright(body, replace(told, stoop_deg=stoop_deg), facing)
        shoulders = (head(body.skeleton, transforms, f"upperarm01.{side}") for side in "LR")
        return max(float(np.linalg.norm(_point(told) - shoulder)) for shoulder in shoulders) - length

    tried = np.arange(told.stoop_deg, _DEEPEST_STOOP_DEG, 5.0)
    near = next((stoop_deg for stoop_deg in tried if short_by(stoop_deg) <= 0), None)
    if near is None:
        raise ValueError(
            f"nobody standing at ({told.x_m:g}, {told.y_m:g}) m reaches {_point(told).round(2).tolist()} m: "
            "stand nearer, or kneel"
        )
    if near == told.stoop_deg:
        return told.stoop_deg
    return float(brentq(short_by, near - 5.0, near, xtol=1e-2))


def _point(told: Standing) -> Floats:
    return np.array([told.reach_x_m, told.reach_y_m, told.reach_z_m])


def _arm(body: Body, transforms: Transforms, facing: Floats, side: str, told: Standing) -> Transforms:
    skeleton = body.skeleton
    outwards = facing @ REST_LEFT * (1 if side == "L" else -1.0)
    front = facing @ REST_FRONT
    shoulder = head(skeleton, transforms, f"upperarm01.{side}")
    hips_m = float(((touches(body)[f"thigh.{side}"].at(transforms) - shoulder) @ outwards).max()) + 0.05
    hanging = unit(-_UP + 0.1 * front) * arm.arm_length(skeleton, side) * 0.99 + max(hips_m, 0.03) * outwards
    towards = unit(_point(told) - shoulder)
    holding = _point(told) - shoulder + 0.04 * outwards - _GRIP_M * towards
    wrist = shoulder + (1 - told.reach) * hanging + told.reach * holding
    fingers = unit((1 - told.reach) * -_UP + told.reach * towards)
    hand = arm.hand_rotation(skeleton, side, fingers, -outwards)
    return arm.reach(skeleton, transforms, side, wrist, outwards - 0.6 * front - 0.4 * _UP, hand)
