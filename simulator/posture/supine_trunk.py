"""The trunk of a body on its back: where it lies, lifted at the hips, or sat up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq

from simulator.body.model import Body
from simulator.posture.bones import REST_LEFT, about, bend, middle
from simulator.posture.contact import touches
from simulator.posture.lying import ON_BACK, laid, settled
from simulator.skeleton import Transforms, at_rest, move, rigid

Fold = Callable[[Transforms], Transforms]
"""Puts the legs where they roughly go: a folded hip pulls the buttocks' flesh along."""

_YIELDING_M = {"buttocks": 0.02, "back": 0.015}
"""How far the flesh of a lying person is pressed in."""
_LEFT = ON_BACK @ REST_LEFT
_LUMBAR = ("spine05", "spine04", "spine03")
_TILT_SHARE, _TILT_FROM_DEG = 0.15, 30.0
"""How much of a thigh's way up the pelvis rolls along, and from where on (judgement)."""
_UPPER_BACK = ("spine02", "spine01")
_ROUNDED_SHARE, _ROUNDED_FROM_DEG = 0.6, 20.0
"""How much of the trunk's way up above the shoulders the upper back takes back, and from where on."""
_CURL_SHARES = {"spine05": 0.18, "spine04": 0.22, "spine03": 0.22, "spine02": 0.22, "spine01": 0.16}
_CURL_DEG = 55.0
"""As far as a spine curls when its owner sits up; the hips do the rest."""


def lying_trunk(body: Body, tilt_deg: float, fold: Fold) -> Transforms:
    """On the floor, the pelvis rolled back; the lumbar spine gives, the chest stays."""
    skeleton = body.skeleton
    transforms = laid(skeleton, at_rest(skeleton), ON_BACK)
    transforms = rigid(transforms, about(_LEFT, -tilt_deg), middle(skeleton, transforms, "upperleg01"))
    transforms = bend(skeleton, transforms, dict.fromkeys(_LUMBAR, tilt_deg / len(_LUMBAR)), _LEFT)
    return settled(body, fold(transforms), _YIELDING_M)


def rolled_along_deg(thigh_deg: float) -> float:
    """How far the pelvis rolls back with a thigh that goes high."""
    return _TILT_SHARE * max(thigh_deg - _TILT_FROM_DEG, 0.0)


def hips_lifted(body: Body, transforms: Transforms, lift_m: float) -> Transforms:
    """The trunk turned up about the shoulders, which stay; a high lift rounds the upper back, or the neck
    would go into the floor. ValueError: higher than a trunk is long."""
    skeleton = body.skeleton
    hips, shoulders = (middle(skeleton, transforms, bone) for bone in ("upperleg01", "upperarm01"))
    share = lift_m / float(np.linalg.norm(hips - shoulders))
    if not -0.1 <= share <= 0.95:
        raise ValueError(f"hip_lift_m {lift_m:g} is not what hips can do: stay between 0 and 0.35")

    def turned(angle_deg: float) -> Transforms:
        rounded_deg = _ROUNDED_SHARE * max(angle_deg - _ROUNDED_FROM_DEG, 0.0)
        up = rigid(transforms, about(_LEFT, -angle_deg), shoulders)
        up = bend(skeleton, up, dict.fromkeys(_UPPER_BACK, rounded_deg / len(_UPPER_BACK)), _LEFT)
        return move(up, shoulders - middle(skeleton, up, "upperarm01"))

    level_deg = float(np.degrees(np.arcsin(share)))
    if level_deg <= _ROUNDED_FROM_DEG:
        return turned(level_deg)

    def missing_m(angle_deg: float) -> float:
        return float((middle(skeleton, turned(angle_deg), "upperleg01") - hips)[2]) - lift_m

    return turned(float(brentq(missing_m, 0.0, 120.0, xtol=1e-4)))


def sat_up(body: Body, lying: Transforms, trunk_deg: float, fold: Fold) -> Transforms:
    """Mid-hip to mid-shoulder as high above the floor as told, or lying where that is lower: first the spine
    curls, then the hips bend. ValueError: further forward than anybody sits."""
    skeleton = body.skeleton
    hips = middle(skeleton, lying, "upperleg01")

    def turned(total_deg: float) -> Transforms:
        curl_deg = _CURL_DEG * float(np.tanh(total_deg / _CURL_DEG))
        up = rigid(lying, about(_LEFT, total_deg - curl_deg), hips)
        return bend(skeleton, up, {bone: share * curl_deg for bone, share in _CURL_SHARES.items()}, _LEFT)

    def short_by_deg(total_deg: float) -> float:
        return trunk_elevation_deg(body, turned(total_deg)) - trunk_deg

    if short_by_deg(0.0) >= 0:
        return lying
    most_deg = 155.0
    if short_by_deg(most_deg) < 0:
        raise ValueError(f"trunk_deg {trunk_deg:g} is further forward than anybody sits: stay below 110")
    return _seated(body, lying, fold(turned(float(brentq(short_by_deg, 0.0, most_deg, xtol=1e-3)))))


def trunk_elevation_deg(body: Body, transforms: Transforms) -> float:
    """Mid-hip to mid-shoulder above the floor, 0 to 180: beyond 90 the shoulders are past the hips."""
    hip, shoulder = (middle(body.skeleton, transforms, bone) for bone in ("upperleg01", "upperarm01"))
    return float(np.degrees(np.arctan2(shoulder[2] - hip[2], hip[0] - shoulder[0])))


def _seated(body: Body, lying: Transforms, raised: Transforms) -> Transforms:
    """Let down until something is pressed in as far as it was when lying."""
    regions = [touches(body)[name] for name in ("buttocks", "belly", "back")]
    lower_m = [min(part.lowest(lying), -_YIELDING_M["buttocks"]) - part.lowest(raised) for part in regions]
    return move(raised, np.array([0.0, 0.0, max(lower_m)]))
