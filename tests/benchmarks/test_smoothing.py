"""What smoothing is judged by, on angles whose error is known."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.one_euro import one_euro
from benchmarks.smoothing import Series, figures, jitter, lag_s, readings
from tests.coaching.scripts import as_track, raise_right, session

TIME_S = np.arange(0, 12, 1 / 30)
TRUE = np.interp(TIME_S, [0, 2, 4, 8, 10, 12], [0.0, 0, 60, 60, 0, 0])


def series(unsmoothed: np.ndarray) -> Series:
    return Series(0, "knee_left", TIME_S, TRUE, unsmoothed)


@pytest.mark.parametrize("late_s", [0.0, 0.1])
def test_lag_is_how_much_later_a_reading_is(late_s: float) -> None:
    read = np.interp(TIME_S - late_s, TIME_S, TRUE) + 7
    assert lag_s(series(read), read) == pytest.approx(late_s, abs=0.011)


def test_jitter_is_seen_while_still_and_movement_is_none() -> None:
    assert jitter(series(TRUE), TRUE) == pytest.approx(0, abs=1e-9)
    read = TRUE + np.random.default_rng(0).normal(0, 2, len(TRUE))
    assert jitter(series(read), read) == pytest.approx(2, rel=0.15)


def test_an_error_that_stays_the_same_is_not_the_smoothing_s() -> None:
    read = TRUE + 5
    read[200] += 3
    found = figures([series(read)], [read])
    assert found.mae == pytest.approx(5, abs=0.02)
    assert found.own == pytest.approx(3 / len(TRUE))
    assert found.peak == pytest.approx(3)


def test_one_euro_lags_and_trembles_less() -> None:
    script = [(0.0, 0.0), (3.0, 60.0), (6.0, 60.0)]
    seen = as_track(session(raise_right, script, noise_px=1.5))
    exact, before, after = (
        readings(track)["leg_elevation_right"]
        for track in (as_track(session(raise_right, script, noise_px=0.0)), seen, one_euro(seen, 0.5, 0.5))
    )
    top, way = slice(150, 180), slice(45, 75)
    assert after[top].std() < 0.7 * before[top].std()
    assert (exact - after)[way].mean() > 1
