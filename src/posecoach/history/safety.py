"""Safety first: which answers stop a session, what is left out for a back, and when to ask again.

All that is said, and every limit, stands in ``stretch_specs/safety``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from posecoach.history.entries import Diagnosis, Felt, SafetyAnswers, SessionEntry
from posecoach.stretches.condition import Sentence, Source, Strict
from posecoach.stretches.load import read_model, specs_folder
from posecoach.stretches.model import SpineLoad, Stretch
from posecoach.stretches.rules import Number

Urgency = Literal["now", "first"]
"""What a yes asks for: a doctor now, or a word with a clinician first."""

CLOCKS_DIFFER = timedelta(days=1)
"""Answers from further in the future are of a clock that was wrong."""


class Question(Strict):
    urgency: Urgency
    ask: Sentence
    source: Source


class Now(Strict):
    """What is said to somebody who should see a doctor now. refusal: the same in one line."""

    say: list[Sentence] = Field(min_length=1)
    refusal: Sentence
    source: Source


class First(Now):
    """The same where a word with a clinician comes first, and whether they had it."""

    cleared: Sentence


class Questions(Strict):
    disclaimer: str
    disclaimer_source: Source
    again_after_days: Number
    worse_often: Number
    intro: Sentence
    once_more: Sentence
    questions: dict[str, Question] = Field(min_length=1)
    now: Now
    first: First
    moved_down: Now

    @model_validator(mode="after")
    def _urgent_first(self) -> Self:
        urgencies = [question.urgency for question in self.questions.values()]
        if urgencies != sorted(urgencies, key=get_args(Urgency).index):
            raise ValueError("the urgent questions come first")
        return self


class Profile(Strict):
    """One answer to what it is: what is left out for it, and how that is said."""

    choice: str
    leaves_out: list[SpineLoad]
    say: Sentence
    source: Source


class Watch(Strict):
    """What to be careful of in stretches that stay."""

    profiles: list[Diagnosis]
    loads: list[SpineLoad]
    say: Sentence
    source: Source


class Profiles(Strict):
    ask: Sentence
    profiles: dict[Diagnosis, Profile]
    reasons: dict[SpineLoad, Sentence]
    instead: Sentence
    nothing_left: Sentence
    watch: Watch

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = set(get_args(Diagnosis)) - set(self.profiles)
        if missing:
            raise ValueError(f"profiles: {', '.join(sorted(missing))} missing")
        return self


class Pain(Strict):
    start_at_most: Number
    worse_by: Number
    ask_before: Sentence
    ask_after: Sentence
    ask_felt: Sentence
    felt: dict[Felt, str]
    too_much: Sentence
    advice: dict[Literal["moved_down", "worse", "fine"], Sentence]


@cache
def load_questions() -> Questions:
    return read_model(specs_folder() / "safety" / "questions.yaml", Questions)


@cache
def load_profiles() -> Profiles:
    return read_model(specs_folder() / "safety" / "profile.yaml", Profiles)


@cache
def load_pain() -> Pain:
    return read_model(specs_folder() / "safety" / "pain.yaml", Pain)


def disclaimer() -> str:
    """What posecoach is, and is not: at the first run, and in every report."""
    return load_questions().disclaimer


def refusal(answers: SafetyAnswers) -> Now | None:
    """What keeps this person from starting, if anything does. A flag that is not known any more asks for a
    clinician, as the less urgent ones do."""
    words = load_questions()
    asked = [words.questions.get(flag) for flag in answers.flags]
    if any(question is not None and question.urgency == "now" for question in asked):
        return words.now
    return words.first if asked and not answers.cleared else None


def is_due(answers: SafetyAnswers | None, sessions: Iterable[SessionEntry], now: datetime) -> bool:
    """Whether the questions are to be asked (again). sessions: of this person."""
    if answers is None:
        return True
    words = load_questions()
    age = now - answers.answered_at
    if not -CLOCKS_DIFFER <= age < timedelta(days=words.again_after_days.value):
        return True
    felt = _felt_since(answers, sessions)
    return "moved_down" in felt or felt.count("worse") >= words.worse_often.value


MOVED_DOWN = "moved_down"
"""The flag of pain that went down a leg after a session, beside those of the questions."""


def moved_down(answers: SafetyAnswers | None, sessions: Iterable[SessionEntry]) -> Now | None:
    """What is said where pain went down a leg after a session, and no questions were answered since.
    sessions: of this person."""
    return load_questions().moved_down if "moved_down" in _felt_since(answers, sessions) else None


def _felt_since(answers: SafetyAnswers | None, sessions: Iterable[SessionEntry]) -> list[Felt | None]:
    return [session.felt for session in sessions if not answers or session.began_at >= answers.answered_at]


def allowed(diagnosis: Diagnosis | None) -> frozenset[SpineLoad]:
    """Which stretches suit such a back; all, where nothing is known of it."""
    left_out = load_profiles().profiles[diagnosis].leaves_out if diagnosis else []
    return frozenset(get_args(SpineLoad)) - frozenset(left_out)


def why_left_out(stretch: Stretch) -> str:
    """To somebody whose back it may not suit."""
    return load_profiles().reasons[stretch.spine_load].format(name=stretch.name)


def instead_of(stretch: Stretch, fits: frozenset[SpineLoad], known: Sequence[Stretch]) -> list[Stretch]:
    """Those that suit this back, in the same position where there are any."""
    fitting = [other for other in known if other.spine_load in fits]
    return [other for other in fitting if other.position == stretch.position] or fitting


def caution(diagnosis: Diagnosis | None, stretches: Iterable[Stretch]) -> str | None:
    """What to watch for in stretches that are not left out, if there is anything."""
    watch = load_profiles().watch
    loads = {stretch.spine_load for stretch in stretches}
    return watch.say if diagnosis in watch.profiles and loads & set(watch.loads) else None


def may_start(pain_before: int) -> bool:
    return pain_before <= load_pain().start_at_most.value


def advice_after(pain_before: int | None, pain_after: int, felt: Felt) -> str:
    """What to do next time, in one sentence or two."""
    words = load_pain()
    risen = pain_before is not None and pain_after - pain_before >= words.worse_by.value
    if felt == "moved_down":
        return words.advice["moved_down"]
    if felt == "worse" or risen or not may_start(pain_after):
        return words.advice["worse"]
    return words.advice["fine"]
