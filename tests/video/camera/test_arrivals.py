import numpy as np
import pytest

from posecoach.video.camera.arrivals import Arrivals


def test_a_picture_without_a_time_was_taken_when_it_arrived() -> None:
    assert Arrivals().captured_s(None, 7.5) == 7.5


def test_uneven_arrivals_of_even_pictures_come_out_even() -> None:
    arrivals = Arrivals()
    late_s = np.random.default_rng(1).uniform(0, 0.15, 300)
    late_s[10] = 0
    captured = [arrivals.captured_s(100 + i / 30, 3 + i / 30 + late_s[i]) for i in range(300)]
    assert np.diff(captured[10:]) == pytest.approx(1 / 30)
    assert captured[10] == pytest.approx(3 + 10 / 30)


def test_no_picture_comes_from_the_future() -> None:
    arrivals = Arrivals()
    late_s = np.random.default_rng(2).uniform(0, 0.5, 300)
    for i in range(300):
        assert arrivals.captured_s(i / 30, i / 30 + late_s[i]) <= i / 30 + late_s[i]


@pytest.mark.parametrize("leap_s", [-90.0, 90.0])
def test_a_stream_whose_clock_leaps_is_followed(leap_s: float) -> None:
    arrivals = Arrivals()
    for i in range(30):
        arrivals.captured_s(1000 + i / 30, i / 30)
    captured = [arrivals.captured_s(1000 + leap_s + i / 30, i / 30) for i in range(30, 60)]
    assert captured == pytest.approx([i / 30 for i in range(30, 60)])
