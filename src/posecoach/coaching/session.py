"""A whole session through the coach: one that is live, moment by moment, or a recording."""

from __future__ import annotations

import copy
from array import array
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from posecoach.analysis import Analysis, ViewSummary
from posecoach.coaching.coach import Coach
from posecoach.coaching.events import CoachState, Pain, Phase
from posecoach.kinematics.calibration import LEVEL, Gravity
from posecoach.kinematics.definitions import columns
from posecoach.kinematics.error import WIDEST_YAW_DEG, half_widths_deg, supported
from posecoach.kinematics.measure import measure
from posecoach.kinematics.points import SIDES, BodySide
from posecoach.kinematics.rest import Rest
from posecoach.kinematics.view import view_kind
from posecoach.pose.pose import Pose
from posecoach.pose.smoothing import smoothed
from posecoach.pose.track import PoseTrack
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.rules import Rules

BEGINS_WITHIN = 1.5
"""Times that the start posture is held: a recording that has it by then begins with it."""

Table = dict[str, npt.NDArray[np.float32]]


class Session:
    """A coach at work, and what its results need of every moment beside the pose."""

    def __init__(self, coach: Coach, stretch: Stretch, dose: Dose, rules: Rules) -> None:
        self.coach = coach
        self.led = 0
        """Holds that the person was led through and no camera sees."""
        self.pain_s: list[float] = []
        """When they said that it hurt, or told so much pain that it was stopped."""
        self.pains: list[Pain] = []
        """All that they told of pain."""
        self.held_long_enough = False
        """The hold that goes on counts already."""
        self.stretch = stretch
        self.dose = dose
        self._rules = rules
        self._rests: list[Rest | None] = []
        self._nears: list[BodySide | None] = []
        self._away: list[bool] = []
        self._read_yaw_deg = array("d")
        self._seen = 0

    def step(self, pose: Pose) -> CoachState:
        """One pose further; ``time_s`` must increase from call to call."""
        state = self.coach.step(pose)
        self.held_long_enough = 0 < state.hold_goal_s <= state.held_s
        self._away.append(state.phase is Phase.AWAY)
        self._rests.append(self.coach.rest)
        self._nears.append(self.coach.near)
        self._seen += self.coach.sees_target
        if self.coach.view:
            self._read_yaw_deg.append(self.coach.view.yaw_deg)
        return state

    def so_far(self) -> Session:
        """As it were if it ended at this moment; this one goes on."""
        copied = copy.copy(self)
        copied.coach = copy.deepcopy(self.coach)
        copied.coach.finish()
        return copied

    def analysis(self, track: PoseTrack, *, live: bool = False) -> Analysis:
        """What was found; ``track`` holds the poses of the steps, or of the first of them: without any, the
        measures over time are missing, and quickly so. Call it once the coach is finished."""
        coach, rules = self.coach, self._rules
        count = len(track)
        rests = _also_before(self._rests[:count], self._away[:count], track, rules.timing.away_s.value)
        within_deg = rules.numbers.report_within_deg.value
        measures, error_deg = _tables(track, rests, self._nears[:count], within_deg)
        return Analysis(
            source=track.source,
            stretch=self.stretch,
            dose=self.dose,
            coverage=self._seen / len(self._rests) if self._rests else 0.0,
            view=_view(rests, self._read_yaw_deg, self.stretch),
            holds=tuple(coach.holds),
            attempts=tuple(coach.attempts),
            faults=tuple(coach.faults),
            cues=tuple(coach.cues),
            time_s=track.time_s,
            measures=measures,
            error_deg=error_deg,
            live=live,
            led=self.led,
            pain_s=tuple(self.pain_s),
            pains=tuple(self.pains),
        )


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
    session = Session(_coach(track, stretch, dose, rules, sides, gravity), stretch, dose, rules)
    for pose in track:
        session.step(pose)
    session.coach.finish()
    return session.analysis(track)


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
    a cut or somebody leaving, tells where that one came from. One that begins with the start posture is
    coached as a live session is."""
    scout = Coach(stretch, dose, rules, sides, gravity)
    first: Pose | None = None
    last_s = 0.0
    for pose in track:
        away, last_s = scout.step(pose).phase is Phase.AWAY, pose.time_s
        if scout.start_posture or (first is not None and (away or pose.scene != first.scene)):
            break
        if not away and first is None:
            first = pose
    start = scout.start_posture
    begins_with_it = first is not None and last_s - first.time_s <= BEGINS_WITHIN * rules.timing.start_s.value
    later = None if begins_with_it else start
    return Coach(stretch, dose, rules, sides, gravity, later=later, cut_short=start is None)


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
