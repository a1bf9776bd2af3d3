"""Whether a spec's conditions are met, with its roles resolved to the person's sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from posecoach.kinematics.measure import Measures
from posecoach.stretches.model import Condition, Role

BodySide = Literal["left", "right"]


def opposite(side: BodySide) -> BodySide:
    return "right" if side == "left" else "left"


def column(measure: str, role: Role | None, working: BodySide) -> str:
    """``knee`` of the support side, while the left side works, is ``knee_right``."""
    if role is None:
        return measure
    return f"{measure}_{working if role == 'working' else opposite(working)}"


def met(
    conditions: Iterable[Condition], working: BodySide, now: Mapping[str, float | None], rest: Measures | None
) -> bool:
    """All of them; ``rest`` holds the measures of the start posture, for conditions on a change."""
    return all(_value_meets(condition, working, now, rest) for condition in conditions)


def _value_meets(
    condition: Condition, working: BodySide, now: Mapping[str, float | None], rest: Measures | None
) -> bool:
    name = column(condition.measure, condition.side, working)
    value = now.get(name)
    if condition.change_from_rest and value is not None:
        before = rest.get(name) if rest else None
        value = None if before is None else value - before
    return condition.met_by(value)
