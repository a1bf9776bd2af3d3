"""Two people for the tests of whom to follow: one lies, one stands beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from posecoach.pose.pose import Pose
from posecoach.pose.turning import turned_back
from posecoach.pose.whom import apart
from posecoach.video.frame import Frame, Image
from tests.pose.skeletons import HEIGHT, WIDTH, lying

BESIDE = (180.0, -60.0)


def standing(time_s: float, at: tuple[float, float] = BESIDE, size: float = 0.8) -> Pose:
    """Upright, as a skeleton that lies is when the camera is on its side; ``at`` from the one who lies."""
    upright = turned_back(lying(time_s, size=size), 3)
    to = lying(time_s).image.mean(0) + np.array(at, np.float32) - upright.image.mean(0)
    return replace(upright, image=upright.image + to, width=WIDTH, height=HEIGHT)


class Room:
    """An engine and a search that see people, with the engine's habits: it goes on with the one it follows,
    and restarted takes whoever is first, unless they are painted over."""

    def __init__(self, people: Callable[[float], Sequence[Pose]], picture: Image) -> None:
        self.people, self.picture = people, picture
        self.searched_s: list[float] = []
        self.hops_s: list[float] = []
        self._followed: Pose | None = None

    def detect(self, frame: Frame) -> Pose:
        there = [pose for pose in self.people(frame.time_s) if self._is_visible(pose, frame)]
        if any(0 <= frame.time_s - hop < 1 / 30 for hop in self.hops_s):
            self._followed = None
        if self._followed is None:
            self._followed = there[0]
        else:
            before = self._followed
            self._followed = min(there, key=lambda pose: apart(pose, before))
        return self._followed

    def restart(self) -> None:
        self._followed = None

    def everybody(self, frame: Frame) -> list[Pose]:
        self.searched_s.append(frame.time_s)
        return [pose for pose in self.people(frame.time_s) if self._is_visible(pose, frame)]

    def _is_visible(self, pose: Pose, frame: Frame) -> bool:
        inside = np.clip(pose.image.round().astype(int), 0, [WIDTH - 1, HEIGHT - 1])
        here, true = (image[inside[:, 1], inside[:, 0]] for image in (frame.image, self.picture))
        return bool((here == true).all(axis=1).mean() > 0.9)
