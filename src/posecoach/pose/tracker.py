"""From frames to poses that may be believed: the engine, watched over by anatomy and by the cuts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from posecoach.pose.company import Company
from posecoach.pose.cuts import CutDetector
from posecoach.pose.engine import Engine, Search
from posecoach.pose.legs import Legs
from posecoach.pose.painting import alone, without
from posecoach.pose.plausibility import Plausibility
from posecoach.pose.pose import Pose, Status, absent
from posecoach.pose.sides import Body
from posecoach.pose.turning import turned, turned_back
from posecoach.pose.whom import Preference
from posecoach.video.frame import Frame
from posecoach.video.shrink import shrink

LONGEST_SIDE_PX = 640
"""Larger pictures are shrunk for the network, which looks at 256×256 pixels around the person."""
_TURN_AFTER_S = 0.5
"""Nobody found for so long: perhaps the picture lies on its side."""
_FIRST_PATIENCE_S = 0.2
_LONGEST_PATIENCE_S = 3.2
"""How long implausible poses last before a fresh detection; doubles while those do not help."""


def track(
    frames: Iterable[Frame],
    engine: Engine,
    search: Search | None = None,
    prefers: Preference | None = None,
) -> Iterator[Pose]:
    """One pose for each frame, in pixels of the full-size frame, without looking ahead."""
    tracker = Tracker(engine, search, prefers)
    return (tracker.step(frame) for frame in frames)


class Tracker:
    """Follows one person of a stream of frames through losses, wrong skeletons, cuts and other people.

    Without ``search`` it is whomever the engine finds; else the one who lies or stands as it ``prefers``, or
    the nearest, and nobody else while they are hidden.
    """

    def __init__(
        self, engine: Engine, search: Search | None = None, prefers: Preference | None = None
    ) -> None:
        self._engine = engine
        self._search = search
        self._prefers = prefers
        self._cuts = CutDetector()
        self._scene = 0
        self._quarters = 0
        self._person: _Person | None = None
        self._company = Company(prefers)

    def prefer(self, prefers: Preference) -> None:
        """From now on, whoever lies or stands so; who that is, is asked anew where it is a change."""
        if prefers != self._prefers:
            self._prefers = prefers
            self._company = Company(prefers)

    def step(self, frame: Frame) -> Pose:
        """The pose in ``frame``, which is later than all the frames before."""
        small = shrink(frame, LONGEST_SIDE_PX)
        if self._cuts.is_cut(small):
            self._scene += 1
            self._quarters = 0
            self._engine.restart()
            self._person = None
            self._company = Company(self._prefers)
        if self._person is None:
            self._person = _Person(frame.time_s)
        if frame.time_s - self._person.seen_at_s > _TURN_AFTER_S and not self._company.lost:
            self._quarters = (self._quarters + 1) % 4
        ours = self._ours(small)
        height, width = frame.image.shape[:2]
        pose = replace(enlarged(ours, width, height), scene=self._scene)
        if pose.status is not Status.ABSENT:
            pose = self._person.checked(pose)
            if pose.measured:
                self._company.follow(ours)
            if self._person.restart_due(frame.time_s):
                self._engine.restart()
                self._company.doubt()
        return pose

    def _ours(self, small: Frame) -> Pose:
        """The pose of the one to follow, in pixels of ``small``."""
        height, width = small.image.shape[:2]
        nobody = absent(small.time_s, width, height)
        pose = nobody if self._company.lost else self._detected(small)
        if self._search is None or not self._company.search_due(pose):
            return pose
        found = self._everybody(self._search, small)
        if self._company.may_hide_somebody(found):
            found += self._everybody(self._search, without(small, found))
        choice = self._company.choose(found, pose, small)
        if choice.pose is None:
            return nobody
        if choice.pose is pose:
            return pose
        if choice.another:
            self._scene += 1
            self._person = _Person(small.time_s)
        self._engine.restart()
        return self._detected(alone(small, choice.pose))

    def _everybody(self, search: Search, picture: Frame) -> list[Pose]:
        found = search.everybody(turned(picture, self._quarters))
        return [turned_back(pose, self._quarters) for pose in found]

    def _detected(self, picture: Frame) -> Pose:
        return turned_back(self._engine.detect(turned(picture, self._quarters)), self._quarters)


class _Person:
    """The person of one scene: what is known so far, and whether it is still believed."""

    def __init__(self, time_s: float) -> None:
        self.seen_at_s = time_s
        self._believed_at_s = time_s
        self._patience_s = _FIRST_PATIENCE_S
        self._plausibility = Plausibility()
        self._body = Body()
        self._legs = Legs()

    def checked(self, pose: Pose) -> Pose:
        """The pose with its sides put right and without what is lost of its legs, or IMPLAUSIBLE."""
        self.seen_at_s = pose.time_s
        pose = self._body.put_right(pose)
        if not self._plausibility.believes(pose):
            return replace(pose, status=Status.IMPLAUSIBLE)
        self._believed_at_s, self._patience_s = pose.time_s, _FIRST_PATIENCE_S
        self._body.believe(pose)
        return self._legs.put_right(pose)

    def restart_due(self, time_s: float) -> bool:
        """Whether to search afresh: a wrong skeleton can lock in, because the network only searches where it
        has lost its person."""
        if time_s - self._believed_at_s < self._patience_s:
            return False
        self._believed_at_s = time_s
        self._patience_s = min(2 * self._patience_s, _LONGEST_PATIENCE_S)
        self._plausibility.searched_afresh()
        return True


def enlarged(pose: Pose, width: int, height: int) -> Pose:
    """The pose found in a shrunk copy of a picture, in pixels of the picture itself."""
    if (pose.width, pose.height) == (width, height):
        return pose
    factor = np.array([width / pose.width, height / pose.height], dtype=np.float32)
    return replace(pose, image=pose.image * factor, width=width, height=height)
