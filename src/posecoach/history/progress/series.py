"""From sessions to lines of readings that may be compared: one side, one measure, one place of the camera."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import fmean, median

from posecoach.coaching.events import Side
from posecoach.history.entries import HoldEntry, SessionEntry, StretchEntry
from posecoach.history.progress.setups import CameraSeen, middle_of, number_setups
from posecoach.history.progress.values import Done, Reading
from posecoach.kinematics.points import BodySide
from posecoach.stretches.load import load_stretch, stretch_ids
from posecoach.stretches.model import Stretch

SIDES: tuple[Side, ...] = ("left", "right", "both")


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """What is never mixed. measure: None where it is held by time."""

    stretch: str
    variant: str
    measure: str | None


@dataclass(frozen=True, slots=True)
class SeenReading:
    reading: Reading
    camera: CameraSeen


@dataclass(frozen=True, slots=True)
class Series:
    """Readings from one place, oldest first. current: its last reading is the side's last."""

    side: Side
    setup: int
    seen: tuple[SeenReading, ...]
    current: bool
    began: date
    """The first day since which the camera has stood there without another place in between."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(each.reading for each in self.seen)

    def place(self) -> CameraSeen:
        return middle_of([each.camera for each in self.seen])


Part = tuple[SessionEntry, StretchEntry]


def by_key(sessions: Iterable[SessionEntry]) -> dict[SeriesKey, list[Part]]:
    """What was done, parted by what is never mixed, each oldest first."""
    parts: defaultdict[SeriesKey, list[Part]] = defaultdict(list)
    for session in sessions:
        for entry in session.stretches:
            parts[SeriesKey(entry.stretch, entry.variant, entry.measure)].append((session, entry))
    return dict(parts)


def spec_of(key: SeriesKey) -> Stretch | None:
    """The shipped stretch, where there is one that measures the same."""
    if key.stretch not in stretch_ids():
        return None
    stretch = load_stretch(key.stretch)
    measure = stretch.target.measure if stretch.target.graded else None
    return stretch if measure == key.measure else None


def series(parts: Sequence[Part], spec: Stretch | None) -> list[Series]:
    """All lines of one key: left before right, and the set-ups in the order in which they were first used."""
    seen = _seen(parts, spec)
    lines = []
    for side in SIDES:
        ours = seen[side]
        numbers = number_setups(each.camera for each in ours)
        for number in sorted(set(numbers)):
            there = tuple(each for each, n in zip(ours, numbers, strict=True) if n == number)
            stays = next((i for i in range(len(numbers), 0, -1) if numbers[i - 1] != number), 0)
            current = numbers[-1] == number
            since = ours[stays] if current else there[0]
            lines.append(Series(side, number, there, current, since.reading.at.date()))
    return lines


def done(parts: Iterable[Part]) -> tuple[Done, ...]:
    """What counted, by day and side, oldest first."""
    count: Counter[tuple[date, Side]] = Counter()
    held_s: defaultdict[tuple[date, Side], float] = defaultdict(float)
    for session, entry in parts:
        for hold in entry.holds:
            if hold.completed:
                key = (session.began_at.date(), hold.side)
                count[key] += 1
                # What is counted takes its time too, and nobody was asked to hold it.
                held_s[key] += hold.held_s if entry.hold_goal_s else 0.0
    days = sorted(count, key=lambda key: (key[0], SIDES.index(key[1])))
    return tuple(Done(day, side, count[day, side], held_s[day, side]) for day, side in days)


def _seen(parts: Iterable[Part], spec: Stretch | None) -> dict[Side, list[SeenReading]]:
    """A side's readings, oldest first: one for a session, two where people turned round in it."""
    seen: dict[Side, list[SeenReading]] = {side: [] for side in SIDES}
    for _, same in groupby(parts, key=lambda part: part[0].id):
        entries = list(same)
        grouped: defaultdict[tuple[Side, BodySide | None], list[HoldEntry]] = defaultdict(list)
        for _, entry in entries:
            for hold in entry.holds:
                if hold.completed and hold.value_deg is not None and hold.error_deg is not None:
                    grouped[hold.side, hold.near].append(hold)
        session = entries[0][0]
        for (side, near), holds in grouped.items():
            seen[side].append(SeenReading(reading_of(session, holds, spec), _camera(session, near, holds)))
    return seen


def _camera(session: SessionEntry, near: BodySide | None, holds: Sequence[HoldEntry]) -> CameraSeen:
    yaw_deg = _middle([hold.yaw_deg for hold in holds])
    return CameraSeen(session.camera, near, yaw_deg, _middle([hold.pitch_deg for hold in holds]))


def reading_of(session: SessionEntry, holds: Sequence[HoldEntry], spec: Stretch | None) -> Reading:
    """A session's number of holds that all have theirs: their mean, or the best one where its stretch says
    so. The error of a mean is that of one of them: most of it is the same in all."""
    told = [(hold.value_deg or 0.0, hold.error_deg or 0.0) for hold in holds]
    if spec and spec.target.reading == "best":
        value_deg, error_deg = min(told) if spec.target.better == "less" else max(told)
    else:
        value_deg = fmean(value for value, _ in told)
        error_deg = math.sqrt(fmean(error**2 for _, error in told))
    return Reading(session.id, session.began_at, value_deg, error_deg, len(holds))


def _middle(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
