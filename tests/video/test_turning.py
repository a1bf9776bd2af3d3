"""A video that was stored on its side is turned as the viewer says, on top of what the file says."""

from __future__ import annotations

from itertools import product
from typing import get_args

import numpy as np
import pytest

from posecoach.video.frame import Turn
from posecoach.video.picture import Orientation, further_turned
from posecoach.video.reader import probe, read_frames
from tests.conftest import FilmMaker
from tests.films import corner_picture

STORED = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)


@pytest.mark.parametrize("turn_deg", get_args(Turn))
@pytest.mark.parametrize("stored", list(product([False, True], repeat=3)))
def test_every_orientation_is_turned_further(stored: tuple[bool, bool, bool], turn_deg: Turn) -> None:
    orientation = Orientation(*stored)
    expected = np.rot90(orientation.apply(STORED), -turn_deg // 90)
    assert np.array_equal(further_turned(orientation, turn_deg).apply(STORED), expected)


@pytest.mark.parametrize("turn_deg", get_args(Turn))
def test_a_film_is_read_turned(film: FilmMaker, turn_deg: Turn) -> None:
    path = film("a.mp4", pictures=[corner_picture()] * 3)
    (upright, *_), (turned, *_) = read_frames(path), read_frames(path, turn_deg=turn_deg)
    assert np.array_equal(turned.image, np.rot90(upright.image, -turn_deg // 90))
    info = probe(path, turn_deg)
    assert turned.image.shape == (info.height, info.width, 3)
    assert info.turn_deg == turn_deg
