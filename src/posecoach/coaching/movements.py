"""Which measure tells a demonstrated stretch from its start posture, and when it was in it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import median_filter

from posecoach.coaching.conditions import opposite
from posecoach.coaching.stillness import Flags, Floats, Span, runs
from posecoach.kinematics.definitions import MEASURES
from posecoach.kinematics.error_model import plain_width_deg
from posecoach.kinematics.points import SIDES, BodySide
from posecoach.stretches.model import Position
from posecoach.stretches.rules import Rules

Table = Mapping[str, Floats]
"""Column → a value for every row, NaN where there is none."""

LYING = {
    "leg_elevation": 1.0,
    "hip_flexion": 1.3,
    "trunk_elevation": 1.0,
    "hip_extension": 1.0,
    "thigh_elevation": 0.8,
    "straight_leg_flexion": 0.5,
    "knee": 0.5,
}
UPRIGHT = {
    "trunk_inclination": 1.0,
    "trunk_lean": 0.9,
    "trunk_back_lean": 0.9,
    "hip_flexion": 0.8,
    "thigh_lean": 1.0,
    "hip_extension": 0.8,
    "leg_elevation": 0.8,
    "thigh_elevation": 0.8,
    "knee": 0.5,
}
"""The measures that may be a stretch's target, and how much each is preferred: angles that a clinic names
before those that only follow from them. All of them grow on the way in."""

_STRAIGHT_DEG = 150.0
_DEEP_DEG = 60.0
"""A trunk bent further than this is bent forwards, whatever the camera takes for its front."""
_FARTHEST_DEG = 150.0
_LEAST_RISE_DEG = 12.0
_LEAST_SEEN = 0.7
_SMOOTH_S = 0.3
_PASSING_SHARE, _DEEP_SHARE = 0.3, 0.6
"""Of the way from the start to the farthest: a movement begins and ends at the first, and who comes as far as
the second shows the stretch."""
_BAND_SHARE = 0.2
_TOGETHER = 0.6
_LEAST_PASSAGE_S = 0.2


@dataclass(frozen=True, slots=True)
class Movement:
    """Once into the stretch and out again. held: the rows near its farthest, at which value_deg was read;
    still_s: how long it was kept still there. side: None for a measure without sides."""

    side: BodySide | None
    span: Span
    held: Span
    value_deg: float
    still_s: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A measure and the movements that it shows. together: both sides did them at the same time."""

    measure: str
    start_deg: float
    held_deg: float
    movements: tuple[Movement, ...]
    together: bool
    score: float

    @property
    def rise_deg(self) -> float:
        return self.held_deg - self.start_deg


@dataclass(frozen=True, slots=True)
class Recording:
    """The measures of a recording: its times, and the rows of its start posture."""

    table: Table
    time_s: Floats
    start: Span
    rules: Rules

    def values(self, measure: str, side: BodySide | None) -> Floats:
        return self.table[_name(measure, side)]

    def start_deg(self, measure: str, side: BodySide | None) -> float:
        return middle(self.values(measure, side)[self.start.rows])


def best_candidate(seen: Recording, position: Position, yaw_deg: float) -> Candidate | None:
    """The measure that changes most, in units of its own error; None where nothing changes clearly."""
    weights = UPRIGHT if position in ("standing", "half_kneeling") else LYING
    found = [
        candidate
        for measure, weight in weights.items()
        for side in (SIDES if MEASURES[measure].sided else (None,))
        if (candidate := _candidate(seen, measure, side, weight, yaw_deg))
    ]
    return max(found, key=lambda candidate: candidate.score, default=None)


def _candidate(
    seen: Recording, measure: str, side: BodySide | None, weight: float, yaw_deg: float
) -> Candidate | None:
    movements = _movements(seen, measure, side)
    if not movements:
        return None
    start_deg = seen.start_deg(measure, side)
    held_deg = float(np.median([movement.value_deg for movement in movements]))
    width_deg = plain_width_deg(measure, yaw_deg)
    rise_deg = held_deg - start_deg
    if rise_deg < max(_LEAST_RISE_DEG, width_deg) or not _fits(seen, movements, measure, held_deg):
        return None
    together = side is not None and _other_side_follows(seen, measure, side, movements, rise_deg)
    if side is not None and not together:
        enough_deg = start_deg + _DEEP_SHARE * rise_deg
        other = _movements(seen, measure, opposite(side))
        movements = _with_own(movements, [m for m in other if m.value_deg >= enough_deg])
    return Candidate(measure, start_deg, held_deg, movements, together, weight * rise_deg / width_deg)


