"""Where a live camera's pictures come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event

from posecoach.video.frame import Frame

Clock = Callable[[], float]
"""Seconds of the session; never goes back."""

Pictures = Callable[[Clock, Event], Iterator[Frame | None]]
"""Connects, yields every picture as it comes, with the moment of its capture on the clock, and releases the
camera when it is closed. None stands for data that held no whole picture. Ends when the event is set or the
camera goes away, or raises CameraError."""


@dataclass(frozen=True, slots=True)
class Source:
    """name: for a person to read, without any password. ends: the end of its pictures is the end, as a film's
    is; a camera's is trouble."""

    name: str
    pictures: Pictures
    ends: bool = False
