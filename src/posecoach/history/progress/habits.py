"""How often somebody was here, and what they said of their pain, over weeks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import takewhile
from statistics import fmean
from typing import Literal

from posecoach.history.progress.limits import limits
from posecoach.history.progress.values import PainReading
from posecoach.history.progress.words import counted, words

WEEK, MONTH = timedelta(days=7), timedelta(days=28)


def days_sentence(days: Iterable[date], today: date) -> str:
    """On how many days of the last week and month there was a session."""
    known, said = set(days), words().days
    if not known:
        return ""
    week = counted(sum(today - WEEK < day <= today for day in known), "day")
    month = sum(today - MONTH < day <= today for day in known)
    if not month:
        return said.none
    if min(known) > today - WEEK:
        return said.begun.format(week=week)
    if any(today - WEEK < day for day in known):
        return said.both.format(week=week, month=month)
    return said.month.format(month=counted(month, "day"))


def worse_sentence(pains: Sequence[PainReading]) -> str:
    """That it does not go well, by what was told after the last sessions; empty where it does."""
    told = [pain for pain in pains if pain.felt is not None or None not in (pain.before, pain.after)]
    if told and told[-1].felt == "moved_down":
        return words().pain.moved_down
    in_a_row = len(list(takewhile(_felt_worse, reversed(told))))
    return words().pain.worse.format(n=in_a_row) if in_a_row >= limits().pain.in_a_row.value else ""


def _felt_worse(pain: PainReading) -> bool:
    risen = 0 if pain.before is None or pain.after is None else pain.after - pain.before
    return pain.felt in ("worse", "moved_down") or risen >= limits().pain.points.value


def pain_sentences(pains: Sequence[PainReading], today: date) -> list[str]:
    """The mean of the first fortnight against that of the last one, before and after."""
    before = [(pain.at.date(), pain.before) for pain in pains if pain.before is not None]
    after = [(pain.at.date(), pain.after) for pain in pains if pain.after is not None]
    told = [_pain("before", before, today), _pain("after", after, today)]
    return [sentence for sentence in told if sentence]


def _pain(when: Literal["before", "after"], ratings: Sequence[tuple[date, int]], today: date) -> str:
    of = limits().pain
    if not ratings:
        return ""
    begin, fortnight = ratings[0][0], timedelta(days=of.days.value)
    first = [rating for day, rating in ratings if day < begin + fortnight]
    last = [rating for day, rating in ratings if day > today - fortnight]
    if begin + 2 * fortnight > today or min(len(first), len(last)) < of.ratings.value:
        return ""
    change, said = fmean(last) - fmean(first), words().pain
    sentence = said.same if abs(change) < of.points.value else said.more if change > 0 else said.less
    return sentence.format(when=when, first=_mean(first), last=_mean(last))


def _mean(ratings: Sequence[int]) -> str:
    return f"{fmean(ratings):.1f}".removesuffix(".0")
