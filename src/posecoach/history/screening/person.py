"""Who does the posture and flexibility test: what they told, and what is left out for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from posecoach.history.entries import Diagnosis, ScreenEntry
from posecoach.history.safety import allowed
from posecoach.stretches.model import SpineLoad, Stretch
from posecoach.stretches.screen import Question, Screen, load_screens


@dataclass(frozen=True, slots=True)
class Person:
    """What a person told. diagnosis: None where nobody asked. said: the questions answered with yes."""

    diagnosis: Diagnosis | None = None
    said: frozenset[str] = frozenset()

    @property
    def fits(self) -> frozenset[SpineLoad]:
        """The ways in which a stretch may bend this back; neither way, where nothing is known of it."""
        known: frozenset[SpineLoad] = allowed(self.diagnosis) if self.diagnosis else frozenset({"neutral"})
        return known - {load for question in self.yes() for load in question.leaves_out}

    @property
    def raises_legs(self) -> bool:
        """Whether straight legs may be raised: not while pain runs down one, unless somebody who knows has
        said so."""
        taken_back = {question.takes_back for question in self.yes()}
        questions = load_screens().questions
        return all(
            said in taken_back
            for said in self.said & questions.keys()
            if questions[said].leaves_out_leg_raises
        )

    def why_not(self, stretch: Stretch, name: str | None = None) -> str | None:
        """Why a stretch, or the screen that it is, is left out; None where it may be done."""
        words, name = load_screens().left_out, name or stretch.name
        load = stretch.spine_load
        if stretch.id in load_screens().leg_raises and not self.raises_legs:
            return words.leg_pain.format(name=name)
        if load in self.fits or load == "neutral":
            return None
        if self.diagnosis is None:
            return words.unknown.format(name=name)
        if load not in allowed(self.diagnosis):
            return words.profile[load].format(name=name)
        return words.worse.format(name=name)

    def yes(self) -> list[Question]:
        questions = load_screens().questions
        return [questions[said] for said in questions if said in self.said]


def told_last(screens: Iterable[ScreenEntry], today: date) -> ScreenEntry | None:
    """The one whose answers count: the latest one. A clock that was wrong puts one into the future, which
    counts where there is no other one."""
    return max(screens, key=lambda each: (each.taken_at.date() <= today, each.taken_at), default=None)


def what_is_known(screens: Iterable[ScreenEntry], today: date) -> ScreenEntry | None:
    """The latest test that found something, with the answers that were given last."""
    every = list(screens)
    last = told_last(every, today)
    shown = told_last([each for each in every if each.findings or each.suggestions], today)
    return shown.model_copy(update={"answers": last.answers}) if shown and last else last


def screens_for(person: Person) -> tuple[dict[str, Screen], dict[str, str]]:
    """What this person may be shown, in order, and why the others are left out."""
    left_out = {
        name: why
        for name, screen in load_screens().screens.items()
        if (why := person.why_not(screen.to_do(), screen.name))
    }
    return {n: screen for n, screen in load_screens().screens.items() if n not in left_out}, left_out
