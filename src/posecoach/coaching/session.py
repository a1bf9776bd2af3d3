"""A whole recording through the coach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from posecoach.analysis import Analysis, ViewSummary
from posecoach.coaching.coach import Coach
from posecoach.coaching.events import CoachState, Phase
from posecoach.kinematics.calibration import LEVEL, Gravity
from posecoach.kinematics.definitions import columns
from posecoach.kinematics.error import WIDEST_YAW_DEG, half_widths_deg, supported
from posecoach.kinematics.measure import measure
from posecoach.kinematics.points import SIDES, BodySide
from posecoach.kinematics.rest import Rest
from posecoach.kinematics.view import view_kind
from posecoach.pose.smoothing import smoothed
from posecoach.pose.track import PoseTrack
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.rules import Rules

Table = dict[str, npt.NDArray[np.float32]]


def analyse_track(
    track: PoseTrack,
    stretch: Stretch,
    dose: Dose,
    rules: Rules,
    sides: tuple[BodySide, ...] = SIDES,
    gravity: Gravity = LEVEL,
) -> Analysis:
    """Everything that the coach finds in a recording's poses; pure, so that saved poses give the same."""
    track = smoothed(track)
    coach = _coach(track, stretch, dose, rules, sides, gravity)
    rests: list[Rest | None] = []
    nears: list[BodySide | None] = []
    away: list[bool] = []
    read_yaw_deg: list[float] = []
    seen = 0
    for pose in track:
        away.append(coach.step(pose).phase is Phase.AWAY)
        rests.append(coach.rest)
        nears.append(coach.near)
        seen += coach.sees_target
        if coach.view:
            read_yaw_deg.append(coach.view.yaw_deg)
    coach.finish()
    rests = _also_before(rests, away, track, rules.timing.away_s.value)
    measures, error_deg = _tables(track, rests, nears, rules.numbers.report_within_deg.value)
    return Analysis(
        source=track.source,
        stretch=stretch,
        dose=dose,
        coverage=seen / len(track) if len(track) else 0.0,
        view=_view(rests, read_yaw_deg, stretch),
        holds=tuple(coach.holds),
        attempts=tuple(coach.attempts),
        faults=tuple(coach.faults),
        cues=tuple(coach.cues),
        time_s=track.time_s,
        measures=measures,
        error_deg=error_deg,
    )


def coach_states(
    track: PoseTrack,
    stretch: Stretch,
    dose: Dose,
    rules: Rules,
    sides: tuple[BodySide, ...] = SIDES,
    gravity: Gravity = LEVEL,
) -> Iterator[CoachState]:
    """The same session again, moment by moment, for a picture of each."""
    track = smoothed(track)
    coach = _coach(track, stretch, dose, rules, sides, gravity)
    return (coach.step(pose) for pose in track)


def _coach(
    track: PoseTrack,
    stretch: Stretch,
    dose: Dose,
    rules: Rules,
    sides: tuple[BodySide, ...],
    gravity: Gravity,
) -> Coach:
    """A recording may begin in the middle of a repetition: the start posture that it comes to first, without
    a cut or somebody leaving, tells where that one came from."""
    scout = Coach(stretch, dose, rules, sides, gravity)
    seen_in: int | None = None
    for pose in track:
        away = scout.step(pose).phase is Phase.AWAY
        if scout.start_posture or (seen_in is not None and (away or pose.scene != seen_in)):
            break
        if not away:
            seen_in = pose.scene
    start = scout.start_posture
    return Coach(stretch, dose, rules, sides, gravity, later=start, cut_short=start is None)


def _also_before(
    rests: Sequence[Rest | None], away: Sequence[bool], track: PoseTrack, away_s: float
) -> list[Rest | None]:
    """A recording is known to its end: what the start posture tells holds for how it was taken, too, as far
    back as nobody left, nothing was cut and no hole is in it."""
    known = list(rests)
    broken = np.flatnonzero((np.diff(track.scene) > 0) | (np.diff(track.time_s) > away_s))
    begins = {*(broken + 1).tolist()}
    for row in reversed(range(len(known) - 1)):
        if known[row] is None and not away[row] and not away[row + 1] and row + 1 not in begins:
            known[row] = known[row + 1]
    return known


def _tables(
    track: PoseTrack,
    rests: Sequence[Rest | None],
    nears: Sequence[BodySide | None],
    within_deg: float,
) -> tuple[Table, Table]:
    """What is reported and how far it may be off: column → (n,), NaN where there is no number."""
    names = columns()
    reported, half_widths = (np.full((len(track), len(names)), np.nan, np.float32) for _ in range(2))
    for row, (pose, rest, near) in enumerate(zip(track, rests, nears, strict=True)):
        read = measure(pose, rest, near)
        widths = half_widths_deg(read, rest)
        shown = supported(read, widths, within_deg)
        reported[row] = [shown[name] for name in names]
        half_widths[row] = [widths[name] for name in names]
    return _by_name(names, reported), _by_name(names, half_widths)


def _by_name(names: Sequence[str], table: npt.NDArray[np.float32]) -> Table:
    return {name: table[:, index] for index, name in enumerate(names)}


def _view(rests: Sequence[Rest | None], read_yaw_deg: Sequence[float], stretch: Stretch) -> ViewSummary:
    """From where the body was calibrated, or else as it was read."""
    corrected = [rest.yaw_deg for rest in rests if rest and rest.calibration]
    if not corrected and not read_yaw_deg:
        return ViewSummary("unknown", False, None)
    yaw_deg = float(np.median(corrected or read_yaw_deg))
    kind = view_kind(yaw_deg)
    undone = corrected and stretch.view.kind == "side"
    return ViewSummary(kind, yaw_deg <= WIDEST_YAW_DEG if undone else kind == stretch.view.kind, yaw_deg)
