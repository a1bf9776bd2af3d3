import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from posecoach.video.camera import stream
from posecoach.video.camera.live import LiveCamera, open_camera
from posecoach.video.camera.source import Clock, Source
from posecoach.video.camera.trouble import Trouble
from posecoach.video.frame import Frame
from tests.films import moving_pictures
from tests.video.camera.conftest import clock_at, look
from tests.video.camera.servers import MjpegServer, at


def readers() -> int:
    return sum(thread.name == "camera" for thread in threading.enumerate())


def test_only_the_newest_picture_waits_and_no_picture_comes_twice(jpegs: list[bytes], clock: Clock) -> None:
    with MjpegServer(at(30, jpegs)) as server, open_camera(server.url, clock) as camera:
        look(camera, lambda frames, _: frames)
        asleep_s = clock()
        time.sleep(1)
        newest, next_one = camera.newest(1), camera.newest(1)
    assert newest is not None
    assert next_one is not None
    assert newest.time_s > asleep_s + 0.5
    assert next_one.time_s > newest.time_s
    assert (newest.image != next_one.image).any()


def test_nothing_new_is_none(jpegs: list[bytes], clock: Clock) -> None:
    with MjpegServer(at(1, jpegs)) as server, open_camera(server.url, clock) as camera:
        look(camera, lambda frames, _: frames)
        assert camera.newest(0.01) is None
        assert not camera.ended


def test_closing_leaves_no_thread(jpegs: list[bytes], clock: Clock) -> None:
    before = readers()
    with MjpegServer(at(30, jpegs)) as server, open_camera(server.url, clock) as camera:
        look(camera, lambda frames, _: frames)
        assert readers() == before + 1
    assert readers() == before


def test_a_fault_of_the_programme_reaches_the_one_who_asks_for_pictures(clock: Clock) -> None:
    def faulty(_clock: Clock, _stopped: Event) -> Iterator[Frame | None]:
        yield from ()
        raise ZeroDivisionError

    with LiveCamera(Source("test", faulty), clock) as camera, pytest.raises(ZeroDivisionError):
        look(camera, lambda _frames, _troubles: False)


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[str]:
    """An address whose opening hangs inside libav, past all its time limits, until the test is over."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("needs a named pipe")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    yield pipe.as_uri()
    end = time.monotonic() + 5
    while readers() and time.monotonic() < end:
        os.close(os.open(pipe, os.O_RDWR))
        time.sleep(0.05)


def test_a_reader_that_hangs_is_left_behind_once_and_closing_does_not_wait_for_it(hanging: str) -> None:
    attempts = []

    def hangs_later(clock: Clock, stopped: Event) -> Iterator[Frame | None]:
        attempts.append(clock())
        if len(attempts) == 1:
            yield Frame(clock(), moving_pictures(1, 64, 48)[0])
        else:
            yield from stream.pictures(hanging, clock, stopped)

    clock = clock_at(20)
    before = readers()
    camera = LiveCamera(Source("test", hangs_later), clock)
    _, troubles = look(camera, lambda _frames, _troubles: clock() > 100)
    assert troubles == [Trouble.SILENT]
    assert readers() == before + 2
    assert len(attempts) == 3
    began = time.monotonic()
    camera.close()
    assert time.monotonic() - began < 6
