"""Routines: several stretches in a row with rests between, as files say them."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from posecoach.errors import PosecoachError, UsageError
from posecoach.stretches.condition import Sentence, Source, Strict
from posecoach.stretches.load import load_stretch, read_model, read_yaml, specs_folder
from posecoach.stretches.model import Dose, Stretch

MOVING_S = 6.0
"""Into a repetition and out again; an estimate, for how long a routine takes."""


class RoutineStep(Strict):
    """One stretch of a routine. repetitions, sets: not more than the dose's own, which they replace."""

    stretch: str = Field(description="an id, or the path of a stretch file of one's own")
    dose: str | None = Field(None, description="the stretch's first one unless named")
    side: Literal["left", "right"] | None = Field(None, description="the only one; without it, each in turn")
    repetitions: int | None = Field(None, ge=1, le=100, description="a side")
    sets: int | None = Field(None, ge=1, le=20)
    rest_s: float = Field(10, ge=0, le=300, description="after it; the last stretch has none")
    source: Source

    @field_validator("stretch")
    @classmethod
    def _known(cls, name: str) -> str:
        _loaded(name)
        return name

    @model_validator(mode="after")
    def _fits_the_stretch(self) -> Self:
        stretch = _loaded(self.stretch)
        if self.dose is not None and self.dose not in stretch.doses:
            raise ValueError(f"{stretch.id} has no dose {self.dose!r}: {_hint(self.dose, [*stretch.doses])}")
        if self.side is not None and stretch.sides == "both":
            raise ValueError(f"{stretch.id} works both sides at once: leave side out")
        own = stretch.dose(self.dose)
        for name, wanted, most in (
            ("repetitions", self.repetitions, own.repetitions),
            ("sets", self.sets, own.sets),
        ):
            if wanted is not None and wanted > most:
                raise ValueError(f"{name}: {wanted} are more than the {most} of {stretch.id}'s own dose")
        return self

    def prescribed(self) -> tuple[Stretch, Dose]:
        """The stretch, and how often and how long it is done here."""
        stretch = _loaded(self.stretch)
        fewer = {"repetitions": self.repetitions, "sets": self.sets}
        given = {name: number for name, number in fewer.items() if number is not None}
        return stretch, stretch.dose(self.dose).model_copy(update=given)


class Routine(Strict):
    """Stretches in the order in which they are done."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    summary: Sentence
    source: Source
    advice: list[Sentence] = Field(default=[], description="read before it begins")
    steps: list[RoutineStep] = Field(min_length=1, max_length=30)


def routine_ids() -> list[str]:
    return sorted(path.stem for path in _folder().glob("*.yaml"))


def is_routine(file: Path) -> bool:
    """Whether it is meant for one, good or not: the steps of a routine are a list, those of a stretch are
    named. Raises PosecoachError where it cannot be read."""
    content = read_yaml(file)
    return isinstance(content, dict) and isinstance(content.get("steps"), list)


def load_routine(name_or_file: str) -> Routine:
    """A shipped routine by its id, or one's own by the path of its YAML file.

    Raises UsageError for an unknown id, PosecoachError for a file that cannot be read or is not valid.
    """
    if name_or_file.endswith((".yaml", ".yml")):
        return read_model(Path(name_or_file), Routine)
    if name_or_file in routine_ids():
        return read_model(_folder() / f"{name_or_file}.yaml", Routine)
    hint = _hint(name_or_file, routine_ids())
    raise UsageError(f"There is no routine {name_or_file!r} ({hint}); a file of your own ends in .yaml.")


def minutes(routine: Routine) -> float:
    """About how long it takes."""
    stretching_s = sum(_lasts_s(step) for step in routine.steps)
    return (stretching_s + sum(step.rest_s for step in routine.steps[:-1])) / 60


def _lasts_s(step: RoutineStep) -> float:
    stretch, dose = step.prescribed()
    sides = 2 if stretch.sides == "each" and step.side is None else 1
    return dose.total * sides * (dose.hold_s + MOVING_S)


def _folder() -> Path:
    return specs_folder() / "routines"


def _loaded(name: str) -> Stretch:
    """ValueError, as validation wants it, for what is no stretch."""
    try:
        return load_stretch(name)
    except PosecoachError as error:
        raise ValueError(str(error)) from error


def _hint(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}"
