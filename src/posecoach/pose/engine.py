"""What finds a person in a picture, and what finds all of them."""

from __future__ import annotations

from typing import Protocol

from posecoach.pose.pose import Pose
from posecoach.video.frame import Frame


class Engine(Protocol):
    """One stream of pictures in, one pose each out. The real one is in ``mediapipe_engine``."""

    def detect(self, frame: Frame) -> Pose:
        """The pose in pixels of ``frame``, followed from the frames before; ABSENT without anybody."""

    def restart(self) -> None:
        """Forget the person followed so far: the next frame is searched afresh."""


class Search(Protocol):
    """Everybody in one picture. Dearer than following one, so asked rarely."""

    def everybody(self, frame: Frame) -> list[Pose]:
        """The poses in pixels of ``frame``, in no order that means anything; of no frame before."""
