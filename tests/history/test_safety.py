"""What the answers of a person lead to; every limit at its edge."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from posecoach.history.entries import Diagnosis, Felt, SafetyAnswers, SessionEntry
from posecoach.history.safety import (
    advice_after,
    allowed,
    caution,
    disclaimer,
    instead_of,
    is_due,
    load_pain,
    load_profiles,
    load_questions,
    may_start,
    refusal,
    why_left_out,
)
from posecoach.stretches.load import load_stretch, specs_folder, stretch_ids
from posecoach.stretches.model import SpineLoad
from tests.test_wheel import ROOT

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUESTIONS = load_questions()
URGENT = [flag for flag, question in QUESTIONS.questions.items() if question.urgency == "now"]
LESS_URGENT = [flag for flag, question in QUESTIONS.questions.items() if question.urgency == "first"]


def answers(*flags: str, cleared: bool = False, diagnosis: Diagnosis = "neither") -> SafetyAnswers:
    return SafetyAnswers(person="me", answered_at=NOON, flags=flags, cleared=cleared, diagnosis=diagnosis)


def felt(feeling: Felt | None, after: timedelta = timedelta(hours=1)) -> SessionEntry:
    return SessionEntry(person="me", began_at=NOON + after, kind="live", felt=feeling)


def test_there_are_few_questions_and_the_urgent_ones_come_first() -> None:
    assert list(QUESTIONS.questions) == [*URGENT, *LESS_URGENT]
    assert len(URGENT) == 4
    assert len(QUESTIONS.questions) <= 12


@pytest.mark.parametrize("flag", URGENT)
def test_nothing_overrides_an_urgent_yes(flag: str) -> None:
    assert refusal(answers(flag)) is QUESTIONS.now
    assert refusal(answers(LESS_URGENT[0], flag, cleared=True)) is QUESTIONS.now


@pytest.mark.parametrize("flag", [*LESS_URGENT, "a question of an older version"])
def test_the_others_wait_for_a_word_with_a_clinician(flag: str) -> None:
    assert refusal(answers(flag)) is QUESTIONS.first
    assert refusal(answers(flag, cleared=True)) is None


def test_no_to_everything_starts() -> None:
    assert refusal(answers()) is None


@pytest.mark.parametrize(
    ("later", "due"),
    [
        (timedelta(0), False),
        (timedelta(days=28, seconds=-1), False),
        (timedelta(days=28), True),
        (timedelta(days=4000), True),
        # A clock that was put right by a little, and one that was wrong by weeks.
        (timedelta(hours=-2), False),
        (timedelta(days=-2), True),
    ],
)
def test_questions_come_again_after_four_weeks(later: timedelta, due: bool) -> None:
    assert is_due(answers(), [], NOON + later) is due


def test_who_was_never_asked_is_asked() -> None:
    assert is_due(None, [], NOON)


@pytest.mark.parametrize(
    ("sessions", "due"),
    [
        ([felt("same"), felt("better"), felt(None)], False),
        ([felt("worse")], False),
        ([felt("worse"), felt("better"), felt("worse")], True),
        ([felt("moved_down")], True),
        ([felt("moved_down", timedelta(hours=-1)), felt("worse", timedelta(hours=-1)), felt("worse")], False),
    ],
)
def test_questions_come_again_when_something_got_worse_since(sessions: list[SessionEntry], due: bool) -> None:
    assert is_due(answers(), sessions, NOON + timedelta(days=3)) is due


@pytest.mark.parametrize(
    ("diagnosis", "loads"),
    [
        ("disc", {"neutral", "extension"}),
        ("facet", {"neutral", "flexion"}),
        ("both", {"neutral"}),
        ("unsure", {"neutral"}),
        ("neither", {"neutral", "flexion", "extension"}),
        (None, {"neutral", "flexion", "extension"}),
    ],
)
def test_what_a_back_allows(diagnosis: Diagnosis | None, loads: set[SpineLoad]) -> None:
    assert allowed(diagnosis) == loads


def test_every_back_has_something_to_do() -> None:
    known = [load_stretch(name) for name in stretch_ids()]
    for diagnosis in get_args(Diagnosis):
        for stretch in known:
            instead = instead_of(stretch, allowed(diagnosis), known)
            assert instead
            assert all(other.spine_load in allowed(diagnosis) for other in instead)


def test_what_is_left_out_is_told_with_its_reason() -> None:
    told = why_left_out(load_stretch("double_knee_to_chest"))
    assert "Double knee to chest" in told
    assert "forwards" in told
    assert "backwards" in why_left_out(load_stretch("prone_press_up"))


def test_a_disc_is_watched_in_stretches_that_bend_backwards() -> None:
    backwards, neither = load_stretch("prone_press_up"), load_stretch("glute_bridge")
    assert "moves down a leg" in str(caution("disc", [neither, backwards]))
    assert caution("disc", [neither]) is None
    assert caution("neither", [backwards]) is None
    assert caution(None, [backwards]) is None


def test_who_hurts_much_does_not_start() -> None:
    assert [rating for rating in range(11) if may_start(rating)] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("before", "after", "feeling", "kind"),
    [
        (2, 2, "same", "fine"),
        (2, 3, "same", "fine"),
        (2, 1, "better", "fine"),
        (2, 4, "better", "worse"),
        (2, 2, "worse", "worse"),
        (5, 6, "same", "worse"),
        (None, 5, "same", "fine"),
        (None, 6, "better", "worse"),
        (3, 3, "moved_down", "moved_down"),
        (3, 9, "moved_down", "moved_down"),
    ],
)
def test_advice_afterwards(before: int | None, after: int, feeling: Felt, kind: str) -> None:
    assert advice_after(before, after, feeling) == load_pain().advice[kind]  # type: ignore[index]


def test_the_disclaimer_says_what_this_is_not() -> None:
    for words in ("general information", "not medical advice, diagnosis or treatment", "does not cure"):
        assert words in disclaimer()


def test_every_source_is_in_the_docs() -> None:
    documented = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    files = sorted((specs_folder() / "safety").glob("*.yaml"))
    assert len(files) == 3
    for path in files:
        named = set(re.findall(r"\b(?:R\d-\d+|D-[a-z]+)\b", path.read_text(encoding="utf-8")))
        assert named
        assert not {name for name in named if not re.search(rf"\b{name}\b", documented)}, path.name


def test_nothing_diagnoses_promises_or_frightens() -> None:
    words, profiles, pain = QUESTIONS, load_profiles(), load_pain()
    told = [
        *(question.ask for question in words.questions.values()),
        *words.now.say,
        *words.first.say,
        words.now.refusal,
        words.first.refusal,
        words.first.cleared,
        *(profile.say for profile in profiles.profiles.values()),
        *profiles.reasons.values(),
        profiles.watch.say,
        pain.too_much,
        *pain.advice.values(),
    ]
    for text in told:
        banned = r"\b(cures?|heals?|treats?|relieves?|(?<!do )you have a|danger|cauda|red flag|must)\b"
        assert not re.search(banned, text, re.IGNORECASE), text
        assert text[-1] in ".?", text
