"""The start posture, taken as the reference whenever a body keeps it."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from posecoach.coaching.conditions import known
from posecoach.coaching.side import SideCoach
from posecoach.coaching.start_posture import StartPosture
from posecoach.kinematics.calibration import Calibration, Gravity, calibrate
from posecoach.kinematics.definitions import MEASURES
from posecoach.kinematics.measure import measure
from posecoach.kinematics.points import BodySide, named_points
from posecoach.kinematics.rest import Rest, median_pose, rest_of
from posecoach.kinematics.view import View, read_yaw_deg
from posecoach.pose.anatomy import farthest_move, torso_px
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.stretches.model import Stretch
from posecoach.stretches.rules import Rules

_SAME_PLACE = 0.06
"""Torso lengths, of the landmark that moved farthest: a body that has not moved trembles by less."""


class Resting:
    """Rest is the median of half a second in which nothing moved, renewed while that lasts.

    rest: None until then, and after the body went away: how it lies before the camera is not known any more.
    """

    def __init__(self, stretch: Stretch, rules: Rules, gravity: Gravity) -> None:
        self.start: StartPosture | None = None
        self._stretch = stretch
        self._half_s = (stretch.start.for_s or rules.timing.start_s.value) / 2
        self._gravity = gravity
        self._still: deque[Pose] = deque()
        self._calibrated_by: Pose | None = None

    @property
    def rest(self) -> Rest | None:
        return self.start.rest if self.start else None

    def step(self, pose: Pose, sides: Sequence[SideCoach], view: View | None) -> None:
        """One frame further. view: None where the person cannot be coached now."""
        resting = [side for side in sides if side.in_start and side.still]
        under_way = any(
            side.moves or side.has_risen() or side.repetition.entered_s is not None for side in sides
        )
        if not resting or view is None or under_way:
            self._still.clear()
            return
        self._still.append(pose)
        armed = [side for side in resting if side.armed]
        if pose.time_s - self._still[0].time_s < self._half_s:
            return
        if armed:
            self._take(armed, sides, view)
            self._still.clear()
        else:
            self._still.popleft()

    def take_first(self, poses: Sequence[Pose], sides: Sequence[SideCoach], view: View) -> None:
        """A recording that is cut to the movement begins with the start posture, however short."""
        self._still = deque(poses)
        self._take(sides, sides, view)
        self._still.clear()

    def forget(self) -> None:
        """The body, or the camera, is not where it was."""
        self._still.clear()
        self.start = self._calibrated_by = None

    def _take(self, resting: Sequence[SideCoach], sides: Sequence[SideCoach], view: View) -> None:
        typical = median_pose(list(self._still))
        calibration = self.rest.calibration if self.rest else None
        if calibration is None or self._moved(typical, calibration.camera.near) > _SAME_PLACE:
            anew = self._calibration(typical, resting, view)
            if anew:
                calibration = anew
                for side in sides:
                    side.forget_rest()
        rest = rest_of(typical, view.yaw_deg, calibration)
        if rest and view.kind != "side":
            # From far off, a far foot hides behind a near leg: how high it rose cannot be told.
            rest = replace(rest, points={})
        self.start = StartPosture(rest, measure(typical, rest, view.near)) if rest else None
        if self.start:
            for side in resting:
                side.take_start(self.start)

    def _moved(self, pose: Pose, near: BodySide) -> float:
        """How far what does not stretch lies from where the camera was calibrated by it, torso lengths."""
        before = self._calibrated_by
        if before is None:
            return math.inf
        target = self._stretch.target
        moves = MEASURES[target.measure].points if target.graded else ()
        kept = "KNEE" if "mid_shoulder" in moves else "SHOULDER"
        marks = np.array([Landmark[f"{near}_{joint}".upper()] for joint in ("HIP", kept)])
        return farthest_move(before.image, pose.image, marks) / torso_px(before)

    def _calibration(self, pose: Pose, resting: Sequence[SideCoach], view: View) -> Calibration | None:
        angles = {k.column: k for side in resting for k in known(self._stretch.start.known, side.working)}
        if not angles:
            return None
        self._calibrated_by = pose
        points = named_points(pose.image, pose.presence, pose.width, pose.height)
        size = (pose.width, pose.height)
        return calibrate(points, view.near, size, list(angles.values()), self._gravity, read_yaw_deg(pose))
