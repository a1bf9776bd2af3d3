from __future__ import annotations

import numpy as np
import pytest

from posecoach.video.frame import Frame
from posecoach.video.reader import read_frames
from posecoach.video.shrink import shrink
from tests.conftest import FilmMaker


@pytest.mark.parametrize(
    ("size", "limit", "expected"),
    [((1920, 1080), 640, (640, 360)), ((1080, 1920), 640, (360, 640)), ((2000, 1), 100, (100, 1))],
)
def test_longest_side_is_brought_down(size: tuple[int, int], limit: int, expected: tuple[int, int]) -> None:
    small = shrink(Frame(1.5, np.full((size[1], size[0], 3), 77, np.uint8)), limit)
    assert small.image.shape == (expected[1], expected[0], 3)
    assert small.time_s == 1.5
    assert (small.image == 77).all()


def test_never_enlarges() -> None:
    frame = Frame(0.0, np.zeros((48, 64, 3), np.uint8))
    assert shrink(frame, 64) is frame


def test_thin_lines_survive() -> None:
    image = np.zeros((1000, 1000, 3), np.uint8)
    image[:, 501] = 255
    assert shrink(Frame(0.0, image), 100).image.max() > 20


def test_a_film_read_small_is_the_film_made_small(film: FilmMaker) -> None:
    path = film("large.mp4", size=(640, 360), count=5)
    for small, large in zip(read_frames(path, longest_side_px=200), read_frames(path), strict=True):
        assert small.time_s == large.time_s
        assert small.image.shape == (112, 200, 3)
        assert np.abs(small.image.astype(int) - shrink(large, 200).image).mean() < 10
