"""What is said of a change, and of what is expected in the first days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from posecoach.history.progress.change import Change, over_fortnight, since_first
from posecoach.history.progress.limits import limits
from posecoach.history.progress.values import Expected, Reading, Verdict
from posecoach.history.progress.words import day_words, degrees, moment_words, words
from posecoach.stretches import model

Better = Literal["more", "less", "neither"]
Kind = Literal["first", "same", "better", "worse", "changed"]


def verdict(line: Sequence[Reading], better: Better, today: date) -> Verdict:
    """The latest week of a line against its first one."""
    change = since_first(line)
    if change is None:
        since = line[0].at.date()
        return Verdict("first", None, None, since, words().change.first)
    when = _then(change, line[-1].at.date(), today)
    return _verdict(change, better, when, words().change.same, words().change.equal)


def lately(line: Sequence[Reading], better: Better, today: date) -> Verdict | None:
    """The latest week against a fortnight before; None where that says nothing."""
    change, last = over_fortnight(line), line[-1].at.date()
    if change is None or (today - last).days > limits().stale_days.value:
        return None
    before = last - timedelta(days=limits().change.fortnight_days.value)
    said = words().change
    return _verdict(change, better, moment_words(before, today), said.lately_same, said.lately_equal)


def kind_of(change: Change, better: Better) -> Kind:
    if not change.real:
        return "same"
    if better == "neither":
        return "changed"
    return "better" if (change.change_deg > 0) == (better == "more") else "worse"


def _then(change: Change, last: date, today: date) -> str:
    """The earlier one of two weeks; the later one ends on the day ``last``."""
    if change.readings == 1:
        return moment_words(change.since, today)
    week = timedelta(days=limits().change.week_days.value)
    if last - week < change.since + week - timedelta(days=1):
        return words().when.first  # The weeks share days, so neither is "that week".
    return words().when.week.format(day=day_words(change.since, today))


def _verdict(change: Change, better: Better, when: str, same: str, equal: str) -> Verdict:
    kind, said = kind_of(change, better), words().change
    sentences: dict[Kind, str] = {
        "same": same if change.change_deg else equal,
        "better": said.better,
        "worse": said.worse,
        "changed": said.changed,
    }
    sentence = sentences[kind].format(
        n=abs(change.change_deg),
        way=said.more if change.change_deg > 0 else said.less,
        than=f"than {when}",
        when=when,
        error=change.detectable_deg,
    )
    return Verdict(kind, change.change_deg, change.detectable_deg, change.since, sentence)


def expected_days(expected: model.Expected | None) -> tuple[Expected, ...]:
    """Day by day what is expected: straight lines between the days that are given."""
    if expected is None:
        return ()
    days = expected.days
    return tuple(_expected_on(day, days) for day in range(days[0].day, days[-1].day + 1))


def expected_sentence(reading: Reading, expected: Sequence[Expected], began: date, today: date) -> str:
    """How a reading stands to what is expected on its day; empty when those days are over."""
    day = (reading.at.date() - began).days + 1
    on = next((each for each in expected if each.day == day), None)
    if on is None or (today - began).days + 1 > expected[-1].day:
        return ""
    said, value = words().expected, round(reading.value_deg)
    low, high = round(on.low_deg), round(on.high_deg)
    sentence = said.above if value > high else said.below if value < low else said.within
    return sentence.format(n=day, value=degrees(value), low=degrees(low), high=degrees(high))


def _expected_on(day: int, days: Sequence[model.ExpectedOn]) -> Expected:
    before = max((on for on in days if on.day <= day), key=lambda on: on.day)
    after = min((on for on in days if on.day >= day), key=lambda on: on.day)
    share = (day - before.day) / (after.day - before.day) if after.day > before.day else 0.0
    low_deg = before.low_deg + share * (after.low_deg - before.low_deg)
    return Expected(day, low_deg, before.high_deg + share * (after.high_deg - before.high_deg))
