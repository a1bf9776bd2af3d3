"""What a recorded demonstration of a stretch shows: start posture, movement, sides, holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from posecoach.coaching.conditions import column, known
from posecoach.coaching.draft_words import words
from posecoach.coaching.movements import Candidate, Movement, Recording, Table, best_candidate, middle
from posecoach.coaching.start_found import StartFound, start_postures
from posecoach.coaching.stillness import Floats, Span
from posecoach.errors import PosecoachError
from posecoach.kinematics.calibration import calibrate
from posecoach.kinematics.definitions import MEASURES, columns
from posecoach.kinematics.measure import Measures, measure
from posecoach.kinematics.points import BodySide, named_points
from posecoach.kinematics.rest import Rest, median_pose, rest_of
from posecoach.kinematics.view import View, read_yaw_deg, steady, view
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.pose.track import PoseTrack
from posecoach.stretches.condition import Role
from posecoach.stretches.model import KnownAngle, Position
from posecoach.stretches.rules import Rules

_ALWAYS, _USUALLY = 0.95, 0.5
_AS_KNOWN_DEG = 20.0
"""A start posture that reads further than this from what is known of it is another one."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """until: the last row that belongs to the demonstration. camera_turn_deg: from beside the person towards
    the feet (lying) or the front (upright). picture_px: its longer side."""

    file: str
    time_s: Floats
    table: Table
    start: Span
    until: int
    position: Position
    view: View
    rest: Rest
    camera_turn_deg: float
    picture_px: int
    target: Candidate
    known: tuple[KnownAngle, ...] = ()

    @property
    def movements(self) -> tuple[Movement, ...]:
        return self.target.movements

    @property
    def one_side_at_a_time(self) -> bool:
        return self.movements[0].side is not None and not self.target.together

    def at_start(self, measure: str, role: Role | None = None) -> float | None:
        """The measure in the start posture, of the side that works (or the other); None where it is not
        well seen."""
        columns = [column(measure, role, side) for side in self.working_sides]
        return _median([self.table[name][self.start.rows] for name in columns])

    def held(self, measure: str, role: Role | None = None) -> float | None:
        """The same where the stretch was held, over all movements."""
        return _median(
            [self.table[column(measure, role, self._side(m))][m.held.rows] for m in self.movements]
        )

    def span_of(self, measure: str, role: Role | None = None) -> tuple[float, float] | None:
        """The lowest and the highest of the measure, from the start posture to the end; None where it is not
        seen throughout."""
        rows = slice(self.start.first, self.until + 1)
        values = np.concatenate([self.table[column(measure, role, s)][rows] for s in self.working_sides])
        if np.isfinite(values).mean() < _ALWAYS:
            return None
        low, high = np.nanpercentile(values, [1, 99]).tolist()
        return low, high

    def lowest_deg(self, first: int, last: int) -> float:
        """The lowest of the target's measure between two rows, on the side that works there."""
        side = self.movements[0].side
        values = self.table[f"{self.target.measure}_{side}" if side else self.target.measure][
            first : last + 1
        ]
        seen = values[np.isfinite(values)]
        return float(np.percentile(seen, 5)) if len(seen) else self.target.start_deg

    def _side(self, movement: Movement) -> BodySide:
        return movement.side if self.one_side_at_a_time and movement.side else self.view.near

    @property
    def working_sides(self) -> list[BodySide]:
        return sorted({self._side(movement) for movement in self.movements})


def understand(track: PoseTrack, rules: Rules) -> Demonstration:
    """What the smoothed track of a demonstration shows.

    Raises PosecoachError, in one line that says what to film otherwise, where there is nobody, no still
    start, or no clear movement.
    """
    file = track.source.file
    if not any(pose.measured for pose in track):
        raise PosecoachError(
            f"{file}: nobody was found in any of {len(track)} frames; "
            "the whole body has to be in the picture, in good light"
        )
    starts = start_postures(track)
    if not starts:
        raise PosecoachError(
            f"{file}: no still start posture was found; keep still for two seconds before the stretch"
        )
    for start in starts:
        if shown := _watched(track, start, rules):
            return shown
    raise PosecoachError(
        f"{file}: no clear movement was found after the start posture at "
        f"{track.time_s[starts[0].span.first]:.1f} s; show the start posture for two seconds, then the "
        "stretch, seen from the side"
    )


