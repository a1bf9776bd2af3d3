"""The conditions that a demonstration suggests: generous, so that others with other bodies meet them too."""

from __future__ import annotations

import math
from typing import Any

from posecoach.coaching.demonstration import Demonstration
from posecoach.kinematics.definitions import MEASURES, Unit
from posecoach.stretches.condition import Role

Conditions = list[dict[str, Any]]

_MARGIN_DEG = 25.0
_KNEE_MARGIN_DEG = 30.0
_STRAIGHT_DEG, _STRAIGHT_ENOUGH_DEG = 150.0, 130.0
_BENT_DEG = 120.0
_MARGIN_TORSO = 0.3
_FLOOR_HIPS_TORSO = 0.5
_UPRIGHT_DEG = 75.0
START_SHARE, HALF_WAY = 0.4, 0.55


def posture(shown: Demonstration) -> Conditions:
    """What is true throughout, whichever side works: how the body is."""
    match shown.position:
        case "supine":
            lowest = shown.span_of("chest_facing")
            low = min(45.0, lowest[0] - 20) if lowest else 25.0
            found = [_condition(shown, "chest_facing", None, low, None, "face up is 90, on the side 0")]
            return found + _near_the_floor(shown)
        case "prone":
            highest = shown.span_of("chest_facing")
            high = max(-20.0, highest[1] + 15) if highest else -20.0
            found = [_condition(shown, "chest_facing", None, None, high, "face down is -90, on the side 0")]
            return found + _near_the_floor(shown)
        case "side_lying":
            return [
                _condition(shown, "chest_facing", None, -60, 60, "on the side is 0"),
                *_near_the_floor(shown),
            ]
        case "standing":
            return [_hips_over_ankles(shown, "standing it is about 1.6, sitting on the floor 0")]
        case "half_kneeling":
            upright = shown.span_of("trunk_inclination")
            found = [_hips_over_ankles(shown, "kneeling it is about 0.8, standing 1.6")]
            if upright and upright[1] <= _UPRIGHT_DEG:
                high = upright[1] + _MARGIN_DEG
                found.append(_condition(shown, "trunk_inclination", None, None, high, "upright is 0"))
            return found


def start(shown: Demonstration) -> Conditions:
    """A few angles of the start posture that the stretch leaves behind, or that tell the side that works."""
    target = shown.target
    role: Role | None = "working" if MEASURES[target.measure].sided else None
    margin = max(_MARGIN_DEG, START_SHARE * target.rise_deg)
    high = target.start_deg + START_SHARE * target.rise_deg
    found = [_at_start(shown, target.measure, role, target.start_deg - margin, high)]
    knee = shown.at_start("knee", "working")
    if knee is not None and target.measure != "knee":
        low, high = knee - _KNEE_MARGIN_DEG, knee + _KNEE_MARGIN_DEG
        # A far knee hides behind the near one.
        near_only = {"near_only": True} if shown.one_side_at_a_time else {}
        found.append(near_only | _at_start(shown, "knee", "working", low, high if high < 175 else None))
    found += _trunk(shown)
    if shown.one_side_at_a_time:
        found += _other_leg(shown) or _kneeling_leg(shown)
    return found


def keep(shown: Demonstration) -> Conditions:
    """What stays as it is in the stretch; without it, it is another movement."""
    target = shown.target
    found: Conditions = []
    knee = shown.held("knee", "working")
    if knee is not None and target.measure != "knee":
        if knee >= _STRAIGHT_DEG:
            found.append(_in_target(shown, "knee", "working", _STRAIGHT_ENOUGH_DEG, None, knee))
        elif knee <= _BENT_DEG:
            found.append(_in_target(shown, "knee", "working", None, knee + _KNEE_MARGIN_DEG + 10, knee))
    lifted = shown.held("hip_lift")
    if target.measure == "hip_extension" and shown.position == "supine" and lifted and lifted > _MARGIN_TORSO:
        # Sliding a foot away straightens the hip too.
        found.append(_in_target(shown, "hip_lift", None, lifted / 3, None, lifted))
    if shown.one_side_at_a_time:
        found += _other_leg(shown) or _kneeling_leg(shown)
    return found


