"""What progress over days is told as: plain values, for the terminal, pages and sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from posecoach.coaching.events import Side
from posecoach.history.entries import Felt


@dataclass(frozen=True, slots=True)
class Reading:
    """One session's number. error_deg: half-width at 95 %. holds: how many it is of."""

    session: UUID
    at: datetime
    value_deg: float
    error_deg: float
    holds: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a line's change from the week of ``since`` to its latest week.

    kind: first (one reading, nothing to compare), same (no real change yet), better, worse, changed (really,
    where neither way is better). detectable_deg: up to this it is measurement error. sentence: the same in
    plain words.
    """

    kind: Literal["first", "same", "better", "worse", "changed"]
    change_deg: float | None
    detectable_deg: float | None
    since: date
    sentence: str


@dataclass(frozen=True, slots=True)
class Line:
    """Readings that may be compared, oldest first: one side, one variant, one set-up of the camera.

    setup: 1 for the first set-up of this stretch and side, and so on. setup_words: what it is, for people.
    """

    side: Side
    setup: int
    setup_words: str
    readings: tuple[Reading, ...]
    verdict: Verdict
    lately: Verdict | None = None
    """Against a fortnight before, where the line is longer than three weeks."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Where the articles expect somebody on a day, counted from 1 at the first session."""

    day: int
    low_deg: float
    high_deg: float


@dataclass(frozen=True, slots=True)
class Done:
    """What counted of a stretch on one day and side: how many holds, and how long they were together."""

    day: date
    side: Side
    holds: int
    held_s: float


@dataclass(frozen=True, slots=True)
class Difference:
    """Left less right, of the latest readings that may be compared. detectable_deg: up to this it is
    measurement error. sentence: the same in plain words."""

    left: Reading
    right: Reading
    difference_deg: float
    detectable_deg: float
    sentence: str


@dataclass(frozen=True, slots=True)
class StretchProgress:
    """One stretch in one variant. norm_deg: what is usual. expected: from the first day on; empty where
    nothing is expected. sentences: what is to be said of it, the most important first, with the verdicts
    and without the difference. done: by day, the only numbers of a stretch that is held by time. difference:
    None where the sides cannot be compared. less_is_better: of the measure's degrees.
    """

    stretch: str
    name: str
    variant: str
    measure: str | None
    began: date
    norm_deg: tuple[float, float] | None
    expected: tuple[Expected, ...]
    lines: tuple[Line, ...]
    sentences: tuple[str, ...]
    done: tuple[Done, ...] = ()
    difference: Difference | None = None
    less_is_better: bool = False


@dataclass(frozen=True, slots=True)
class PainReading:
    at: datetime
    before: int | None
    after: int | None
    felt: Felt | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that a person's finished sessions tell. days: how many sessions on which day.
    sentences: on the whole."""

    person: str
    today: date
    stretches: tuple[StretchProgress, ...]
    days: dict[date, int]
    pains: tuple[PainReading, ...]
    sentences: tuple[str, ...]
