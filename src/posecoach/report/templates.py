"""The pages' templates, and what every page with charts needs."""

from __future__ import annotations

import jinja2
import plotly.graph_objects as go
from markupsafe import Markup

TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("posecoach.report", "."),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)


def plot(figure: go.Figure, name: str, *, with_library: bool) -> Markup:
    """The chart as an element with that id; with_library: Plotly itself too, once on a page."""
    return Markup(
        figure.to_html(
            full_html=False,
            include_plotlyjs=with_library,
            div_id=name,
            config={"displayModeBar": False, "responsive": True},
        )
    )
