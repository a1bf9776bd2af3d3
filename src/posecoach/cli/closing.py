"""What the terminal says at the end of an analysis."""

from __future__ import annotations

from pathlib import Path

from rich.console import Group
from rich.table import Table
from rich.text import Text

from posecoach.analysis import Analysis
from posecoach.coaching.events import Hold
from posecoach.report.words import (
    advice,
    angle,
    clock,
    fault_name,
    headline,
    share,
    side_name,
    view_words,
)

WHY = {"too_short": "too short", "fault": "stopped by a fault", "lost": "lost from sight", None: ""}


def closing_table(analysis: Analysis) -> Group:
    """The headline, a row for each hold and attempt, how well the camera saw, and what to change."""
    parts: list[Text | Table] = [
        Text(f"\n{Path(analysis.source.file).name}, {analysis.stretch.name}"),
        Text(headline(analysis), style="bold"),
        Text(f"Camera: {view_words(analysis)}. Joints seen in {share(analysis.coverage)} of the frames."),
    ]
    if analysis.holds or analysis.attempts:
        parts.append(_table(analysis))
    parts += [Text(line) for line in advice(analysis)]
    return Group(*parts)


def _table(analysis: Analysis) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("", "side", "from", "to", "held", "angle", "not counted", "faults"):
        table.add_column(heading, justify="right" if heading in ("from", "to", "held", "angle") else "left")
    for hold in sorted([*analysis.holds, *analysis.attempts], key=lambda hold: hold.start_s):
        table.add_row(*_cells(hold))
    return table


def _cells(hold: Hold) -> list[str]:
    return [
        "hold" if hold.completed else "attempt",
        side_name(hold.side),
        clock(hold.start_s),
        clock(hold.end_s),
        f"{hold.held_s:.1f} s",
        angle(hold.value_deg, hold.error_deg),
        WHY[hold.why],
        ", ".join(fault_name(fault) for fault in hold.faults),
    ]
