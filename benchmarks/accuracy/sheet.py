"""A table of figures, for a terminal and for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """rows: a cell a heading; None where there is no such figure. note: how to read it."""

    title: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_table(sheet: Sheet) -> Table:
    """Numbers to three significant places, in a Rich table."""
    table = Table(title=sheet.title, caption=sheet.note, title_justify="left", caption_justify="left")
    for column, heading in enumerate(sheet.headings):
        words = all(isinstance(row[column], str) for row in sheet.rows)
        table.add_column(heading, justify="left" if words else "right")
    for row in sheet.rows:
        table.add_row(*map(_text, row))
    return table


def as_markdown(sheet: Sheet) -> str:
    """The table with its note, for a document."""
    rows = [sheet.headings, ("---",) * len(sheet.headings), *(map(_text, row) for row in sheet.rows)]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([*lines, "", sheet.note])


def as_json(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """Title → rows, each a heading → figure."""
    return {
        sheet.title: [dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows] for sheet in sheets
    }


def _text(cell: Cell) -> str:
    if cell is None:
        return "—"
    if isinstance(cell, float):
        return f"{cell:.1f}" if abs(cell) >= 1 else f"{cell:.2f}"
    return str(cell)
