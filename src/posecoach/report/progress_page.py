"""The progress of one person as one page that needs no other file and no network."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go
from markupsafe import Markup

from posecoach.feedback.colours import BLUE, GREEN, GREY, INK, MIST, css
from posecoach.history.progress.values import Difference, Progress, StretchProgress
from posecoach.history.progress.words import counted, day_words
from posecoach.history.safety import disclaimer
from posecoach.report.calendar import MOST_WEEKS, blocks, months
from posecoach.report.days import reading_words, span_words
from posecoach.report.marks import Mark, legend_words, mark
from posecoach.report.progress_chart import LOW_PX, angle_chart, held_chart, pain_chart, pain_words
from posecoach.report.templates import TEMPLATES, plot
from posecoach.report.words import seconds, side_name
from posecoach.stretches.page import MEASURED

ME = "me"
NOTHING = "Nothing is kept yet. After the first session there is something to see here."
HOW = (
    "One camera sees your joints, and the angle between them in the middle of a hold is the number; a mark "
    "on the chart is of one session's holds together. ± is how far it may be off: about nine in ten angles "
    "of computer-made bodies lay within it; how far on real people has not been measured yet. Numbers are "
    "compared only on the same side, from the same place of the camera, in the same kind of hold. They are "
    "not to be mixed with those that a physiotherapist measures by hand."
)
UNMEASURED = "Held by time: how far you go is not measured in this stretch."

ANGLE_COLUMNS = ("Day", "Side", "Angle", "Holds", "Camera")
HELD_COLUMNS = ("Day", "Side", "Holds", "Together")


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the page. rows: its numbers as text, under their columns. measured: it has angles."""

    id: str
    progress: StretchProgress
    title: str
    what: str
    measured: bool
    plot: Markup | None
    height: int
    aria: str
    legend: list[tuple[Mark, str]]
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]

    @property
    def breaks(self) -> bool:
        return any(line.setup > 1 for line in self.progress.lines)


def progress_page(p: Progress) -> str:
    """The page: every stretch with its chart and sentences, the days, pain, how it is measured."""
    figures = [_figure(stretch, p) for stretch in p.stretches]
    pains = [pain for pain in p.pains if (pain.before, pain.after) != (None, None)]
    pain_figure = pain_chart(pains, p.today) if pains else None
    first = next((figure for figure in (*figures, pain_figure) if figure), None)

    def drawn(figure: go.Figure | None, name: str) -> Markup | None:
        return plot(figure, name, with_library=figure is first) if figure else None

    parts = [
        _part(number, stretch, drawn(figure, f"chart-{number}"), figure, p)
        for number, (stretch, figure) in enumerate(zip(p.stretches, figures, strict=True), start=1)
    ]
    return TEMPLATES.get_template("progress.html.j2").render(
        progress=p,
        title=heading(p.person),
        span=_span(p),
        nothing=NOTHING,
        parts=parts,
        pairs=[_pair(stretch_title(s), s.difference) for s in p.stretches if s.difference],
        blocks=blocks(p.days, p.today),
        earlier=bool(p.days) and (p.today - min(p.days)).days >= 7 * MOST_WEEKS,
        months=months(p.days),
        pain=drawn(pain_figure, "chart-pain"),
        pain_lines=[pain_words(pain, p.today) for pain in reversed(pains)],
        low_px=LOW_PX,
        measured=any(part.measured for part in parts),
        how=HOW,
        disclaimer=disclaimer(),
        done_colour=css(GREEN),
        rest_colour=css(MIST),
        ink=css(INK),
        before_colour=css(GREY),
        after_colour=css(BLUE),
        charts=first is not None,
    )


def heading(person: str) -> str:
    """``Your progress``, where nobody is named."""
    return "Your progress" if person == ME else f"Progress of {person}"


def _span(p: Progress) -> str:
    if not p.days:
        return ""
    sessions = counted(sum(p.days.values()), "session")
    return f"{span_words(p.days, p.today)}: {sessions} on {counted(len(p.days), 'day')}"


def _figure(stretch: StretchProgress, p: Progress) -> go.Figure | None:
    if stretch.lines:
        return angle_chart(stretch, p.today)
    return held_chart(stretch, p.today) if stretch.done else None


def _part(
    number: int, stretch: StretchProgress, drawn: Markup | None, figure: go.Figure | None, p: Progress
) -> Part:
    measured = bool(stretch.lines)
    title = stretch_title(stretch)
    return Part(
        id=f"stretch-{number}",
        progress=stretch,
        title=title,
        what=_what(stretch),
        measured=measured,
        plot=drawn,
        height=figure.layout.height if figure else 0,
        aria=f"Chart over days of {title}. The sentences and the table below it give the same facts.",
        legend=_legend(stretch, p) if measured else _held_legend(stretch),
        columns=ANGLE_COLUMNS if measured else HELD_COLUMNS,
        rows=_readings(stretch, p) if measured else _held(stretch, p),
    )


def stretch_title(stretch: StretchProgress) -> str:
    """With its variant, where it has one."""
    return f"{stretch.name} ({stretch.variant})" if stretch.variant else stretch.name


def _what(stretch: StretchProgress) -> str:
    if stretch.measure is None:
        return UNMEASURED
    words = MEASURED.get(stretch.measure, stretch.measure.replace("_", " "))
    return f"Measured: {words}."


def _legend(stretch: StretchProgress, p: Progress) -> list[tuple[Mark, str]]:
    return [(mark(line.side, line.setup), legend_words(line, p.today)) for line in stretch.lines]


def _held_legend(stretch: StretchProgress) -> list[tuple[Mark, str]]:
    sides = dict.fromkeys(done.side for done in stretch.done)
    return [(mark(side, 1), side_name(side)) for side in sides]


def _readings(stretch: StretchProgress, p: Progress) -> list[tuple[str, ...]]:
    """The latest first, left before right."""
    found = [(reading, line) for line in stretch.lines for reading in line.readings]
    found.sort(key=lambda pair: pair[0].at, reverse=True)
    return [
        (
            day_words(reading.at.date(), p.today),
            side_name(line.side),
            reading_words(reading),
            str(reading.holds),
            line.setup_words,
        )
        for reading, line in found
    ]


def _held(stretch: StretchProgress, p: Progress) -> list[tuple[str, ...]]:
    return [
        (day_words(done.day, p.today), side_name(done.side), str(done.holds), seconds(done.held_s))
        for done in sorted(stretch.done, key=lambda done: done.day, reverse=True)
    ]


def _pair(title: str, difference: Difference) -> dict[str, str]:
    return {
        "title": title,
        "left": reading_words(difference.left),
        "right": reading_words(difference.right),
        "sentence": difference.sentence,
    }
