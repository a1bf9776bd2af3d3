"""No test machine has a camera; OpenCV reads a film by the same calls, and its end is an unplugged camera."""

from threading import Event

import cv2
import pytest

from posecoach.errors import PosecoachError
from posecoach.video.camera.device import read
from posecoach.video.camera.live import open_camera
from posecoach.video.camera.names import camera_names
from posecoach.video.camera.source import Clock
from posecoach.video.camera.trouble import CameraError, Trouble
from tests.conftest import FilmMaker
from tests.films import CORNERS, corner_picture, corners_of


def test_a_camera_gives_rgb_and_then_its_plug_is_pulled(film: FilmMaker, clock: Clock) -> None:
    capture = cv2.VideoCapture(str(film("a.mp4", pictures=[corner_picture()] * 10)))
    frames = read(capture, "Camera 0 (Test)", clock, Event())
    for _ in range(10):
        next(frames)
    with pytest.raises(CameraError, match=r"^Camera 0 \(Test\) stopped") as caught:
        next(frames)
    assert caught.value.trouble is Trouble.SILENT
    assert not capture.isOpened()


def test_the_colours_are_right_and_the_camera_is_released(film: FilmMaker, clock: Clock) -> None:
    capture = cv2.VideoCapture(str(film("a.mp4", pictures=[corner_picture()] * 10)))
    stopped = Event()
    frames = read(capture, "Camera 0 (Test)", clock, stopped)
    first = next(frames)
    assert corners_of(first.image) == {corner: corner for corner in CORNERS}
    assert next(frames).time_s > first.time_s
    stopped.set()
    assert list(frames) == []
    assert not capture.isOpened()


def test_without_a_camera_one_line_says_so(clock: Clock) -> None:
    if camera_names():
        pytest.skip("needs a machine without a camera")
    with pytest.raises(PosecoachError, match="No camera was found; plug one in"):
        open_camera("0", clock)
