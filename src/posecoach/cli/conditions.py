"""A spec's measures, conditions and doses in words that a physiotherapist reads."""

from __future__ import annotations

from collections.abc import Iterable

from posecoach.kinematics.definitions import MEASURES, Definition, Unit
from posecoach.kinematics.points import SIDES
from posecoach.stretches.condition import DERIVED, Condition, Role
from posecoach.stretches.model import IN_POSITION, Stretch

UNITS = {Unit.DEGREES: "°", Unit.DEGREES_PER_SECOND: "°/s", Unit.TORSO_LENGTHS: " torso lengths"}

DERIVED_WORDS = {
    "speed": "how fast the target changes, either way",
    "speed_in": "how fast the target rises",
    "speed_out": "how fast the target falls",
    "bounce": "how wide the target swings to and fro within two seconds",
    "gain": "how far this repetition goes beyond the last one of this side",
    "side_difference": "how far this side's hold is from the best one of the other side",
}


def condition_words(condition: Condition) -> str:
    """``knee, working side: 150° or more``."""
    unit = DERIVED[condition.measure] if condition.measure in DERIVED else MEASURES[condition.measure].unit
    low, high = condition.at_least, condition.at_most
    if low is not None and high is not None:
        bounds = f"{_number(low)} to {_number(high)}{UNITS[unit]}"
    elif low is not None:
        bounds = f"{_number(low)}{UNITS[unit]} or more"
    else:
        bounds = f"{_number(high or 0)}{UNITS[unit]} or less"
    near = ", asked only of the side nearer to the camera" if condition.near_only else ""
    return f"{measure_words(condition.measure, condition.side)}: {bounds}{near}"


def measure_words(measure: str, role: Role | None = None) -> str:
    """``leg elevation, working side``."""
    name = measure.replace("_", " ")
    return f"{name}, {role} side" if role else name


def dose_in_short(stretch: Stretch, name: str) -> str:
    """``5 × 30 s a side``, ``10 times, 2 sets``."""
    dose = stretch.doses[name]
    once = f"{dose.repetitions} × {dose.hold_s:g} s" if dose.hold_s else f"{dose.repetitions} times"
    a_side = " a side" if stretch.sides == "each" else ""
    sets = f", {dose.sets} sets" if dose.sets > 1 else ""
    return f"{once}{a_side}{sets}"


def measures_of(stretch: Stretch) -> list[str]:
    """Every measure that the stretch asks for, in the order of the table of measures, derived ones last."""
    target = stretch.target
    used = {c.measure for c in _conditions(stretch)} | {known.measure for known in stretch.start.known}
    used |= {target.measure} - {IN_POSITION}
    used |= {target.pace.measure} if target.pace else set()
    return [name for name in (*MEASURES, *DERIVED) if name in used]


def definition_words(measure: str) -> str:
    """What the measure is, of which joints, and where its zero lies."""
    if measure in DERIVED_WORDS:
        return DERIVED_WORDS[measure]
    definition = MEASURES[measure]
    compared = measure_words(definition.of)
    match definition.kind:
        case "difference":
            return f"{compared} of one side against that of the other, whichever is more"
        case "shortfall":
            return f"how much less {compared} is on this side than on the other"
        case "lead":
            return f"how much more {compared} is on this side than on the other"
    return _of_kind(definition)


def _of_kind(definition: Definition) -> str:
    joints = [_point(name) for name in definition.points]
    chain = "–".join(joints)
    first, last = joints[0], joints[-1]
    behind = definition.towards == "back"
    match definition.kind:
        case "interior":
            return f"angle {chain}, 180° straight"
        case "flexion":
            return f"180° less the angle {chain}, 0° straight"
        case "extension":
            return f"{chain}: 0° in line, positive bent backwards, negative forwards"
        case "elevation":
            return f"line {first} to {last} above the floor, 0° level towards the {definition.towards}"
        case "inclination":
            return f"line {first} to {last} against the vertical, 0° upright, 90° level"
        case "lean":
            way = "backwards" if behind else "forwards"
            return f"line {first} to {last} against the vertical, 0° upright, positive {way}"
        case "facing":
            return "where the chest points: 90° up, 0° upright or on the side, −90° down"
        case "lift":
            return f"how far the {first} has risen since the start posture"
        case "shift":
            return f"how far the {first} has moved along the floor since the start posture"
        case "distance":
            return f"from {first} to {last}"
        case "height":
            return f"how far the {last} is above the {first}"
        case "ahead":
            return f"how far the {last} is in front of the {first}"
    return definition.kind


def _point(name: str) -> str:
    if name.startswith("mid_"):
        return f"middle of the {name.removeprefix('mid_')}s"
    for side in SIDES:
        if name.endswith(side):
            return f"{side} {name.removesuffix(f'_{side}')}"
    return name.replace("foot_index", "toes").replace("_", " ")


def _conditions(stretch: Stretch) -> Iterable[Condition]:
    yield from (*stretch.posture, *stretch.start.when, *stretch.target.keep)
    for stage in stretch.stages:
        yield from stage.when
    for fault in stretch.faults.values():
        yield from fault.when


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")
