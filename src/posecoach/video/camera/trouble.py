"""What can be wrong with a camera."""

from __future__ import annotations

from enum import Enum

from posecoach.errors import PosecoachError


class Trouble(Enum):
    """Each value is an id; the sentences that go with them are where all sentences are."""

    MISSING = "missing"
    BUSY = "busy"
    SILENT = "silent"
    GARBAGE = "garbage"
    FROZEN = "frozen"
    BLACK = "black"
    SLOW = "slow"


class CameraError(PosecoachError):
    """No picture can be had just now; the message names the camera, what is wrong with it and the mending."""

    def __init__(self, trouble: Trouble, message: str) -> None:
        super().__init__(message)
        self.trouble = trouble
