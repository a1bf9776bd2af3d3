"""What the record keeps: plain values that go into a database, a JSON file, and back.

A file to import may hold anything, so every value has its limits: what a person could have done, and what a
terminal, a page or a database can show and keep.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID, uuid4

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from posecoach.coaching.events import Side, Why
from posecoach.kinematics.points import BodySide
from posecoach.kinematics.view import Kind as ViewKind
from posecoach.stretches.model import SpineLoad

Felt = Literal["same", "better", "worse", "moved_down"]
"""The pain after a session against before it; moved_down: down the leg."""
Diagnosis = Literal["disc", "facet", "both", "unsure", "neither"]

MOST_LETTERS = 1_000
MOST_OF_A_NAME = 200
"""As the database's columns have it."""
MOST = 10_000
"""Holds and the like."""
YEARS = range(1900, 3000)
"""A camera's clock that was never set tells 1904 or 1970."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories of what is no letter and moves a terminal's cursor, or hides what stands beside it."""
_JOINERS = "\u200c\u200d"
"""They are of these categories, and of people's names."""


def plain(text: str) -> str:
    """What somebody else named, such as a file or a camera, as an entry may hold it."""
    return "".join("\ufffd" if _unseen(letter) else letter for letter in text[:MOST_LETTERS])


def person_name(text: str) -> str:
    """A person's name as it is kept: however it was typed, the same name is the same person. Raises
    ValueError."""
    name = unicodedata.normalize("NFC", _seen(text)).strip()
    if not 1 <= len(name) <= MOST_OF_A_NAME:
        raise ValueError(f"a name has 1 to {MOST_OF_A_NAME} letters")
    return name


def in_calendar(moment: datetime) -> datetime:
    """The same. Raises ValueError where nobody can have stretched then."""
    if moment.year not in YEARS:
        raise ValueError(f"expected a year from {YEARS[0]} to {YEARS[-1]}")
    return moment


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSEEN and letter not in _JOINERS


def _seen(text: str) -> str:
    if not text.isprintable() and any(map(_unseen, text)):
        raise ValueError("control characters and line breaks are not allowed")
    return text


Text = Annotated[str, Field(max_length=MOST_LETTERS), AfterValidator(_seen)]
Id = Annotated[str, Field(max_length=MOST_OF_A_NAME), AfterValidator(_seen)]
Name = Annotated[str, AfterValidator(person_name)]
Moment = Annotated[AwareDatetime, AfterValidator(in_calendar)]
Degrees = Annotated[float, Field(ge=-360, le=360)]
Error = Annotated[float, Field(ge=0, le=360)]
At = Annotated[float, Field(ge=-1e10, le=1e10)]
"""Seconds in a recording; some count them from 1970."""
Duration = Annotated[float, Field(ge=0, le=86_400)]
Pain = Annotated[int, Field(ge=0, le=10)]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class HoldEntry(Entry):
    """A hold that counted, or an attempt that did not: see :class:`posecoach.coaching.events.Hold`.

    How the camera stood to the body meanwhile is None where it is not known: yaw_deg (signed), pitch_deg,
    near, the person's side that it saw.
    """

    side: Side
    start_s: At
    end_s: At
    held_s: Duration
    completed: bool
    why: Why | None = None
    value_deg: Degrees | None = None
    error_deg: Error | None = None
    peak_deg: Degrees | None = None
    faults: tuple[Text, ...] = Field((), max_length=MOST)
    yaw_deg: Degrees | None = None
    pitch_deg: Degrees | None = None
    near: BodySide | None = None


class PainEntry(Entry):
    """When the person said that it hurt; rating: how much, 0 to 10, where they told it."""

    time_s: At
    rating: Pain | None = None


class StretchEntry(Entry):
    """One stretch of a session.

    name: as its file called it then. measure: what value_deg is of; None where it is held by time.
    variant: what makes its numbers another series under the same id (the hold asked for, the other leg's
    position), "" where nothing does. repetition_goal: a side.
    """

    stretch: Id
    name: Text
    variant: Text = ""
    measure: Text | None = None
    spine_load: SpineLoad = "neutral"
    dose: Text
    hold_goal_s: Duration
    repetition_goal: int = Field(ge=1, le=MOST)
    view: ViewKind = "unknown"
    holds: tuple[HoldEntry, ...] = Field((), max_length=MOST)
    """With the attempts, in the order of time."""
    led: int = Field(0, ge=0, le=MOST)
    """Holds that the person was led through and no camera sees."""
    pains: tuple[PainEntry, ...] = Field((), max_length=MOST)


class SessionEntry(Entry):
    """What one person did in one go.

    began_at: with the offset of the place where it was. camera: what tells one camera from another, "" where
    it is not known. source: the recording's or the session's own name. digest: of a recording's bytes, so
    that it is kept once. finished: False where it broke off, or still goes on.
    """

    id: UUID = Field(default_factory=uuid4)
    person: Name
    began_at: Moment
    kind: Literal["live", "recording"]
    source: Text = ""
    digest: Id | None = None
    camera: Text = ""
    finished: bool = True
    pain_before: Pain | None = None
    pain_after: Pain | None = None
    felt: Felt | None = None
    diagnosis: Diagnosis | None = None
    """What was known of the back on that day."""
    stretches: tuple[StretchEntry, ...] = Field((), max_length=MOST)


class SafetyAnswers(Entry):
    """The red-flag questions and the profile, as a person answered them.

    flags: ids of the questions that were answered with yes. cleared: a clinician who knows of them has said
    that stretching is all right.
    """

    person: Name
    answered_at: Moment
    flags: tuple[Id, ...] = Field((), max_length=MOST)
    cleared: bool = False
    diagnosis: Diagnosis


class Finding(Entry):
    """One number of the posture and flexibility test. error: half-width at 95 %. flagged: worth a stretch."""

    screen: Id
    measure: Text
    side: Side | None = None
    value: Degrees
    error: Error | None = None
    unit: Literal["deg", "torso"] = "deg"
    flagged: bool = False


class Suggestion(Entry):
    """A stretch that may be worth trying, and why, as a sentence."""

    stretch: Id
    side: BodySide | None = None
    why: Text


class ScreenEntry(Entry):
    """One posture and flexibility test. left_out: screens that were not done, with the reason."""

    id: UUID = Field(default_factory=uuid4)
    person: Name
    taken_at: Moment
    findings: tuple[Finding, ...] = Field((), max_length=MOST)
    suggestions: tuple[Suggestion, ...] = Field((), max_length=MOST)
    left_out: dict[Id, Text] = Field({}, max_length=MOST)
    answers: tuple[Id, ...] = Field((), max_length=MOST)
    """Ids of the questions that were answered with yes."""
