"""On the feet: standing, stepping, walking, folding forwards or backwards, squatting, sitting."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulator.body.model import Body
from simulator.posture.carriage import Carriage, carried, trunk, trunk_length
from simulator.posture.contact import touches
from simulator.posture.gait import Footing, stepped, walked
from simulator.posture.planted import Foot, foot, heel_pitch_deg, hip_to_ankle, outwards, stand_on
from simulator.posture.posed import Posed
from simulator.skeleton import Floats, Transforms, head, move

_TURNOUT_DEG = 7.0
_BALANCE_M = 0.04
"""How far before the ankles a standing body's centre of mass is."""
_UPPER_MASS, _UPPER_CENTRE, _LEGS_CENTRE = 0.678, 0.626, 0.58
"""Head, arms and trunk: their share of the mass, and of the way from the hips to the shoulders; the legs':
of the way from the ankles to the hips (Winter 2009, Biomechanics and Motor Control, table 4.1)."""
_TURN_DEG_PER_M = 30.0
"""The pelvis goes along with a foot that is put forward."""
_BUTTOCKS_YIELD_M = 0.02
_DROOP_DEG_PER_M = 150.0
"""How far the toes hang from a lifted foot, up to a limit."""
_MOST_DROOP_DEG = 35.0
_ARM_SWING_DEG = 22.0


@dataclass(frozen=True)
class OnFeet(Carriage):
    """x: where the feet are when neither is ahead. step: that foot put forward by step_m, −1 back. walk: so
    many strides of stride_m; without a stride on the spot, the feet lifted by walk_up. foot_up, heel_up: off
    the floor. knee: inside angle, 180 is straight; the knee that lets the hips go least high has it, the
    other bends as far as it must. apart: each foot outwards of its hip. hips: the mid-hip ahead of where the
    body balances. sink: the hips lower than the knees have it, down to the floor. hip_drop: that side of the
    pelvis lower than the other."""

    x_m: float = 0.0
    left_step: float = 0.0
    right_step: float = 0.0
    step_m: float = 0.28
    walk: float = 0.0
    stride_m: float = 0.0
    walk_up_m: float = 0.12
    left_foot_up_m: float = 0.0
    right_foot_up_m: float = 0.0
    left_heel_up_m: float = 0.0
    right_heel_up_m: float = 0.0
    left_knee_deg: float = 174.0
    right_knee_deg: float = 174.0
    apart_m: float = 0.02
    hips_m: float = 0.0
    sink_m: float = 0.0
    left_hip_drop_deg: float = 0.0
    right_hip_drop_deg: float = 0.0


def on_feet(body: Body, told: OnFeet) -> Posed:
    """Raises ValueError for feet too far apart for the legs."""
    footings = _footings(told)
    ahead_m = footings["L"].x_m - footings["R"].x_m
    drop_deg = told.left_hip_drop_deg - told.right_hip_drop_deg
    transforms = trunk(body, told, drop_deg, _TURN_DEG_PER_M * ahead_m)
    feet = {side: _foot(body, told, side, footing) for side, footing in footings.items()}
    hips = np.array([_hips_x_m(body, told, footings), 0.0, 0.0])
    hips[2] = _hips_height_m(body, told, move(transforms, hips), feet)
    transforms = move(transforms, hips)
    for side, placed in feet.items():
        transforms = stand_on(body.skeleton, transforms, side, placed, _TURNOUT_DEG)
    return carried(body, transforms, _swinging(told))


def _footings(told: OnFeet) -> dict[str, Footing]:
    left, right = walked(told.walk, told.stride_m, told.walk_up_m)
    sides = {
        "L": (told.left_step, left, told.left_foot_up_m),
        "R": (told.right_step, right, told.right_foot_up_m),
    }
    footings = {}
    for side, (share, way, up_m) in sides.items():
        aside = stepped(share, told.step_m)
        footings[side] = Footing(told.x_m + way.x_m + aside.x_m, way.up_m + aside.up_m + up_m)
    return footings


def _swinging(told: OnFeet) -> OnFeet:
    """The arms swing against the legs of somebody who walks."""
    left, right = walked(told.walk, 1.0, 1.0)
    swing_deg = _ARM_SWING_DEG * float(np.sin(np.pi * np.clip(right.x_m - left.x_m, -0.5, 0.5)))
    lifted_deg = swing_deg if told.walk > 0 else 0.0
    return replace(
        told, left_arm_deg=told.left_arm_deg + lifted_deg, right_arm_deg=told.right_arm_deg - lifted_deg
    )


def _foot(body: Body, told: OnFeet, side: str, footing: Footing) -> Foot:
    heel_m = told.left_heel_up_m if side == "L" else told.right_heel_up_m
    droop_deg = min(_DROOP_DEG_PER_M * footing.up_m, _MOST_DROOP_DEG)
    hip = body.skeleton.heads[body.skeleton.index[f"upperleg01.{side}"]]
    return foot(
        body,
        side,
        footing.x_m,
        outwards(side) * (abs(float(hip[0])) + told.apart_m),
        pitch_deg=heel_pitch_deg(body, side, heel_m) + droop_deg,
        up_m=footing.up_m,
        turnout_deg=_TURNOUT_DEG,
    )


def _hips_x_m(body: Body, told: OnFeet, footings: dict[str, Footing]) -> float:
    """Where the hips must be for the body to balance over the middle of its feet, with straight legs."""
    trunk_deg = told.trunk_deg - told.back_lean_deg
    lever_m = _UPPER_MASS * _UPPER_CENTRE * trunk_length(body) * np.sin(np.radians(trunk_deg))
    legs = (1 - _UPPER_MASS) * _LEGS_CENTRE
    back_m = (lever_m - _BALANCE_M) / (_UPPER_MASS + legs)
    return float((footings["L"].x_m + footings["R"].x_m) / 2 - back_m + told.hips_m)


def _hips_height_m(body: Body, told: OnFeet, transforms: Transforms, feet: dict[str, Foot]) -> float:
    """As high as the straighter knee lets them, or as sunk; the buttocks stay over the floor."""
    skeleton = body.skeleton
    heights = []
    for side, knee_deg in (("L", told.left_knee_deg), ("R", told.right_knee_deg)):
        hip = head(skeleton, transforms, f"upperleg01.{side}")
        across: Floats = (hip - feet[side].ankle)[:2]
        upright = hip_to_ankle(skeleton, side, knee_deg) ** 2 - float(across @ across)
        if upright <= 0:
            raise ValueError(f"the {'left' if side == 'L' else 'right'} foot is too far from the hips")
        heights.append(float(feet[side].ankle[2] + np.sqrt(upright) - hip[2]))
    seated_m = -touches(body)["buttocks"].lowest(transforms) - _BUTTOCKS_YIELD_M
    return max(min(heights) - told.sink_m, seated_m)
