"""A camera of this machine, through OpenCV."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from threading import Event
from typing import cast

import cv2

from posecoach.video.camera.names import BACKEND, camera_names, find_camera
from posecoach.video.camera.source import Clock
from posecoach.video.camera.trouble import CameraError, Trouble
from posecoach.video.frame import Frame, Image

# More pixels would not be seen by the pose network. Uncompressed, many cameras give fewer pictures a second.
_WISHES = [
    (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),
    (cv2.CAP_PROP_FRAME_WIDTH, 640),
    (cv2.CAP_PROP_FRAME_HEIGHT, 480),
    (cv2.CAP_PROP_FPS, 30),
    # One is being filled while the other is read; with a single one, half the pictures are lost.
    (cv2.CAP_PROP_BUFFERSIZE, 2),
]


def ask_permission(where: str) -> None:
    """Let macOS ask the person for the camera, which it does for the main thread only; nothing elsewhere.

    Raises CameraError as :func:`find_camera` does.
    """
    number = find_camera(where, camera_names())
    if sys.platform == "darwin":
        cv2.VideoCapture(number, BACKEND).release()


def pictures(where: str, clock: Clock, stopped: Event) -> Iterator[Frame]:
    """The pictures of the camera of that number or name, looked up anew, since a plug may change its number.

    Raises CameraError where it cannot be opened, and when it stops.
    """
    cameras = camera_names()
    number = find_camera(where, cameras)
    label = f"Camera {number} ({dict(cameras)[number]})"
    capture = cv2.VideoCapture(number, BACKEND)
    if not capture.isOpened():
        raise _not_opened(number, label)
    for setting, value in _WISHES:
        # A camera that cannot do it keeps its own ways, and serves all the same.
        capture.set(setting, value)
    yield from read(capture, label, clock, stopped)


def read(capture: cv2.VideoCapture, label: str, clock: Clock, stopped: Event) -> Iterator[Frame]:
    """Every picture of an opened camera, timed when it was handed over; released at the end.

    Raises CameraError when the camera gives none.
    """
    try:
        while not stopped.is_set():
            grabbed, time_s = capture.grab(), clock()
            whole, image = capture.retrieve() if grabbed else (False, None)
            if not whole or image is None:
                raise CameraError(Trouble.SILENT, f"{label} stopped giving pictures; check its plug.")
            yield Frame(time_s, cast(Image, cv2.cvtColor(image, cv2.COLOR_BGR2RGB)))
    finally:
        capture.release()


def _not_opened(number: int, label: str) -> CameraError:
    node = f"/dev/video{number}"
    if sys.platform.startswith("linux") and not os.access(node, os.R_OK | os.W_OK):
        return CameraError(
            Trouble.MISSING,
            f"{label} may not be used by you; run: sudo usermod -aG video $USER, then log out and in again.",
        )
    allow = {
        "darwin": ", and allow it under System Settings, Privacy & Security, Camera",
        "win32": ", and allow it under Settings, Privacy & security, Camera",
    }.get(sys.platform, "")
    return CameraError(
        Trouble.BUSY, f"{label} cannot be opened; close other programs that use a camera{allow}."
    )
