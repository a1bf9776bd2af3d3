"""On the back: legs raised, bent or crossed, the trunk lying or sat up, the hands wherever they are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from simulator.body.model import Body
from simulator.posture.leg import Leg, place
from simulator.posture.lying import ON_BACK, curled, drawn, head_at_rest, resting_neck_deg
from simulator.posture.posed import Posed
from simulator.posture.supine_arms import Grip, arm_of_supine, at_head, forward, holding, on_chest
from simulator.posture.supine_legs import legs_of_supine
from simulator.posture.supine_trunk import (
    hips_lifted,
    lying_trunk,
    rolled_along_deg,
    sat_up,
    trunk_elevation_deg,
)
from simulator.skeleton import Transforms

_TURNOUT_DEG = 12.0
"""How far the toes of a straight, resting leg point outwards."""

_SITS_DEG, _SITTING_NECK_DEG = 30.0, 8.0
"""How high a trunk carries its head upright, and what the neck's bend then is at least."""


@dataclass(frozen=True)
class Supine:
    """thigh: hip to knee above the floor in the sagittal plane, 90 is vertical; told into the floor, the leg
    rests on it, or foot_m above it. knee: inside angle, 180 is straight. ankle: 0 is square to the shank,
    positive pulls the toes up. abduct, arms_out: off the body's middle line; a thigh told below 0 goes across
    it. cross: 1 puts that leg's ankle over the other thigh. trunk: mid-hip to mid-shoulder above the floor;
    told into it, the trunk lies. hip_lift: the mid-hip's height over lying, the shoulders stay. pelvic_tilt:
    the pelvis rolled back beyond what a raised thigh brings. head_lift: the neck, then the upper back curled.
    pillow: its thickness.

    The hands are on the floor unless something else is 1: hold, both on that leg, or each on its own where
    both legs are held; hands_at_head; arms_crossed, on the chest; arms_forward, straight, both or one, at
    arms_forward_deg above the floor, 90 straight up, more over the head."""

    left_thigh_deg: float = -90.0
    right_thigh_deg: float = -90.0
    left_knee_deg: float = 178.0
    right_knee_deg: float = 178.0
    left_ankle_deg: float = -15.0
    right_ankle_deg: float = -15.0
    left_foot_m: float = 0.0
    right_foot_m: float = 0.0
    left_abduct_deg: float = 6.0
    right_abduct_deg: float = 6.0
    left_cross: float = 0.0
    right_cross: float = 0.0
    trunk_deg: float = -90.0
    hip_lift_m: float = 0.0
    pelvic_tilt_deg: float = 0.0
    head_lift_deg: float = 0.0
    pillow_m: float = 0.0
    arms_out_deg: float = 12.0
    left_hold: float = 0.0
    right_hold: float = 0.0
    hands_at_head: float = 0.0
    arms_crossed: float = 0.0
    arms_forward: float = 0.0
    left_arm_forward: float = 0.0
    right_arm_forward: float = 0.0
    arms_forward_deg: float = 40.0


class Trunk(NamedTuple):
    """The body with its legs straight, and how far its neck bends for the head to rest."""

    transforms: Transforms
    neck_deg: float


def supine(body: Body, told: Supine) -> Posed:
    trunk = trunk_of_supine(body, told)
    transforms = legs_of_supine(body, trunk.transforms, legs_of(told), _crossed(told))
    transforms = with_head(body, told, trunk, transforms)
    return drawn(body, with_arms(body, told, trunk, transforms))


