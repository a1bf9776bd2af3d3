"""The arms of a body on its back: hands on the floor beside it, or kept somewhere."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.spatial.transform import Rotation, Slerp

from simulator.body.model import Body
from simulator.posture import arm
from simulator.posture.bones import REST_FRONT, REST_LEFT, unit
from simulator.posture.contact import thickness_m, touches
from simulator.posture.supine_legs import outwards, thigh_and_shank
from simulator.skeleton import Floats, Transforms, head

_UP = np.array([0.0, 0.0, 1.0])
_FEET = np.array([1.0, 0.0, 0.0])
_BESIDE_M = 0.06
"""From the hip's skin to a wrist beside it."""
_WRIST_M = 0.04
"""About how high the wrist of a hand on the floor is."""
_PALM_M = 0.02
"""From a palm's skin to the hand's bones."""
_GRIP_DEG = 20.0
"""How far the fingers of a holding hand close at each joint."""


class Grip(NamedTuple):
    """Where a hand is kept. hand: its rotation from the rest shape. closed: the fingers, at each joint."""

    wrist: Floats
    hand: Floats
    elbow_towards: Floats
    closed_deg: float = 0.0


def arm_of_supine(
    body: Body,
    trunk: Transforms,
    transforms: Transforms,
    side: str,
    out_deg: float,
    grip: Grip | None,
    share: float,
) -> Transforms:
    """trunk: the body before its legs moved; resting hands keep clear of that, and do not stir with a leg.
    share: 0 the hand on the floor, the arm ``out_deg`` off the trunk; 1 the hand where the grip is."""
    skeleton = body.skeleton
    wrist, hand = _on_floor(body, trunk, side, out_deg)
    elbow_towards = outwards(side) - 0.3 * _UP
    closed_deg = 0.0
    if grip is not None and share > 0:
        shoulder = head(skeleton, transforms, f"upperarm01.{side}")
        # Over the other thigh, not through it.
        detour = np.sin(np.pi * share) * (0.12 * _UP + 0.05 * outwards(side))
        wrist = _arc(wrist - shoulder, grip.wrist - shoulder, share) + shoulder + detour
        hand = Slerp([0.0, 1.0], Rotation.from_matrix(np.stack([hand, grip.hand])))([share]).as_matrix()[0]
        elbow_towards = (1 - share) * elbow_towards + share * grip.elbow_towards
        closed_deg = share * grip.closed_deg
    transforms = arm.reach(skeleton, transforms, side, wrist, elbow_towards, hand)
    return arm.curled(skeleton, transforms, side, closed_deg)


def holding(
    body: Body, transforms: Transforms, side: str, held: str, *, both: float = 0.0, through: float = 0.0
) -> Grip:
    """On a leg that is pulled to the chest: the hand of its own side behind the thigh, the other on the knee.
    both: 1 where the other hand has its own leg to hold, each hand round its shin. through: 1 where the other
    leg lies across, and the other hand goes between the two to the back of the thigh."""
    if held == side:
        behind, shin = _behind_thigh(body, transforms, side, held), _round_shin(body, transforms, side)
        wrist, hand = _between(behind, shin, both)
        return Grip(wrist, hand, outwards(side) + 0.3 * _UP, _GRIP_DEG)
    on_knee, inside = _on_knee(body, transforms, side, held), _behind_thigh(body, transforms, side, held)
    wrist, hand = _between(on_knee, inside, through)
    return Grip(wrist, hand, outwards(side) + 0.9 * _UP, _GRIP_DEG)


def at_head(body: Body, transforms: Transforms, side: str) -> Grip:
    """The fingers behind the ear, the elbow out."""
    skull = transforms[body.skeleton.index["head"], :3, :3]
    out = skull @ REST_LEFT * (1.0 if side == "L" else -1.0)
    crown, front = skull @ _UP, skull @ REST_FRONT
    joint = head(body.skeleton, transforms, "head")
    half_m = float(((touches(body)["skull"].at(transforms) - joint) @ out).max())
    wrist = joint + (half_m + 0.02) * out + 0.03 * crown + 0.03 * front
    hand = arm.hand_rotation(body.skeleton, side, unit(crown - 0.5 * front - 0.25 * out), -out)
    return Grip(wrist, hand, 1.2 * outwards(side) + 0.5 * crown + 0.35 * front)


def on_chest(body: Body, transforms: Transforms, side: str) -> Grip:
    """The hand on the other side's shoulder."""
    chest = transforms[body.skeleton.index["spine01"], :3, :3]
    front, crown, out = chest @ REST_FRONT, chest @ _UP, outwards(side)
    other = head(body.skeleton, transforms, f"upperarm01.{'R' if side == 'L' else 'L'}")
    depth_m = float(((touches(body)["back"].at(transforms) - other) @ front).max())
    # The right forearm lies over the left one.
    over_m = 0.7 * depth_m + (0.05 if side == "L" else 0.08)
    wrist = other + 0.16 * out - 0.07 * crown + over_m * front
    hand = arm.hand_rotation(body.skeleton, side, unit(-out + 0.6 * crown), -front)
    return Grip(wrist, hand, 0.9 * out - crown + 0.5 * front)


