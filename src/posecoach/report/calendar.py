"""On which days something was done: a square a day, weeks as columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from posecoach.history.progress.words import counted, day_words

WEEKS_A_BLOCK = 13
"""As many as a phone shows with squares that a finger can hit."""
MOST_WEEKS = 4 * WEEKS_A_BLOCK
PITCH = 23
LEFT = 36
TOP = 18
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Day:
    """One square. x, y: its upper left corner."""

    day: date
    x: int
    y: int
    sessions: int
    is_today: bool
    words: str


@dataclass(frozen=True, slots=True)
class Block:
    """Some weeks. months: what stands above which x."""

    days: tuple[Day, ...]
    months: tuple[tuple[int, str], ...]
    width: int
    height: int
    words: str


def blocks(days: Mapping[date, int], today: date) -> list[Block]:
    """From the first session's week to this one, a year at most; nothing for no sessions."""
    if not days:
        return []
    last = _monday(max(today, *days))
    first = max(_monday(min(days)), last - (MOST_WEEKS - 1) * _WEEK)
    mondays = [first + week * _WEEK for week in range((last - first).days // 7 + 1)]
    starts = range(0, len(mondays), WEEKS_A_BLOCK)
    return [_block(mondays[start : start + WEEKS_A_BLOCK], days, today) for start in starts]


def months(days: Mapping[date, int]) -> list[tuple[str, str]]:
    """The same as text, the latest month first: ``November 2026``, ``3, 4 (2 sessions), 7``."""
    told = []
    for month, group in groupby(sorted(days), key=lambda day: f"{day:%B %Y}"):
        numbers = [f"{d.day} ({days[d]} sessions)" if days[d] > 1 else str(d.day) for d in group]
        told.append((month, ", ".join(numbers)))
    return told[::-1]


def _block(mondays: list[date], days: Mapping[date, int], today: date) -> Block:
    squares = [
        Day(
            day=day,
            x=LEFT + column * PITCH,
            y=TOP + weekday * PITCH,
            sessions=days.get(day, 0),
            is_today=day == today,
            words=f"{day_words(day, today)}: " + (counted(days[day], "session") if days.get(day) else "rest"),
        )
        for column, monday in enumerate(mondays)
        for weekday in range(7)
        if min(days) <= (day := monday + timedelta(days=weekday)) <= max(today, *days)
    ]
    done = sum(square.sessions > 0 for square in squares)
    return Block(
        days=tuple(squares),
        months=tuple(_months(mondays)),
        width=LEFT + len(mondays) * PITCH,
        height=TOP + 7 * PITCH,
        words=f"{day_words(squares[0].day, today)} to {day_words(squares[-1].day, today)}: "
        f"something was done on {counted(done, 'day')}.",
    )


def _months(mondays: list[date]) -> list[tuple[int, str]]:
    """A name above the first column, and above each in which a month begins."""
    told: list[tuple[int, str]] = []
    for column, monday in enumerate(mondays):
        name = f"{monday + timedelta(days=6):%b}"
        if not told or told[-1][1] != name:
            told.append((LEFT + column * PITCH, name))
    # Two names on neighbouring columns would run into each other.
    return [
        m for m, after in zip(told, [*told[1:], None], strict=True) if not after or after[0] - m[0] > PITCH
    ]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
