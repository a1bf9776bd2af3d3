"""How far a stretch's charts reach: its days and degrees, with what is usual and expected."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from posecoach.history.progress.values import StretchProgress

A_DAY = timedelta(days=1)


def moments(progress: StretchProgress) -> tuple[datetime, datetime]:
    """The first and the last that is drawn, as the clock on the wall told them."""
    found = [local(reading.at) for line in progress.lines for reading in line.readings]
    found += [noon_of(progress, each.day) for each in progress.expected]
    return min(found), max(found)


def degrees_reached(progress: StretchProgress) -> tuple[float, float]:
    """The lowest and the highest that is drawn, with error bars."""
    readings = [reading for line in progress.lines for reading in line.readings]
    ends = [end for r in readings for end in (r.value_deg - r.error_deg, r.value_deg + r.error_deg)]
    ends += [end for each in progress.expected for end in (each.low_deg, each.high_deg)]
    ends += progress.norm_deg or ()
    return min(ends), max(ends)


def noon_of(progress: StretchProgress, number: int) -> datetime:
    """Of a day, counted from 1."""
    return noon(progress.began + (number - 1) * A_DAY)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


def local(moment: datetime) -> datetime:
    """Without its zone, which charts would move it by."""
    return moment.replace(tzinfo=None)
