"""Where on the body a stretch, its angle and its faults are: names of points, without a picture."""

from __future__ import annotations

from collections.abc import Iterator

from posecoach.coaching.conditions import opposite
from posecoach.coaching.events import Side
from posecoach.kinematics.angles import named
from posecoach.kinematics.definitions import MEASURES
from posecoach.kinematics.points import SIDES, BodySide
from posecoach.stretches.condition import DERIVED, Role
from posecoach.stretches.model import Stretch


def joints_shown(stretch: Stretch) -> set[str]:
    """The joints, without their sides, whose limbs matter in a stretch."""
    target = stretch.target
    measured = MEASURES[target.measure].points if target.graded else ()
    return {*stretch.needs, *(_joint(point) for point in measured), "shoulder", "hip"}


def measured_side(side: Side | None, near: BodySide) -> BodySide | None:
    """The side whose joints are measured: the working one, of both at once the one nearer to the camera;
    None before it is known which side works."""
    return near if side == "both" else side


def fault_points(fault: str, stretch: Stretch, working: BodySide | None) -> set[str]:
    """The joints that a fault is about, as far as it is known which side works; none for a fault that the
    stretch does not know.

    A fault is about its first condition: the middle of an angle, the far end of a line, both ends of a
    distance. What is derived from the target's history is shown on the target.
    """
    if fault not in stretch.faults:
        return set()
    wrong = stretch.faults[fault].when[0]
    if wrong.measure not in DERIVED:
        return set(_points_of(wrong.measure, wrong.side, working))
    target = stretch.target
    if target.graded:
        return set(_points_of(target.measure, target.side, working))
    return set(_points_of(target.pace.measure, target.pace.side, working)) if target.pace else set()


def _points_of(measure: str, role: Role | None, working: BodySide | None) -> Iterator[str]:
    definition = MEASURES[measure]
    if definition.of:
        # It compares left with right, and is about both where it does not say which.
        compared: tuple[Role, ...] = ("working", "support") if not definition.sided else (role or "working",)
        for side in compared:
            yield from _points_of(definition.of, side, working)
        return
    if definition.sided and working is None:
        return
    other = role == "support"
    suffix = f"_{opposite(working) if other else working}" if definition.sided and working else ""
    points = named(definition, suffix)
    yield from points if definition.kind == "distance" else points[:2][-1:]


def _joint(point: str) -> str:
    for part in ("mid_", "other_"):
        point = point.removeprefix(part)
    for side in SIDES:
        point = point.removesuffix(f"_{side}")
    return point
