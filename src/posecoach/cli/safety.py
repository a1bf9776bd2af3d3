"""Safety first, in the terminal: the questions, the profile, and pain before and after a session."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args

from rich.console import Console

from posecoach.cli import asking
from posecoach.cli.person import announce
from posecoach.errors import PosecoachError
from posecoach.history.entries import Diagnosis, SafetyAnswers, SessionEntry
from posecoach.history.record.record import Record, open_record
from posecoach.history.safety import (
    MOVED_DOWN,
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
    moved_down,
    refusal,
    why_left_out,
)
from posecoach.stretches.load import load_stretch, stretch_ids
from posecoach.stretches.model import SpineLoad, Stretch

LOADS: dict[SpineLoad, str] = {
    "neutral": "stretches that bend the back neither way",
    "flexion": "stretches that bend it forwards",
    "extension": "stretches that bend it backwards",
}


@dataclass(frozen=True, slots=True)
class Cleared:
    """Somebody who may start. answers: None where nobody has been asked yet, as in a script. pain_before:
    None where it was not asked."""

    answers: SafetyAnswers | None
    pain_before: int | None
    allowed: frozenset[SpineLoad]


def before(
    record: Record, person: str, stretches: Sequence[Stretch], console: Console, now: datetime
) -> Cleared:
    """What is to be known before a session of these stretches.

    It asks where somebody sits at a terminal; elsewhere it goes by what was told before. Those of the
    stretches that are not allowed are named, and why. Raises PosecoachError where none is left, or the person
    had better not start.
    """
    at_terminal = sys.stdin.isatty()
    answers = record.answers(person)
    sessions = record.sessions(person)
    advice = refusal(answers) if answers else None
    if not at_terminal:
        advice = advice or moved_down(answers, sessions)
    if advice:
        asking.tell(console, *advice.say)
        raise PosecoachError(advice.refusal)
    if is_due(answers, sessions, now):
        if at_terminal:
            answers = _answered(record, person, answers, console, now)
        else:
            asking.tell(console, "The safety questions were not asked; `posecoach safety` asks them.")
    diagnosis = answers.diagnosis if answers else None
    fits = allowed(diagnosis)
    kept = [stretch for stretch in stretches if stretch.spine_load in fits]
    if not kept:
        raise PosecoachError(_why_none(stretches, fits))
    left_out = {stretch.id: stretch for stretch in stretches if stretch.spine_load not in fits}
    asking.tell(console, *map(why_left_out, left_out.values()))
    pain = _pain_before(console) if at_terminal else None
    watch = caution(diagnosis, kept)
    if watch:
        asking.tell(console, watch)
    return Cleared(answers, pain, fits)


def after(record: Record, session: SessionEntry, console: Console) -> SessionEntry:
    """The session with how it feels afterwards, kept, where somebody sits at a terminal; as it is where
    not, or where they give no answer."""
    if not sys.stdin.isatty():
        return session
    words = load_pain()
    try:
        pain = asking.pain(console, words.ask_after)
        felt = asking.choice(console, words.ask_felt, words.felt)
    except (KeyboardInterrupt, PosecoachError):
        console.print()
        return session
    told = session.model_copy(update={"pain_after": pain, "felt": felt})
    record.keep(told)
    asking.tell(console, advice_after(session.pain_before, pain, felt))
    return told


def ask_anew(database: str, person: str) -> None:
    """Ask the questions again, whenever it was last, and say what follows from the answers.

    Raises PosecoachError where it follows that no session may start.
    """
    console = Console()
    now = datetime.now().astimezone()
    with open_record(database) as record:
        announce(record, person, console)
        answers = _answered(record, person, record.answers(person), console, now)
    fits = allowed(answers.diagnosis)
    asking.tell(console, f"What fits: {', '.join(LOADS[load] for load in LOADS if load in fits)}.")
    again = now + timedelta(days=load_questions().again_after_days.value)
    asking.tell(console, f"This is asked again on {again.day} {again:%B %Y}, or when something gets worse.")


def _answered(
    record: Record, person: str, last: SafetyAnswers | None, console: Console, now: datetime
) -> SafetyAnswers:
    """A yes is kept at once, whatever comes after it; the rest once the last question is answered. Raises
    PosecoachError where no session may start."""
    answers = _asked(record, last, person, console, now)
    record.keep_answers(answers)
    advice = refusal(answers)
    if advice:
        raise PosecoachError(advice.refusal)
    return answers


def _asked(
    record: Record, last: SafetyAnswers | None, person: str, console: Console, now: datetime
) -> SafetyAnswers:
    """After an urgent yes nothing else is asked."""
    words = load_questions()
    if last is None:
        asking.tell(console, disclaimer(), "")
    asking.tell(console, words.intro if last is None else words.once_more)
    known: Diagnosis = last.diagnosis if last else "unsure"
    answers = SafetyAnswers(person=person, answered_at=now, diagnosis=known)
    waits = last is not None and MOVED_DOWN in last.flags and not last.cleared
    if waits or moved_down(last, record.sessions(person)):
        # No answer below takes that back: somebody who knows has to.
        answers = answers.model_copy(update={"flags": (MOVED_DOWN,)})
        record.keep_answers(answers)
    for position, (flag, question) in enumerate(words.questions.items(), 1):
        asking.tell(console, "", f"{position} of {len(words.questions)}")
        if asking.yes(console, question.ask):
            answers = answers.model_copy(update={"flags": (*answers.flags, flag)})
            record.keep_answers(answers)
            if question.urgency == "now":
                break
    advice = refusal(answers)
    if advice:
        asking.tell(console, "", *advice.say)
    if advice is words.now or (advice and not asking.yes(console, words.first.cleared)):
        return answers
    return answers.model_copy(update={"cleared": bool(answers.flags), "diagnosis": _diagnosis(console)})


def _diagnosis(console: Console) -> Diagnosis:
    words = load_profiles()
    asking.tell(console, "")
    choices = {diagnosis: words.profiles[diagnosis].choice for diagnosis in get_args(Diagnosis)}
    diagnosis: Diagnosis = asking.choice(console, words.ask, choices)
    asking.tell(console, words.profiles[diagnosis].say)
    return diagnosis


def _pain_before(console: Console) -> int:
    words = load_pain()
    asking.tell(console, "")
    pain = asking.pain(console, words.ask_before)
    if not may_start(pain):
        raise PosecoachError(words.too_much.format(most=f"{words.start_at_most.value:g}"))
    return pain


def _why_none(stretches: Sequence[Stretch], fits: frozenset[SpineLoad]) -> str:
    words = load_profiles()
    known = [load_stretch(name) for name in stretch_ids()]
    instead = ", ".join(stretch.id for stretch in instead_of(stretches[0], fits, known))
    if len(stretches) > 1:
        return words.nothing_left.format(ids=instead)
    return f"{why_left_out(stretches[0])} {words.instead.format(ids=instead)}"
