"""Days and angles as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from posecoach.feedback.text import degrees
from posecoach.history.progress.values import Reading
from posecoach.history.progress.words import day_words
from posecoach.report.words import angle


def short_day(day: date, today: date) -> str:
    """``3 Nov``, where there is little room; with the year where it is not this one."""
    return f"{day.day} {day:%b}" + (f" ’{day:%y}" if day.year != today.year else "")


def span_words(days: Iterable[date], today: date) -> str:
    """``3 November to 1 December``."""
    known = sorted(days)
    first, last = day_words(known[0], today), day_words(known[-1], today)
    return first if known[0] == known[-1] else f"{first} to {last}"


def reading_words(reading: Reading) -> str:
    """``68° ± 3°``."""
    return angle(reading.value_deg, reading.error_deg)


def signed(value_deg: float) -> str:
    """``+18°``, ``−4°``, ``0°``."""
    return ("+" if round(value_deg) > 0 else "") + degrees(value_deg)
