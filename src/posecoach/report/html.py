"""``report.html``: one page that needs no other file and no network."""

from __future__ import annotations

from pathlib import Path

from posecoach.analysis import Analysis
from posecoach.pose.track import PoseTrack
from posecoach.report import words
from posecoach.report.chart import chart
from posecoach.report.chart_angle import shows_angle
from posecoach.report.headline import headline
from posecoach.report.pictures import best_moments
from posecoach.report.templates import TEMPLATES, plot
from posecoach.stretches.load import load_rules


def report_html(analysis: Analysis, track: PoseTrack, video: Path | None = None) -> str:
    """The report as a page; ``video`` gives its pictures, the limbs alone are drawn without it."""
    figure = chart(analysis)
    pictures = best_moments(analysis, track, video)
    done = len(analysis.holds)
    return TEMPLATES.get_template("report.html.j2").render(
        analysis=analysis,
        stretch=analysis.stretch,
        spine_load=words.without_sources(load_rules().spine_load[analysis.stretch.spine_load]),
        file=Path(analysis.source.file).name,
        words=words,
        headline=headline(analysis),
        shows_angle=shows_angle(analysis),
        figure=figure and plot(figure, "over-time", with_library=True),
        done=list(zip(analysis.holds, pictures[:done], strict=True)),
        tried=list(zip(analysis.attempts, pictures[done:], strict=True)),
    )
