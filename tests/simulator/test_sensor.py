"""The sensor grains, blurs and tints as it is told, and the same way each time."""

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.scene.sensor import Sensor, expose

CLEAN = Sensor(noise=0, motion_blur=0, vignette=0)


def plain(level: int) -> NDArray[np.uint8]:
    return np.full((90, 160, 3), level, np.uint8)


def exposed(*images: NDArray[np.uint8], **changes: float) -> NDArray[np.float64]:
    sensor = CLEAN.model_copy(update=changes)
    return expose(images, sensor, np.random.default_rng(1)).astype(float)


def test_a_clean_sensor_changes_nothing() -> None:
    image = np.random.default_rng(0).integers(0, 256, (90, 160, 3), np.uint8)
    np.testing.assert_array_equal(exposed(plain(0), image), image)


def test_the_same_seed_gives_the_same_picture() -> None:
    np.testing.assert_array_equal(exposed(plain(120), noise=0.5), exposed(plain(120), noise=0.5))


def test_grain_is_stronger_in_the_dark_and_with_noise() -> None:
    assert exposed(plain(60), noise=0.5).std() > exposed(plain(200), noise=0.5).std()
    assert exposed(plain(100), noise=0.8).std() > 2 * exposed(plain(100), noise=0.3).std()


def test_grain_leaves_the_brightness() -> None:
    assert abs(exposed(plain(120), noise=0.5).mean() - 120) < 1


def test_a_dark_room_is_exposed_longer_up_to_a_limit() -> None:
    assert exposed(plain(40)).mean() == pytest.approx(0.3 * 255, abs=1)
    assert exposed(plain(10)).mean() == pytest.approx(30, abs=1)
    assert exposed(plain(90)).mean() == pytest.approx(90, abs=1)


def test_blur_mixes_the_frame_before() -> None:
    assert exposed(plain(0), plain(200), motion_blur=1).mean() == 100
    assert exposed(plain(200), motion_blur=1).mean() == 200


def test_warmth_is_orange_or_blue() -> None:
    red, _, blue = exposed(plain(120), warmth=1)[0, 0]
    assert red > 120 > blue
    red, _, blue = exposed(plain(120), warmth=-1)[0, 0]
    assert red < 120 < blue


def test_corners_lose_light() -> None:
    image = exposed(plain(200), vignette=1)
    assert image[45, 80].min() > 195
    assert image[0, 0].max() < 160
