"""The upper part of the chart: the angle with its error, what counts, what was held."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from posecoach.analysis import Analysis
from posecoach.coaching.events import Hold
from posecoach.feedback.colours import BLUE, GREEN, GREY, ORANGE, SKY_BLUE, Colour, css
from posecoach.kinematics.definitions import MEASURES
from posecoach.report.thin import thin
from posecoach.report.words import angle

MOST_LABELS = 5
OVER_LINES = "rgba(255,255,255,0.75)"
"""The ground of words that lines may run behind."""


@dataclass(frozen=True, slots=True)
class Line:
    """How one side is drawn: by colour, and by dash for those who cannot tell the colours apart."""

    suffix: str
    name: str
    colour: Colour
    dash: str


BOTH = (Line("_left", "left", BLUE, "solid"), Line("_right", "right", ORANGE, "dash"))
MIDDLE = (Line("", "angle", BLUE, "solid"),)


def shows_angle(analysis: Analysis) -> bool:
    """Whether there is an angle to show at any moment."""
    if not analysis.stretch.target.graded:
        return False
    measure = analysis.stretch.target.measure
    return any(np.isfinite(analysis.measures[measure + line.suffix]).any() for line in _lines(measure))


def draw_angle(figure: go.Figure, analysis: Analysis) -> None:
    """Draw into the figure's first row."""
    _angles(figure, analysis)
    _levels(figure, analysis)
    for hold in (*analysis.holds, *analysis.attempts):
        _column(figure, hold)
    if len(analysis.holds) <= MOST_LABELS:
        for hold in analysis.holds:
            _value(figure, hold)
    figure.update_yaxes(ticksuffix="°", row=1)


def _lines(measure: str) -> tuple[Line, ...]:
    return BOTH if MEASURES[measure].sided else MIDDLE


def _angles(figure: go.Figure, analysis: Analysis) -> None:
    measure = analysis.stretch.target.measure
    for line in _lines(measure):
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
                "bgcolor": OVER_LINES,
            },
            annotation_position="top left",
            row=1,
            col=1,
        )
    figure.add_hline(
        y=target.least_deg,
        line={"dash": "dot", "color": css(GREY), "width": 1.5},
        annotation={
            "text": f"counts from {target.least_deg:.0f}°",
            "font": {"color": css(GREY)},
            "bgcolor": OVER_LINES,
        },
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
        bgcolor=OVER_LINES,
    )
