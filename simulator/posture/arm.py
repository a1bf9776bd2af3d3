"""An arm: a hand brought to a place, the elbow following."""

from __future__ import annotations

import numpy as np

from simulator.body.model import Body
from simulator.posture.bones import about, bend, frame, orient, twist_deg, two_bones, unit
from simulator.posture.contact import touches
from simulator.skeleton import Floats, Skeleton, Transforms, head, turn

_STRETCHED = 0.985
"""The share of its length that an arm reaches without locking the elbow."""


def reach(
    skeleton: Skeleton, transforms: Transforms, side: str, wrist: Floats, elbow_towards: Floats, hand: Floats
) -> Transforms:
    """The wrist at a point, or as near as the arm reaches; the elbow out towards a direction; the hand at
    ``hand``, its rotation from the rest shape (see :func:`hand_rotation`)."""
    upper, fore = lengths(skeleton, side)
    shoulder = head(skeleton, transforms, f"upperarm01.{side}")
    along = unit(wrist - shoulder)
    span = float(
        np.clip(np.linalg.norm(wrist - shoulder), abs(upper - fore) * 1.2, (upper + fore) * _STRETCHED)
    )
    end = shoulder + along * span
    elbow, hinge = two_bones(shoulder, end, (upper, fore), elbow_towards)
    rest_shoulder, rest_elbow, rest_wrist = _rest(skeleton, side)
    rest_hinge = np.cross(rest_elbow - rest_shoulder, rest_wrist - rest_elbow)
    upper_rotation = frame(elbow - shoulder, hinge) @ frame(rest_elbow - rest_shoulder, rest_hinge).T
    fore_rotation = frame(end - elbow, hinge) @ frame(rest_wrist - rest_elbow, rest_hinge).T
    transforms = _twisted(
        skeleton,
        transforms,
        f"upperarm01.{side}",
        f"upperarm02.{side}",
        upper_rotation,
        rest_elbow - rest_shoulder,
    )
    transforms = orient(skeleton, transforms, f"lowerarm01.{side}", fore_rotation)
    pronation = twist_deg(fore_rotation.T @ hand, rest_wrist - rest_elbow)
    forearm = fore_rotation @ about(rest_wrist - rest_elbow, pronation * 0.6)
    transforms = orient(skeleton, transforms, f"lowerarm02.{side}", forearm)
    return orient(skeleton, transforms, f"wrist.{side}", hand)


def arm_length(skeleton: Skeleton, side: str) -> float:
    """Shoulder to wrist, metres, as far as :func:`reach` stretches it."""
    return sum(lengths(skeleton, side)) * _STRETCHED


def palm_length(skeleton: Skeleton, side: str) -> float:
    """Wrist to the middle of the knuckles, metres."""
    wrist, knuckle = (skeleton.heads[skeleton.index[f"{bone}.{side}"]] for bone in ("wrist", "finger3-1"))
    return float(np.linalg.norm(knuckle - wrist))


def hand_rotation(skeleton: Skeleton, side: str, fingers: Floats, palm: Floats) -> Floats:
    """(3, 3): the hand's turn from the rest shape, from where its fingers and its palm shall point."""
    wrist, middle, index, little = (
        skeleton.heads[skeleton.index[f"{bone}.{side}"]]
        for bone in ("wrist", "finger3-1", "finger2-1", "finger5-1")
    )
    towards_palm = np.cross(middle - wrist, index - little) * (1 if side == "L" else -1)
    return frame(fingers, palm) @ frame(middle - wrist, towards_palm).T


def curled(skeleton: Skeleton, transforms: Transforms, side: str, angle_deg: float) -> Transforms:
    """The fingers closed by an angle at each joint, the thumb left alone; negative opens them."""
    index, little = (head(skeleton, transforms, f"{bone}.{side}") for bone in ("finger2-1", "finger5-1"))
    across = (index - little) * (1 if side == "L" else -1)
    joints = [f"finger{finger}-{joint}.{side}" for joint in (1, 2, 3) for finger in (2, 3, 4, 5)]
    return bend(skeleton, transforms, dict.fromkeys(joints, angle_deg), across)


def wrist_on_floor(
    body: Body, transforms: Transforms, side: str, wrist: Floats, elbow_towards: Floats, hand: Floats
) -> Floats:
    """The wrist moved straight up or down until the hand, turned as told, just lies on the floor."""
    touch = touches(body)[f"hand.{side}"]
    for _ in range(3):
        reached = reach(body.skeleton, transforms, side, wrist, elbow_towards, hand)
        wrist = wrist - np.array([0.0, 0.0, touch.lowest(reached)])
    return wrist


def _twisted(
    skeleton: Skeleton, transforms: Transforms, first: str, second: str, rotation: Floats, rest_axis: Floats
) -> Transforms:
    """A limb's two bones sharing its twist, so that the skin between them winds evenly."""
    carried = transforms[skeleton.index[first], :3, :3]
    wound = twist_deg(carried.T @ rotation, rest_axis)
    transforms = orient(skeleton, transforms, first, rotation @ about(rest_axis, -wound / 2))
    return turn(skeleton, transforms, second, about(rotation @ rest_axis, wound / 2))


def _rest(skeleton: Skeleton, side: str) -> tuple[Floats, Floats, Floats]:
    joints = ("upperarm01", "lowerarm01", "wrist")
    shoulder, elbow, wrist = (skeleton.heads[skeleton.index[f"{joint}.{side}"]] for joint in joints)
    return shoulder, elbow, wrist


def lengths(skeleton: Skeleton, side: str) -> tuple[float, float]:
    shoulder, elbow, wrist = _rest(skeleton, side)
    return float(np.linalg.norm(elbow - shoulder)), float(np.linalg.norm(wrist - elbow))
