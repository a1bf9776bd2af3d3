"""On the back, the feet planted, and the hips lifted between them and the shoulders."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import brentq

from simulator.body.model import Body
from simulator.posture.bones import REST_LEFT, about, middle
from simulator.posture.contact import touches
from simulator.posture.leg import leg_to
from simulator.posture.lying import ON_BACK, drawn
from simulator.posture.posed import Posed
from simulator.posture.supine import Supine, Trunk, legs_of, trunk_of_supine, with_arms, with_head
from simulator.posture.supine_legs import legs_of_supine
from simulator.skeleton import Transforms, head, turn

_HIGHEST = 0.6
"""How far hips are tried to be lifted, as a share of the trunk."""


@dataclass(frozen=True)
class Bridge(Supine):
    """hip_extension: from trunk to thigh, 0 in line, negative flexed, positive arched; told lower than it is
    on the floor, the hips lie. The feet stay where the thighs and knees of :class:`Supine` put them, and the
    knees open as the hips rise. heels: lifted so high, the toes on the floor."""

    hip_extension_deg: float = -90.0
    left_knee_deg: float = 80.0
    right_knee_deg: float = 80.0
    heels_m: float = 0.0


def bridge(body: Body, told: Bridge) -> Posed:
    lying = trunk_of_supine(body, told)
    planted = _on_toes(body, legs_of_supine(body, lying.transforms, legs_of(told), {}), told.heels_m)

    def lifted(lift_m: float) -> tuple[Trunk, Transforms]:
        trunk = trunk_of_supine(body, replace(told, hip_lift_m=told.hip_lift_m + lift_m))
        return trunk, _on_their_feet(body, trunk.transforms, planted)

    def short_by_deg(lift_m: float) -> float:
        return _hip_extension_deg(body, lifted(lift_m)[1]) - told.hip_extension_deg

    lift_m = 0.0
    if short_by_deg(0.0) < 0:
        hips, shoulders = (middle(body.skeleton, planted, bone) for bone in ("upperleg01", "upperarm01"))
        highest_m = _HIGHEST * float(np.linalg.norm(hips - shoulders)) - told.hip_lift_m
        if short_by_deg(highest_m) < 0:
            raise ValueError(
                f"hip_extension_deg {told.hip_extension_deg:g} is more than hips go: stay below 15"
            )
        lift_m = float(brentq(short_by_deg, 0.0, highest_m, xtol=1e-5))
    trunk, transforms = lifted(lift_m)
    transforms = with_head(body, told, trunk, transforms)
    return drawn(body, with_arms(body, told, trunk, transforms))


def _on_toes(body: Body, transforms: Transforms, heels_m: float) -> Transforms:
    """The heels so high, by a turn of the feet about the ankles; legs that follow keep the toes down."""
    left = ON_BACK @ REST_LEFT
    for side in "LR":
        foot = touches(body)[f"foot.{side}"].at(transforms)
        length_m = float(np.ptp(foot[:, 0]))
        pitch_deg = float(np.degrees(np.arcsin(np.clip(heels_m / (0.75 * length_m), 0.0, 0.9))))
        transforms = turn(body.skeleton, transforms, f"foot.{side}", about(left, pitch_deg))
    return transforms


def _on_their_feet(body: Body, trunk: Transforms, planted: Transforms) -> Transforms:
    """The legs of a trunk that moved, the feet where they are planted, none of them under the floor."""
    transforms, skeleton = trunk, body.skeleton
    for side in "LR":
        hip, knee, ankle = (
            head(skeleton, planted, f"{bone}.{side}") for bone in ("upperleg01", "lowerleg01", "foot")
        )
        foot = planted[skeleton.index[f"foot.{side}"], :3, :3]
        up = np.array([0.0, 0.0, max(-touches(body)[f"foot.{side}"].lowest(planted), 0.0)])
        towards = knee - (hip + ankle) / 2
        transforms = leg_to(skeleton, transforms, side, ankle + up, towards, foot)
    return transforms


def _hip_extension_deg(body: Body, transforms: Transforms) -> float:
    """In the sagittal plane, on average of both sides."""
    between = []
    for side in "LR":
        shoulder, hip, knee = (
            head(body.skeleton, transforms, f"{bone}.{side}")[[0, 2]]
            for bone in ("upperarm01", "upperleg01", "lowerleg01")
        )
        trunk, thigh = hip - shoulder, knee - hip
        across = trunk[0] * thigh[1] - trunk[1] * thigh[0]
        between.append(-np.degrees(np.arctan2(across, trunk @ thigh)))
    return float(np.mean(between))
