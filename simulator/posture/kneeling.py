"""On one knee, the other foot in front; or on both knees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.body.model import Body
from simulator.posture.carriage import Carriage, carried, trunk
from simulator.posture.contact import touches
from simulator.posture.leg import leg_to
from simulator.posture.planted import Foot, foot, heel_pitch_deg, leg_lengths, outwards, stand_on
from simulator.posture.posed import Posed
from simulator.skeleton import Floats, Transforms, head, move

_INSTEP_DEG = 158.0
"""How far the foot behind is rolled over: it lies on its instep."""
_STANCE = 1.4
"""How far the foot in front is before the knee on the floor, in thighs."""
_KNEE_OUT_M = 0.02
_KNEE_YIELDS_M = 0.012
_STEP_UP_M = 0.12
"""How high a foot is carried from behind to in front."""


@dataclass(frozen=True)
class Kneeling(Carriage):
    """thigh_lean: knee to hip from the vertical, of the knee that is knelt on, positive with the hip in
    front; at −60 one nearly sits on the heels. front: 1, that foot stands in front; up to half, that knee is
    on the floor; not both feet. front_foot: that foot further in front than is comfortable. front_heel_up:
    its heel off the floor."""

    thigh_lean_deg: float = 0.0
    left_front: float = 0.0
    right_front: float = 0.0
    front_foot_m: float = 0.0
    front_heel_up_m: float = 0.0


def kneeling(body: Body, told: Kneeling) -> Posed:
    """Raises ValueError for somebody without a knee on the floor, or a foot too far in front."""
    fronts = {"L": _in_front(told.left_front), "R": _in_front(told.right_front)}
    if min(fronts.values()) > 0:
        raise ValueError("one knee has to be on the floor: keep left_front or right_front up to 0.5")
    down, other = ("L", "R") if fronts["L"] <= fronts["R"] else ("R", "L")
    transforms, knee_m = _on_knee(body, trunk(body, told), told.thigh_lean_deg, down)
    placed = _other_foot(body, other, told, fronts[other], knee_m)
    transforms = stand_on(body.skeleton, transforms, other, placed, 0.0)
    return carried(body, transforms, told)


def _in_front(share: float) -> float:
    """A foot leaves the floor behind only in the second half, when the other is sure to be down."""
    way = float(np.clip(2 * share - 1, 0.0, 1.0))
    return way * way * (3 - 2 * way)


def _on_knee(body: Body, transforms: Transforms, lean_deg: float, side: str) -> tuple[Transforms, float]:
    """The body put on one knee at x = 0, and how high the knee's joint then is."""
    knee_m = 0.06
    for _ in range(4):
        posed = _knelt(body, transforms, lean_deg, side, knee_m)
        knee_m -= min(touches(body)[f"{part}.{side}"].lowest(posed) for part in ("shank", "thigh"))
        knee_m -= _KNEE_YIELDS_M
    return _knelt(body, transforms, lean_deg, side, knee_m), knee_m


def _knelt(body: Body, transforms: Transforms, lean_deg: float, side: str, knee_m: float) -> Transforms:
    skeleton = body.skeleton
    thigh, _ = leg_lengths(skeleton, side)
    hip = head(skeleton, transforms, f"upperleg01.{side}")
    knee = np.array([0.0, hip[1] + outwards(side) * _KNEE_OUT_M, knee_m])
    lean = np.radians(lean_deg)
    up_m = float(np.sqrt(thigh**2 - _KNEE_OUT_M**2))
    wanted = knee + np.array([up_m * np.sin(lean), hip[1] - knee[1], up_m * np.cos(lean)])
    transforms = move(transforms, wanted - hip)
    behind = _foot_behind(body, side, knee)
    return leg_to(skeleton, transforms, side, behind.ankle, knee - wanted, behind.rotation)


def _foot_behind(body: Body, side: str, knee: Floats) -> Foot:
    """The foot on its instep, straight behind the knee by the shank's length."""
    _, shank = leg_lengths(body.skeleton, side)
    lying = foot(body, side, 0.0, 0.0, pitch_deg=_INSTEP_DEG, up_m=0.0, turnout_deg=0.0)
    height_m = float(lying.ankle[2])
    back_m = float(np.sqrt(shank**2 - (knee[2] - height_m) ** 2))
    return Foot(np.array([knee[0] - back_m, knee[1], height_m]), lying.rotation)


def _other_foot(body: Body, side: str, told: Kneeling, share: float, knee_m: float) -> Foot:
    """From kneeling beside the other knee (0) to standing in front (1)."""
    hip_m = abs(float(body.skeleton.heads[body.skeleton.index[f"upperleg01.{side}"]][0]))
    y_m = outwards(side) * (hip_m + _KNEE_OUT_M)
    behind = _foot_behind(body, side, np.array([0.0, y_m, knee_m]))
    rolled_deg = heel_pitch_deg(body, side, told.front_heel_up_m)
    ahead_m = _STANCE * leg_lengths(body.skeleton, side)[0] + told.front_foot_m
    pitch_deg = _INSTEP_DEG + (rolled_deg - _INSTEP_DEG) * share
    front = foot(body, side, ahead_m, y_m, pitch_deg=rolled_deg, up_m=0.0, turnout_deg=0.0)
    turning = foot(body, side, 0.0, y_m, pitch_deg=pitch_deg, up_m=0.0, turnout_deg=0.0)
    ankle = behind.ankle + (front.ankle - behind.ankle) * share
    ankle[2] = turning.ankle[2] + 4 * _STEP_UP_M * share * (1 - share)
    return Foot(ankle, turning.rotation)
