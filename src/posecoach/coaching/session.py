"""A whole recording through the coach."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from posecoach.analysis import Analysis, ViewSummary
from posecoach.coaching.coach import Coach
from posecoach.coaching.conditions import BodySide
from posecoach.coaching.events import CoachState, Phase
from posecoach.kinematics.definitions import columns
from posecoach.kinematics.view import view_kind
from posecoach.pose.track import PoseTrack
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.rules import Rules

BOTH: tuple[BodySide, ...] = ("left", "right")


def analyse_track(
    track: PoseTrack, stretch: Stretch, dose: Dose, rules: Rules, sides: tuple[BodySide, ...] = BOTH
) -> Analysis:
    """Everything that the coach finds in a recording's poses; pure, so that saved poses give the same."""
    coach = Coach(stretch, dose, rules, sides)
    names = columns()
    table = np.full((len(track), len(names)), np.nan, np.float32)
    coached_yaw: list[float] = []
    any_yaw: list[float] = []
    seen = 0
    for row, pose in enumerate(track):
        state = coach.step(pose)
        table[row] = [state.measures[name] for name in names]
        seen += coach.sees_target
        if coach.view:
            (any_yaw if state.phase is Phase.AWAY else coached_yaw).append(coach.view.yaw_deg)
    coach.finish()
    measures = {name: table[:, index] for index, name in enumerate(names)}
    return Analysis(
        source=track.source,
        stretch=stretch,
        dose=dose,
        coverage=seen / len(track) if len(track) else 0.0,
        view=_view(coached_yaw or any_yaw, stretch),
        holds=tuple(coach.holds),
        attempts=tuple(coach.attempts),
        faults=tuple(coach.faults),
        cues=tuple(coach.cues),
        time_s=track.time_s,
        measures=measures,
    )


def coach_states(
    track: PoseTrack, stretch: Stretch, dose: Dose, rules: Rules, sides: tuple[BodySide, ...] = BOTH
) -> Iterator[CoachState]:
    """The same session again, moment by moment, for a picture of each."""
    coach = Coach(stretch, dose, rules, sides)
    return (coach.step(pose) for pose in track)


def _view(yaws_deg: list[float], stretch: Stretch) -> ViewSummary:
    if not yaws_deg:
        return ViewSummary("unknown", False, None)
    yaw_deg = float(np.median(yaws_deg))
    return ViewSummary(view_kind(yaw_deg), view_kind(yaw_deg) == stretch.view.kind, yaw_deg)
