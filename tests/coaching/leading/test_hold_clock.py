"""What is heard of a hold."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from posecoach.coaching.events import CoachState, Phase
from posecoach.coaching.leading.hold_clock import HoldClock
from posecoach.coaching.leading.state import Sound, Urgency
from posecoach.stretches.load import load_rules

STEP_S = 0.04


def state(held_s: float, goal_s: float, phase: Phase = Phase.HOLDING, count: int = 0) -> CoachState:
    return CoachState(
        time_s=0.0,
        phase=phase,
        side="left",
        value_deg=None,
        best_deg=None,
        held_s=held_s,
        hold_goal_s=goal_s,
        repetition_goal=3,
        repetitions={"left": count},
        active_faults=(),
        cue=None,
        measures={},
    )


def clock_of(to_s: float, from_s: float = 0.0) -> list[float]:
    return [from_s + STEP_S * frame for frame in range(round((to_s - from_s) / STEP_S) + 1)]


def heard(
    held_s: Iterable[float], goal_s: float
) -> tuple[list[tuple[float, Sound]], list[tuple[float, str]]]:
    clock = HoldClock(load_rules().cues, load_rules().say)
    sounds: list[tuple[float, Sound]] = []
    words: list[tuple[float, str]] = []
    for now_s in held_s:
        due = clock.step(state(now_s, goal_s))
        sounds += [(now_s, sound) for sound in due.sounds]
        assert all(said.urgency is Urgency.ASIDE for said in due.say)
        words += [(now_s, said.text) for said in due.say]
    return sounds, words


def test_a_long_hold_has_a_start_a_half_five_ticks_and_an_end() -> None:
    sounds, words = heard(clock_of(33.0), 30.0)
    assert [sound for _, sound in sounds] == ["start", "halfway", *["tick"] * 5, "done"]
    assert [now_s for now_s, _ in sounds] == pytest.approx([0, 15, 25, 26, 27, 28, 29, 30], abs=2 * STEP_S)
    assert [text for _, text in words] == [
        *("20 seconds.", "10 seconds."),
        *("Five.", "Four.", "Three.", "Two.", "One."),
    ]
    assert [now_s for now_s, _ in words] == pytest.approx([10, 20, 25, 26, 27, 28, 29], abs=2 * STEP_S)


def test_a_short_hold_has_ticks_alone_for_its_repetitions_are_counted_aloud() -> None:
    sounds, words = heard(clock_of(5.2), 5.0)
    assert [sound for _, sound in sounds] == ["start", *["tick"] * 4, "done"]
    assert not words


def test_a_hold_of_a_second_has_its_two_ends_only() -> None:
    sounds, words = heard(clock_of(1.2), 1.0)
    assert [sound for _, sound in sounds] == ["start", "done"]
    assert not words


def test_a_clock_that_stands_is_silent_and_one_that_begins_anew_starts_again() -> None:
    stands = [*clock_of(3.0), *[3.0] * 50]
    sounds, _ = heard([*stands, *clock_of(1.0)], 30.0)
    assert [sound for _, sound in sounds] == ["start", "start"]


def test_beyond_its_end_nothing_is_counted() -> None:
    sounds, words = heard(clock_of(45.0), 20.0)
    assert [sound for _, sound in sounds].count("done") == 1
    assert all(now_s <= 20.0 for now_s, _ in words)


def test_repetitions_without_a_hold_have_a_tone_when_they_count() -> None:
    clock = HoldClock(load_rules().cues, load_rules().say)
    counts = [0, 0, 1, 1, 2, 2]
    sounds = [clock.step(state(0.0, 0.0, Phase.READY, count)).sounds for count in counts]
    assert sounds == [(), (), ("done",), (), ("done",), ()]
