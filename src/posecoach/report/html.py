"""``report.html``: one page that needs no other file and no network."""

from __future__ import annotations

from pathlib import Path

import jinja2
from markupsafe import Markup

from posecoach.analysis import Analysis
from posecoach.pose.track import PoseTrack
from posecoach.report import words
from posecoach.report.chart import chart
from posecoach.report.pictures import best_moments
from posecoach.stretches.load import load_rules

_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("posecoach.report", "."),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)


def report_html(analysis: Analysis, track: PoseTrack, video: Path | None = None) -> str:
    """The report as a page; ``video`` gives its pictures, the limbs alone are drawn without it."""
    figure = (
        None
        if analysis.coverage == 0
        else chart(analysis).to_html(
            full_html=False,
            include_plotlyjs=True,
            div_id="angle-over-time",
            config={"displayModeBar": False, "responsive": True},
        )
    )
    pictures = best_moments(analysis, track, video)
    held = len(analysis.holds)
    return _TEMPLATES.get_template("report.html.j2").render(
        analysis=analysis,
        stretch=analysis.stretch,
        spine_load=load_rules().spine_load[analysis.stretch.spine_load],
        file=Path(analysis.source.file).name,
        words=words,
        figure=figure and Markup(figure),
        tables=[
            ("Holds", list(zip(analysis.holds, pictures[:held], strict=True))),
            ("Attempts that did not count", list(zip(analysis.attempts, pictures[held:], strict=True))),
        ],
    )
