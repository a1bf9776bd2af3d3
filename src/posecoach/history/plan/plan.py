"""Today's plan: a routine that fits the person, and the reasons for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from posecoach.history.entries import Diagnosis, SafetyAnswers, ScreenEntry, SessionEntry
from posecoach.history.plan import course
from posecoach.history.plan.choice import Chosen, Situation, choose, lasts_s, left_out_by_answers, situation
from posecoach.history.plan.course import Day
from posecoach.history.plan.data import Planning, load_planning, shipped
from posecoach.history.safety import caution, load_profiles, moved_down, refusal
from posecoach.history.screening.person import what_is_known
from posecoach.stretches.routine import Routine, RoutineStep

if TYPE_CHECKING:
    from posecoach.history.record.record import Record

ONCE_TWICE = {1: "once", 2: "twice"}


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the plan. steps: how many of the routine's it is (two, where one side comes first).
    more: it is more than before. why: for the person."""

    stretch: str
    steps: int
    more: bool
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """routine: None where nothing is to be done today. steps: its stretches in order. reasons: for the day,
    never empty; the most important first. rest: a day of rest is offered, or all there is."""

    routine: Routine | None
    steps: tuple[Step, ...]
    reasons: tuple[str, ...]
    rest: bool


def today_routine(record: Record, person: str, today: date) -> Plan:
    """What the record knows of a person, made into a plan."""
    known = what_is_known(record.screens(person), today)
    return plan(today, record.answers(person), known, record.sessions(person=person))


def plan(
    today: date,
    answers: SafetyAnswers | None,
    screen: ScreenEntry | None,
    sessions: Sequence[SessionEntry],
) -> Plan:
    """Pure. answers: the latest; screen: the latest, with what was told last; sessions: of this person, in
    any order. Later ones than today's do not count."""
    words, days = load_planning(), course.days(sessions, today)
    if against := _against(words, today, answers, days):
        return Plan(None, (), against, rest=True)
    rests = dict(_rests(words, today, answers, days))
    now = situation(today, answers.diagnosis if answers else None, screen, rests, days)
    easy = course.in_first_week(days, today) or days[-1].worse
    minutes = words.limits.easy_minutes if easy else words.limits.minutes
    chosen = choose(now, minutes.value * 60)
    if not chosen:
        return Plan(None, (), (*rests.values(), words.say.nothing_fits), rest=True)
    steps = tuple(_step(each, now) for each in chosen)
    in_a_row = course.in_a_row(days, today)
    rest = in_a_row >= words.limits.days_in_a_row.value or _worse_yesterday(days, today)
    no_screen = not (screen and screen.suggestions)
    hint = [words.say.no_screen] if no_screen and course.in_first_week(days, today) else []
    reasons = (*_reasons(words, now, steps), *rests.values(), *hint)
    return Plan(_routine(words, chosen, now.person.diagnosis), steps, reasons, rest)


def _against(
    words: Planning, today: date, answers: SafetyAnswers | None, days: Sequence[Day]
) -> tuple[str, ...]:
    """Why there is nothing today; empty where nothing speaks against it."""
    say = words.say
    if answers and (refused := refusal(answers)):
        return tuple(refused.say)
    if down := moved_down(answers, [session for day in days for session in day.sessions]):
        return tuple(down.say)
    if days and days[-1].date == today:
        if days[-1].worse:
            return (say.enough_worse,)
        times = course.times(days[-1])
        if times >= words.limits.times_a_day.value:
            return (say.enough.format(times=ONCE_TWICE.get(times, f"{times} times")),)
    return ()


def _rests(
    words: Planning, today: date, answers: SafetyAnswers | None, days: Sequence[Day]
) -> Iterator[tuple[str, str]]:
    """Stretches that are left out because they hurt, each with its sentence."""
    limits, say = words.limits, words.say
    for stretch_id in words.order:
        times, last = course.times_hurt(stretch_id, days)
        if not times or last is None:
            continue
        name = shipped()[stretch_id].name
        answered_since = answers is not None and answers.answered_at.date() > last
        if times >= limits.hurt_often.value and not answered_since:
            yield stretch_id, say.left_out_for_long.format(name=name)
        elif (today - last).days < limits.left_out_days.value:
            yield stretch_id, say.left_out.format(name=name)


def _step(each: Chosen, of: Situation) -> Step:
    earlier = [day.date for day in of.days if day.date < of.today]
    more = bool(earlier) and each.rung_index > course.level(each.stretch, of.days, earlier[-1])
    return Step(each.stretch, each.steps, more, each.why)


def _reasons(words: Planning, of: Situation, steps: Sequence[Step]) -> Iterator[str]:
    say, days, today = words.say, of.days, of.today
    diagnosis = of.person.diagnosis
    if not diagnosis:
        yield say.unknown
    elif diagnosis != "neither":
        yield load_profiles().profiles[diagnosis].say
    if left_out_by_answers(of.person):
        yield say.by_answers
    if _worse_yesterday(days, today):
        yield say.worse
    elif course.in_first_week(days, today):
        yield say.first_week
    elif (today - days[-1].date).days > words.limits.pause_days.value:
        yield say.pause
    elif days[-1].worse:
        yield say.worse_lately
    elif any(step.more for step in steps):
        yield say.more
    else:
        yield say.steady
    if days and days[-1].date == today and course.times(days[-1]):
        yield say.second
    in_a_row = course.in_a_row(days, today)
    if in_a_row >= words.limits.days_in_a_row.value and not _worse_yesterday(days, today):
        yield say.rest.format(days=in_a_row)


def _worse_yesterday(days: Sequence[Day], today: date) -> bool:
    return bool(days) and days[-1].worse and (today - days[-1].date).days <= 1


def _routine(words: Planning, chosen: Sequence[Chosen], diagnosis: Diagnosis | None) -> Routine:
    minutes = max(1, round(lasts_s(chosen) / 60))
    lasts = f"{minutes} minutes" if minutes > 1 else "a minute"
    stretches = f"{len(chosen)} stretches" if len(chosen) > 1 else "One stretch"
    warning = caution(diagnosis, [shipped()[each.stretch] for each in chosen])
    return Routine(
        id="today",
        name=words.routine.name,
        summary=words.routine.summary.format(stretches=stretches, minutes=lasts),
        source=words.routine.source,
        advice=[*words.routine.advice, *([warning] if warning else [])],
        steps=[step for each in chosen for step in _routine_steps(words, each)],
    )


def _routine_steps(words: Planning, each: Chosen) -> Iterator[RoutineStep]:
    """One step, or one for each side where one of them comes first."""
    kind = next(kind for kind in words.kinds.values() if each.stretch in kind.stretches)
    sides = (each.first, "right" if each.first == "left" else "left") if each.first else (None,)
    for side in sides:
        yield RoutineStep(
            stretch=each.stretch,
            dose=each.rung.dose,
            side=side,
            repetitions=each.rung.repetitions,
            sets=each.rung.sets,
            rest_s=words.limits.rest_s.value,
            source=kind.source,
        )
