"""The charts of the progress page, as Plotly figures: angles, seconds held, pain, over days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import plotly.graph_objects as go

from posecoach.coaching.events import Side
from posecoach.feedback.colours import BLACK, BLUE, GREY, SKY_BLUE, css
from posecoach.history.progress.values import Line, PainReading, Reading, StretchProgress
from posecoach.history.progress.words import counted, day_words
from posecoach.history.safety import load_pain
from posecoach.report.chart_angle import OVER_LINES
from posecoach.report.days import reading_words
from posecoach.report.extent import A_DAY, degrees_reached, local, moments, noon, noon_of
from posecoach.report.marks import mark, unbroken
from posecoach.report.words import seconds, side_name

HEIGHT_PX = 340
LOW_PX = 240
DODGE = 0.004
"""Of the days shown: so far apart two sides of one session are drawn, that neither hides the other."""
SPARE_DEG = 5
COLUMN_MS = 0.3 * A_DAY / timedelta(milliseconds=1)
"""Of one side: two stand beside each other in a day."""


def angle_chart(progress: StretchProgress, today: date) -> go.Figure:
    """Every reading with its error, a trace a line, over what is usual and what is expected."""
    figure = go.Figure()
    _expected(figure, progress)
    days = _shown_days(progress)
    for line in progress.lines:
        _readings(figure, line, progress.lines, (days[1] - days[0]) * DODGE, today)
    _usual(figure, progress)
    _camera_changes(figure, progress.lines)
    alone = all(len(line.readings) == 1 for line in progress.lines) and not progress.expected
    _style(figure, days, LOW_PX if alone else HEIGHT_PX)
    low_deg, high_deg = degrees_reached(progress)
    figure.update_yaxes(ticksuffix="°", range=[low_deg - SPARE_DEG, high_deg + SPARE_DEG])
    return figure


def held_chart(progress: StretchProgress, today: date) -> go.Figure:
    """A column a day and side: how long was held."""
    figure = go.Figure()
    timed = any(done.held_s for done in progress.done)
    sides: tuple[Side, ...] = ("left", "right", "both")
    for side in sides:
        ours = [done for done in progress.done if done.side == side]
        if ours:
            look = mark(side, 1)
            figure.add_bar(
                x=[noon(done.day) for done in ours],
                y=[round(done.held_s, 1) if timed else done.holds for done in ours],
                name=side_name(side),
                # As wide on the first day as in a year.
                width=COLUMN_MS,
                offset=COLUMN_MS * {"left": -1.0, "right": 0.0, "both": -0.5}[side],
                marker={"color": look.css, "pattern": {"shape": "/" if look.dash else "", "solidity": 0.2}},
                hovertext=[
                    f"{day_words(done.day, today)}: {counted(done.holds, 'hold')}"
                    + (f", {seconds(done.held_s)} together" if timed else "")
                    + f"<br>{side_name(side)}"
                    for done in ours
                ],
                hoverinfo="text",
            )
    days = [done.day for done in progress.done]
    _style(figure, (noon(min(days)) - A_DAY, noon(max(days)) + A_DAY), LOW_PX)
    most = max(done.held_s if timed else done.holds for done in progress.done)
    figure.update_yaxes(ticksuffix=" s" if timed else "", range=[0, 1.08 * most])
    return figure


def pain_chart(pains: Sequence[PainReading], today: date) -> go.Figure:
    """What was told before and after each session, 0 to 10."""
    figure = go.Figure()
    for pain in pains:
        if pain.before is not None and pain.after is not None:
            figure.add_scatter(
                x=[local(pain.at)] * 2,
                y=[pain.before, pain.after],
                mode="lines",
                line={"color": css(GREY), "width": 1},
                hoverinfo="skip",
            )
    for name, symbol, size, colour in (("before", "circle-open", 11, GREY), ("after", "diamond", 7, BLUE)):
        rated = [pain for pain in pains if getattr(pain, name) is not None]
        figure.add_scatter(
            x=[local(pain.at) for pain in rated],
            y=[getattr(pain, name) for pain in rated],
            name=name,
            mode="markers",
            marker=_marker(symbol, size, css(colour)),
            hovertext=[pain_words(pain, today) for pain in rated],
            hoverinfo="text",
        )
    told = [local(pain.at) for pain in pains]
    _style(figure, (min(told) - A_DAY, max(told) + A_DAY), LOW_PX)
    figure.update_yaxes(range=[-0.6, 10.6], tickvals=[0, 2, 4, 6, 8, 10])
    return figure


def pain_words(pain: PainReading, today: date) -> str:
    """``3 November: 4 before, 3 after; afterwards: better``."""
    told = [
        f"{value} {name}"
        for name, value in (("before", pain.before), ("after", pain.after))
        if value is not None
    ]
    felt = f"; afterwards: {load_pain().felt[pain.felt]}" if pain.felt else ""
    return f"{day_words(pain.at.date(), today)}: {', '.join(told)}{felt}"


def _readings(figure: go.Figure, line: Line, lines: Sequence[Line], apart: timedelta, today: date) -> None:
    look = mark(line.side, line.setup)
    shift = {"left": -apart, "right": apart, "both": 0 * apart}[line.side]
    shown: list[Reading | None] = []
    for part in unbroken(line, lines):
        shown += [*part, None]
    shown.pop()
    figure.add_scatter(
        x=[local(reading.at) + shift if reading else None for reading in shown],
        y=[round(reading.value_deg, 1) if reading else None for reading in shown],
        error_y={
            "array": [round(reading.error_deg, 1) if reading else 0 for reading in shown],
            "color": look.faint,
            "thickness": 1.5,
            "width": 2,
        },
        name=f"{side_name(line.side)} {line.setup}",
        mode="lines+markers",
        connectgaps=False,
        line={"color": look.css, "width": 1.5, "dash": "dash" if look.dash else "solid"},
        marker=_marker(look.plotly_symbol, 9, look.css),
        hovertext=[_hover(reading, line, today) if reading else None for reading in shown],
        hoverinfo="text",
    )


def _marker(symbol: str, size_px: int, colour: str) -> dict[str, object]:
    return {"symbol": symbol, "size": size_px, "color": colour, "line": {"width": 1.5, "color": colour}}


def _hover(reading: Reading, line: Line, today: date) -> str:
    words = f"{day_words(reading.at.date(), today)}: {reading_words(reading)}"
    return f"{words}<br>{side_name(line.side)}, {counted(reading.holds, 'hold')}<br>{line.setup_words}"


def _expected(figure: go.Figure, progress: StretchProgress) -> None:
    """The corridor, each day of it from midnight to midnight at its ends."""
    if not progress.expected:
        return
    low = [(noon_of(progress, each.day), each.low_deg) for each in progress.expected]
    high = [(noon_of(progress, each.day), each.high_deg) for each in progress.expected]
    edge = [*_widened(low), *reversed(_widened(high))]
    figure.add_scatter(
        x=[moment for moment, _ in edge],
        y=[value for _, value in edge],
        name="expected",
        fill="toself",
        mode="none",
        fillcolor=css(SKY_BLUE),
        opacity=0.3,
        hoverinfo="skip",
    )


def _widened(edge: list[tuple[datetime, float]]) -> list[tuple[datetime, float]]:
    half = A_DAY / 2
    (first, start), (last, end) = edge[0], edge[-1]
    return [(first - half, start), *edge, (last + half, end)]


def _usual(figure: go.Figure, progress: StretchProgress) -> None:
    if progress.norm_deg is None:
        return
    low, high = progress.norm_deg
    figure.add_hrect(
        y0=low,
        y1=high,
        fillcolor=css(GREY),
        opacity=0.12,
        line_width=0,
        layer="below",
        annotation={
            "text": f"usual: {low:.0f}–{high:.0f}°".replace("-", "−"),
            "font": {"color": css(GREY)},
            "bgcolor": OVER_LINES,
        },
        annotation_position="top left",
    )


def _camera_changes(figure: go.Figure, lines: Sequence[Line]) -> None:
    """Where a set-up begins: what stands left and right of it is not to be compared by eye either."""
    for day in sorted({line.readings[0].at.date() for line in lines if line.setup > 1}):
        x = datetime.combine(day, time())
        figure.add_shape(
            type="line",
            x0=x,
            x1=x,
            y0=0,
            y1=1,
            yref="paper",
            line={"dash": "dot", "width": 1, "color": css(GREY)},
        )


def _shown_days(progress: StretchProgress) -> tuple[datetime, datetime]:
    first, last = moments(progress)
    spare = max(A_DAY, (last - first) * 0.03)
    return first - spare, last + spare


def _style(figure: go.Figure, days: tuple[datetime, datetime], height_px: int) -> None:
    first, last = days
    figure.update_layout(
        template="plotly_white",
        height=height_px,
        showlegend=False,
        hovermode="closest",
        hoverlabel={"align": "left", "bgcolor": "white", "font": {"size": 14, "color": css(BLACK)}},
        font={"size": 14, "color": css(BLACK)},
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        dragmode=False,
    )
    # Less than a fortnight would get hours between the days.
    every_day = (last - first) < 8 * A_DAY
    figure.update_xaxes(
        range=[first, last],
        tickformat="%-d %b",
        fixedrange=True,
        **({"dtick": 86_400_000} if every_day else {}),
    )
    figure.update_yaxes(automargin=True, fixedrange=True)
