"""What today's plan is made with: ``stretch_specs/planning/plan.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from posecoach.history.entries import Diagnosis
from posecoach.stretches.condition import Sentence, Source, Strict
from posecoach.stretches.load import load_stretch, read_model, specs_folder, stretch_ids
from posecoach.stretches.model import Stretch
from posecoach.stretches.rules import Number


class Limits(Strict):
    """How much, how often, how soon; seconds, minutes, days and points of pain as the names say."""

    minutes: Number
    easy_minutes: Number
    repetitions: Number
    seconds_a_day: Number
    times_a_day: Number
    apart_minutes: Number
    first_days: Number
    first_share: Number
    step_share: Number
    days_a_step: Number
    pause_days: Number
    days_in_a_row: Number
    next_day_worse: Number
    hurts_from: Number
    left_out_days: Number
    hurt_often: Number
    lately_days: Number
    screen_days: Number
    rest_s: Number


class Kind(Strict):
    """Stretches that may stand for each other, the preferred one first.

    always: one of them is in every plan. only_for: nobody else gets one unasked.
    """

    stretches: list[str] = Field(min_length=1)
    always: bool = False
    only_for: tuple[Diagnosis, ...] = ()
    why: Sentence
    source: Source


class RoutineWords(Strict):
    name: str
    summary: str
    advice: list[Sentence]
    source: Source


class Say(Strict):
    enough: Sentence
    enough_worse: Sentence
    nothing_fits: Sentence
    unknown: Sentence
    by_answers: Sentence
    first_week: Sentence
    worse: Sentence
    worse_lately: Sentence
    pause: Sentence
    more: Sentence
    steady: Sentence
    rest: Sentence
    second: Sentence
    left_out: Sentence
    left_out_for_long: Sentence
    no_screen: Sentence
    lately: Sentence
    side: Sentence
    side_of_screen: Sentence


class Planning(Strict):
    """Limits, kinds of stretches, their order in a routine, and what is said."""

    limits: Limits
    kinds: dict[str, Kind] = Field(min_length=1)
    with_help: list[str]
    order: list[str]
    routine: RoutineWords
    say: Say

    @model_validator(mode="after")
    def _of_every_stretch_once(self) -> Self:
        known = stretch_ids()
        of_a_kind = [stretch for kind in self.kinds.values() for stretch in kind.stretches]
        for name, ids in (("kinds", of_a_kind), ("order", self.order)):
            if sorted(ids) != known:
                raise ValueError(f"{name}: expected every stretch once: {', '.join(known)}")
        if not set(self.with_help) <= set(known):
            raise ValueError(f"with_help: expected some of {', '.join(known)}")
        return self


@cache
def load_planning() -> Planning:
    return read_model(specs_folder() / "planning" / "plan.yaml", Planning)


@cache
def shipped() -> dict[str, Stretch]:
    """Every stretch that a plan may hold, by its id."""
    return {stretch_id: load_stretch(stretch_id) for stretch_id in stretch_ids()}
