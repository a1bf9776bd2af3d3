"""Which stretches the posture and flexibility test suggests, and why. Never a diagnosis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from posecoach.coaching.conditions import opposite
from posecoach.history.entries import Finding, Suggestion
from posecoach.history.safety import caution
from posecoach.history.screening.findings import bound_of, distance, is_sure, number
from posecoach.history.screening.person import Person
from posecoach.kinematics.points import BodySide
from posecoach.stretches.model import Stretch
from posecoach.stretches.routine import Routine, RoutineStep
from posecoach.stretches.screen import Bound, load_screens, shipped

MOST_STRETCHES, MOST_REPETITIONS = 6, 3
"""Of a routine to start from (judgement): about a quarter of an hour."""


def suggestions(found: Sequence[Finding], person: Person) -> tuple[list[Suggestion], dict[str, str]]:
    """Stretches that may be worth trying, those that are sure first, and why others are left out. Where
    something was read and none of it suggests anything that fits, gentle ones; where nothing was, none."""
    wanted: dict[str, Suggestion] = {}
    left_out: dict[str, str] = {}
    for stretch_id, side, why in [*_from_findings(found), *_from_answers(person)]:
        stretch = shipped(stretch_id)
        reason = person.why_not(stretch)
        if reason:
            left_out.setdefault(stretch_id, reason)
        else:
            side = side if stretch.sides == "each" else None
            wanted.setdefault(
                stretch_id, Suggestion(stretch=stretch_id, side=side, why=_because(stretch, why))
            )
    if not wanted and found:
        nothing = load_screens().when_nothing
        wanted = {
            stretch_id: Suggestion(stretch=stretch_id, why=_because(shipped(stretch_id), nothing.why))
            for stretch_id in nothing.suggests
            if not person.why_not(shipped(stretch_id))
        }
    return list(wanted.values()), left_out


def advice(found: Sequence[Finding]) -> list[str]:
    """What to do besides stretching, a sentence or two each."""
    told = ((bound_of(finding), finding) for finding in found)
    given = [
        bound.advice.format(side=finding.side or "", value=number(finding))
        for bound, finding in told
        if bound and bound.advice
    ]
    return list(dict.fromkeys(given))


def _from_findings(found: Sequence[Finding]) -> list[tuple[str, BodySide | None, str]]:
    """(stretch, the side to begin with, why); of two sides the one that is farther beyond speaks for both."""
    by_read: dict[tuple[str, str], tuple[Finding, Bound]] = {}
    for finding in found:
        bound, key = bound_of(finding), (finding.screen, finding.measure)
        known = by_read.get(key)
        if bound and (known is None or distance(finding, bound) > distance(known[0], bound)):
            by_read[key] = finding, bound
    wanted = []
    for finding, bound in sorted(by_read.values(), key=lambda one: not is_sure(one[0])):
        side: BodySide | None = finding.side if finding.side != "both" else None
        why = bound.why.format(side=side or "", value=number(finding))
        why = why if is_sure(finding) else f"{why}. {load_screens().not_sure.rstrip('.')}"
        wanted += [(stretch_id, side, why) for stretch_id in bound.suggests]
    return wanted


def _from_answers(person: Person) -> list[tuple[str, BodySide | None, str]]:
    return [(stretch_id, None, question.why) for question in person.yes() for stretch_id in question.suggests]


def _because(stretch: Stretch, why: str) -> str:
    return f"{stretch.name} {load_screens().because.format(why=why)}"


def routine_of(suggested: Sequence[Suggestion], person: Person) -> Routine | None:
    """A short routine to start from: of each reason the first stretch, gently; None where there is none.

    Both sides are always done, the one to begin with first.
    """
    first = {
        suggestion.why.partition(load_screens().because.partition("{")[0])[2]: suggestion
        for suggestion in reversed(suggested)
    }
    chosen = [suggestion for suggestion in suggested if suggestion in first.values()][:MOST_STRETCHES]
    steps = [step for suggestion in chosen for step in _steps(suggestion)]
    if not steps:
        return None
    watch = caution(person.diagnosis, [shipped(suggestion.stretch) for suggestion in chosen])
    return Routine(
        id="from_the_posture_test",
        name="What may be worth trying",
        summary="A few stretches to start from, after the posture and flexibility test.",
        source="R0-11, R3-8: what your own posture may need",
        advice=[*load_screens().routine_advice, *([watch] if watch else [])],
        steps=steps,
    )


def _steps(suggestion: Suggestion) -> list[RoutineStep]:
    stretch = shipped(suggestion.stretch)
    dose = stretch.dose()
    few: dict[str, Any] = {
        "stretch": stretch.id,
        "repetitions": min(MOST_REPETITIONS, dose.repetitions),
        "sets": 1,
        "rest_s": 15,
        "source": f"{dose.source}; fewer is judgement: to start from",
    }
    if suggestion.side is None:
        return [RoutineStep(**few)]
    return [RoutineStep(**few, side=side) for side in (suggestion.side, opposite(suggestion.side))]