def middle(values: Floats) -> float:
    """The median of what is known; NaN where nothing is."""
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else math.nan


def _name(measure: str, side: BodySide | None) -> str:
    return f"{measure}_{side}" if side else measure


def _movements(recording: Recording, measure: str, side: BodySide | None) -> tuple[Movement, ...]:
    """Every time that the measure goes well over half of the way to the farthest of all."""
    values, time_s = recording.values(measure, side), recording.time_s
    start_deg = recording.start_deg(measure, side)
    after = np.arange(len(values)) > recording.start.last
    seen = np.isfinite(values)
    if math.isnan(start_deg) or not after.any() or seen[after].mean() < _LEAST_SEEN:
        return ()
    level = _level(values, seen, time_s)
    rise_deg = float(np.percentile(level[after & seen], 98)) - start_deg
    deep = after & seen & (level >= start_deg + _PASSING_SHARE * rise_deg)
    passages = runs(deep, time_s, recording.rules.timing.grace_s.value)
    made = [_movement(recording, level, seen, span, side, rise_deg) for span in passages]
    enough_deg = start_deg + _DEEP_SHARE * rise_deg
    return tuple(
        movement
        for movement in made
        if movement.value_deg >= enough_deg and movement.span.lasts_s(time_s) >= _LEAST_PASSAGE_S
    )


def _level(values: Floats, seen: Flags, time_s: Floats) -> Floats:
    """Without single wild readings, and without holes."""
    rows = np.arange(len(values))
    whole = np.interp(rows, rows[seen], values[seen])
    step_s = float(np.median(np.diff(time_s)))
    return np.asarray(median_filter(whole, size=max(1, round(_SMOOTH_S / step_s)), mode="nearest"))


def _movement(
    recording: Recording, level: Floats, seen: Flags, span: Span, side: BodySide | None, rise_deg: float
) -> Movement:
    time_s, rules = recording.time_s, recording.rules
    speed = np.abs(np.gradient(level, time_s))
    within = np.zeros(len(level), bool)
    within[span.rows] = True
    near_top = within & seen & (level >= level[span.rows].max() - max(_BAND_SHARE * rise_deg, 5.0))
    still = near_top & (speed <= rules.hold.still_deg_s.value)
    spans = runs(still, time_s, rules.timing.grace_s.value)
    held = max(
        spans, key=lambda s: s.lasts_s(time_s), default=Span(*np.flatnonzero(near_top)[[0, -1]].tolist())
    )
    still_s = held.lasts_s(time_s) if spans else 0.0
    return Movement(side, span, held, float(np.median(level[held.rows])), still_s)


def _fits(seen: Recording, movements: Sequence[Movement], measure: str, held_deg: float) -> bool:
    """A leg's elevation is named for a straight leg; how far a trunk is bent, not which way, for a deep bend;
    and no limb is lifted by half a turn."""
    if MEASURES[measure].kind == "elevation" and held_deg > _FARTHEST_DEG:
        return False
    if measure == "trunk_inclination":
        return held_deg >= _DEEP_DEG
    if measure not in ("leg_elevation", "straight_leg_flexion"):
        return True
    knees = [middle(seen.values("knee", m.side)[m.held.rows]) for m in movements]
    return middle(np.array(knees)) >= _STRAIGHT_DEG


def _other_side_follows(
    seen: Recording, measure: str, side: BodySide, movements: Sequence[Movement], rise_deg: float
) -> bool:
    other = seen.values(measure, opposite(side))
    start_deg = middle(other[seen.start.rows])
    rises = [middle(other[movement.held.rows]) - start_deg for movement in movements]
    return middle(np.array(rises)) >= _TOGETHER * rise_deg


def _with_own(movements: Sequence[Movement], of_other: Sequence[Movement]) -> tuple[Movement, ...]:
    """With those that the other side did by itself, in time."""
    own = [
        movement
        for movement in of_other
        if all(movement.held.first > m.span.last or movement.held.last < m.span.first for m in movements)
    ]
    return tuple(sorted([*movements, *own], key=lambda movement: movement.span.first))
