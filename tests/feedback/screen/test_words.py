from __future__ import annotations

from dataclasses import replace

import pytest

from posecoach.coaching.leading.state import Mode
from posecoach.feedback.screen import words
from posecoach.stretches.load import load_stretch
from posecoach.stretches.model import Dose, Norm
from tests.feedback.screen.scenes import RESTING, STATE, in_mode


@pytest.mark.parametrize(
    ("mode", "first"),
    [
        (Mode.COACHING, "SPACE pause · N next · P it hurts · 0-9 pain now · Q end"),
        (Mode.RESTING, "SPACE pause · N begin now · P it hurts · 0-9 pain now · Q end"),
        (Mode.PAUSED, "SPACE go on · N next · P it hurts · 0-9 pain now · Q end"),
        (Mode.PAIN, "SPACE go on · N next · 0-9 pain now · Q end"),
        (Mode.FINISHED, "Q close"),
    ],
)
def test_only_keys_that_do_something_now_are_named(mode: Mode, first: str) -> None:
    named = words.keys(replace(in_mode(mode), upcoming=RESTING.upcoming), muted=False)
    assert named == f"{first} · F full screen · M sound off"


@pytest.mark.parametrize("mode", [Mode.COACHING, Mode.PAUSED, Mode.PAIN])
def test_nothing_comes_next_after_the_last_stretch(mode: Mode) -> None:
    assert "N " not in words.keys(in_mode(mode), muted=False)
    assert words.pain_choices(STATE) == [words.PAIN_GO_ON, words.PAIN_END]
    assert words.PAIN_NEXT in words.pain_choices(RESTING)


def test_the_sound_key_says_what_it_will_do() -> None:
    assert words.keys(STATE, muted=True).endswith("M sound on")


@pytest.mark.parametrize(
    ("dose", "sides", "expected"),
    [
        (Dose(hold_s=20, repetitions=3, source="test"), 2, "hold 20 s · 3 each side"),
        (Dose(hold_s=2.5, repetitions=5, sets=2, source="test"), 1, "hold 2.5 s · 10 times"),
        (Dose(hold_s=30, repetitions=1, source="test"), 1, "hold 30 s · once"),
        (Dose(hold_s=0, repetitions=10, source="test"), 1, "10 times"),
    ],
)
def test_a_dose_in_few_words(dose: Dose, sides: int, expected: str) -> None:
    assert words.dose(replace(STATE, dose=dose), sides) == expected


def test_what_is_usual_has_a_true_minus_and_no_minus_nothing() -> None:
    assert words.norm(Norm(low_deg=-15, high_deg=5, source="test")) == "usual −15 to 5°"
    assert words.norm(Norm(low_deg=-0.3, high_deg=5, source="test")) == "usual 0 to 5°"


def test_the_first_stretch_is_not_called_the_next() -> None:
    name = load_stretch("glute_bridge").name
    assert words.upcoming(name, first=True) == f"First: {name}"
    assert words.upcoming(name, first=False) == f"Next: {name}"
