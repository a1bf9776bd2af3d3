"""What the record keeps: plain values that go into a database, a JSON file, and back."""

from __future__ import annotations

from typing import Literal
from uuid import UUID, uuid4

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from posecoach.coaching.events import Side, Why
from posecoach.kinematics.points import BodySide
from posecoach.kinematics.view import Kind as ViewKind
from posecoach.stretches.model import SpineLoad

Felt = Literal["same", "better", "worse", "moved_down"]
"""The pain after a session against before it; moved_down: down the leg."""
Diagnosis = Literal["disc", "facet", "both", "unsure", "neither"]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class HoldEntry(Entry):
    """A hold that counted, or an attempt that did not: see :class:`posecoach.coaching.events.Hold`.

    How the camera stood to the body meanwhile is None where it is not known: yaw_deg (signed), pitch_deg,
    near, the person's side that it saw.
    """

    side: Side
    start_s: float
    end_s: float
    held_s: float = Field(ge=0)
    completed: bool
    why: Why | None = None
    value_deg: float | None = None
    error_deg: float | None = Field(None, ge=0)
    peak_deg: float | None = None
    faults: tuple[str, ...] = ()
    yaw_deg: float | None = None
    pitch_deg: float | None = None
    near: BodySide | None = None


class PainEntry(Entry):
    """When the person said that it hurt; rating: how much, 0 to 10, where they told it."""

    time_s: float
    rating: int | None = Field(None, ge=0, le=10)


class StretchEntry(Entry):
    """One stretch of a session.

    name: as its file called it then. measure: what value_deg is of; None where it is held by time.
    variant: what makes its numbers another series under the same id (the hold asked for, the other leg's
    position), "" where nothing does. repetition_goal: a side.
    """

    stretch: str
    name: str
    variant: str = ""
    measure: str | None = None
    spine_load: SpineLoad = "neutral"
    dose: str
    hold_goal_s: float = Field(ge=0)
    repetition_goal: int = Field(ge=1)
    view: ViewKind = "unknown"
    holds: tuple[HoldEntry, ...] = ()
    """With the attempts, in the order of time."""
    led: int = Field(0, ge=0)
    """Holds that the person was led through and no camera sees."""
    pains: tuple[PainEntry, ...] = ()


class SessionEntry(Entry):
    """What one person did in one go.

    began_at: with the offset of the place where it was. camera: what tells one camera from another, "" where
    it is not known. source: the recording's or the session's own name. digest: of a recording's bytes, so
    that it is kept once. finished: False where it broke off, or still goes on.
    """

    id: UUID = Field(default_factory=uuid4)
    person: str = Field(min_length=1, max_length=200)
    began_at: AwareDatetime
    kind: Literal["live", "recording"]
    source: str = ""
    digest: str | None = None
    camera: str = ""
    finished: bool = True
    pain_before: int | None = Field(None, ge=0, le=10)
    pain_after: int | None = Field(None, ge=0, le=10)
    felt: Felt | None = None
    diagnosis: Diagnosis | None = None
    """What was known of the back on that day."""
    stretches: tuple[StretchEntry, ...] = ()


class SafetyAnswers(Entry):
    """The red-flag questions and the profile, as a person answered them.

    flags: ids of the questions that were answered with yes. cleared: a clinician who knows of them has said
    that stretching is all right.
    """

    person: str = Field(min_length=1, max_length=200)
    answered_at: AwareDatetime
    flags: tuple[str, ...] = ()
    cleared: bool = False
    diagnosis: Diagnosis


class Finding(Entry):
    """One number of the posture and flexibility test. error: half-width at 95 %. flagged: worth a stretch."""

    screen: str
    measure: str
    side: Side | None = None
    value: float
    error: float | None = Field(None, ge=0)
    unit: Literal["deg", "torso"] = "deg"
    flagged: bool = False


class Suggestion(Entry):
    """A stretch that may be worth trying, and why, as a sentence."""

    stretch: str
    side: BodySide | None = None
    why: str


class ScreenEntry(Entry):
    """One posture and flexibility test. left_out: screens that were not done, with the reason."""

    id: UUID = Field(default_factory=uuid4)
    person: str = Field(min_length=1, max_length=200)
    taken_at: AwareDatetime
    findings: tuple[Finding, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    left_out: dict[str, str] = {}
    answers: tuple[str, ...] = ()
    """Ids of the questions that were answered with yes."""
