"""Whether a spec's conditions are met, with its roles resolved to the person's sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from posecoach.kinematics.calibration import Known
from posecoach.kinematics.points import BodySide
from posecoach.stretches.model import Condition, KnownAngle, Role

Values = Mapping[str, float | None]


def opposite(side: BodySide) -> BodySide:
    return "right" if side == "left" else "left"


def column(measure: str, role: Role | None, working: BodySide) -> str:
    """``knee`` of the support side, while the left side works, is ``knee_right``."""
    if role is None:
        return measure
    return f"{measure}_{working if role == 'working' else opposite(working)}"


def met(conditions: Iterable[Condition], working: BodySide, now: Values) -> bool:
    """All of them, on measures that are known."""
    return all(c.met_by(now.get(column(c.measure, c.side, working))) for c in conditions)


def broken(conditions: Iterable[Condition], working: BodySide, now: Values) -> bool:
    """Any of them, on a measure that is known."""
    return any(c.broken_by(now.get(column(c.measure, c.side, working))) for c in conditions)


def known(angles: Iterable[KnownAngle], working: BodySide) -> list[Known]:
    """What is known of a posture's angles, with its roles resolved."""
    return [Known(column(a.measure, a.side, working), a.deg, a.sd_deg) for a in angles]
