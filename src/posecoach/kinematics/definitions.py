"""The named measures, as a table.

Points are landmark roles: ``hip`` is the hip of the measure's own side, ``mid_hip`` the middle of both.
Conventions:

- ``interior``: the angle at the middle point, 0 to 180°, 180 straight.
- ``flexion``: 180° minus the interior angle, 0 straight.
- ``elevation``: the line from the first to the second point above the floor line, positive upwards.
  ``towards`` says which way along the body counts as 0°, so that a leg past the vertical reads over 90°.
- ``inclination``: the line from the first to the second point against the vertical, 0° upright, 90° lying,
  beyond 90° with the head below the hips.
- ``facing``: how far the chest's normal points above the horizontal: +90° face up, 0° upright or on the
  side, −90° face down. From world landmarks, which alone know front from back.
- ``lift``: how far the point has risen from its place at rest, in torso lengths.
- ``distance``: between two points, in torso lengths.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

Kind = Literal["interior", "flexion", "elevation", "inclination", "facing", "lift", "distance"]

ANGLES: frozenset[Kind] = frozenset({"interior", "flexion", "elevation", "inclination"})
"""The kinds that are angles between joints of one picture."""


class Unit(Enum):
    DEGREES = "deg"
    TORSO_LENGTHS = "torso"
    DEGREES_PER_SECOND = "deg/s"


@dataclass(frozen=True, slots=True)
class Definition:
    """One measure. ``sided`` measures exist for left and right."""

    kind: Kind
    points: tuple[str, ...]
    sided: bool = False
    towards: Literal["feet", "head"] = "feet"

    @property
    def unit(self) -> Unit:
        return Unit.TORSO_LENGTHS if self.kind in ("lift", "distance") else Unit.DEGREES


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
    "chest_facing": Definition("facing", ("mid_hip", "mid_shoulder")),
    "hip_lift": Definition("lift", ("mid_hip",)),
    "head_lift": Definition("lift", ("mid_ear",)),
    "heel_lift": Definition("lift", ("heel",), sided=True),
    "knee_to_shoulder": Definition("distance", ("knee", "shoulder"), sided=True),
    "wrist_to_knee": Definition("distance", ("wrist", "knee"), sided=True),
    "thigh_length": Definition("distance", ("hip", "knee"), sided=True),
    "shank_length": Definition("distance", ("knee", "ankle"), sided=True),
}


def columns() -> list[str]:
    """Every measure with its sides spelled out: the columns of ``measures.csv``, after ``time_s``."""
    names = []
    for name, definition in MEASURES.items():
        names += [f"{name}_left", f"{name}_right"] if definition.sided else [name]
    return names


def definition_of(column: str) -> tuple[Definition, str]:
    """A column's definition, and the side that it spells out: ``_left``, ``_right`` or nothing.

    Raises KeyError for no column of :func:`columns`.
    """
    for suffix in ("_left", "_right"):
        if column.endswith(suffix):
            return MEASURES[column.removesuffix(suffix)], suffix
    return MEASURES[column], ""
