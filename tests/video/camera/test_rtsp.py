import numpy as np

from posecoach.video.camera.live import open_camera
from posecoach.video.camera.source import Clock
from tests.films import moving_pictures
from tests.video.camera.conftest import look
from tests.video.camera.rtsp import RtspServer


def test_a_stream_with_times_of_its_own_is_timed_by_them(clock: Clock) -> None:
    pictures = moving_pictures(125, 160, 120)

    def late_s(index: int) -> float:
        return 0.02 if index % 5 == 4 else 0.0

    with RtspServer(pictures, 25, late_s) as server, open_camera(server.url, clock) as camera:
        frames, troubles = look(camera, lambda frames, _: len(frames) >= 90)
        assert camera.size == (160, 120)
    assert troubles == []
    steps = np.diff([frame.time_s for frame in frames[45:]]) * 25
    assert np.abs(steps - np.round(steps)).max() < 0.2


def test_the_pictures_are_those_that_were_sent(clock: Clock) -> None:
    pictures = moving_pictures(60, 160, 120)
    with RtspServer(pictures, 25, lambda _: 0.0) as server, open_camera(server.url, clock) as camera:
        frames, _ = look(camera, lambda frames, _: len(frames) >= 25)
    sent = np.array(pictures, np.float32)
    for frame in frames:
        assert np.abs(sent - frame.image).mean((1, 2, 3)).min() < 8


def test_a_stream_that_breaks_off_is_taken_up_again(clock: Clock) -> None:
    pictures = moving_pictures(40, 160, 120)
    with RtspServer(pictures, 25, lambda _: 0.0) as server, open_camera(server.url, clock) as camera:
        look(camera, lambda frames, _: len(frames) >= 80)
        assert camera.trouble is None
