"""A small chart that needs no script: what an SVG draws, in its own units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from posecoach.feedback.text import degrees
from posecoach.history.progress.values import StretchProgress
from posecoach.report.days import short_day
from posecoach.report.extent import A_DAY, degrees_reached, local, moments, noon_of
from posecoach.report.marks import Mark, mark, unbroken

LEFT, RIGHT, TOP, BOTTOM = 26, 176, 4, 74
"""Of the field within the template's 180 by 88 units."""


@dataclass(frozen=True, slots=True)
class Point:
    """A reading, and how far its error bar goes."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line. paths: its unbroken parts, as an SVG's ``points``."""

    mark: Mark
    paths: tuple[str, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class SmallChart:
    """band: upper edge and height of what is usual. corridor: an SVG's ``points``, "" for none. levels, days:
    what stands beside which y, below which x."""

    band: tuple[float, float] | None
    corridor: str
    lines: tuple[Drawn, ...]
    levels: tuple[tuple[float, str], ...]
    days: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    first: datetime
    last: datetime
    low_deg: float
    high_deg: float

    def x(self, moment: datetime) -> float:
        return round(LEFT + 4 + (RIGHT - LEFT - 8) * ((moment - self.first) / (self.last - self.first)), 1)

    def y(self, value_deg: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value_deg - self.low_deg) / (self.high_deg - self.low_deg), 1)


def small_chart(progress: StretchProgress, today: date) -> SmallChart:
    """Of a stretch that has readings."""
    scale = _scale(progress)
    days = {moment.date(): moment for moment in moments(progress)}
    band = None
    if progress.norm_deg:
        low, high = map(scale.y, progress.norm_deg)
        band = (high, low - high)
    edge = [(each.day, each.low_deg) for each in progress.expected]
    edge += [(each.day, each.high_deg) for each in reversed(progress.expected)]
    return SmallChart(
        band=band,
        corridor=" ".join(f"{scale.x(noon_of(progress, day))},{scale.y(value)}" for day, value in edge),
        lines=tuple(_drawn(progress, index, scale) for index in range(len(progress.lines))),
        levels=tuple((scale.y(v), degrees(v)) for v in _levels(scale)),
        days=tuple((scale.x(moment), short_day(day, today)) for day, moment in days.items()),
    )


def _drawn(progress: StretchProgress, index: int, scale: _Scale) -> Drawn:
    line = progress.lines[index]
    parts = [
        [
            Point(
                scale.x(local(reading.at)),
                scale.y(reading.value_deg),
                scale.y(reading.value_deg - reading.error_deg),
                scale.y(reading.value_deg + reading.error_deg),
            )
            for reading in part
        ]
        for part in unbroken(line, progress.lines)
    ]
    return Drawn(
        mark=mark(line.side, line.setup),
        paths=tuple(" ".join(f"{point.x},{point.y}" for point in part) for part in parts),
        points=tuple(point for part in parts for point in part),
    )


def _scale(progress: StretchProgress) -> _Scale:
    (first, last), (low_deg, high_deg) = moments(progress), degrees_reached(progress)
    spare = A_DAY if first == last else 0 * A_DAY
    return _Scale(first - spare, last + spare, low_deg - 2, high_deg + 2)


def _levels(scale: _Scale) -> list[float]:
    """Round numbers, three to six of them."""
    span = scale.high_deg - scale.low_deg
    step = next((step for step in (5, 10, 20, 30) if span / step <= 5), 60)
    first = -(-scale.low_deg // step) * step
    return [first + number * step for number in range(int((scale.high_deg - first) // step) + 1)]
