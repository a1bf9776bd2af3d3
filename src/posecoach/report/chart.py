"""The angle over time as a Plotly figure: what was reached, held and put wrong, and when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from posecoach.analysis import Analysis
from posecoach.coaching.events import Hold
from posecoach.feedback.colours import BLACK, BLUE, GREEN, GREY, ORANGE, SKY_BLUE, VERMILLION, Colour, css
from posecoach.kinematics.definitions import MEASURES
from posecoach.report.thin import thin
from posecoach.report.words import angle, fault_name, side_name

ROW_PX = 30
ANGLE_PX = 300
MOST_LABELS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """How one side is drawn: by colour, and by dash for those who cannot tell the colours apart."""

    suffix: str
    name: str
    colour: Colour
    dash: str


BOTH = (Line("_left", "left", BLUE, "solid"), Line("_right", "right", ORANGE, "dash"))
MIDDLE = (Line("", "angle", BLUE, "solid"),)


def chart(analysis: Analysis) -> go.Figure:
    """The angle in the upper part; below it a row for the holds, one for the attempts, one for each fault."""
    faults = list(dict.fromkeys(span.id for span in analysis.faults))
    reached = {"holds": analysis.holds, "attempts": analysis.attempts}
    order = [*map(fault_name, reversed(faults)), *(row for row in ("attempts", "holds") if reached[row])]
    below = ROW_PX * len(order) + 20
    figure = make_subplots(
        rows=2 if order else 1,
        shared_xaxes=True,
        vertical_spacing=0.03,
        row_heights=[ANGLE_PX, below] if order else None,
    )
    _angles(figure, analysis)
    _levels(figure, analysis)
    if len(analysis.holds) <= MOST_LABELS:
        for hold in analysis.holds:
            _value(figure, hold)
    for row, holds in reached.items():
        for number, hold in enumerate(holds, start=1):
            _column(figure, hold)
            _hold_bar(figure, hold, row, number)
    for span in analysis.faults:
        name = fault_name(span.id)
        _bar(figure, span.start_s, span.end_s, name, VERMILLION, "/", "", f"{name}, {span.side}")
    if order:
        figure.update_yaxes(categoryorder="array", categoryarray=order, range=[-0.6, len(order) - 0.4], row=2)
    if all(np.isnan(analysis.measures[column]).all() for column in _columns(analysis)):
        figure.add_annotation(
            text="No angle can be shown",
            xref="x domain",
            yref="y domain",
            x=0.5,
            y=0.5,
            showarrow=False,
            font={"size": 16, "color": css(GREY)},
        )
    _style(figure, analysis.time_s, ANGLE_PX + below + 80)
    return figure


def _columns(analysis: Analysis) -> list[str]:
    measure = analysis.stretch.target.measure
    return [measure + line.suffix for line in (BOTH if MEASURES[measure].sided else MIDDLE)]


def _angles(figure: go.Figure, analysis: Analysis) -> None:
    measure = analysis.stretch.target.measure
    for line in BOTH if MEASURES[measure].sided else MIDDLE:
        values = analysis.measures[measure + line.suffix]
        kept = thin(values)
        shown = values[kept]
        _error_band(
            figure, analysis.time_s[kept], shown, analysis.error_deg[measure + line.suffix][kept], line
        )
        figure.add_scatter(
            x=np.round(analysis.time_s[kept], 2),
            y=[None if np.isnan(value) else round(float(value), 1) for value in shown],
            name=line.name,
            showlegend=bool(np.isfinite(shown).any()),
            mode="lines+markers",
            connectgaps=False,
            line={"color": css(line.colour), "dash": line.dash, "width": 2},
            # A single measured frame between gaps has no line, but is to be seen.
            marker={"size": np.where(_isolated(shown), 3, 0)},
            hovertemplate="%{y:.0f}° at %{x:.1f} s",
            row=1,
            col=1,
        )


def _error_band(
    figure: go.Figure,
    time_s: npt.NDArray[np.float64],
    values: npt.NDArray[np.float32],
    error_deg: npt.NDArray[np.float32],
    line: Line,
) -> None:
    """Within it the true angle lies in 95 of 100 moments."""
    known = np.flatnonzero(np.isfinite(values) & np.isfinite(error_deg))
    runs = np.split(known, np.flatnonzero(np.diff(known) > 1) + 1)
    x, y = [], []
    for run in (run for run in runs if run.size > 1):
        x += [*time_s[run].round(2), *time_s[run[::-1]].round(2), None]
        y += [*(values + error_deg)[run].round(1), *(values - error_deg)[run[::-1]].round(1), None]
    figure.add_scatter(
        x=x,
        y=y,
        fill="toself",
        mode="none",
        fillcolor=css(line.colour),
        opacity=0.18,
        hoverinfo="skip",
        showlegend=False,
        row=1,
        col=1,
    )


def _isolated(values: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    measured = np.pad(~np.isnan(values), 1)
    alone: npt.NDArray[np.bool_] = measured[1:-1] & ~measured[:-2] & ~measured[2:]
    return alone


def _levels(figure: go.Figure, analysis: Analysis) -> None:
    target = analysis.stretch.target
    if target.norm:
        figure.add_hrect(
            y0=target.norm.low_deg,
            y1=target.norm.high_deg,
            fillcolor=css(GREY),
            opacity=0.12,
            line_width=0,
            layer="below",
            annotation={
                "text": f"usual: {target.norm.low_deg:.0f}–{target.norm.high_deg:.0f}°",
                "font": {"color": css(GREY)},
            },
            annotation_position="top left",
            row=1,
            col=1,
        )
    figure.add_hline(
        y=target.least_deg,
        line={"dash": "dot", "color": css(GREY), "width": 1.5},
        annotation={"text": f"counts from {target.least_deg:.0f}°", "font": {"color": css(GREY)}},
        annotation_position="bottom left",
        row=1,
        col=1,
    )


def _column(figure: go.Figure, hold: Hold) -> None:
    """A column over the hold, and in it a box of value ± error."""
    colour = GREEN if hold.completed else GREY
    column = {"xref": "x", "x0": hold.start_s, "x1": hold.end_s, "layer": "below"}
    figure.add_shape(
        type="rect",
        yref="y domain",
        y0=0,
        y1=1,
        fillcolor=css(colour),
        opacity=0.15,
        line={"width": 1, "color": css(colour), "dash": "solid" if hold.completed else "dash"},
        **column,
    )
    if hold.value_deg is not None and hold.error_deg is not None:
        low, high = hold.value_deg - hold.error_deg, hold.value_deg + hold.error_deg
        figure.add_shape(
            type="rect",
            yref="y",
            y0=low,
            y1=high,
            fillcolor=css(SKY_BLUE),
            opacity=0.5,
            line_width=0,
            **column,
        )


def _value(figure: go.Figure, hold: Hold) -> None:
    if hold.value_deg is None:
        return
    figure.add_annotation(
        x=(hold.start_s + hold.end_s) / 2,
        y=hold.value_deg + (hold.error_deg or 0),
        text=angle(hold.value_deg, hold.error_deg),
        showarrow=False,
        yanchor="bottom",
        bgcolor="rgba(255,255,255,0.75)",
    )


def _hold_bar(figure: go.Figure, hold: Hold, row: str, number: int) -> None:
    """The bar below a column, with its number in the table and its side: ``2 R``."""
    side = "" if hold.side == "both" else f" {hold.side[0].upper()}"
    colour, pattern = (GREEN, "") if hold.completed else (GREY, "x")
    words = f"{row.removesuffix('s')} {number}, {side_name(hold.side)}: {hold.held_s:.1f} s"
    _bar(figure, hold.start_s, hold.end_s, row, colour, pattern, f"{number}{side}", words)


def _bar(
    figure: go.Figure,
    start_s: float,
    end_s: float,
    row: str,
    colour: Colour,
    pattern: str,
    label: str,
    words: str,
) -> None:
    figure.add_bar(
        x=[end_s - start_s],
        base=[start_s],
        y=[row],
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
        row=2,
        col=1,
    )


def _style(figure: go.Figure, times_s: npt.NDArray[np.float64], height: int) -> None:
    figure.update_layout(
        template="plotly_white",
        height=height,
        barmode="overlay",
        hovermode="x unified",
        font={"size": 14, "color": css(BLACK)},
        margin={"l": 10, "r": 10, "t": 40, "b": 10},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
    )
    figure.update_yaxes(automargin=True)
    figure.update_yaxes(ticksuffix="°", row=1)
    figure.update_xaxes(ticksuffix=" s", range=[float(times_s[0]), float(times_s[-1])])
