"""A file, played at its own speed as though a camera saw it now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from posecoach.video.camera.source import Clock
from posecoach.video.frame import Frame
from posecoach.video.reader import read_frames

# Waiting goes by the session's clock, which may run faster than the room's.
_GLANCE_S = 0.02


def pictures(path: Path, clock: Clock, stopped: Event) -> Iterator[Frame]:
    """The film's frames, each when it is due, with the film's own times moved as a whole to the clock.

    Raises PosecoachError where the film cannot be read.
    """
    shift_s: float | None = None
    for frame in read_frames(path):
        shift_s = clock() - frame.time_s if shift_s is None else shift_s
        due_s = frame.time_s + shift_s
        while (early_s := due_s - clock()) > 0:
            if stopped.wait(min(early_s, _GLANCE_S)):
                return
        yield Frame(due_s, frame.image)
