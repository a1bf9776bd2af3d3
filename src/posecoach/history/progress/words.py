"""Progress in plain sentences: ``words.yaml``, filled in."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

from posecoach.stretches.condition import Strict
from posecoach.stretches.load import read_model


class ChangeWords(Strict):
    first: str
    better: str
    worse: str
    changed: str
    same: str
    equal: str
    lately_same: str
    lately_equal: str
    more: str
    less: str
    stale: str


class WhenWords(Strict):
    today: str
    yesterday: str
    fortnight: str
    day: str
    week: str
    first: str


class CameraWords(Strict):
    elsewhere: str
    back: str
    before: str


class ExpectedWords(Strict):
    above: str
    within: str
    below: str


class SideWords(Strict):
    uneven: str
    even: str


class DayWords(Strict):
    none: str
    month: str
    both: str
    begun: str


class PainWords(Strict):
    moved_down: str
    worse: str
    same: str
    less: str
    more: str


class Words(Strict):
    change: ChangeWords
    when: WhenWords
    side: str
    camera: CameraWords
    expected: ExpectedWords
    norm: str
    held: str
    counted: str
    led: str
    unread: str
    sides: SideWords
    days: DayWords
    pain: PainWords


@cache
def words() -> Words:
    return read_model(Path(str(resources.files(__package__).joinpath("words.yaml"))), Words)


FORTNIGHT = range(12, 17)
"""Days that people call a fortnight."""


def day_words(day: date, today: date) -> str:
    """``3 November``; with the year where it is not this one."""
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")


def moment_words(day: date, today: date) -> str:
    """``yesterday``, ``a fortnight ago``, ``on 3 November``."""
    when, ago = words().when, (today - day).days
    if ago in FORTNIGHT:
        return when.fortnight
    named = {0: when.today, 1: when.yesterday}
    return named.get(ago, when.day.format(day=day_words(day, today)))


def counted(count: int, one: str, more: str = "") -> str:
    """``1 day``, ``3 days``; more: where it takes more than an s."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def degrees(value_deg: float) -> str:
    """``62``, ``−5``: in whole degrees."""
    return f"{round(value_deg)}".replace("-", "−")
