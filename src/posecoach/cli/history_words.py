"""Kept sessions in words and tables, for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from rich.table import Table
from rich.text import Text

from posecoach.cli.closing import NUMBERS, WHY
from posecoach.feedback.text import MISSING
from posecoach.history.entries import HoldEntry, PainEntry, SessionEntry, StretchEntry
from posecoach.history.safety import load_pain
from posecoach.report.words import angle, clock, fault_name, side_name

SHORT = 8
"""Characters of an id that tell it from others."""
MOST_NAMED = 10


def listed(sessions: Sequence[SessionEntry], *, several: bool) -> Table:
    """A row for each; with a column of names where there are several people."""
    columns: dict[str, Callable[[SessionEntry], str]] = {
        "id": lambda session: str(session.id)[:SHORT],
        "date": lambda session: day_and_time(session.began_at),
        "person": lambda session: session.person,
        "stretches": lambda session: (
            ", ".join(dict.fromkeys(each.name for each in session.stretches)) or MISSING
        ),
        "holds": lambda session: str(sum(map(holds_done, session.stretches))),
        "pain": lambda session: _pain(session),
        "": lambda session: "" if session.finished else "broke off",
    }
    if not several:
        del columns["person"]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(name, no_wrap=name in ("id", "date"), justify="right" if name == "holds" else "left")
    for session in sessions:
        table.add_row(*(Text(cell(session)) for cell in columns.values()))
    return table


def heading(session: SessionEntry) -> Iterator[str]:
    yield f"{day_and_time(session.began_at)}, {session.person}  ({session.id})"
    kind = "Live session" if session.kind == "live" else "Recording"
    yield ", ".join(filter(None, (kind, session.source, session.camera and f"camera {session.camera}")))
    if not session.finished:
        yield "It broke off; what was done until then is here."
    if session.pain_before is not None or session.pain_after is not None:
        yield f"Pain before and after, of 10: {_pain(session)}"
    if session.felt is not None:
        yield f"Afterwards, compared with before: {load_pain().felt[session.felt]}."


def stretch_line(stretch: StretchEntry) -> str:
    """``static: 3 of 3 a side, 30 s each, seen from the side``."""
    goal = f"{stretch.repetition_goal} a side asked for"
    parts = [f"{holds_done(stretch)} done, {goal}"]
    if stretch.hold_goal_s:
        parts.append(f"{stretch.hold_goal_s:g} s each")
    if stretch.led:
        parts.append(f"{stretch.led} of them led, which no camera sees")
    if stretch.variant:
        parts.append(stretch.variant)
    return f"{stretch.dose}: " + ", ".join(parts)


def holds_table(stretch: StretchEntry) -> Table:
    columns: dict[str, Callable[[HoldEntry], str]] = {
        "": lambda hold: "hold" if hold.completed else "attempt",
        "side": lambda hold: side_name(hold.side),
        "from": lambda hold: clock(hold.start_s),
        "to": lambda hold: clock(hold.end_s),
        "held": lambda hold: f"{hold.held_s:.1f} s",
        "angle": lambda hold: angle(hold.value_deg, hold.error_deg),
        "not counted": lambda hold: WHY[hold.why],
        "faults": lambda hold: ", ".join(map(fault_name, hold.faults)),
    }
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(name, justify="right" if name in NUMBERS else "left")
    for hold in stretch.holds:
        table.add_row(*(Text(cell(hold)) for cell in columns.values()))
    return table


def pain_told(pain: PainEntry) -> str:
    rating = "" if pain.rating is None else f", {pain.rating} of 10"
    return f"Pain told at {clock(pain.time_s)}{rating}"


def holds_done(stretch: StretchEntry) -> int:
    return sum(hold.completed for hold in stretch.holds) + stretch.led


def day_and_time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _pain(session: SessionEntry) -> str:
    if session.pain_before is None and session.pain_after is None:
        return ""
    before, after = (
        MISSING if told is None else str(told) for told in (session.pain_before, session.pain_after)
    )
    return f"{before} → {after}"
