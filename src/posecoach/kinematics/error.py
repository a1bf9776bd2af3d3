"""How far a reading may be off, and which readings are too far off to be shown."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence

import numpy as np

from posecoach.kinematics.definitions import ANGLES, MEASURES, definition_of
from posecoach.kinematics.error_model import Place, Posture, plain_width_deg, width_deg
from posecoach.kinematics.measure import Measures
from posecoach.kinematics.points import BodySide
from posecoach.kinematics.rest import Rest

WIDEST_YAW_DEG = 45.0
"""Further off the side the view cannot be undone (D-view)."""
WIDEST_PLAIN_YAW_DEG = 25.0
"""The same where the view is not undone: an image angle of a leg is wrong by 2.8° at most there (D-view)."""
_LEG = {"knee", "ankle", "foot_index"}
_BONES = ("thigh", "shank")
_SHORTEST_BONE = 0.82
"""Of its length at rest. Of the bent near legs of rendered people whose knee or thigh was read wrong by over
20°, two thirds looked shorter than that, and of those read within 10° one in thirty."""
_TRUNK_FROM_UPRIGHT = ("trunk_inclination", "trunk_lean")
DEEP_FOLD_DEG = 75.0
DEEP_FOLD_WIDTH_DEG = 20.0
"""A trunk that hangs reads 9 to 20° too deep on rendered people, and less than 5° off above that."""
CURLED_DEG, CURLED_WIDTH_DEG = 20.0, 20.0
"""A trunk that curls up from the back reads 4 to 17° too high on rendered people, for its line is bent."""
_INDEPENDENT = 10
"""Neighbouring readings tremble together: no hold has more of them that do not."""
STRAIGHT_KNEE_DEG = 135.0
"""A leg bent more than this hides parts of itself, and of the other one: it reads worse."""


def half_widths_deg(measures: Measures, rest: Rest | None) -> dict[str, float | None]:
    """The 95 % half-width of every angle of one pose, by its column; None where none is known: for lengths,
    for what is not measured, before a rest, and too far off the side."""
    if rest is None:
        return dict.fromkeys(measures)
    return {
        column: None if value is None else reading_half_width_deg(column, measures, rest)
        for column, value in measures.items()
    }


def reading_half_width_deg(column: str, measures: Mapping[str, float | None], rest: Rest) -> float | None:
    """The same of one column."""
    definition, _ = definition_of(column)
    if definition.kind not in ANGLES:
        return None
    by_view_deg = _by_view(column, measures, rest)
    return None if by_view_deg is None else max(by_view_deg, _of_a_bent_trunk(column, measures))


def _by_view(column: str, measures: Mapping[str, float | None], rest: Rest) -> float | None:
    _, suffix = definition_of(column)
    if rest.calibration is None:
        within_view = rest.yaw_deg <= WIDEST_PLAIN_YAW_DEG
        return plain_width_deg(column.removesuffix(suffix), rest.yaw_deg) if within_view else None
    if rest.yaw_deg > WIDEST_YAW_DEG:
        return None
    measure, place, posture = situation(column, measures, rest.calibration.camera.near)
    if (place, posture) == ("near", "bent") and _shortened(suffix, measures, rest):
        return None
    may_be_deg = rest.yaw_deg + rest.calibration.yaw_sd_deg
    return width_deg(measure, place, posture, may_be_deg) * max(1.0, rest.calibration.misfit)


def _of_a_bent_trunk(column: str, measures: Mapping[str, float | None]) -> float:
    value = measures.get(column)
    if column in _TRUNK_FROM_UPRIGHT and value is not None and abs(value) > DEEP_FOLD_DEG:
        return DEEP_FOLD_WIDTH_DEG
    return CURLED_WIDTH_DEG if column == "trunk_elevation" and _curls_up(value, measures) else 0.0


def _curls_up(value: float | None, measures: Mapping[str, float | None]) -> bool:
    facing = measures.get("chest_facing")
    return value is not None and value > CURLED_DEG and facing is not None and facing > 0


def best_half_width_deg(measure: str, rest: Rest) -> float | None:
    """The least half-width that an angle (named without its side) can have as the camera stands; None where
    it cannot be told from there, or is none."""
    definition = MEASURES[measure]
    if definition.kind not in ANGLES:
        return None
    near = f"_{rest.calibration.camera.near}" if rest.calibration else "_left"
    column = measure + near if definition.sided else measure
    widths = [
        reading_half_width_deg(column, {f"knee{near}": knee_deg}, rest)
        for knee_deg in (180.0, STRAIGHT_KNEE_DEG - 1.0)
    ]
    return min((width for width in widths if width is not None), default=None)


def _shortened(suffix: str, measures: Mapping[str, float | None], rest: Rest) -> bool:
    """Whether a bone of the leg looks much shorter than at rest: a joint of it is not where it is thought to
    be, or the leg has left the body's plane."""
    lengths = [(measures.get(f"{bone}_length{suffix}"), rest.bones.get(bone + suffix)) for bone in _BONES]
    return any(now and then and now < _SHORTEST_BONE * then for now, then in lengths)


def situation(
    column: str, measures: Mapping[str, float | None], near: BodySide
) -> tuple[str, Place, Posture]:
    """The measure, on which side of the body as the camera sees it, and how the leg on that side is."""
    _, suffix = definition_of(column)
    if not suffix:
        return column, "near", "whole"
    place: Place = "near" if suffix[1:] == near else "far"
    measure = column.removesuffix(suffix)
    if not _LEG & set(MEASURES[measure].points):
        return measure, place, "whole"
    knee_deg = measures.get(f"knee{suffix}")
    straight = knee_deg is not None and knee_deg >= STRAIGHT_KNEE_DEG
    return measure, place, "straight" if straight else "bent"


def held_half_width_deg(
    values: Sequence[tuple[float, float]], half_widths: Mapping[float, float | None]
) -> float | None:
    """The 95 % half-width of the median of what was held, or None where most of it cannot be measured.

    values: (time_s, degrees) of each reading. half_widths: by the readings' times. What is wrong with all
    readings alike is their usual half-width; their scatter about the median comes on top.
    """
    widths = [half_widths.get(time_s) for time_s, _ in values]
    known = [width for width in widths if width is not None]
    if 2 * len(known) <= len(values):
        return None
    scatter = float(np.std([value for _, value in values])) / math.sqrt(min(len(values), _INDEPENDENT))
    return math.hypot(statistics.median(known), 1.96 * scatter)


def supported(measures: Measures, half_widths: Mapping[str, float | None], within_deg: float) -> Measures:
    """The measures that may be shown and stored: without angles whose half-width is not known, or wider than
    ``within_deg``. Which way the chest faces, and lengths, stay."""

    def may_show(column: str) -> bool:
        if definition_of(column)[0].kind not in ANGLES:
            return True
        width = half_widths[column]
        return width is not None and width <= within_deg

    return {column: value if may_show(column) else None for column, value in measures.items()}
