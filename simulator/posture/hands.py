"""The arms of somebody upright: hanging, raised, or the hands put on the buttocks, on a knee, down a leg."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.body.model import Body
from simulator.posture import arm
from simulator.posture.bones import REST_FRONT, REST_LEFT, unit
from simulator.posture.contact import thickness_m, touches
from simulator.skeleton import Floats, Skeleton, Transforms, head

_FRONT, _LEFT, _UP = np.eye(3)
_HAND_LENGTHS = 2.0
"""How much longer than the palm the hand is."""
_GRIP_M = 0.09
"""From the wrist to the middle of a closed hand."""
_ASIDE_M = 0.12
"""How far a hand swings out on its way from one place to another, to pass the body."""


@dataclass(frozen=True)
class Hands:
    """arm: the upper arm from hanging straight down towards the front. elbow: inside angle. arm_out: away
    from the body. The others are shares, 0 to 1. hands: both on the buttocks, or both just over one knee.
    hand_hip, hand_thigh: that hand on its own. hand_leg: down its own leg as far as it reaches. reach: to
    (reach_x, reach_z), before the body."""

    left_arm_deg: float = 0.0
    right_arm_deg: float = 0.0
    left_elbow_deg: float = 165.0
    right_elbow_deg: float = 165.0
    left_arm_out_deg: float = 0.0
    right_arm_out_deg: float = 0.0
    hands_buttocks: float = 0.0
    hands_left_knee: float = 0.0
    hands_right_knee: float = 0.0
    left_hand_hip: float = 0.0
    right_hand_hip: float = 0.0
    left_hand_thigh: float = 0.0
    right_hand_thigh: float = 0.0
    left_hand_leg: float = 0.0
    right_hand_leg: float = 0.0
    left_reach: float = 0.0
    right_reach: float = 0.0
    reach_x_m: float = 0.5
    reach_z_m: float = 0.1


@dataclass(frozen=True)
class _Place:
    """Where a hand goes: the wrist, and where the fingers, the palm and the elbow point."""

    wrist: Floats
    fingers: Floats
    palm: Floats
    elbow: Floats


def arms(body: Body, transforms: Transforms, told: Hands) -> Transforms:
    """Both arms as told, on a body whose trunk and legs are where they shall be."""
    posed = transforms
    for side in "LR":
        place = _place(body, transforms, side, told)
        hand = arm.hand_rotation(body.skeleton, side, place.fingers, place.palm)
        posed = arm.reach(body.skeleton, posed, side, place.wrist, place.elbow, hand)
    return posed


def _place(body: Body, transforms: Transforms, side: str, told: Hands) -> _Place:
    left = side == "L"
    wanted = {
        "buttocks": told.hands_buttocks,
        "reach": told.left_reach if left else told.right_reach,
        "hip": told.left_hand_hip if left else told.right_hand_hip,
        "thigh": told.left_hand_thigh if left else told.right_hand_thigh,
        "leg": told.left_hand_leg if left else told.right_hand_leg,
        "knee.L": told.hands_left_knee,
        "knee.R": told.hands_right_knee,
    }
    total = sum(wanted.values())
    places = [(1 - total, _free(body, transforms, side, told))]
    for name, share in wanted.items():
        if share > 0:
            places.append((share, _held(body, transforms, side, told, name)))
    if total > 1.001:
        raise ValueError("a hand can only be in one place: the shares of the hands add up to more than 1")

    def mixed(of: str) -> Floats:
        mixture: Floats = sum(share * getattr(place, of) for share, place in places)
        return mixture

    aside = 4 * _ASIDE_M * total * (1 - total) * _out(side)
    return _Place(mixed("wrist") + aside, unit(mixed("fingers")), unit(mixed("palm")), unit(mixed("elbow")))


def _held(body: Body, transforms: Transforms, side: str, told: Hands, name: str) -> _Place:
    match name:
        case "buttocks":
            return _on_buttock(body, transforms, side)
        case "hip":
            return _on_hip(body, transforms, side)
        case "reach":
            return _reaching(body, transforms, side, told)
        case "thigh":
            return _along_leg(body, transforms, side, side, lowest=0.7, on_top=1.0)
        case "leg":
            return _along_leg(body, transforms, side, side, lowest=1.7, on_top=0.5)
        case _:
            return _along_leg(body, transforms, side, name[-1], lowest=0.8, on_top=2.0)


def _free(body: Body, transforms: Transforms, side: str, told: Hands) -> _Place:
    """Hanging, or raised by the angles told; hands that hang on the floor lie on it."""
    skeleton = body.skeleton
    left = side == "L"
    raised_deg, elbow_deg, out_deg = (
        (told.left_arm_deg, told.left_elbow_deg, told.left_arm_out_deg)
        if left
        else (told.right_arm_deg, told.right_elbow_deg, told.right_arm_out_deg)
    )
    upper, fore = arm.lengths(skeleton, side)
    shoulder = head(skeleton, transforms, f"upperarm01.{side}")
    outwards = _out(side)
    # An upper arm that hangs clears the hips; the further it is raised, the less they are in its way.
    hips_m = float(((touches(body)[f"thigh.{side}"].at(transforms) - shoulder) @ outwards).max()) + 0.04
    trunk = _trunk(skeleton, transforms)
    close = max(float(trunk @ _UP), 0.0) * max(float(np.cos(np.radians(raised_deg))), 0.0)
    aside = np.clip(max(hips_m, 0.02) * close / (upper + fore), 0, 0.5) + np.tan(np.radians(out_deg))
    upwards = np.radians([raised_deg, raised_deg + 180 - elbow_deg])
    upper_way, fore_way = (np.sin(a) * _FRONT - np.cos(a) * _UP + aside * outwards for a in upwards)
    wrist = shoulder + unit(upper_way) * upper + unit(fore_way) * fore
    hand_m = _HAND_LENGTHS * arm.palm_length(skeleton, side)
    floor_m = hand_m * max(float(-unit(fore_way)[2]), 0.0) + 0.01
    wrist[2] = max(wrist[2], floor_m)
    elbow = 0.35 * outwards - np.cos(upwards[0]) * _FRONT - np.sin(upwards[0]) * _UP
    return _Place(wrist, unit(fore_way), -outwards, elbow)


def _on_buttock(body: Body, transforms: Transforms, side: str) -> _Place:
    """The palm on the upper part of the buttock, the fingers down, the elbow back."""
    front, out, up = _pelvis(body.skeleton, transforms, side)
    hip = head(body.skeleton, transforms, f"upperleg01.{side}")
    behind = -((touches(body)["buttocks"].at(transforms) - hip) @ front).min()
    wrist = hip - front * (float(behind) + 0.005) + 0.09 * up + 0.01 * out
    return _Place(wrist, unit(-up - 0.25 * out), front, unit(0.55 * out - front))


def _on_hip(body: Body, transforms: Transforms, side: str) -> _Place:
    """The palm on the side of the pelvis, the fingers to the front, the elbow out."""
    front, out, up = _pelvis(body.skeleton, transforms, side)
    hip = head(body.skeleton, transforms, f"upperleg01.{side}")
    beside = ((touches(body)["buttocks"].at(transforms) - hip) @ out).max()
    wrist = hip + out * (float(beside) + 0.03) + 0.12 * up - 0.03 * front
    return _Place(wrist, unit(front - 0.5 * up - 0.4 * out), -out, unit(out - 0.7 * front))


def _pelvis(skeleton: Skeleton, transforms: Transforms, side: str) -> tuple[Floats, Floats, Floats]:
    """Its front, the way out of the body on a side, and up."""
    turned = transforms[skeleton.index["root"], :3, :3]
    front, left = turned @ REST_FRONT, turned @ REST_LEFT
    return front, left * (1 if side == "L" else -1.0), np.cross(front, left)


def _reaching(body: Body, transforms: Transforms, side: str, told: Hands) -> _Place:
    shoulder = head(body.skeleton, transforms, f"upperarm01.{side}")
    point = np.array([told.reach_x_m, 0.0, told.reach_z_m]) + 0.08 * _out(side)
    towards = unit(point - shoulder)
    return _Place(point - _GRIP_M * towards, towards, -_out(side), unit(0.5 * _out(side) - 0.5 * _UP))


def _along_leg(
    body: Body, transforms: Transforms, side: str, leg: str, *, lowest: float, on_top: float
) -> _Place:
    """A hand on a leg as far down as the arm goes: 0 is the hip, 1 the knee, 2 the ankle. The leg's own hand
    lies on its outside, the other on its inside; on_top: how much more on its front than that."""
    skeleton = body.skeleton
    bones = [f"{bone}.{leg}" for bone in ("upperleg01", "lowerleg01", "foot")]
    joints = np.array([head(skeleton, transforms, bone) for bone in bones])
    shoulder = head(skeleton, transforms, f"upperarm01.{side}")
    shares = np.linspace(0.35, lowest, 61)
    points = np.column_stack([np.interp(shares, (0, 1, 2), joints[:, axis]) for axis in range(3)])
    too_far = np.linalg.norm(points - shoulder, axis=1) - 0.97 * arm.arm_length(skeleton, side)
    share = _last_reached(shares, too_far)
    part = int(share)
    along = unit(joints[part + 1] - joints[part])
    point = joints[part] + (share - part) * (joints[part + 1] - joints[part])
    thick_m = thickness_m(body, bones[part], bones[part + 1], share - part)
    beside = _out(leg) if leg == side else -_out(leg)
    # The front of an upright leg, the top of a level thigh.
    top = unit(_FRONT + _UP - ((_FRONT + _UP) @ along) * along)
    away = unit(beside + on_top * top)
    wrist = point + (thick_m + 0.03) * away - 0.06 * along
    return _Place(wrist, along, -away, unit(_out(side) - 0.3 * _FRONT + 0.2 * _UP))


def _last_reached(shares: Floats, too_far: Floats) -> float:
    """The furthest share at which nothing is too far, between the samples."""
    reached = np.flatnonzero(too_far <= 0)
    if len(reached) == 0:
        return float(shares[0])
    last = int(reached[-1])
    if last == len(shares) - 1:
        return float(shares[-1])
    here, beyond = too_far[last], too_far[last + 1]
    return float(shares[last] + (shares[last + 1] - shares[last]) * here / (here - beyond))


def _trunk(skeleton: Skeleton, transforms: Transforms) -> Floats:
    """From the pelvis to the neck."""
    return unit(head(skeleton, transforms, "neck01") - head(skeleton, transforms, "root"))


def _out(side: str) -> Floats:
    way: Floats = _LEFT * (1 if side == "L" else -1.0)
    return way
