from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from posecoach.pose.pose import Status
from posecoach.report.pictures import best_moments
from posecoach.video.frame import Image
from tests.report.examples import analysis, track_at, write_film


def decoded(data_uri: str) -> Image:
    data = base64.b64decode(data_uri.removeprefix("data:image/jpeg;base64,"))
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB)
    assert image is not None
    return image.astype(np.uint8)


def test_a_drawing_stands_in_for_a_missing_video() -> None:
    moments = best_moments(analysis(), track_at([14.0, 15.0, 31.0]), None)
    assert len(moments) == 2
    for moment in moments:
        assert moment is not None
        assert moment.alt.startswith("Drawing")
        image = decoded(moment.data_uri)
        assert image.shape[1] == 720
        assert image.std() > 5


def test_the_frame_is_that_of_the_best_moment(tmp_path: Path) -> None:
    times_s = np.arange(0, 40, 0.5).tolist()
    film = tmp_path / "film.mp4"
    write_film(film, times_s)
    hold, attempt = best_moments(analysis(), track_at(times_s), film)
    for moment, time_s in ((hold, 15.0), (attempt, 31.0)):
        assert moment is not None
        shade = 60 + 10 * (times_s.index(time_s) % 12)
        assert abs(int(np.median(decoded(moment.data_uri)[:20])) - shade) <= 3


def test_no_picture_where_nobody_was_measured() -> None:
    track = track_at([15.0, 31.0])
    track = replace(track, status=np.full(2, Status.IMPLAUSIBLE, np.uint8))
    assert best_moments(analysis(), track, None) == [None, None]
