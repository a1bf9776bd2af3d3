from __future__ import annotations

import numpy as np
import pytest

from posecoach.pose.sightings import Sightings
from posecoach.video.frame import Frame
from tests.pose.people import standing
from tests.pose.skeletons import lying
from tests.pose.test_tracker import PICTURE


@pytest.mark.parametrize(("stirs_px", "still"), [(0, True), (12, False)])
def test_a_poster_is_still_under_the_cameras_noise_and_one_who_stirs_is_not(
    stirs_px: int, still: bool
) -> None:
    noise = np.random.default_rng(1)
    sightings = Sightings()
    for time_s in range(5):
        moved = np.roll(PICTURE, stirs_px * (time_s % 2), axis=0)
        image = np.clip(moved + noise.normal(0, 5, PICTURE.shape), 0, 255).astype(np.uint8)
        # Of a body half seen the landmarks wander, though nothing moves.
        pose = lying(time_s, at=(5.0 * (time_s % 2), 0), left_deg=30 * (time_s % 2))
        (person,) = sightings.add([pose], Frame(time_s, image))
        assert person.still is (still and time_s > 3)
        assert person.pose is pose


def test_nobody_is_called_still_at_first_sight() -> None:
    sightings = Sightings()
    sightings.add([lying(0)], Frame(0, PICTURE))
    assert [p.still for p in sightings.add([lying(4), standing(4)], Frame(4, PICTURE))] == [True, False]