def trunk_of_supine(body: Body, told: Supine) -> Trunk:
    def with_legs(transforms: Transforms, thighs_deg: tuple[float, float]) -> Transforms:
        for (side, leg), thigh_deg in zip(legs_of(told).items(), thighs_deg, strict=True):
            at = replace(leg, thigh_deg=thigh_deg)
            transforms = place(body.skeleton, transforms, ON_BACK, side, at)
        return transforms

    def folded(transforms: Transforms) -> Transforms:
        return with_legs(transforms, (max(told.left_thigh_deg, 0.0), max(told.right_thigh_deg, 0.0)))

    highest_deg = max(told.left_thigh_deg, told.right_thigh_deg)
    flat = lying_trunk(body, told.pelvic_tilt_deg + rolled_along_deg(highest_deg), folded)
    raised = sat_up(body, flat, told.trunk_deg, folded)
    neck_deg = resting_neck_deg(body, hips_lifted(body, flat, told.hip_lift_m), ON_BACK, told.pillow_m)
    # A head that hangs back over the floor does not when its owner sits.
    sits = np.clip((trunk_elevation_deg(body, raised) - trunk_elevation_deg(body, flat)) / _SITS_DEG, 0, 1)
    neck_deg += float(sits) * max(_SITTING_NECK_DEG - neck_deg, 0.0)
    for side, leg in legs_of(Supine()).items():
        raised = place(body.skeleton, raised, ON_BACK, side, replace(leg, thigh_deg=0.0))
    return Trunk(hips_lifted(body, raised, told.hip_lift_m), neck_deg)


def with_head(body: Body, told: Supine, trunk: Trunk, transforms: Transforms) -> Transforms:
    transforms = head_at_rest(body, transforms, ON_BACK, trunk.neck_deg)
    return curled(body.skeleton, transforms, ON_BACK, told.head_lift_deg)


def with_arms(body: Body, told: Supine, trunk: Trunk, transforms: Transforms) -> Transforms:
    for side in "LR":
        grip, share = _grip(body, told, transforms, side)
        transforms = arm_of_supine(body, trunk.transforms, transforms, side, told.arms_out_deg, grip, share)
    return transforms


def _grip(body: Body, told: Supine, transforms: Transforms, side: str) -> tuple[Grip | None, float]:
    """Where a hand is kept, and how far it is on its way there."""
    holds, crossed = {"L": told.left_hold, "R": told.right_hold}, _crossed(told)
    alone = {"L": told.left_arm_forward, "R": told.right_arm_forward}
    other = "R" if side == "L" else "L"
    held = side if holds[side] >= holds[other] else other
    wishes = {
        "hold": holds[held],
        "head": told.hands_at_head,
        "chest": told.arms_crossed,
        "forward": max(told.arms_forward, alone[side]),
    }
    wish = max(wishes, key=lambda name: wishes[name])
    if wishes[wish] <= 0:
        return None, 0.0
    match wish:
        case "head":
            grip = at_head(body, transforms, side)
        case "chest":
            grip = on_chest(body, transforms, side)
        case "forward":
            grip = forward(body, transforms, side, told.arms_forward_deg)
        case _:
            own = holds[side] / holds[held] if held == side else 0.0
            both = min(holds.values()) / holds[held]
            through = crossed["R" if held == "L" else "L"]
            grip = holding(body, transforms, side, held, both=both * own, through=through)
    return grip, wishes[wish]


def legs_of(told: Supine) -> dict[str, Leg]:
    def turnout_deg(knee_deg: float) -> float:
        return _TURNOUT_DEG * max(float(np.cos(np.radians(180 - knee_deg))), 0.0) ** 2

    def leg(thigh_deg: float, knee_deg: float, ankle_deg: float, abduct_deg: float, foot_m: float) -> Leg:
        return Leg(thigh_deg, knee_deg, ankle_deg, abduct_deg, turnout_deg(knee_deg), foot_m)

    t = told
    return {
        "L": leg(t.left_thigh_deg, t.left_knee_deg, t.left_ankle_deg, t.left_abduct_deg, t.left_foot_m),
        "R": leg(t.right_thigh_deg, t.right_knee_deg, t.right_ankle_deg, t.right_abduct_deg, t.right_foot_m),
    }


def _crossed(told: Supine) -> dict[str, float]:
    return {"L": told.left_cross, "R": told.right_cross}
