"""Whether a spec's conditions are met, with its roles resolved to the person's sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from posecoach.kinematics.calibration import Known
from posecoach.kinematics.points import BodySide
from posecoach.stretches.condition import Condition, Role
from posecoach.stretches.model import KnownAngle

Values = Mapping[str, float | None]


def opposite(side: BodySide) -> BodySide:
    return "right" if side == "left" else "left"


def column(measure: str, role: Role | None, working: BodySide) -> str:
    """``knee`` of the support side, while the left side works, is ``knee_right``."""
    if role is None:
        return measure
    return f"{measure}_{working if role == 'working' else opposite(working)}"


def columns(conditions: Iterable[Condition], working: BodySide) -> list[str]:
    """The measures that are asked for, as measures name them."""
    return [column(c.measure, c.side, working) for c in conditions]


def met(
    conditions: Iterable[Condition], working: BodySide, now: Values, near: BodySide | None = None
) -> bool:
    """All of them, on measures that are known. near: the side that the camera sees, where that matters."""
    return all(c.met_by(value) for c, value in _asked(conditions, working, now, near))


def broken(
    conditions: Iterable[Condition], working: BodySide, now: Values, near: BodySide | None = None
) -> bool:
    """Any of them, on a measure that is known."""
    return any(c.broken_by(value) for c, value in _asked(conditions, working, now, near))


def seen(conditions: Iterable[Condition], working: BodySide, near: BodySide | None) -> bool:
    """Whether none of them is left out because the side that it asks for is the far one."""
    return not any(_is_far(c, working, near) for c in conditions)


def _is_far(c: Condition, working: BodySide, near: BodySide | None) -> bool:
    return bool(c.near_only and near and not column(c.measure, c.side, working).endswith(near))


def _asked(
    conditions: Iterable[Condition], working: BodySide, now: Values, near: BodySide | None
) -> Iterator[tuple[Condition, float | None]]:
    for c in conditions:
        if not _is_far(c, working, near):
            yield c, now.get(column(c.measure, c.side, working))


def known(angles: Iterable[KnownAngle], working: BodySide) -> list[Known]:
    """What is known of a posture's angles, with its roles resolved."""
    return [Known(column(a.measure, a.side, working), a.deg, a.sd_deg) for a in angles]
