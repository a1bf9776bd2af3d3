from __future__ import annotations

from itertools import combinations
from typing import get_args

import numpy as np
import pytest

from posecoach.coaching.leading.state import Sound
from posecoach.feedback.voice.mixer import SPEECH_LEVEL
from posecoach.feedback.voice.samples import RATE_HZ
from posecoach.feedback.voice.tones import MELODIES, PEAK, tone

SOUNDS: tuple[Sound, ...] = get_args(Sound)


@pytest.mark.parametrize("name", SOUNDS)
def test_a_tone_is_soft_short_and_without_a_click(name: Sound) -> None:
    samples = tone(name)
    assert np.abs(samples).max() == pytest.approx(PEAK)
    assert len(samples) < 0.8 * RATE_HZ
    assert np.abs(samples[[0, -1]]).max() < 0.002
    steepest = 2 * np.pi * 1046.5 / RATE_HZ * PEAK * 1.5
    assert np.abs(np.diff(samples)).max() < steepest


@pytest.mark.parametrize("name", SOUNDS)
def test_a_tone_lies_where_worn_ears_hear(name: Sound) -> None:
    power = np.abs(np.fft.rfft(tone(name))) ** 2
    hz = np.fft.rfftfreq(len(tone(name)), 1 / RATE_HZ)
    assert power[(hz > 500) & (hz < 2200)].sum() / power.sum() > 0.97


def test_a_tone_fits_on_top_of_speech() -> None:
    assert SPEECH_LEVEL + PEAK <= 1


def test_no_two_have_the_same_melody() -> None:
    def steps(name: Sound) -> tuple[tuple[float, ...], int]:
        return tuple(round(hz) for hz, *_ in MELODIES[name]), round(len(tone(name)) / RATE_HZ * 10)

    for one, other in combinations(SOUNDS, 2):
        assert steps(one) != steps(other)


def test_on_rises_and_off_falls() -> None:
    rising: tuple[Sound, ...] = ("start", "go_on", "done")
    for name in rising:
        hz = [hz for hz, *_ in MELODIES[name]]
        assert hz == sorted(hz)
    assert MELODIES["pause"][0][0] > MELODIES["pause"][1][0]
