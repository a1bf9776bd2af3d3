"""On the back with a strap round one sole, an end of it in each hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from simulator.body.model import Body, Material, Part
from simulator.posture import arm
from simulator.posture.bones import REST_DOWN, REST_FRONT, REST_LEFT, middle, unit
from simulator.posture.contact import touches
from simulator.posture.lying import drawn
from simulator.posture.posed import Posed
from simulator.posture.supine import Supine, legs_of, trunk_of_supine, with_head
from simulator.posture.supine_arms import Grip, arm_of_supine
from simulator.posture.supine_legs import legs_of_supine, outwards
from simulator.skeleton import Floats, Transforms, head

_APART_M = 0.05
"""From the middle line of the strap's two ends to each hand."""
_WIDE_M = 0.03
_GRIP_DEG = 55.0
_UNDER_BALL = 0.55
"""How far towards the toes the strap lies, as a share of the foot before the ankle."""


class Sole(NamedTuple):
    """at: the middle of the strap under the ball of the foot. to_left: from there to the foot's edge on the
    body's left. toes: which way they point."""

    at: Floats
    to_left: Floats
    toes: Floats


@dataclass(frozen=True)
class Strapped(Supine):
    """strap: 1 on the leg that it is round. elbows: how far the hands are drawn from where the arms would be
    straight towards the chest, 0 to 1."""

    left_strap: float = 0.0
    right_strap: float = 0.0
    elbows: float = 0.25


def strapped(body: Body, told: Strapped) -> Posed:
    """With the strap as a part of its own, drawn from hand to hand round the sole."""
    skeleton = body.skeleton
    trunk = trunk_of_supine(body, told)
    crossed = {"L": told.left_cross, "R": told.right_cross}
    transforms = legs_of_supine(body, trunk.transforms, legs_of(told), crossed)
    transforms = with_head(body, told, trunk, transforms)
    strapped_side = "L" if told.left_strap > told.right_strap else "R"
    share = max(told.left_strap, told.right_strap)
    sole = _under_sole(body, transforms, strapped_side)
    chest = middle(skeleton, transforms, "upperarm01")
    for side in "LR":
        grip = _at_strap(body, side, sole.at, chest, told.elbows)
        transforms = arm_of_supine(body, trunk.transforms, transforms, side, told.arms_out_deg, grip, share)
    posed = drawn(body, transforms)
    band = _band(body, transforms, sole)
    return Posed(with_strap(body), transforms, posed.vertices | {"strap": band})


@lru_cache(maxsize=32)
def with_strap(body: Body) -> Body:
    """The same body with a strap among its parts."""
    corners = np.zeros((8, 3))
    strip = np.array([[0, 1, 3, 2], [2, 3, 5, 4], [4, 5, 7, 6]])
    dark = Material("cloth", (0.03, 0.03, 0.05))
    part = Part("strap", dark, corners, strip, np.zeros((8, 1), np.int64), np.ones((8, 1)))
    return replace(body, parts=(*body.parts, part))


def _under_sole(body: Body, transforms: Transforms, side: str) -> Sole:
    foot = transforms[body.skeleton.index[f"foot.{side}"], :3, :3]
    toes, down, left = (foot @ way for way in (REST_FRONT, REST_DOWN, REST_LEFT))
    ankle = head(body.skeleton, transforms, f"foot.{side}")
    points = touches(body)[f"foot.{side}"].at(transforms) - ankle
    width = points @ left
    at = (
        ankle
        + _UNDER_BALL * float((points @ toes).max()) * toes
        + (float((points @ down).max()) + 0.004) * down
        + (width.max() + width.min()) / 2 * left
    )
    return Sole(at, (width.max() - width.min()) / 2 * left, toes)


def _at_strap(body: Body, side: str, sole: Floats, chest: Floats, elbows: float) -> Grip:
    """On the line from the sole to the chest, as far from it as the arms are straight."""
    skeleton = body.skeleton
    way = unit(sole - chest)
    far_m = arm.arm_length(skeleton, side) * (1 - 0.55 * elbows)
    near_sole_m = float(np.linalg.norm(sole - chest)) - arm.palm_length(skeleton, side) - 0.05
    wrist = chest + min(far_m, near_sole_m) * way + _APART_M * outwards(side)
    hand = arm.hand_rotation(skeleton, side, way, -outwards(side))
    return Grip(wrist, hand, outwards(side) - 0.6 * np.cross(way, [0.0, -1.0, 0.0]), _GRIP_DEG)


def _band(body: Body, transforms: Transforms, sole: Sole) -> Floats:
    """(8, 3): the strap's two edges at the left hand, at both edges of the sole, and at the right hand."""
    hands = {side: head(body.skeleton, transforms, f"finger3-1.{side}") for side in "LR"}
    line = [hands["L"], sole.at + sole.to_left, sole.at - sole.to_left, hands["R"]]
    half = _WIDE_M / 2 * sole.toes
    return np.concatenate([[point - half, point + half] for point in line])
