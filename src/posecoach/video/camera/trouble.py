"""What can be wrong with a camera, in words for the person in front of it."""

from __future__ import annotations

from enum import Enum

from posecoach.errors import PosecoachError


class Trouble(Enum):
    """Each value is the sentence to show and to say; the name is an id, for sentences in other languages."""

    MISSING = "I cannot reach the camera. Check that it is on and plugged in; I keep trying."
    BUSY = "Another program is using the camera. Close it, and I go on."
    SILENT = "The camera sends no picture. Check its plug or the Wi-Fi; I keep trying."
    GARBAGE = "The camera's pictures arrive damaged. Bring it nearer to the Wi-Fi, or start it again."
    FROZEN = "The picture stands still. Stop the camera and start it again."
    BLACK = "The picture is black. Uncover the camera, or put on a light."
    SLOW = "The camera is slow. More light in the room often helps."


class CameraError(PosecoachError):
    """No picture can be had just now; the message names the camera, what is wrong with it and the mending."""

    def __init__(self, trouble: Trouble, message: str) -> None:
        super().__init__(message)
        self.trouble = trouble
