"""The legs of a body on its back: on the floor, raised, or one crossed over the other's thigh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from scipy.spatial.transform import Rotation, Slerp

from simulator.body.model import Body
from simulator.posture.bones import REST_LEFT, unit
from simulator.posture.contact import thickness_m, touches
from simulator.posture.leg import Leg, direction, leg_to, rest_on_floor
from simulator.posture.lying import ON_BACK
from simulator.skeleton import Floats, Transforms, head

_BELLY_GIVES_M = 0.04
"""How far thigh and belly press each other in."""
_WIDEST_DEG = 28.0
_SHIN_M = 0.045
"""From an ankle's middle to the skin that lies on the other thigh."""
_OVER_M = 0.12
"""How high the foot goes on its way over the other leg."""


def legs_of_supine(
    body: Body, trunk: Transforms, legs: Mapping[str, Leg], crossed: Mapping[str, float]
) -> Transforms:
    """trunk: with the legs straight. crossed: for each side 1 where the ankle lies on the other thigh."""
    transforms = trunk
    for side, leg in legs.items():
        beside = replace(leg, abduct_deg=_beside_belly_deg(body, trunk, side, leg))
        transforms = rest_on_floor(body, transforms, ON_BACK, side, beside, sole_down=True)
    for side, share in crossed.items():
        if share > 0:
            transforms = _crossed(body, transforms, side, share)
    return transforms


def thigh_and_shank(body: Body, transforms: Transforms, side: str) -> tuple[Floats, Floats, Floats]:
    """The hip, and the ways from it to the knee and from the knee to the ankle."""
    joints = (f"{bone}.{side}" for bone in ("upperleg01", "lowerleg01", "foot"))
    hip, knee, ankle = (head(body.skeleton, transforms, joint) for joint in joints)
    return hip, unit(knee - hip), unit(ankle - knee)


def outwards(side: str) -> Floats:
    way: Floats = ON_BACK @ REST_LEFT * (1.0 if side == "L" else -1.0)
    return way


def _crossed(body: Body, transforms: Transforms, side: str, share: float) -> Transforms:
    """From where the leg is, the ankle over the other thigh, just above its knee, and the own knee out."""
    skeleton = body.skeleton
    other = "R" if side == "L" else "L"
    _, thigh, shank = thigh_and_shank(body, transforms, other)
    front = unit((shank @ thigh) * thigh - shank)
    over_m = thickness_m(body, f"upperleg01.{other}", f"lowerleg01.{other}", 0.75) + _SHIN_M
    knee_under = head(skeleton, transforms, f"lowerleg01.{other}")
    there = knee_under - 0.09 * thigh + over_m * front + 0.04 * outwards(other)
    hip, knee, ankle = (
        head(skeleton, transforms, f"{bone}.{side}") for bone in ("upperleg01", "lowerleg01", "foot")
    )
    knee_there = there + float(np.linalg.norm(ankle - knee)) * outwards(side)
    way = (1 - share) * ankle + share * there + _OVER_M * np.sin(np.pi * share) * front
    towards = (1 - share) * unit(knee - (hip + ankle) / 2) + share * unit(knee_there - (hip + there) / 2)
    over = leg_to(skeleton, transforms, side, way, towards)
    foot = skeleton.index[f"foot.{side}"]
    feet = np.stack([transforms[foot, :3, :3], over[foot, :3, :3]])
    turned = Slerp([0.0, 1.0], Rotation.from_matrix(feet))([share]).as_matrix()[0]
    return leg_to(skeleton, transforms, side, way, towards, turned)


def _beside_belly_deg(body: Body, trunk: Transforms, side: str, leg: Leg) -> float:
    """How far outwards a folded thigh goes to pass a belly that is in its way: at least as told. One that is
    told across the body presses the belly in."""
    if leg.abduct_deg < 0:
        return leg.abduct_deg
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
