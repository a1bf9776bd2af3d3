"""Progress as values: sixty days of somebody who goes from 35° to 72°, and other stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from uuid import UUID

import numpy as np

from posecoach.coaching.events import Side
from posecoach.history.entries import HoldEntry, PainEntry, SafetyAnswers, SessionEntry, StretchEntry
from posecoach.history.progress.values import (
    Difference,
    Done,
    Expected,
    Line,
    PainReading,
    Progress,
    Reading,
    StretchProgress,
    Verdict,
)
from posecoach.history.safety import load_questions

ZONE = timezone(timedelta(hours=1))
BEGAN = date(2026, 2, 2)
TODAY = BEGAN + timedelta(days=59)
MISSED = {5, 6, 12, 19, 20, 26, 33, 34, 35, 47, 54}
BAD_WEEK = range(38, 45)
MOVED = 30
ANY = UUID(int=7)


def at(day: int, hour: int = 18) -> datetime:
    return datetime(BEGAN.year, BEGAN.month, BEGAN.day, hour, 5, tzinfo=ZONE) + timedelta(days=day)


def reading(day: int, value_deg: float, error_deg: float = 3.2, holds: int = 3) -> Reading:
    return Reading(ANY, at(day), value_deg, error_deg, holds)


def line(side: Side, setup: int, readings: list[Reading], words: str, said: str) -> Line:
    change = readings[-1].value_deg - readings[0].value_deg
    since = readings[0].at.date()
    verdict = Verdict("better" if change > 6 else "same", change, 6, since, said)
    if len(readings) == 1:
        verdict = Verdict("first", None, None, since, said)
    return Line(side, setup, words, tuple(readings), verdict)


def held(days: list[int], side: Side, holds: int = 3, hold_s: float = 20.0) -> tuple[Done, ...]:
    return tuple(Done(at(day).date(), side, holds, holds * hold_s) for day in days)


CORRIDOR = tuple(
    Expected(day, float(np.interp(day, [3, 7], [30, 60])), float(np.interp(day, [3, 7], [45, 75])))
    for day in range(1, 11)
)


def done_days() -> list[int]:
    return [day for day in range(60) if day not in MISSED]


def raise_of_sixty_days(name: str = "Passive straight-leg raise") -> StretchProgress:
    noise = np.random.default_rng(3).normal(0, 1.6, (2, 60))
    lines = []
    sides: tuple[Side, Side] = ("left", "right")
    for row, side in enumerate(sides):
        values = 35 + 37 * np.arange(60) / 59 - 6 * row + noise[row]
        values[BAD_WEEK] -= 8
        before = [reading(d, float(values[d])) for d in done_days() if d < MOVED]
        after = [reading(d, float(values[d]) + 4) for d in done_days() if d >= MOVED]
        words = f"camera on your {side}, square to you"
        lines += [
            line(side, 1, before, words, f"On the {side}, 17° better than on 2 February."),
            line(
                side, 2, after, f"camera on your {side}, about 20° off square", f"On the {side}, 19° better."
            ),
        ]
    left, right = lines[1].readings[-1], lines[3].readings[-1]
    return StretchProgress(
        stretch="passive_straight_leg_raise",
        name=name,
        variant="",
        measure="leg_elevation",
        began=BEGAN,
        norm_deg=(60, 75),
        expected=CORRIDOR,
        lines=tuple(lines),
        sentences=(
            "On the left, 19° better than a month ago, more than measurement error (6°).",
            "On the right, 18° better than a month ago, more than measurement error (6°).",
            "The camera is another one, or stands elsewhere, since 4 March: "
            "its numbers are compared among themselves.",
        ),
        done=held(done_days(), "left") + held(done_days(), "right"),
        difference=Difference(left, right, 6.0, 10.0, "The difference is within measurement error (10°)."),
    )


def by_time() -> StretchProgress:
    days = [day for day in done_days() if day % 2 == 0]
    return StretchProgress(
        stretch="supine_piriformis",
        name="Piriformis stretch on the back",
        variant="",
        measure=None,
        began=BEGAN,
        norm_deg=None,
        expected=(),
        lines=(),
        sentences=("On 12 of the last 28 days, 60 s on each side.",),
        done=held(days, "left") + held(days[:-3], "right", holds=2),
    )


def once() -> StretchProgress:
    first = line(
        "both", 1, [reading(59, 21.4, 4.0)], "camera on your left, square to you", "The first measurement."
    )
    return StretchProgress(
        stretch="standing_back_bend",
        name="Standing back bend",
        variant="",
        measure="trunk_back_lean",
        began=TODAY,
        norm_deg=None,
        expected=(),
        lines=(first,),
        sentences=("The first measurement: 21° ± 4°. A second one can be compared with it.",),
        done=held([59], "both"),
    )


def pains() -> tuple[PainReading, ...]:
    level = [5 - day // 20 + (2 if day in BAD_WEEK else 0) for day in range(60)]
    return tuple(
        PainReading(at(day), level[day], max(0, level[day] - day % 2), "better" if day % 2 else "same")
        for day in done_days()
    )


def sixty_days(person: str = "me") -> Progress:
    days = {at(day).date(): 2 if day in (10, 40) else 1 for day in done_days()}
    return Progress(
        person=person,
        today=TODAY,
        stretches=(raise_of_sixty_days(), by_time(), once()),
        days=days,
        pains=pains(),
        sentences=(
            "49 days of 60 with a session, 6 of the last 7.",
            "Pain before a session was 5 in the first fortnight and 3 in the last: two points less.",
        ),
    )


def single_session() -> Progress:
    story = sixty_days()
    first = raise_of_sixty_days()
    lines = tuple(
        line(each.side, 1, [each.readings[0]], each.setup_words, "The first measurement.")
        for each in first.lines
        if each.setup == 1
    )
    stretch = replace(
        first, lines=lines, sentences=("The first measurement.",), difference=None, done=first.done[:1]
    )
    return replace(
        story,
        today=BEGAN,
        stretches=(stretch,),
        days={BEGAN: 1},
        pains=story.pains[:1],
        sentences=("The first session is done.",),
    )


def nothing_yet(person: str = "me") -> Progress:
    return Progress(person, TODAY, (), {}, (), ())


def sessions(person: str = "me") -> list[SessionEntry]:
    """What the sixty days were made of, as the record keeps it."""
    kept = []
    for number, pain in zip(done_days(), pains(), strict=True):
        holds = tuple(
            HoldEntry(
                side=side,
                start_s=30.0 * index,
                end_s=30.0 * index + 20,
                held_s=20.0,
                completed=True,
                value_deg=50.0,
                error_deg=3.2,
                faults=("knee_bent",) if (number + index) % 4 == 0 else (),
            )
            for index, side in enumerate(("left", "right") * 3)
        )
        stretch = StretchEntry(
            stretch="passive_straight_leg_raise",
            name="Passive straight-leg raise",
            measure="leg_elevation",
            dose="standard",
            hold_goal_s=20,
            repetition_goal=3,
            holds=holds,
            pains=(PainEntry(time_s=70.0),) if number == 40 else (),
        )
        kept.append(
            SessionEntry(
                person=person,
                began_at=at(number),
                kind="live",
                pain_before=pain.before,
                pain_after=pain.after,
                felt=pain.felt,
                stretches=(stretch,),
            )
        )
    return kept


ANSWERS = SafetyAnswers(
    person="me", answered_at=at(28), flags=("night", "leg_or_walking"), cleared=True, diagnosis="disc"
)


def crowded() -> tuple[Progress, list[SessionEntry], SafetyAnswers]:
    """More than any sheet holds: twelve stretches in both sides and four set-ups, long names, every flag."""
    measured = []
    for number in range(12):
        story = raise_of_sixty_days(f"A stretch with quite a long name, number {number + 1}")
        more = [replace(each, setup=each.setup + 2) for each in story.lines]
        measured.append(replace(story, lines=(*story.lines, *more), variant="held 30 s"))
    timed = [replace(by_time(), name=f"Held by time, a long name too, number {n}") for n in range(6)]
    person = "Maximiliane Charlotte " * 9
    story = replace(sixty_days(person), stretches=(*measured, *timed))
    faults = ("knee_bent", "hips_lifted", "too_fast", "bouncing", "support_leg_lifted", "trunk_turned")
    kept = []
    for session in sessions(person):
        holds = [hold.model_copy(update={"faults": faults}) for hold in session.stretches[0].holds]
        hurt = holds[-1].model_copy(update={"completed": False, "why": "pain"})
        stretch = session.stretches[0].model_copy(update={"holds": (*holds, hurt)})
        kept.append(session.model_copy(update={"stretches": (stretch,), "finished": False}))
    return story, kept, ANSWERS.model_copy(update={"flags": tuple(load_questions().questions)})
