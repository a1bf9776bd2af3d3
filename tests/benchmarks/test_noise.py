"""How much landmarks tremble, on tracks that tremble by a known amount."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.noise import jitter_px, noise_of
from posecoach.pose.landmarks import Landmark
from tests.bodies import PX_PER_M, THIGH_M
from tests.coaching.scripts import as_track, lost_between, raise_right, session

LYING = [(0.0, 0.0), (6.0, 0.0)]
NOISE_PX = 0.9
_SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
_HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]


def test_white_noise_is_all_jitter_and_shows_in_short_segments_most() -> None:
    found = noise_of(as_track(session(raise_right, LYING, noise_px=NOISE_PX)))
    assert found is not None
    shoulders, hips = (
        next(session(raise_right, LYING, noise_px=0.0)).image[ends] for ends in (_SHOULDERS, _HIPS)
    )
    torso_px = np.linalg.norm(shoulders.mean(0) - hips.mean(0))
    # Two coordinates; a mean over 15 frames takes a fifteenth of the variance away.
    expected = NOISE_PX * np.sqrt(2 * 14 / 15) / torso_px
    assert found.jitter == pytest.approx(expected, rel=0.1)
    assert found.variation["thigh"] == pytest.approx(NOISE_PX * np.sqrt(2) / (THIGH_M * PX_PER_M), rel=0.25)


def test_the_quietest_moments_are_taken() -> None:
    moving = [(0.0, 0.0), (3.0, 70.0), (6.0, 0.0), (9.0, 0.0)]
    found = noise_of(as_track(session(raise_right, moving, noise_px=0.0)))
    assert found is not None
    assert found.jitter == pytest.approx(0.0, abs=1e-3)


def test_slow_movement_is_no_jitter() -> None:
    drift = np.linspace(0, 20, 60)[:, None, None] * np.ones((60, 4, 2))
    assert jitter_px(drift, 15) == pytest.approx(0.0, abs=1e-9)


def test_without_two_seconds_of_a_body_there_is_no_figure() -> None:
    lost = lost_between(session(raise_right, LYING), 1.5, 4.5)
    assert noise_of(as_track(lost)) is None
