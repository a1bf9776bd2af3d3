"""Clocks of a session, and looking at a camera for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from posecoach.video.camera.live import LiveCamera
from posecoach.video.camera.source import Clock
from posecoach.video.camera.trouble import Trouble
from posecoach.video.frame import Frame
from tests.films import moving_pictures
from tests.video.camera.servers import jpeg

PATIENCE_S = 25.0


def clock_at(speed: float) -> Clock:
    """Seconds since now, that many for each of the room's."""
    began = time.monotonic()
    return lambda: (time.monotonic() - began) * speed


@pytest.fixture
def clock() -> Clock:
    return clock_at(1)


@pytest.fixture(scope="session")
def jpegs() -> list[bytes]:
    """Sixty different pictures."""
    return [jpeg(picture) for picture in moving_pictures(60, 160, 120)]


def look(
    camera: LiveCamera, enough: Callable[[list[Frame], list[Trouble | None]], object]
) -> tuple[list[Frame], list[Trouble | None]]:
    """What the camera showed, and its troubles as they changed, until that is enough."""
    frames: list[Frame] = []
    troubles: list[Trouble | None] = []
    give_up = time.monotonic() + PATIENCE_S
    while not enough(frames, troubles):
        assert time.monotonic() < give_up, f"{len(frames)} pictures, {troubles}"
        frame = camera.newest(0.05)
        if frame is not None:
            frames.append(frame)
        if camera.trouble != (troubles[-1] if troubles else None):
            troubles.append(camera.trouble)
    times = [frame.time_s for frame in frames]
    assert times == sorted(set(times)), "time went back"
    return frames, troubles
