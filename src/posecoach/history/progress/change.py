"""How far a line of readings has changed, and whether that is more than measurement error.

The middle reading of a week is compared with the middle reading of another week. It is a real change when it
is more than ``certain`` standard errors of that difference, and more than a floor. What a single reading
scatters by is taken from its own error and the body's, or from the person's own readings where they scatter
more. ``benchmarks/real_change.py`` shows how often that is wrong and how soon it tells what is true.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean, median

from posecoach.history.progress.limits import limits
from posecoach.history.progress.values import Reading

TO_STANDARD = 1 / 1.96
"""A half-width at 95 % as a standard deviation."""

MIDDLE = (1.0, 0.707, 0.670, 0.546, 0.536, 0.464, 0.458)
"""Standard deviation of the median of 1, 2 … 7 readings, where one of them has 1."""


@dataclass(frozen=True, slots=True)
class Change:
    """From the middle of one week to that of another, in whole degrees. detectable_deg: up to this it is
    measurement error. since: the first day of the earlier week's readings. readings: of the earlier week."""

    change_deg: int
    detectable_deg: int
    since: date
    readings: int

    @property
    def real(self) -> bool:
        return abs(self.change_deg) > self.detectable_deg


def since_first(line: Sequence[Reading]) -> Change | None:
    """The latest week against the first one; None for a single reading."""
    if len(line) < 2:
        return None
    most, first = _most(line), line[0].at.date()
    early = line[: bisect_left(line, first + _days(limits().change.week_days.value), key=_day)]
    return _change(early[:most], latest_week(line)[-most:], line)


def over_fortnight(line: Sequence[Reading]) -> Change | None:
    """The latest week against the one around a fortnight before; None where nothing was measured then, or
    the line is not long enough."""
    of = limits().change
    last = line[-1].at.date()
    if (last - line[0].at.date()).days <= of.long_days.value:
        return None
    fortnight, half_week = of.fortnight_days.value, of.week_days.value // 2
    begin = bisect_left(line, last - _days(fortnight + half_week), key=_day)
    end = bisect_right(line, last - _days(fortnight - half_week), key=_day)
    around = sorted(line[begin:end], key=lambda each: abs((last - each.at.date()).days - fortnight))
    if not around:
        return None
    nearest = sorted(around[: _most(line)], key=lambda each: each.at)
    return _change(nearest, latest_week(line)[-_most(line) :], line)


def latest_week(line: Sequence[Reading]) -> Sequence[Reading]:
    begin = line[-1].at.date() - _days(limits().change.week_days.value)
    return line[bisect_right(line, begin, key=_day) :]


def standard_error(readings: Sequence[Reading], scatter_deg: float = 0.0) -> float:
    """Of the middle one of them. scatter_deg: what the person's readings are known to scatter by."""
    body = limits().change.body_deg.value
    told = math.sqrt(fmean((each.error_deg * TO_STANDARD) ** 2 + body**2 for each in readings))
    return max(told, scatter_deg) * MIDDLE[min(len(readings), len(MIDDLE)) - 1]


def scatter(line: Sequence[Reading]) -> float:
    """The standard deviation of one reading from one to the next, where they are near in time; 0 where there
    are too few of them."""
    of = limits().change
    pairs = pairwise(line)
    near = [b.value_deg - a.value_deg for a, b in pairs if (b.at - a.at).days < of.next_days.value]
    return math.sqrt(fmean(step**2 for step in near) / 2) if len(near) >= of.scatter_from.value else 0.0


def _day(reading: Reading) -> date:
    return reading.at.date()


def _days(count: float) -> timedelta:
    return timedelta(days=count)


def _most(line: Sequence[Reading]) -> int:
    """So many readings at each end, so that none is at both."""
    return min(int(limits().change.most_readings.value), len(line) // 2)


def _change(early: Sequence[Reading], late: Sequence[Reading], line: Sequence[Reading]) -> Change:
    of, own = limits().change, scatter(line)
    error = math.hypot(standard_error(early, own), standard_error(late, own))
    return Change(
        change_deg=round(median(each.value_deg for each in late) - median(each.value_deg for each in early)),
        detectable_deg=round(max(of.least_deg.value, of.certain.value * error)),
        since=early[0].at.date(),
        readings=len(early),
    )
