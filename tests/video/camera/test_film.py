import time
from pathlib import Path

import pytest

from posecoach.errors import PosecoachError
from posecoach.video.camera.live import open_camera
from posecoach.video.camera.source import Clock
from posecoach.video.reader import read_frames
from tests.conftest import FilmMaker
from tests.films import moving_pictures
from tests.video.camera.conftest import clock_at, look


def test_a_film_comes_at_its_own_times_and_ends(
    film: FilmMaker, irregular_times_s: list[float], clock: Clock
) -> None:
    path = film("a.mp4", count=40, times_s=irregular_times_s[:40], options={"bf": "0"})
    stored = [frame.time_s for frame in read_frames(path)]
    with open_camera(str(path), clock) as camera:
        frames, troubles = look(camera, lambda _frames, _troubles: camera.ended)
        assert camera.newest(0.1) is None
    assert troubles == []
    shift_s = frames[-1].time_s - stored[-1]
    on_time = [stored[0] + shift_s, *(frame.time_s for frame in frames)]
    for frame in frames:
        assert min(abs(frame.time_s - shift_s - time_s) for time_s in stored) < 1e-9
    assert on_time == sorted(on_time)
    assert len(frames) > len(stored) / 2


def test_no_picture_comes_before_it_is_due(film: FilmMaker, clock: Clock) -> None:
    with open_camera(str(film("a.mp4", count=25)), clock) as camera:
        while not camera.ended:
            if (frame := camera.newest(1)) is not None:
                assert frame.time_s <= clock()


def test_a_film_of_one_still_picture_is_no_frozen_camera(film: FilmMaker) -> None:
    path = film("still.mp4", pictures=moving_pictures(1, 64, 48) * 125)
    with open_camera(str(path), clock_at(5)) as camera:
        _, troubles = look(camera, lambda _frames, _troubles: camera.ended)
    assert troubles == []


def test_a_quicker_clock_plays_quicker(film: FilmMaker) -> None:
    path = film("long.mp4", count=250)
    began = time.monotonic()
    with open_camera(str(path), clock_at(20)) as camera:
        look(camera, lambda _frames, _troubles: camera.ended)
    assert time.monotonic() - began < 8


def test_what_is_no_film_is_said_at_once(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "a.mp4").write_bytes(b"nothing of the kind")
    with pytest.raises(PosecoachError, match="not a video"):
        open_camera(str(tmp_path / "a.mp4"), clock)