def forward(body: Body, transforms: Transforms, side: str, above_floor_deg: float) -> Grip:
    """The arm straight, so high above the floor; 0 points to the feet."""
    angle = np.radians(above_floor_deg)
    way = np.cos(angle) * _FEET + np.sin(angle) * _UP
    shoulder = head(body.skeleton, transforms, f"upperarm01.{side}")
    wrist = shoulder + arm.arm_length(body.skeleton, side) * way
    hand = arm.hand_rotation(body.skeleton, side, way, -outwards(side))
    return Grip(wrist, hand, outwards(side) - 0.3 * _UP)


def _on_floor(body: Body, trunk: Transforms, side: str, out_deg: float) -> tuple[Floats, Floats]:
    """The wrist and the hand's rotation: palm on the floor, clear of the hip."""
    skeleton, out = body.skeleton, outwards(side)
    shoulder = head(skeleton, trunk, f"upperarm01.{side}")
    hips = (touches(body)[name].at(trunk) for name in ("buttocks", f"thigh.{side}"))
    clear_m = max(float((points @ out).max()) for points in hips) + _BESIDE_M
    length = arm.arm_length(skeleton, side)
    aside_m = max(length * np.sin(np.radians(out_deg)), clear_m - float(shoulder @ out))
    aside = np.arcsin(min(aside_m / length, 0.95))
    along = np.cos(aside) * _FEET + np.sin(aside) * out
    hand = arm.hand_rotation(skeleton, side, along, -_UP)
    wrist = shoulder + along * length
    wrist[2] = _WRIST_M
    wrist = shoulder + unit(wrist - shoulder) * length
    return arm.wrist_on_floor(body, trunk, side, wrist, out - 0.3 * _UP, hand), hand


def _behind_thigh(body: Body, transforms: Transforms, side: str, held: str) -> tuple[Floats, Floats]:
    """The wrist and the hand's rotation: round the back of the thigh, from the hand's own side."""
    hip, thigh, shank = thigh_and_shank(body, transforms, held)
    behind = unit(shank - (shank @ thigh) * thigh)
    # A calf that lies on the thigh leaves no room for a hand near the knee.
    share = 0.75 - 0.2 * float(np.clip((shank @ thigh) / -0.7, 0.0, 1.0))
    radius_m = thickness_m(body, f"upperleg01.{held}", f"lowerleg01.{held}", 0.75) + _PALM_M
    around = np.radians(60)
    normal = np.cos(around) * outwards(side) + np.sin(around) * behind
    fingers = np.cos(around) * behind - np.sin(around) * outwards(side)
    knee = head(body.skeleton, transforms, f"lowerleg01.{held}")
    return _laid_on(body, side, hip + share * (knee - hip) + radius_m * normal, fingers, normal)


def _on_knee(body: Body, transforms: Transforms, side: str, held: str) -> tuple[Floats, Floats]:
    """The wrist and the hand's rotation: on the shin just below the knee, from the head's side."""
    _, thigh, shank = thigh_and_shank(body, transforms, held)
    front = unit(thigh - (thigh @ shank) * shank)
    radius_m = thickness_m(body, f"lowerleg01.{held}", f"foot.{held}", 0.2) + _PALM_M
    knee = head(body.skeleton, transforms, f"lowerleg01.{held}")
    fingers = unit(shank - 0.5 * outwards(side))
    return _laid_on(body, side, knee + 0.05 * shank + radius_m * front, fingers, front)


def _round_shin(body: Body, transforms: Transforms, side: str) -> tuple[Floats, Floats]:
    """The wrist and the hand's rotation: round the own shin below the knee, from the outside."""
    _, thigh, shank = thigh_and_shank(body, transforms, side)
    front = unit(thigh - (thigh @ shank) * shank)
    radius_m = thickness_m(body, f"lowerleg01.{side}", f"foot.{side}", 0.2) + _PALM_M
    knee = head(body.skeleton, transforms, f"lowerleg01.{side}")
    normal = unit(0.5 * outwards(side) + front)
    fingers = unit(front - 2.0 * outwards(side) + 0.5 * shank)
    return _laid_on(body, side, knee + 0.09 * shank + radius_m * normal, fingers, normal)


def _laid_on(body: Body, side: str, at: Floats, fingers: Floats, normal: Floats) -> tuple[Floats, Floats]:
    """The knuckles at a point of something whose surface has that normal."""
    wrist = at - arm.palm_length(body.skeleton, side) * fingers
    return wrist, arm.hand_rotation(body.skeleton, side, fingers, -normal)


def _between(
    first: tuple[Floats, Floats], second: tuple[Floats, Floats], share: float
) -> tuple[Floats, Floats]:
    if share <= 0:
        return first
    turns = Rotation.from_matrix(np.stack([first[1], second[1]]))
    wrist = (1 - share) * first[0] + share * second[0]
    return wrist, Slerp([0.0, 1.0], turns)([share]).as_matrix()[0]


def _arc(start: Floats, end: Floats, share: float) -> Floats:
    """From one offset to another round the shoulder, so that the hand does not pass through the body."""
    length = (1 - share) * np.linalg.norm(start) + share * np.linalg.norm(end)
    return unit((1 - share) * unit(start) + share * unit(end)) * length
