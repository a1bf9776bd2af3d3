"""How a line over days is drawn, on every chart alike: side and set-up by shape, dash and colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from posecoach.coaching.events import Side
from posecoach.feedback.colours import BLUE, INK, VERMILLION, Colour, css
from posecoach.history.progress.values import Line, Reading
from posecoach.history.progress.words import day_words
from posecoach.report.words import side_name

Shape = Literal["circle", "diamond", "square"]
Filling = Literal["full", "open", "dot", "cross"]

_FILLINGS: tuple[Filling, ...] = ("full", "open", "dot", "cross")
_PLOTLY_FILLINGS: dict[Filling, str] = {"full": "", "open": "-open", "dot": "-open-dot", "cross": "-x-open"}


@dataclass(frozen=True, slots=True)
class Mark:
    """shape and colour tell the side, filling the set-up. dash: lengths in pixels, "" for a full line."""

    shape: Shape
    filling: Filling
    colour: Colour
    dash: str

    @property
    def css(self) -> str:
        return css(self.colour)

    @property
    def plotly_symbol(self) -> str:
        return self.shape + _PLOTLY_FILLINGS[self.filling]

    @property
    def faint(self) -> str:
        """The colour of its error bars."""
        return "rgba({},{},{},0.45)".format(*self.colour)


_SIDES: dict[Side, tuple[Shape, Colour, str]] = {
    "left": ("circle", BLUE, ""),
    "right": ("diamond", VERMILLION, "5,3"),
    "both": ("square", INK, ""),
}


def mark(side: Side, setup: int) -> Mark:
    """Set-ups beyond the fourth look like the fourth: the legend and the hovering tell them apart."""
    shape, colour, dash = _SIDES[side]
    return Mark(shape, _FILLINGS[min(setup, len(_FILLINGS)) - 1], colour, dash)


def legend_words(line: Line, today: date) -> str:
    """``left``; ``left, camera elsewhere since 3 November``."""
    name = side_name(line.side)
    if line.setup == 1:
        return name
    return f"{name}, camera elsewhere since {day_words(line.readings[0].at.date(), today)}"


def unbroken(line: Line, others: Sequence[Line]) -> list[list[Reading]]:
    """The line in parts: it breaks where the same side was measured in another set-up meanwhile."""
    between = [
        r.at for other in others if other.side == line.side and other is not line for r in other.readings
    ]
    parts = [[line.readings[0]]]
    for before, reading in pairwise(line.readings):
        if any(before.at < at < reading.at for at in between):
            parts.append([])
        parts[-1].append(reading)
    return parts
