"""The posture and flexibility test: which screens, what is read of each, and what that suggests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from posecoach.kinematics.definitions import MEASURES, Unit
from posecoach.kinematics.posture import FROM_THE_FRONT, FROM_THE_SIDE, unit_of
from posecoach.stretches.condition import Sentence, Source, Strict
from posecoach.stretches.load import load_stretch, read_model, specs_folder, stretch_ids
from posecoach.stretches.model import Dose, SpineLoad, Stretch
from posecoach.stretches.rules import Number

DOSE = "screen"
"""What the one dose of every screen is called."""
POSTURE = {*FROM_THE_SIDE, *FROM_THE_FRONT}


def _known_stretch(stretch_id: str) -> str:
    if stretch_id not in stretch_ids():
        raise ValueError(f"expected one of {', '.join(stretch_ids())}")
    return stretch_id


StretchId = Annotated[str, Field(min_length=1)]


class Suggests(Strict):
    """Stretches that may be worth trying, the first one first, and why: what follows "because"."""

    suggests: list[StretchId] = Field(default=[])
    why: Sentence
    source: Source

    @field_validator("suggests")
    @classmethod
    def _known(cls, ids: list[str]) -> list[str]:
        return [_known_stretch(stretch_id) for stretch_id in ids]


class Bound(Suggests):
    """A number beyond which something is worth trying.

    sure: only where the whole reading with its error lies beyond. say: how what lies beyond is called.
    why may name {value} and {side}. advice: what to do besides stretching.
    """

    under: float | None = None
    over: float | None = None
    sure: bool = False
    say: str
    advice: Sentence | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.under is None) == (self.over is None):
            raise ValueError("expected under or over")
        return self

    def beyond(self, value: float) -> float:
        """How far the value lies beyond; not above 0 where it does not."""
        return self.under - value if self.under is not None else value - (self.over or 0.0)


class Read(Strict):
    """One number of a screen: the median over what was held.

    plus: a second measure that is added. name: as people read it. bias: how much too large it reads, taken
    off. error: half-width at 95 % where the measure has none of its own. two_sided: either sign is the same.
    told: as a number; else in words. bounds: the one that says most first. differ: left against right.
    """

    measure: str
    plus: str | None = None
    name: str
    bias: float = 0.0
    error: float | None = Field(None, gt=0)
    two_sided: bool = False
    told: bool = True
    usual: str = "about as usual"
    bounds: list[Bound] = Field(min_length=1)
    differ: Bound | None = None
    source: Source

    @field_validator("measure", "plus")
    @classmethod
    def _known(cls, name: str | None) -> str | None:
        if name is not None and name not in MEASURES and name not in POSTURE:
            raise ValueError(f"expected one of {', '.join(sorted({*MEASURES, *POSTURE}))}")
        return name

    @model_validator(mode="after")
    def _lengths_have_an_error(self) -> Self:
        if self.error is None and (self.measure in POSTURE or self.unit is Unit.TORSO_LENGTHS):
            raise ValueError(f"{self.measure} has no error of its own: expected error")
        return self

    @property
    def unit(self) -> Unit:
        return unit_of(self.measure) if self.measure in POSTURE else MEASURES[self.measure].unit


class Screen(Strict):
    """One thing to do in front of the camera. stretch: a shipped one, or a file in this folder.
    counts_from_deg: the target is reached there, before the stretch's own, for how far is looked at."""

    name: str
    stretch: str
    dose: Dose
    counts_from_deg: float | None = Field(None, gt=0)
    reads: list[Read] = Field(min_length=1)
    cannot_see: list[Sentence] = Field(default=[])

    @field_validator("stretch")
    @classmethod
    def _there(cls, name: str) -> str:
        _load(name)
        return name

    def to_do(self) -> Stretch:
        """The stretch, with the name, dose and reach of the screen."""
        stretch = _load(self.stretch)
        target = stretch.target
        if self.counts_from_deg is not None:
            near = {
                "least_deg": self.counts_from_deg,
                "rise_deg": min(target.rise_deg, self.counts_from_deg),
                "release_deg": min(target.release_deg, self.counts_from_deg),
            }
            target = target.model_copy(update=near)
        told = {"name": self.name, "doses": {DOSE: self.dose}, "target": target}
        return stretch.model_copy(update=told)


class Question(Suggests):
    """Answered with yes or no. leaves_out: what is then not suggested and not looked at. takes_back: asked
    only where that question was answered with yes; a yes then takes back that straight legs are left out."""

    ask: Sentence
    leaves_out: list[SpineLoad] = Field(default=[])
    leaves_out_leg_raises: bool = False
    takes_back: str | None = None


class LeftOut(Strict):
    """Why a screen or a stretch is left out."""

    profile: dict[Literal["flexion", "extension"], Sentence]
    unknown: Sentence
    worse: Sentence
    leg_pain: Sentence
    not_seen: str
    not_held: str
    too_rough: str
    not_shown: str


class Screens(Strict):
    """The whole test, in order. read_within_deg: what errs by more is not even told in words. leg_raises:
    stretches that pull on the nerve of the leg. when_nothing: where nothing else is suggested."""

    intro: list[Sentence]
    read_within_deg: Number
    screens: dict[str, Screen] = Field(min_length=1)
    questions: dict[str, Question]
    leg_raises: list[StretchId]
    when_nothing: Suggests
    left_out: LeftOut
    because: str
    unclear: str
    not_sure: Sentence
    cannot_see: list[Sentence]
    routine_advice: list[Sentence]
    afterwards: list[Sentence]

    @model_validator(mode="after")
    def _questions_are_there(self) -> Self:
        for question in self.questions.values():
            if question.takes_back and question.takes_back not in self.questions:
                raise ValueError(f"takes_back: there is no question {question.takes_back!r}")
        return self


@cache
def load_screens() -> Screens:
    return read_model(_folder() / "screens.yaml", Screens)


@cache
def shipped(stretch_id: str) -> Stretch:
    """A stretch that is suggested or shown, read once."""
    return load_stretch(stretch_id)


@cache
def _load(name: str) -> Stretch:
    own = _folder() / f"{name}.yaml"
    return load_stretch(str(own) if own.is_file() else _known_stretch(name))


def _folder() -> Path:
    return specs_folder() / "screens"
