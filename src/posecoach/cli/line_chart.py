"""Angles over days in letters, for a terminal of any kind: no colour, and no sign that is not on a keyboard
but °."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from posecoach.history.progress.values import Line, Reading, StretchProgress
from posecoach.history.progress.words import day_words

WIDTH, HEIGHT = 60, 9
SPARE_DEG = 4.0
LEAST_STEP_DEG = 1.0
LETTERS = {"left": "L", "right": "R", "both": "o"}
SHARED, USUAL = "*", "."


def line_chart(stretch: StretchProgress, today: date) -> list[str]:
    """Lines of at most 70 columns: a letter for each reading, small where the camera stood elsewhere."""
    readings = [reading for line in stretch.lines for reading in line.readings]
    first, last = (f(reading.at.date() for reading in readings) for f in (min, max))
    low_deg, step_deg = _scale(readings)
    rows = [[" "] * WIDTH for _ in range(HEIGHT)]
    for line in stretch.lines:
        letter = _letter(line, stretch.lines)
        for reading in line.readings:
            row = rows[_nearest(reading.value_deg, low_deg, step_deg)]
            column = _column(reading.at.date(), first, last)
            row[column] = letter if row[column] in (" ", letter) else SHARED
    _dot_usual(rows, stretch.norm_deg, low_deg, step_deg)
    labelled = [
        f"{round(low_deg + number * step_deg):>5}° |{''.join(row).rstrip()}"
        for number, row in enumerate(rows)
    ]
    began, ended = day_words(first, today), day_words(last, today)
    axis = began if first == last else began + ended.rjust(WIDTH - len(began))
    return [*reversed(labelled), " " * 7 + "+" + "-" * WIDTH, " " * 8 + axis, *_legend(stretch)]


def _legend(stretch: StretchProgress) -> list[str]:
    sides = dict.fromkeys(line.side for line in stretch.lines)
    said = [f"{LETTERS[side]} {side}" for side in sides if side != "both"]
    if len(said) > 1:
        said.append(f"{SHARED} both at once")
    if any(line.setup != _current(line, stretch.lines).setup for line in stretch.lines):
        said.append("small: camera elsewhere")
    if stretch.norm_deg:
        said.append(f"{USUAL} usual")
    return [" " * 8 + ", ".join(said)] if said else []


def _scale(readings: Sequence[Reading]) -> tuple[float, float]:
    """The lowest row's degrees, and how far rows are apart."""
    values = [reading.value_deg for reading in readings]
    low, high = math.floor(min(values) - SPARE_DEG), math.ceil(max(values) + SPARE_DEG)
    return low, max(LEAST_STEP_DEG, math.ceil((high - low) / (HEIGHT - 1)))


def _nearest(value_deg: float, low_deg: float, step_deg: float) -> int:
    return min(HEIGHT - 1, max(0, round((value_deg - low_deg) / step_deg)))


def _column(day: date, first: date, last: date) -> int:
    span = (last - first).days
    return round((day - first).days / span * (WIDTH - 1)) if span else 0


def _dot_usual(
    rows: Sequence[list[str]], norm_deg: tuple[float, float] | None, low_deg: float, step_deg: float
) -> None:
    for number, row in enumerate(rows):
        if norm_deg and norm_deg[0] <= low_deg + number * step_deg <= norm_deg[1]:
            row[:] = [USUAL if sign == " " else sign for sign in row]


def _letter(line: Line, lines: Sequence[Line]) -> str:
    letter = LETTERS[line.side]
    if line.setup == _current(line, lines).setup:
        return letter
    return letter.lower() if letter.isupper() else "'"


def _current(line: Line, lines: Sequence[Line]) -> Line:
    """The line of the same side with the latest reading."""
    return max((each for each in lines if each.side == line.side), key=lambda each: each.readings[-1].at)
