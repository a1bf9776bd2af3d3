"""Sessions as a table with a row for each hold, that a spreadsheet opens, and back.

A session without a hold keeps a row. Cells that a spreadsheet would take for a formula begin with an
apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from posecoach.errors import PosecoachError
from posecoach.history.entries import MOST, HoldEntry, SessionEntry, StretchEntry, plain

_SESSION = [name for name in SessionEntry.model_fields if name != "stretches"]
_STRETCH = [name for name in StretchEntry.model_fields if name != "holds"]
_HOLD = list(HoldEntry.model_fields)
_STRETCH_NUMBER, _HOLD_NUMBER = "stretch_number", "hold_number"
COLUMNS = [*_SESSION, _STRETCH_NUMBER, *_STRETCH, _HOLD_NUMBER, *_HOLD]
_BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel takes UTF-8 for something else."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_BETWEEN = "; "

Row = dict[str, str]
_Entry = TypeVar("_Entry", bound=BaseModel)


def sessions_to_csv(sessions: Iterable[SessionEntry]) -> str:
    stream = io.StringIO(newline="")
    stream.write(_BYTE_ORDER_MARK)
    writer = csv.DictWriter(stream, COLUMNS, restval="")
    writer.writeheader()
    for session in sessions:
        of_session = _cells(session, _SESSION)
        for of_hold in _rows(session):
            writer.writerow(of_session | of_hold)
    return stream.getvalue()


def _rows(session: SessionEntry) -> Iterator[Row]:
    if not session.stretches:
        yield {}
    for number, stretch in enumerate(session.stretches, 1):
        of_stretch = {_STRETCH_NUMBER: str(number)} | _cells(stretch, _STRETCH)
        if not stretch.holds:
            yield of_stretch
        for hold_number, hold in enumerate(stretch.holds, 1):
            yield of_stretch | {_HOLD_NUMBER: str(hold_number)} | _cells(hold, _HOLD)


def _cells(entry: BaseModel, names: Sequence[str]) -> Row:
    values = entry.model_dump(mode="json", include=set(names))
    return {name: _cell(name, values[name]) for name in names}


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "pains":
        return json.dumps(value) if value else ""
    if name == "faults":
        value = _BETWEEN.join(value)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return str(value)


def sessions_of_csv(file: Path, text: str) -> list[SessionEntry]:
    """file: for the message of the PosecoachError, that names the row as a spreadsheet counts it."""
    sessions: dict[str, SessionEntry] = {}
    stretches: dict[str, dict[int, StretchEntry]] = defaultdict(dict)
    holds: dict[tuple[str, int], dict[int, HoldEntry]] = defaultdict(dict)
    for row in _read_rows(file, text):
        session_id = row.cells["id"]
        session = row.entry(SessionEntry, _SESSION)
        if sessions.setdefault(session_id, session) != session:
            raise row.fault(f"the session is told otherwise than in an earlier row of the id {session_id}")
        if not row.cells[_STRETCH_NUMBER]:
            continue
        number = row.number(_STRETCH_NUMBER)
        stretch = row.entry(StretchEntry, _STRETCH)
        if stretches[session_id].setdefault(number, stretch) != stretch:
            raise row.fault(f"stretch {number} of the session is told otherwise than in an earlier row")
        if not row.cells[_HOLD_NUMBER]:
            continue
        hold_number = row.number(_HOLD_NUMBER)
        if hold_number in holds[session_id, number]:
            raise row.fault(f"hold {hold_number} of stretch {number} of the session is in an earlier row")
        holds[session_id, number][hold_number] = row.entry(HoldEntry, _HOLD)
    return [
        session.model_copy(update={"stretches": _whole(session_id, stretches[session_id], holds)})
        for session_id, session in sessions.items()
    ]


def _whole(
    session_id: str,
    stretches: dict[int, StretchEntry],
    holds: dict[tuple[str, int], dict[int, HoldEntry]],
) -> tuple[StretchEntry, ...]:
    """The stretches with their holds, in the order of their numbers, whatever the order of the rows."""
    return tuple(
        stretch.model_copy(
            update={"holds": tuple(hold for _, hold in sorted(holds[session_id, number].items()))}
        )
        for number, stretch in sorted(stretches.items(), key=itemgetter(0))
    )


@dataclass(frozen=True, slots=True)
class _ReadRow:
    """line: as a spreadsheet counts the rows, the headings being the first."""

    file: Path
    line: int
    cells: Row

    def entry(self, kind: type[_Entry], names: Sequence[str]) -> _Entry:
        """The entry of those columns; empty cells are left to the entry's own defaults."""
        try:
            values = {name: _value(name, self.cells[name]) for name in names if self.cells[name]}
            return kind.model_validate(values)
        except ValueError as error:
            said = first_fault(error) if isinstance(error, ValidationError) else f"pains: {error}"
            raise self.fault(said) from error

    def number(self, name: str) -> int:
        cell = self.cells[name]
        number = int(cell) if cell.isdecimal() and len(cell) <= len(str(MOST)) else 0
        if not 1 <= number <= MOST:
            raise self.fault(f"{name}: expected a number from 1 to {MOST}, and it is {cell[:20]!r}")
        return number

    def fault(self, said: str) -> PosecoachError:
        return fault_in(self.file, f"row {self.line}: {said}")


def _read_rows(file: Path, text: str) -> Iterator[_ReadRow]:
    reader = csv.reader(io.StringIO(text.removeprefix(_BYTE_ORDER_MARK), newline=""), strict=True)
    try:
        headings = next(reader, [])
        if set(headings) != set(COLUMNS) or len(headings) != len(COLUMNS):
            wrong = sorted(set(headings) ^ set(COLUMNS))
            about = f" ({plain(', '.join(wrong[:3]))})" if wrong else ""
            raise fault_in(file, f"row 1: expected the columns of `posecoach history export`{about}")
        for line, cells in enumerate(reader, 2):
            if len(cells) != len(COLUMNS):
                raise fault_in(file, f"row {line}: expected {len(COLUMNS)} cells, and there are {len(cells)}")
            yield _ReadRow(file, line, dict(zip(headings, cells, strict=True)))
    except csv.Error as error:
        raise fault_in(file, f"line {reader.line_num}: {error}") from error


def _value(name: str, cell: str) -> Any:
    if name == "pains":
        return from_json(cell)
    text = cell[1:] if cell.startswith("'") else cell
    return text.split(_BETWEEN) if name == "faults" else text


def fault_in(file: Path, said: str) -> PosecoachError:
    return PosecoachError(f"{file}: {said}; nothing was imported")


def first_fault(error: ValidationError) -> str:
    """``sessions.3.kind: Input should be 'live' or 'recording', and it is 'film'``."""
    first = error.errors()[0]
    where = plain(".".join(str(key) for key in first["loc"]))
    message = first["msg"].removeprefix("Value error, ")
    given = first["input"]
    tells = first["type"] != "missing" and isinstance(given, str | int | float) and len(str(given)) < 60
    said = f"{message}, and it is {given!r}" if tells else message
    return f"{where}: {said}" if where else said
