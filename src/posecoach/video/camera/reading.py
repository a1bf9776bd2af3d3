"""Reading a camera for as long as a session lasts, through all its failures."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from posecoach.video.camera.source import Clock, Source
from posecoach.video.camera.trouble import CameraError, Trouble
from posecoach.video.frame import Frame

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 5.0


def read_on(
    source: Source,
    clock: Clock,
    stopped: Event,
    take: Callable[[Frame | None], None],
    fail: Callable[[CameraError], None],
) -> None:
    """Hand every picture to ``take`` and every failure to ``fail``, and connect again after a pause, which
    grows as long as no picture comes. Returns at the end of a source that has one, and when told to stop.
    """
    pause_s = _FIRST_PAUSE_S
    while not stopped.is_set():
        failure = CameraError(Trouble.SILENT, f"{source.name} stopped sending pictures; check that it is on.")
        try:
            for frame in source.pictures(clock, stopped):
                take(frame)
                pause_s = _FIRST_PAUSE_S if frame else pause_s
            if source.ends:
                return
        except CameraError as error:
            failure = error
        fail(failure)
        stopped.wait(pause_s)
        pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
