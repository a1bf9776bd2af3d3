"""The named measures, as a table.

Points are landmark roles: ``hip`` is the hip of the measure's own side, ``other_hip`` that of the other side,
``mid_hip`` the middle of both.
Conventions:

- ``interior``: the angle at the middle point, 0 to 180°, 180 straight.
- ``flexion``: 180° minus the interior angle, 0 straight.
- ``elevation``: the line from the first to the second point above the floor line, positive upwards.
  ``towards`` says which way along the body counts as 0°, so that a leg past the vertical reads over 90°.
- ``inclination``: the line from the first to the second point against the vertical, 0° upright, 90° lying,
  beyond 90° with the head below the hips.
- ``lean``: the same with a sign, positive towards where the body faces (or backwards, ``towards="back"``).
- ``extension``: how far the third point lies behind the straight line on from the first two: 0° in line,
  positive backwards, negative (flexion) to the front.
- ``facing``: how far the chest's normal points above the horizontal: +90° face up, 0° upright or on the
  side, −90° face down. From world landmarks, which alone know front from back.
- ``lift``: how far the point has risen from its place at rest, in torso lengths.
- ``shift``: how far the point has moved along the floor since rest, either way, in torso lengths.
- ``distance``: between two points, in torso lengths.
- ``height``: how far the second point lies above the first, in torso lengths.
- ``ahead``: how far the second point lies before the first, towards where the body faces, in torso lengths.
- ``difference``: between left and right of another measure, whichever is more.
- ``shortfall``: how much less a length is on this side than on the other; negative where it is more.
- ``lead``: how much more an angle is on this side than on the other; negative where it is less.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

Kind = Literal[
    "interior",
    "flexion",
    "elevation",
    "inclination",
    "lean",
    "extension",
    "facing",
    "lift",
    "shift",
    "distance",
    "height",
    "ahead",
    "difference",
    "shortfall",
    "lead",
]

ANGLES: frozenset[Kind] = frozenset({"interior", "flexion", "elevation", "inclination", "lean", "extension"})
"""The kinds that are angles between joints of one picture."""
_LENGTHS: frozenset[Kind] = frozenset({"lift", "shift", "distance", "height", "ahead", "shortfall"})


class Unit(Enum):
    DEGREES = "deg"
    TORSO_LENGTHS = "torso"
    DEGREES_PER_SECOND = "deg/s"


@dataclass(frozen=True, slots=True)
class Definition:
    """One measure. ``sided`` measures exist for left and right. of: the measure that
    it compares."""

    kind: Kind
    points: tuple[str, ...]
    sided: bool = False
    towards: Literal["feet", "head", "front", "back"] = "feet"
    of: str = ""

    @property
    def unit(self) -> Unit:
        return Unit.TORSO_LENGTHS if self.kind in _LENGTHS else Unit.DEGREES


MEASURES: dict[str, Definition] = {
    "leg_elevation": Definition("elevation", ("hip", "ankle"), sided=True),
    "thigh_elevation": Definition("elevation", ("hip", "knee"), sided=True),
    "hip_flexion": Definition("flexion", ("shoulder", "hip", "knee"), sided=True),
    "straight_leg_flexion": Definition("flexion", ("shoulder", "hip", "ankle"), sided=True),
    "head_flexion": Definition("flexion", ("hip", "shoulder", "ear"), sided=True),
    "knee": Definition("interior", ("hip", "knee", "ankle"), sided=True),
    "ankle": Definition("interior", ("knee", "ankle", "foot_index"), sided=True),
    "elbow": Definition("interior", ("shoulder", "elbow", "wrist"), sided=True),
    "trunk_inclination": Definition("inclination", ("mid_hip", "mid_shoulder")),
    "trunk_elevation": Definition("elevation", ("mid_hip", "mid_shoulder"), towards="head"),
    "trunk_lean": Definition("lean", ("mid_hip", "mid_shoulder"), towards="front"),
    "trunk_back_lean": Definition("lean", ("mid_hip", "mid_shoulder"), towards="back"),
    "thigh_lean": Definition("lean", ("knee", "hip"), sided=True, towards="front"),
    "hip_extension": Definition("extension", ("shoulder", "hip", "knee"), sided=True),
    "arm_hang": Definition("inclination", ("wrist", "shoulder"), sided=True),
    "head_hang": Definition("inclination", ("mid_ear", "mid_shoulder")),
    "chest_facing": Definition("facing", ("mid_hip", "mid_shoulder")),
    "hip_lift": Definition("lift", ("mid_hip",)),
    "head_lift": Definition("lift", ("mid_ear",)),
    "shoulder_lift": Definition("lift", ("mid_shoulder",)),
    "knee_lift": Definition("lift", ("knee",), sided=True),
    "ankle_lift": Definition("lift", ("ankle",), sided=True),
    "heel_lift": Definition("lift", ("heel",), sided=True),
    "foot_lift": Definition("lift", ("foot_index",), sided=True),
    "hip_shift": Definition("shift", ("mid_hip",)),
    "foot_shift": Definition("shift", ("ankle",), sided=True),
    "knee_to_shoulder": Definition("distance", ("knee", "shoulder"), sided=True),
    "wrist_to_knee": Definition("distance", ("wrist", "knee"), sided=True),
    "thigh_length": Definition("distance", ("hip", "knee"), sided=True),
    "shank_length": Definition("distance", ("knee", "ankle"), sided=True),
    "wrist_to_hip": Definition("distance", ("wrist", "hip"), sided=True),
    "wrist_to_ankle": Definition("distance", ("wrist", "ankle"), sided=True),
    "wrist_to_other_knee": Definition("distance", ("wrist", "other_knee"), sided=True),
    "ankle_to_other_knee": Definition("distance", ("ankle", "other_knee"), sided=True),
    "knee_to_other_shoulder": Definition("distance", ("knee", "other_shoulder"), sided=True),
    "ankle_gap": Definition("distance", ("ankle_left", "ankle_right")),
    "knee_gap": Definition("distance", ("knee_left", "knee_right")),
    "hip_over_shoulder": Definition("height", ("mid_shoulder", "mid_hip")),
    "hip_over_ankle": Definition("height", ("mid_ankle", "mid_hip")),
    "knee_over_ankle": Definition("height", ("ankle", "knee"), sided=True),
    "knee_over_other_ankle": Definition("height", ("other_ankle", "knee"), sided=True),
    "ear_over_shoulder": Definition("height", ("mid_shoulder", "mid_ear")),
    "wrist_over_knee": Definition("height", ("knee", "wrist"), sided=True),
    "wrist_over_hip": Definition("height", ("mid_hip", "wrist"), sided=True),
    "elbow_over_hip": Definition("height", ("mid_hip", "elbow"), sided=True),
    "knee_past_toes": Definition("ahead", ("foot_index", "knee"), sided=True),
    "other_foot_ahead": Definition("ahead", ("ankle", "other_ankle"), sided=True),
    "hips_ahead_of_foot": Definition("ahead", ("ankle", "mid_hip"), sided=True),
    "hips_ahead_of_feet": Definition("ahead", ("mid_ankle", "mid_hip")),
    "ankle_crossed": Definition("shortfall", (), sided=True, of="ankle_to_other_knee"),
    "leg_elevation_lead": Definition("lead", (), sided=True, of="leg_elevation"),
    "knee_difference": Definition("difference", (), of="knee"),
    "hip_flexion_difference": Definition("difference", (), of="hip_flexion"),
    "thigh_elevation_difference": Definition("difference", (), of="thigh_elevation"),
}


def suffixes(definition: Definition) -> tuple[str, ...]:
    """What the names of a measure's columns end in."""
    return ("_left", "_right") if definition.sided else ("",)


def columns() -> list[str]:
    """Every measure with its sides spelled out: the columns of ``measures.csv``, after ``time_s``."""
    return [name + suffix for name, definition in MEASURES.items() for suffix in suffixes(definition)]


def definition_of(column: str) -> tuple[Definition, str]:
    """A column's definition, and the side that it spells out: ``_left``, ``_right`` or nothing.

    Raises KeyError for no column of :func:`columns`.
    """
    for suffix in ("_left", "_right"):
        if column.endswith(suffix):
            return MEASURES[column.removesuffix(suffix)], suffix
    return MEASURES[column], ""