def _watched(track: PoseTrack, start: StartFound, rules: Rules) -> Demonstration | None:
    """The demonstration that begins with this start posture, if any does: measured in the picture first,
    then square on. The target tells which side works, and so of which side what is known."""
    poses = [pose for row in start.span if (pose := track[row]).measured]
    typical = median_pose(poses)
    seen = steady([one for pose in poses if (one := view(pose))])
    in_picture = _from(track, start, typical, seen, rest_of(typical, seen.yaw_deg), rules)
    if in_picture is None:
        return None
    angles = known_at_start(in_picture)
    calibration = angles and calibrate(
        named_points(typical.image, typical.presence, typical.width, typical.height),
        seen.near,
        (typical.width, typical.height),
        known(angles, in_picture.working_sides[0]),
        read_yaw_deg=read_yaw_deg(typical),
    )
    if not calibration:
        return in_picture
    square_on = _from(track, start, typical, seen, rest_of(typical, seen.yaw_deg, calibration), rules)
    return replace(square_on, known=angles) if square_on else in_picture


def _from(
    track: PoseTrack, start: StartFound, typical: Pose, seen: View, rest: Rest | None, rules: Rules
) -> Demonstration | None:
    if rest is None:
        return None
    table = _table(track, rest, seen.near, start.until)
    recording = Recording(table, track.time_s, start.span, rules)
    target = best_candidate(recording, start.position, rest.yaw_deg)
    if target is None:
        return None
    return Demonstration(
        file=track.source.file,
        time_s=track.time_s,
        table=table,
        start=start.span,
        until=start.until,
        position=start.position,
        view=seen,
        rest=rest,
        camera_turn_deg=_camera_turn_deg(typical, rest, start.position),
        picture_px=max(typical.width, typical.height),
        target=target,
    )


def known_at_start(shown: Demonstration) -> tuple[KnownAngle, ...]:
    """What is known of every body that lies like this, as far as the start posture shows it."""
    roles: tuple[Role, ...] = ("working", "support") if shown.one_side_at_a_time else ("working",)
    found = []
    for angle in words()["known"].get(shown.position, []):
        for role in roles if MEASURES[angle["measure"]].sided else (None,):
            value = shown.at_start(angle["measure"], role)
            if value is not None and abs(value - angle["deg"]) <= _AS_KNOWN_DEG:
                found.append(KnownAngle(**angle, side=role))
    return tuple(found)


def _camera_turn_deg(pose: Pose, rest: Rest, position: Position) -> float:
    if position in ("standing", "half_kneeling"):
        ears = pose.world[[Landmark.LEFT_EAR, Landmark.RIGHT_EAR]].mean(axis=0)
        # World landmarks count depth away from the camera: a nose before the ears looks towards it.
        return math.copysign(rest.yaw_deg, float(ears[2] - pose.world[Landmark.NOSE][2]))
    points = named_points(pose.image, pose.presence, pose.width, pose.height)
    feet_right = math.copysign(1.0, points["mid_hip"][0] - points["mid_shoulder"][0])
    return -feet_right * math.copysign(rest.yaw_deg, read_yaw_deg(pose))


def _table(track: PoseTrack, rest: Rest, near: BodySide, until: int) -> Table:
    nobody: Measures = dict.fromkeys(columns())
    rows = [measure(pose, rest, near) if row <= until else nobody for row, pose in enumerate(track)]
    return {name: np.array([row[name] for row in rows], dtype=np.float64) for name in columns()}


def _median(parts: Sequence[Floats]) -> float | None:
    values = np.concatenate(parts)
    return middle(values) if np.isfinite(values).mean() >= _USUALLY else None
