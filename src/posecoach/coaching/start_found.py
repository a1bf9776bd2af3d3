"""The start posture of a demonstration: where in the recording it is, and how the body is in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from posecoach.coaching.coach import FIRST_S
from posecoach.coaching.stillness import STILL, Span, runs, same_posture, still_spans
from posecoach.kinematics.measure import measure
from posecoach.kinematics.rest import median_pose
from posecoach.pose.track import PoseTrack
from posecoach.stretches.model import Position

_RESTS = ((1.0, STILL), (1.0, 2 * STILL), (0.6, 3 * STILL))
"""How long a start posture is kept, and how still (torso lengths in half a second): the best there is."""
_AWAY_S = 0.5
_STANDING_HIPS = 1.0
"""Torso lengths of the hips above the ankles: standing it is about 1.6, kneeling 0.8, sitting 0."""
_LYING_DEG = 60.0
_FACE_DEG = 25.0
_SHOWN_S = 0.3


@dataclass(frozen=True, slots=True)
class StartFound:
    """until: the last row of what belongs to it: before somebody gets up, or the scene changes."""

    span: Span
    position: Position
    until: int


def start_postures(track: PoseTrack) -> list[StartFound]:
    """What may be the start posture, the likeliest first; none where nobody ever keeps still.

    That is the still posture that the body comes back to most often, in the position in which most of the
    time is spent; or the recording's first moments, where it begins in the movement.
    """
    rests = [still_spans(track, least_s, within) for least_s, within in _RESTS]
    kept_s: dict[Position, float] = {}
    for span in max(rests, key=len):
        position = position_of(track, span)
        kept_s[position] = kept_s.get(position, 0.0) + span.lasts_s(track.time_s)
    if not kept_s:
        return []
    main = max(kept_s, key=lambda position: kept_s[position])
    mine = [span for spans in rests for span in spans if position_of(track, span) == main]
    # The first of several: what is done comes before what is repeated.
    likeliest = max(mine, key=lambda span: _returns(track, span))
    starts = [likeliest, *(span for span in [_first_moments(track)] if position_of(track, span) == main)]
    return [StartFound(start, main, _until(track, start, mine)) for start in starts]


def _first_moments(track: PoseTrack) -> Span:
    first = next(row for row, pose in enumerate(track) if pose.measured)
    last = int(np.searchsorted(track.time_s, track.time_s[first] + FIRST_S))
    return Span(first, min(last, len(track) - 1))


def _until(track: PoseTrack, start: Span, rests: list[Span]) -> int:
    back = np.flatnonzero(same_posture(track, start)).tolist()
    same_scene = np.flatnonzero(track.scene == track.scene[start.first])
    return min(max(start.last, *back, *(span.last for span in rests)), int(same_scene[-1]))


def _returns(track: PoseTrack, span: Span) -> int:
    """How often the body leaves the posture and comes back to it later."""
    times = [s for s in runs(same_posture(track, span), track.time_s, _AWAY_S) if s.first > span.last]
    return sum(s.lasts_s(track.time_s) >= _SHOWN_S for s in times)


def position_of(track: PoseTrack, span: Span) -> Position:
    """How the body is in these rows: on its feet, on the floor, or between."""
    now = measure(median_pose([pose for row in span if (pose := track[row]).measured]))
    hips, trunk, chest = now["hip_over_ankle"], now["trunk_elevation"], now["chest_facing"]
    if hips is not None and hips >= _STANDING_HIPS:
        return "standing"
    if trunk is not None and abs(trunk) <= _LYING_DEG and chest is not None:
        if chest >= _FACE_DEG:
            return "supine"
        return "prone" if chest <= -_FACE_DEG else "side_lying"
    return "half_kneeling" if hips is not None else "standing"
