"""On the back: legs raised or bent, hands on the floor or round a thigh."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulator.body.model import Body
from simulator.posture.bones import REST_LEFT, about, bend, middle, unit
from simulator.posture.contact import thickness_m, touches
from simulator.posture.leg import Leg, direction, place, rest_on_floor
from simulator.posture.lying import ON_BACK, drawn, head_at_rest, laid, nodded, settled
from simulator.posture.posed import Posed
from simulator.posture.supine_arms import arm_of_supine
from simulator.skeleton import Transforms, at_rest, head, rigid

_YIELDING_M = {"buttocks": 0.02, "back": 0.015}
"""How far the flesh of a lying person is pressed in."""
_LEFT = ON_BACK @ REST_LEFT
_LUMBAR = ("spine05", "spine04", "spine03")
_TILT_SHARE, _TILT_FROM_DEG = 0.15, 30.0
"""How much of a thigh's way up the pelvis rolls along, and from where on (judgement)."""
_TURNOUT_DEG = 12.0
"""How far the toes of a straight, resting leg point outwards."""
_BELLY_GIVES_M = 0.04
"""How far thigh and belly press each other in."""
_WIDEST_DEG = 28.0


@dataclass(frozen=True)
class Supine:
    """thigh: hip to knee above the floor in the sagittal plane, 90 is vertical; told into the floor, the leg
    rests on it, or foot_m above it. knee: inside angle, 180 is straight. ankle: 0 is square to the shank,
    positive pulls the toes up. abduct, arms_out: off the body's middle line. hold: 0 both hands on the floor,
    1 round that thigh. hip_lift: the mid-hip's height over lying, the shoulders stay. pelvic_tilt: the pelvis
    rolled back beyond what a raised thigh brings. head_lift: the neck curled. pillow: its thickness."""

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
    hip_lift_m: float = 0.0
    pelvic_tilt_deg: float = 0.0
    head_lift_deg: float = 0.0
    pillow_m: float = 0.0
    arms_out_deg: float = 12.0
    left_hold: float = 0.0
    right_hold: float = 0.0


def supine(body: Body, told: Supine) -> Posed:
    trunk = transforms = _trunk(body, told)
    for side, leg in _legs(told).items():
        beside = replace(leg, abduct_deg=_beside_belly_deg(body, trunk, side, leg))
        transforms = rest_on_floor(body, transforms, ON_BACK, side, beside, sole_down=True)
    transforms = head_at_rest(body, transforms, ON_BACK, told.pillow_m)
    transforms = nodded(body.skeleton, transforms, ON_BACK, told.head_lift_deg)
    for side in "LR":
        own, other = (told.left_hold, told.right_hold) if side == "L" else (told.right_hold, told.left_hold)
        held = side if own >= other else ("R" if side == "L" else "L")
        transforms = arm_of_supine(body, trunk, transforms, side, told.arms_out_deg, held, max(own, other))
    return drawn(body, transforms)


def _trunk(body: Body, told: Supine) -> Transforms:
    """The trunk where it lies (or is lifted to), the legs straight."""
    transforms = _pelvis_rolled(body, told)
    for side, leg in _legs(told).items():
        # A folded hip pulls the buttocks' flesh along.
        folded = replace(leg, thigh_deg=max(leg.thigh_deg, 0.0))
        transforms = place(body.skeleton, transforms, ON_BACK, side, folded)
    transforms = settled(body, transforms, _YIELDING_M)
    for side, leg in _legs(Supine()).items():
        transforms = place(body.skeleton, transforms, ON_BACK, side, replace(leg, thigh_deg=0.0))
    return _hips_lifted(body, transforms, told.hip_lift_m)


def _pelvis_rolled(body: Body, told: Supine) -> Transforms:
    """A thigh that goes high takes the pelvis with it; the lumbar spine gives, the chest stays."""
    transforms = laid(body.skeleton, at_rest(body.skeleton), ON_BACK)
    highest_deg = max(told.left_thigh_deg, told.right_thigh_deg)
    tilt_deg = told.pelvic_tilt_deg + _TILT_SHARE * max(highest_deg - _TILT_FROM_DEG, 0.0)
    transforms = rigid(transforms, about(_LEFT, -tilt_deg), middle(body.skeleton, transforms, "upperleg01"))
    return bend(body.skeleton, transforms, dict.fromkeys(_LUMBAR, tilt_deg / len(_LUMBAR)), _LEFT)


def _hips_lifted(body: Body, transforms: Transforms, lift_m: float) -> Transforms:
    """The trunk turned up about the shoulders. ValueError: higher than a trunk is long."""
    hips, shoulders = (middle(body.skeleton, transforms, bone) for bone in ("upperleg01", "upperarm01"))
    share = lift_m / float(np.linalg.norm(hips - shoulders))
    if not -0.1 <= share <= 0.95:
        raise ValueError(f"hip_lift_m {lift_m:g} is not what hips can do: stay between 0 and 0.35")
    return rigid(transforms, about(_LEFT, -float(np.degrees(np.arcsin(share)))), shoulders)


def _legs(told: Supine) -> dict[str, Leg]:
    def turnout_deg(knee_deg: float) -> float:
        return _TURNOUT_DEG * max(float(np.cos(np.radians(180 - knee_deg))), 0.0) ** 2

    def leg(thigh_deg: float, knee_deg: float, ankle_deg: float, abduct_deg: float, foot_m: float) -> Leg:
        return Leg(thigh_deg, knee_deg, ankle_deg, abduct_deg, turnout_deg(knee_deg), foot_m)

    t = told
    return {
        "L": leg(t.left_thigh_deg, t.left_knee_deg, t.left_ankle_deg, t.left_abduct_deg, t.left_foot_m),
        "R": leg(t.right_thigh_deg, t.right_knee_deg, t.right_ankle_deg, t.right_abduct_deg, t.right_foot_m),
    }


def _beside_belly_deg(body: Body, trunk: Transforms, side: str, leg: Leg) -> float:
    """How far outwards a folded thigh goes to pass a belly that is in its way: at least as told."""
    bones = (f"upperleg01.{side}", f"lowerleg01.{side}")
    hip, knee = (body.skeleton.heads[body.skeleton.index[bone]] for bone in bones)
    length_m = float(np.linalg.norm(knee - hip))
    belly = touches(body)["belly"].at(trunk) - head(body.skeleton, trunk, bones[0])
    thigh = unit(ON_BACK @ direction(max(leg.thigh_deg, 0.0), leg.abduct_deg * (1 if side == "L" else -1)))
    # The half near the hip is always in the belly: they are one flesh there.
    along = np.clip(belly @ thigh, 0.5 * length_m, length_m)
    between_m = np.linalg.norm(belly - np.outer(along, thigh), axis=1).min()
    overlap_m = max(thickness_m(body, *bones, 0.5) - _BELLY_GIVES_M - float(between_m), 0.0)
    aside_deg = float(np.degrees(np.arctan2(overlap_m, 0.5 * length_m)))
    return max(leg.abduct_deg, min(leg.abduct_deg + aside_deg, _WIDEST_DEG))
