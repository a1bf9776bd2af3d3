"""A leg: where the thigh and the knee are told to be, as far as the floor lets them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from scipy.optimize import brentq

from simulator.body.model import Body
from simulator.posture.bones import REST_DOWN, REST_FRONT, REST_LEFT, about, frame, orient, two_bones, unit
from simulator.posture.contact import touches
from simulator.skeleton import Floats, Skeleton, Transforms, head

_PLANTAR_DEG, _DORSAL_DEG = -55.0, 25.0
"""As far as an ankle goes down and up when the floor turns it."""
_YIELDING_M = {"shank": 0.015, "thigh": 0.045}
"""How far a resting leg's flesh is pressed in; a foot is not."""
_FREE_M = 0.12
"""A foot this far off the floor does not care for it any more."""

_STRETCHED = 0.9995
"""The share of its length that a leg reaches with the knee as good as straight."""


@dataclass(frozen=True)
class Leg:
    """All degrees. thigh: from straight down the body towards its front. knee: 180 is straight. ankle: 0 is
    square to the shank, positive pulls the toes up. abduct: outwards. turnout: toes outwards. foot_m: how
    high over the floor the foot is kept when the thigh would take it lower."""

    thigh_deg: float
    knee_deg: float
    ankle_deg: float
    abduct_deg: float
    turnout_deg: float
    foot_m: float = 0.0


def place(skeleton: Skeleton, transforms: Transforms, facing: Floats, side: str, leg: Leg) -> Transforms:
    """The leg exactly as told. facing: (3, 3), the rotation that lays the standing body down; the angles are
    those in its sagittal plane, whatever the leg's way outwards."""
    outwards = 1.0 if side == "L" else -1.0
    bend_deg = 180 - leg.knee_deg
    shank_deg = leg.thigh_deg - bend_deg
    toes_deg = shank_deg + 90 + leg.ankle_deg
    # A hinge at the knee takes the shank's way outwards along only as far as the knee is straight.
    splay_deg = leg.abduct_deg * np.cos(np.radians(bend_deg))
    thigh = facing @ direction(leg.thigh_deg, outwards * leg.abduct_deg)
    shank = facing @ direction(shank_deg, outwards * splay_deg)
    turnout = about(shank, -outwards * leg.turnout_deg)
    hinge = turnout @ facing @ REST_LEFT
    toes = turnout @ facing @ direction(toes_deg, 0.0)
    transforms = _hinged(skeleton, transforms, side, thigh, shank, hinge)
    return orient(skeleton, transforms, f"foot.{side}", _foot_rotation(toes, hinge))


def leg_to(
    skeleton: Skeleton,
    transforms: Transforms,
    side: str,
    ankle: Floats,
    knee_towards: Floats,
    foot: Floats | None = None,
) -> Transforms:
    """The ankle at a point, or as near as the leg reaches; the knee out towards a direction; the foot at
    ``foot``, its rotation from the rest shape, or square to the shank."""
    rest = [skeleton.heads[skeleton.index[f"{bone}.{side}"]] for bone in ("upperleg01", "lowerleg01", "foot")]
    thigh_m, shank_m = (float(np.linalg.norm(end - start)) for start, end in pairwise(rest))
    hip = head(skeleton, transforms, f"upperleg01.{side}")
    span = np.clip(
        np.linalg.norm(ankle - hip), abs(thigh_m - shank_m) + 0.05, (thigh_m + shank_m) * _STRETCHED
    )
    end = hip + unit(ankle - hip) * span
    knee, hinge = two_bones(hip, end, (thigh_m, shank_m), knee_towards)
    transforms = _hinged(skeleton, transforms, side, knee - hip, end - knee, hinge)
    square = _foot_rotation(np.cross(end - knee, hinge), hinge)
    return orient(skeleton, transforms, f"foot.{side}", square if foot is None else foot)


def _hinged(
    skeleton: Skeleton, transforms: Transforms, side: str, thigh: Floats, shank: Floats, hinge: Floats
) -> Transforms:
    rest = [skeleton.heads[skeleton.index[f"{bone}.{side}"]] for bone in ("upperleg01", "lowerleg01", "foot")]
    for bone, wanted, (start, end) in zip(
        ("upperleg01", "lowerleg01"), (thigh, shank), pairwise(rest), strict=True
    ):
        rotation = frame(wanted, hinge) @ frame(end - start, REST_LEFT).T
        transforms = orient(skeleton, transforms, f"{bone}.{side}", rotation)
    return transforms


def _foot_rotation(toes: Floats, hinge: Floats) -> Floats:
    return frame(toes, hinge) @ frame(REST_FRONT, REST_LEFT).T


def direction(angle_deg: float, outwards_deg: float) -> Floats:
    """In the rest shape: from straight down towards the front, then to the left."""
    angle, outwards = np.radians([angle_deg, outwards_deg])
    way: Floats = np.cos(angle) * REST_DOWN + np.sin(angle) * REST_FRONT + np.tan(outwards) * REST_LEFT
    return way


def rest_on_floor(
    body: Body, transforms: Transforms, facing: Floats, side: str, leg: Leg, *, sole_down: bool
) -> Transforms:
    """The leg as told, but raised where it would go into the floor. sole_down: lying on the back, where a
    bent leg stands on its sole."""

    def standing(thigh_deg: float) -> Leg:
        ankle_deg = _standing_ankle_deg(thigh_deg, leg) if sole_down else leg.ankle_deg
        return replace(leg, thigh_deg=thigh_deg, ankle_deg=ankle_deg)

    def clearance(thigh_deg: float) -> float:
        posed = place(body.skeleton, transforms, facing, side, standing(thigh_deg))
        over = {"foot": -leg.foot_m, **_YIELDING_M}
        return min(touches(body)[f"{name}.{side}"].lowest(posed) + give_m for name, give_m in over.items())

    # Towards the floor is towards smaller angles on the back, towards larger ones face down.
    down, up = (-60.0, 110.0) if sole_down else (60.0, -60.0)
    lowest_deg = down if clearance(down) >= 0 else float(brentq(clearance, down, up, xtol=1e-3))
    resting = place(body.skeleton, transforms, facing, side, standing(lowest_deg))
    if (leg.thigh_deg - lowest_deg) * (up - down) <= 0:
        return resting
    free = place(body.skeleton, transforms, facing, side, leg)
    rise_m = (head(body.skeleton, free, f"foot.{side}") - head(body.skeleton, resting, f"foot.{side}"))[2]
    # The ankle lets go of the floor bit by bit, or the foot would jump.
    contact = standing(leg.thigh_deg).ankle_deg
    ankle_deg = contact + (leg.ankle_deg - contact) * _smooth(rise_m / _FREE_M)
    return place(body.skeleton, transforms, facing, side, replace(leg, ankle_deg=ankle_deg))


def _standing_ankle_deg(thigh_deg: float, leg: Leg) -> float:
    """Sole flat once the knee is well bent; a straight leg lies on its heel and keeps its ankle."""
    bend_deg = 180 - leg.knee_deg
    flat_deg = -90 - (thigh_deg - bend_deg)
    reachable_deg = float(np.clip(flat_deg, _PLANTAR_DEG, _DORSAL_DEG))
    return leg.ankle_deg + (reachable_deg - leg.ankle_deg) * _smooth((bend_deg - 20) / 30)


def _smooth(share: float) -> float:
    share = float(np.clip(share, 0.0, 1.0))
    return share * share * (3 - 2 * share)
