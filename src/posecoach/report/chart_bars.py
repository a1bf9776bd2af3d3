"""The lower part of the chart: a row for what was held, one for the attempts, one for each fault."""

from __future__ import annotations

import plotly.graph_objects as go

from posecoach.analysis import Analysis
from posecoach.coaching.events import Hold
from posecoach.feedback.colours import GREEN, GREY, VERMILLION, Colour, css
from posecoach.report.words import fault_name, repetition_name, side_name


def bar_rows(analysis: Analysis) -> list[str]:
    """The names of the rows, from the lowest up; none where nothing happened."""
    faults = dict.fromkeys(span.id for span in analysis.faults)
    reached = [name for name, holds in _reached(analysis) if holds]
    return [*map(fault_name, reversed(faults)), *(f"{name}s" for name in reversed(reached))]


def draw_bars(figure: go.Figure, analysis: Analysis, row: int) -> None:
    """Draw into this row of the figure."""
    for name, holds in _reached(analysis):
        for number, hold in enumerate(holds, start=1):
            _hold_bar(figure, hold, name, number, row)
    for span in analysis.faults:
        name = fault_name(span.id)
        words = f"{name}, {side_name(span.side)}"
        _bar(figure, (span.start_s, span.end_s), name, VERMILLION, "/", "", words, row)
    order = bar_rows(analysis)
    figure.update_yaxes(categoryorder="array", categoryarray=order, range=[-0.6, len(order) - 0.4], row=row)


def _reached(analysis: Analysis) -> list[tuple[str, tuple[Hold, ...]]]:
    return [(repetition_name(analysis), analysis.holds), ("attempt", analysis.attempts)]


def _hold_bar(figure: go.Figure, hold: Hold, name: str, number: int, row: int) -> None:
    """The bar below a column, with its number in the table and its side: ``2 R``."""
    side = "" if hold.side == "both" else f" {hold.side[0].upper()}"
    colour, pattern = (GREEN, "") if hold.completed else (GREY, "x")
    words = f"{name} {number}, {side_name(hold.side)}: {hold.held_s:.1f} s"
    _bar(figure, (hold.start_s, hold.end_s), f"{name}s", colour, pattern, f"{number}{side}", words, row)


def _bar(
    figure: go.Figure,
    span_s: tuple[float, float],
    name: str,
    colour: Colour,
    pattern: str,
    label: str,
    words: str,
    row: int,
) -> None:
    start_s, end_s = span_s
    figure.add_bar(
        x=[end_s - start_s],
        base=[start_s],
        y=[name],
        orientation="h",
        width=0.55,
        marker={
            "color": css(colour),
            "pattern": {"shape": pattern, "fgcolor": "white", "size": 6, "solidity": 0.15},
        },
        text=[label],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        hovertemplate=f"{words}, %{{base:.1f}} s<extra></extra>",
        showlegend=False,
        row=row,
        col=1,
    )
