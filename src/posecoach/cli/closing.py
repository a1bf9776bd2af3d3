"""What the terminal says at the end of an analysis."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.console import Group
from rich.table import Table
from rich.text import Text

from posecoach.analysis import Analysis
from posecoach.coaching.events import Hold, Why
from posecoach.report.headline import headline
from posecoach.report.words import (
    advice,
    angle,
    clock,
    fault_name,
    remark,
    repetition_name,
    share,
    side_name,
    tells_angles,
    view_words,
)

NUMBERS = ("from", "to", "held", "angle")
WHY: dict[Why | None, str] = {
    "too_short": "too short",
    "fault": "stopped by a fault",
    "lost": "lost from sight",
    "paused": "paused by you",
    "ended": "ended by you",
    "pain": "stopped for pain",
    None: "",
}


def closing_table(analysis: Analysis) -> Group:
    """The headline, a row for each hold and attempt, how well the camera saw, and what to change."""
    parts: list[Text | Table] = [
        Text(f"\n{Path(analysis.source.file).name}, {analysis.stretch.name}"),
        Text(headline(analysis), style="bold"),
        Text(f"Camera: {view_words(analysis)}. Joints seen in {share(analysis.coverage)} of the frames."),
    ]
    if analysis.holds or analysis.attempts:
        parts.append(_table(analysis))
    parts += [Text(line) for line in (remark(analysis), *advice(analysis)) if line]
    return Group(*parts)


def _table(analysis: Analysis) -> Table:
    columns = _columns(analysis)
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in columns:
        table.add_column(heading, justify="right" if heading in NUMBERS else "left")
    for hold in sorted([*analysis.holds, *analysis.attempts], key=lambda hold: hold.start_s):
        table.add_row(*(cell(hold) for cell in columns.values()))
    return table


def _columns(analysis: Analysis) -> dict[str, Callable[[Hold], str]]:
    """Heading → what stands below it for a hold or an attempt."""
    name = repetition_name(analysis)
    columns: dict[str, Callable[[Hold], str]] = {
        "": lambda hold: name if hold.completed else "attempt",
        "side": lambda hold: side_name(hold.side),
        "from": lambda hold: clock(hold.start_s),
        "to": lambda hold: clock(hold.end_s),
        "held": lambda hold: f"{hold.held_s:.1f} s",
        "angle": lambda hold: angle(hold.value_deg, hold.error_deg),
        "not counted": lambda hold: WHY[hold.why],
        "faults": lambda hold: ", ".join(fault_name(fault) for fault in hold.faults),
    }
    if not analysis.dose.hold_s:
        del columns["held"]
    if not tells_angles(analysis):
        del columns["angle"]
    return columns
