"""What was reached, held and put wrong over time, as a Plotly figure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from posecoach.analysis import Analysis
from posecoach.feedback.colours import BLACK, css
from posecoach.report.chart_angle import draw_angle, shows_angle
from posecoach.report.chart_bars import bar_rows, draw_bars

ROW_PX = 30
ANGLE_PX = 300
LEGEND_PX = 40


def chart(analysis: Analysis) -> go.Figure | None:
    """The angle, where there is one, and below it a row for what was held, one for the attempts and one for
    each fault; None where there is nothing to show."""
    bars = bar_rows(analysis)
    parts_px = [ANGLE_PX] * shows_angle(analysis) + [ROW_PX * len(bars) + 20] * bool(bars)
    if not parts_px:
        return None
    figure = make_subplots(rows=len(parts_px), shared_xaxes=True, vertical_spacing=0.03, row_heights=parts_px)
    top_px = 10
    if shows_angle(analysis):
        draw_angle(figure, analysis)
        top_px = LEGEND_PX
    if bars:
        draw_bars(figure, analysis, row=len(parts_px))
    _style(figure, analysis.time_s, top_px, sum(parts_px) + 40 + top_px)
    return figure


def _style(figure: go.Figure, times_s: npt.NDArray[np.float64], top_px: int, height: int) -> None:
    figure.update_layout(
        template="plotly_white",
        height=height,
        barmode="overlay",
        hovermode="x unified",
        font={"size": 14, "color": css(BLACK)},
        margin={"l": 10, "r": 10, "t": top_px, "b": 10},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
    )
    figure.update_yaxes(automargin=True)
    figure.update_xaxes(ticksuffix=" s", range=[float(times_s[0]), float(times_s[-1])])
