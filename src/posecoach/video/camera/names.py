"""The cameras of this machine, by number and name."""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
from cv2_enumerate_cameras import enumerate_cameras

from posecoach.video.camera.trouble import CameraError, Trouble
from posecoach.video.camera.unreachable import shown

# Windows: the newer interface takes up to a minute to open some cameras, and leaves out virtual ones.
BACKEND = {"win32": cv2.CAP_DSHOW, "darwin": cv2.CAP_AVFOUNDATION}.get(sys.platform, cv2.CAP_V4L2)


def camera_names() -> list[tuple[int, str]]:
    """(number, name) of every camera that is plugged in; empty where there is none."""
    return sorted((camera.index, camera.name) for camera in enumerate_cameras(BACKEND))


def find_camera(where: str, cameras: list[tuple[int, str]]) -> int:
    """The number of the camera that ``where`` means: its number, or any part of its name, in any case.

    Raises CameraError, with a list of what there is, where none or several are meant.
    """
    if not cameras:
        no_file = "" if where.isdecimal() else f"There is no file {where!r}. "
        raise CameraError(
            Trouble.MISSING,
            f"{no_file}No camera was found; plug one in, or name a file or a stream with --camera.",
        )
    if where.isdecimal():
        found = [number for number, _ in cameras if number == int(where)]
    else:
        found = [number for number, name in cameras if where.casefold() in name.casefold()]
        exact = [number for number, name in cameras if where.casefold() == name.casefold()]
        found = exact or found
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"{number} ({name})" for number, name in cameras)
    wrong = f"Several cameras are called {where!r}" if found else f"There is no camera or file {where!r}"
    raise CameraError(Trouble.MISSING, f"{wrong}; there are: {listed}; choose one by its number.")


def identity(where: str) -> str:
    """What tells this camera from others over days, as far as anything does: its name, or its address
    without a password; "film" for a recording that is played."""
    if "://" in where:
        return shown(where)
    if Path(where).is_file():
        return "film"
    cameras = camera_names()
    return dict(cameras).get(find_camera(where, cameras), where) if cameras else where