def _trunk(shown: Demonstration) -> Conditions:
    """How the trunk is at the start, where that is not the target itself."""
    lying = shown.position not in ("standing", "half_kneeling")
    measure = "trunk_elevation" if lying else "trunk_inclination"
    seen = shown.at_start(measure)
    if seen is None or shown.target.measure == measure:
        return []
    low = seen - _MARGIN_DEG if lying or seen > _MARGIN_DEG else None
    return [_at_start(shown, measure, None, low, seen + _MARGIN_DEG)]


def _other_leg(shown: Demonstration) -> Conditions:
    """The side that does not work keeps well below the target, if it was seen to."""
    target = shown.target
    least = target.start_deg + HALF_WAY * target.rise_deg
    at_start, held = shown.at_start(target.measure, "support"), shown.held(target.measure, "support")
    if at_start is None or held is None or max(at_start, held) > least - _MARGIN_DEG / 2:
        return []
    return [_in_target(shown, target.measure, "support", None, max(least, held + 10), held)]


def _kneeling_leg(shown: Demonstration) -> Conditions:
    """Which knee is on the floor."""
    measure = "knee_over_other_ankle"
    down, up = shown.held(measure, "working"), shown.held(measure, "support")
    if shown.position != "half_kneeling" or down is None or up is None or up - down < _MARGIN_TORSO:
        return []
    middle = (down + up) / 2
    return [
        _in_target(shown, measure, "working", None, middle, down),
        _in_target(shown, measure, "support", middle, None, up),
    ]


def _near_the_floor(shown: Demonstration) -> Conditions:
    trunk = shown.span_of("trunk_elevation")
    if trunk and trunk[1] + _MARGIN_DEG <= _UPRIGHT_DEG:
        low, high = trunk[0] - _MARGIN_DEG, trunk[1] + _MARGIN_DEG
        return [_condition(shown, "trunk_elevation", None, low, high, "lying flat is 0, upright 90")]
    hips = shown.span_of("hip_over_ankle")
    if hips and hips[1] <= _FLOOR_HIPS_TORSO:
        high = hips[1] + _MARGIN_TORSO
        return [
            _condition(
                shown, "hip_over_ankle", None, None, high, "sitting on the floor it is 0, standing 1.6"
            )
        ]
    return []


def _hips_over_ankles(shown: Demonstration, scale: str) -> dict[str, Any]:
    low, high = shown.span_of("hip_over_ankle") or (1.0, 1.6)
    standing = shown.position == "standing"
    most = None if standing else min(1.3, high + _MARGIN_TORSO)
    return _condition(shown, "hip_over_ankle", None, max(0.0, low - _MARGIN_TORSO), most, scale)


def _at_start(
    shown: Demonstration, measure: str, role: Role | None, low: float | None, high: float | None
) -> dict[str, Any]:
    seen = shown.at_start(measure, role)
    return _condition(shown, measure, role, low, high, f"{_number(measure, seen)} at the start")


def _in_target(
    shown: Demonstration, measure: str, role: Role | None, low: float | None, high: float | None, seen: float
) -> dict[str, Any]:
    return _condition(shown, measure, role, low, high, f"{_number(measure, seen)} in the stretch")


def _condition(
    shown: Demonstration, measure: str, role: Role | None, low: float | None, high: float | None, why: str
) -> dict[str, Any]:
    """Rounded outwards, to 5° or to a twentieth of a torso length."""
    step = 5.0 if MEASURES[measure].unit is Unit.DEGREES else 0.05
    bounds = {
        "at_least": None if low is None else round(math.floor(low / step + 1e-9) * step, 2),
        "at_most": None if high is None else round(math.ceil(high / step - 1e-9) * step, 2),
    }
    side = {"side": role} if role else {}
    given = {name: bound for name, bound in bounds.items() if bound is not None}
    return {"measure": measure, **side, **given, "source": f"demonstration {shown.file}: {why}"}


def _number(measure: str, value: float | None) -> str:
    if value is None:
        return "not well seen"
    return f"{value:.0f}°" if MEASURES[measure].unit is Unit.DEGREES else f"{value:.1f} torso lengths"
