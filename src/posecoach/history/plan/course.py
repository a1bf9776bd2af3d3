"""What somebody's sessions tell for today: what was done on which day, how it felt, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from posecoach.history.entries import SessionEntry, StretchEntry
from posecoach.history.filing import POSTURE_TEST
from posecoach.history.plan.data import load_planning, shipped
from posecoach.history.plan.ladder import NOT_REACHED, ladder, reached
from posecoach.history.safety import load_pain


@dataclass(frozen=True, slots=True)
class Day:
    """A day with sessions that had something in them. A posture test is no practice: only what hurt in it
    counts, and that it felt worse.

    done: how far up its ladder every stretch was done. hurt: stretches that hurt. worse: it felt worse
    after any of them, or on the next day.
    """

    date: date
    sessions: tuple[SessionEntry, ...]
    done: dict[str, int]
    hurt: frozenset[str]
    worse: bool


def days(sessions: Iterable[SessionEntry], today: date) -> list[Day]:
    """The days until today on which anything was done, oldest first."""
    by_date: dict[date, list[SessionEntry]] = {}
    for session in sorted(sessions, key=lambda session: session.began_at):
        if session.began_at.date() <= today and _anything(session):
            by_date.setdefault(session.began_at.date(), []).append(session)
    dates = sorted(by_date)
    return [_day(on, by_date[on], by_date.get(on + timedelta(days=1), [])) for on in dates]


def level(stretch_id: str, of: Sequence[Day], today: date) -> int:
    """How far up its ladder this stretch may go today: 0 is the easiest rung.

    A step up after some days on which all of it was done without trouble; a step back from what was done
    after a day that was worse, and for every week without it. What was done today changes nothing today.
    """
    limits = load_planning().limits
    top = len(ladder(stretch_id)) - 1
    now, last, easy_days = 0, NOT_REACHED, 0
    last_date: date | None = None
    for day in (day for day in of if day.date < today):
        done = day.done.get(stretch_id, NOT_REACHED)
        if stretch_id in day.done:
            if last_date and (weeks := _weeks_without(last_date, day.date)):
                now, easy_days = max(0, now - weeks), 0
            last, last_date = done, day.date
        if day.worse:
            now, easy_days = max(0, min(now, last) - 1), 0
        elif done >= now:
            easy_days += 1
        if easy_days >= limits.days_a_step.value and not in_first_week(of, day.date):
            now, easy_days = min(now + 1, top), 0
    return max(0, now - (_weeks_without(last_date, today) if last_date else 0))


def in_first_week(of: Sequence[Day], today: date) -> bool:
    return not of or (today - of[0].date).days < load_planning().limits.first_days.value


def in_a_row(of: Sequence[Day], today: date) -> int:
    """Days without a day between, up to today or yesterday."""
    dates = {day.date for day in of}
    end = today if today in dates else today - timedelta(days=1)
    count = 0
    while end - timedelta(days=count) in dates:
        count += 1
    return count


def lately(of: Sequence[Day], today: date) -> set[str]:
    """The stretches of the last weeks."""
    since = today - timedelta(days=load_planning().limits.lately_days.value)
    return {stretch for day in of if day.date >= since for stretch in day.done}


def times_hurt(stretch_id: str, of: Sequence[Day]) -> tuple[int, date | None]:
    """How often in a row it hurt until it was last done, and when that was."""
    met = [day for day in of if stretch_id in day.hurt or stretch_id in day.done]
    count = 0
    for day in reversed(met):
        if stretch_id not in day.hurt:
            break
        count += 1
    return count, met[-1].date if met else None


def times(of: Day) -> int:
    """How many times of practice a day had: sessions that follow soon after each other are one."""
    apart = timedelta(minutes=load_planning().limits.apart_minutes.value)
    count, ended_at = 0, datetime.min.replace(tzinfo=UTC)
    for session in filter(_practised, of.sessions):
        count += session.began_at - ended_at >= apart
        ended_at = max(ended_at, _ended_at(session))
    return count


def held_today_s(of: Sequence[Day], today: date) -> dict[str, float]:
    """For how long each stretch was held today, on the side that had more."""
    held: dict[str, float] = {}
    for day in of:
        if day.date != today:
            continue
        for entry in (entry for session in day.sessions for entry in whole(session)):
            a_side: dict[str, float] = {}
            for hold in entry.holds:
                a_side[hold.side] = a_side.get(hold.side, 0.0) + hold.held_s
            held[entry.stretch] = held.get(entry.stretch, 0.0) + max(a_side.values(), default=0.0)
    return held


def whole(session: SessionEntry) -> list[StretchEntry]:
    """What was done of each stretch, its sides together: a routine may do one of them after the other."""
    found: dict[tuple[str, float], StretchEntry] = {}
    for entry in session.stretches:
        key = entry.stretch, entry.hold_goal_s
        first = found.get(key)
        if first:
            both = {
                "holds": first.holds + entry.holds,
                "pains": first.pains + entry.pains,
                "led": first.led + entry.led,
            }
            entry = first.model_copy(update=both)
        found[key] = entry
    return list(found.values())


def _weeks_without(last: date, then: date) -> int:
    """Full weeks of a pause that is longer than one."""
    return max(0, ((then - last).days - 1) // round(load_planning().limits.pause_days.value))


def _day(on: date, sessions: list[SessionEntry], next_day: list[SessionEntry]) -> Day:
    by_stretch: dict[str, list[StretchEntry]] = {}
    hurt = set()
    for session in sessions:
        for entry in whole(session):
            if entry.stretch in shipped() and _done(entry) and not _of_the_test(entry):
                by_stretch.setdefault(entry.stretch, []).append(entry)
            if _hurt(entry, session.pain_before):
                hurt.add(entry.stretch)
    done = {stretch: reached(stretch, entries) for stretch, entries in by_stretch.items()}
    worse = bool(hurt) or any(map(_felt_worse, sessions)) or _worse_next_day(sessions, next_day)
    return Day(on, tuple(sessions), done, frozenset(hurt), worse)


def _felt_worse(session: SessionEntry) -> bool:
    before, after = session.pain_before, session.pain_after
    risen = before is not None and after is not None and after - before >= load_pain().worse_by.value
    return risen or session.felt in ("worse", "moved_down")


def _worse_next_day(sessions: list[SessionEntry], next_day: list[SessionEntry]) -> bool:
    before = [session.pain_before for session in sessions if session.pain_before is not None]
    after = [session.pain_before for session in next_day if session.pain_before is not None]
    return bool(before and after) and after[0] - before[0] > load_planning().limits.next_day_worse.value


def _hurt(entry: StretchEntry, before: int | None) -> bool:
    """Whether it was stopped for pain, or should have been: a number of pain alone may be a small one."""
    ratings = [pain.rating for pain in entry.pains]
    told = [rating for rating in ratings if rating is not None]
    known = before or 0
    return (
        None in ratings
        or any(hold.why == "pain" for hold in entry.holds)
        or any(rating - known >= load_pain().worse_by.value for rating in told)
        or any(rating > known and rating >= load_planning().limits.hurts_from.value for rating in told)
    )


def _done(entry: StretchEntry) -> bool:
    return bool(entry.led) or any(hold.completed for hold in entry.holds)


def _of_the_test(entry: StretchEntry) -> bool:
    return entry.variant == POSTURE_TEST


def _practised(session: SessionEntry) -> bool:
    return not session.stretches or not all(map(_of_the_test, session.stretches))


def _ended_at(session: SessionEntry) -> datetime:
    """At the end of the last hold that is known."""
    ends_s = [hold.end_s for entry in session.stretches for hold in entry.holds]
    return session.began_at + timedelta(seconds=max(ends_s, default=0.0))


def _anything(session: SessionEntry) -> bool:
    hurt = any(_hurt(entry, session.pain_before) for entry in session.stretches)
    if not _practised(session):
        return hurt or _felt_worse(session)
    return hurt or session.felt is not None or any(map(_done, session.stretches))
