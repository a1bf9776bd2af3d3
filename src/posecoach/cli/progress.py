"""``posecoach progress``: what has changed over days, in the terminal, and as pages to keep."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.cli.line_chart import line_chart
from posecoach.cli.person import ME, announce
from posecoach.errors import PosecoachError, UsageError
from posecoach.history.entries import SessionEntry
from posecoach.history.progress.progress import progress, sessions_of
from posecoach.history.progress.values import Line, Progress, StretchProgress
from posecoach.history.progress.words import counted, degrees
from posecoach.history.record.exchange import write_whole
from posecoach.history.record.record import Record, open_record
from posecoach.history.record.rows import no_collector
from posecoach.stretches.load import stretch_ids

WIDEST = 100
NOTHING = (
    "Nothing is kept of {person} yet. `posecoach coach ID` keeps what you do, and `posecoach analyse FILE` "
    "what a recording shows. From the second session on there is something to compare."
)
LATER = "{sessions} of a later day than today: left out."
COMPARED = (
    "Change: from the middle reading of the first week to that of the latest one, on the same side and seen "
    "from the same place. Error: up to this a change is the camera's, or that of a body which is not the "
    "same every day. This is general information, not a diagnosis."
)


def show_progress(
    database: str, person: str, stretch: str | None, html: Path | None, sheet: Path | None
) -> None:
    """Print it; and write the pages that are asked for, whole or not at all."""
    _require_pages(html, sheet)
    console = Console(highlight=False, markup=False)
    console.width = min(console.width, WIDEST)
    with no_collector(), open_record(database) as record:
        every = record.sessions(person)
        _require_known(stretch, every)
        today = datetime.now().astimezone().date()
        told = progress(every, person, today, stretch)
        counted_in = sessions_of(every, person, today, stretch)
        if not told.days:
            announce(record, person, console)
            console.print(_nothing(every, person, stretch))
            if html or sheet:
                raise PosecoachError("Nothing is kept yet, so no page is written.")
            return
        pages = _pages(record, told, counted_in, html, sheet)
    _show(console, told, sum(session.began_at.date() > today for session in every))
    for file, page in pages.items():
        write_whole(file, page)
        console.print(f"{file}: written.", soft_wrap=True)


def _require_pages(html: Path | None, sheet: Path | None) -> None:
    for file in (html, sheet):
        if file and file.suffix.lower() not in (".html", ".htm"):
            raise UsageError(f"{file}: expected a name that ends in .html")
    if html and html == sheet:
        raise UsageError(f"{html}: the page and the sheet need a file each")


def _require_known(stretch: str | None, sessions: Sequence[SessionEntry]) -> None:
    known = {*stretch_ids(), *(entry.stretch for session in sessions for entry in session.stretches)}
    if stretch is None or stretch in known:
        return
    close = difflib.get_close_matches(stretch, sorted(known), n=1)
    hint = f"did you mean {close[0]}?" if close else "`posecoach stretches list` shows them all."
    raise UsageError(f"There is no stretch {stretch!r}: {hint}")


def _nothing(sessions: Sequence[SessionEntry], person: str, stretch: str | None) -> str:
    if sessions and stretch:
        return f"{stretch} has not been done yet; `posecoach progress` shows what has."
    return NOTHING.format(person="you" if person == ME else person)


def _pages(
    record: Record, told: Progress, sessions: Sequence[SessionEntry], html: Path | None, sheet: Path | None
) -> dict[Path, str]:
    """The pages by their files; what draws them is loaded only where one is asked for."""
    pages = {}
    if html:
        from posecoach.report.progress_page import progress_page

        pages[html] = progress_page(told)
    if sheet:
        from posecoach.report.sheet import sheet_page

        pages[sheet] = sheet_page(told, sessions, record.answers(told.person))
    return pages


def _show(console: Console, told: Progress, later: int) -> None:
    for sentence in told.sentences:
        console.print(sentence)
    if later:
        console.print(LATER.format(sessions=counted(later, "session")))
    for stretch in told.stretches:
        _show_stretch(console, stretch, told.today)
    if any(stretch.lines for stretch in told.stretches):
        console.print()
        console.print(COMPARED)


def _show_stretch(console: Console, stretch: StretchProgress, today: date) -> None:
    console.print()
    title = f"{stretch.name}, {stretch.variant}" if stretch.variant else stretch.name
    console.print(Text(title, style="bold"))
    if stretch.lines:
        console.print(_table(stretch))
        if any(len(line.readings) > 1 for line in stretch.lines):
            console.print(Text("\n".join(line_chart(stretch, today)), no_wrap=True))
    said = [*stretch.sentences, *([stretch.difference.sentence] if stretch.difference else [])]
    for sentence in said:
        console.print(Padding(sentence, (0, 0, 0, 2)))


def _table(stretch: StretchProgress) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("side", "first", "best", "latest", "change", "error", "sessions", "camera"):
        table.add_column(heading, no_wrap=heading != "camera")
    for line in stretch.lines:
        table.add_row(*_row(line, less_is_better=stretch.less_is_better))
    return table


def _row(line: Line, *, less_is_better: bool) -> tuple[str, ...]:
    first, latest, verdict = line.readings[0], line.readings[-1], line.verdict
    best = (min if less_is_better else max)(reading.value_deg for reading in line.readings)
    plus = "+" if (verdict.change_deg or 0) > 0 else ""
    change = "" if verdict.change_deg is None else f"{plus}{degrees(verdict.change_deg)}°"
    error = "" if verdict.detectable_deg is None else f"{degrees(verdict.detectable_deg)}°"
    return (
        line.side,
        f"{degrees(first.value_deg)}°",
        f"{degrees(best)}°",
        f"{degrees(latest.value_deg)}° ± {max(1, round(latest.error_deg))}°",
        change,
        error,
        str(len(line.readings)),
        line.setup_words.removeprefix("camera "),
    )
