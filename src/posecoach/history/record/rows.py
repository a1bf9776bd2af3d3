"""Entries as rows of the tables, and rows as entries."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, Select, Table, select

from posecoach.errors import PosecoachError
from posecoach.history.entries import (
    HoldEntry,
    SafetyAnswers,
    ScreenEntry,
    SessionEntry,
    StretchEntry,
    in_calendar,
)
from posecoach.history.record.tables import answers, hold, person, screen, session, stretch

Values = dict[str, Any]

_SESSIONS = TypeAdapter(list[SessionEntry])
_ANSWERS = TypeAdapter(list[SafetyAnswers])
_SCREENS = TypeAdapter(list[ScreenEntry])
_SESSION_FIELDS = tuple(SessionEntry.model_fields.keys() - {"person", "began_at", "stretches"})
_STRETCH_FIELDS = tuple(StretchEntry.model_fields.keys() - {"holds"})
_HOLD_FIELDS = tuple(HoldEntry.model_fields.keys())
_ANSWERS_FIELDS = tuple(SafetyAnswers.model_fields.keys() - {"person", "answered_at"})
_SCREEN_FIELDS = tuple(ScreenEntry.model_fields.keys() - {"person", "taken_at"})


def session_row(entry: SessionEntry, person_id: int) -> Values:
    row = {name: getattr(entry, name) for name in _SESSION_FIELDS}
    return row | {"id": str(entry.id), "person_id": person_id} | _from_moment("began_at", entry.began_at)


def stretch_rows(entry: SessionEntry) -> list[Values]:
    return [
        each.model_dump(mode="json", exclude={"holds"}) | {"session_id": str(entry.id), "position": position}
        for position, each in enumerate(entry.stretches)
    ]


def hold_rows(entry: SessionEntry) -> list[Values]:
    return [
        each.model_dump(mode="json")
        | {"session_id": str(entry.id), "stretch_position": stretch_position, "position": position}
        for stretch_position, done in enumerate(entry.stretches)
        for position, each in enumerate(done.holds)
    ]


def answers_row(entry: SafetyAnswers, person_id: int) -> Values:
    row: Values = entry.model_dump(mode="json", exclude={"person", "answered_at"})
    return row | {"person_id": person_id} | _from_moment("answered_at", entry.answered_at)


def screen_row(entry: ScreenEntry, person_id: int) -> Values:
    row: Values = entry.model_dump(mode="json", exclude={"person", "taken_at"})
    return row | {"person_id": person_id} | _from_moment("taken_at", entry.taken_at)


def sessions(connection: Connection, condition: ColumnElement[bool] | None = None) -> list[SessionEntry]:
    """Those that meet the condition on ``session`` and ``person``, whole, oldest first."""
    theirs = session.join(person)
    query = select(session, person.c.name).select_from(theirs)
    ids = None
    if condition is not None:
        query = query.where(condition)
        ids = select(session.c.id).select_from(theirs).where(condition)
    query = query.order_by(session.c.began_at_utc, session.c.id)
    with no_collector():
        stretches = _stretches(connection, ids)
        return _SESSIONS.validate_python(
            [
                _fields(row, _SESSION_FIELDS, "began_at") | {"stretches": stretches[row.id]}
                for row in connection.execute(query)
            ]
        )


@contextmanager
def no_collector() -> Iterator[None]:
    """Python's garbage collector looks through new objects again and again, where all of them are kept: for
    ten thousand sessions that takes longer than the reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _stretches(connection: Connection, ids: Select[str] | None) -> defaultdict[str, list[Values]]:
    """By session."""
    holds = _holds(connection, ids)
    query = select(stretch.c.session_id, stretch.c.position, *(stretch.c[name] for name in _STRETCH_FIELDS))
    if ids is not None:
        query = query.where(stretch.c.session_id.in_(ids))
    found: defaultdict[str, list[Values]] = defaultdict(list)
    for of, position, *values in connection.execute(query.order_by(stretch.c.session_id, stretch.c.position)):
        done = dict(zip(_STRETCH_FIELDS, values, strict=True), holds=holds[of, position])
        found[of].append(done)
    return found


def _holds(connection: Connection, ids: Select[str] | None) -> defaultdict[tuple[str, int], list[Values]]:
    """By session and the stretch's position in it."""
    query = select(hold.c.session_id, hold.c.stretch_position, *(hold.c[name] for name in _HOLD_FIELDS))
    if ids is not None:
        query = query.where(hold.c.session_id.in_(ids))
    query = query.order_by(hold.c.session_id, hold.c.stretch_position, hold.c.position)
    found: defaultdict[tuple[str, int], list[Values]] = defaultdict(list)
    for of, position, *values in connection.execute(query):
        found[of, position].append(dict(zip(_HOLD_FIELDS, values, strict=True)))
    return found


def every_answers(connection: Connection, name: str | None = None) -> list[SafetyAnswers]:
    """In the order in which they were kept; of one person where named."""
    query = _of_person(answers, name).order_by(answers.c.id)
    return _ANSWERS.validate_python(
        [_fields(row, _ANSWERS_FIELDS, "answered_at") for row in connection.execute(query)]
    )


def screens(connection: Connection, name: str | None = None) -> list[ScreenEntry]:
    """Oldest first; of one person where named."""
    query = _of_person(screen, name).order_by(screen.c.taken_at_utc, screen.c.id)
    return _SCREENS.validate_python(
        [_fields(row, _SCREEN_FIELDS, "taken_at") for row in connection.execute(query)]
    )


def _of_person(table: Table, name: str | None) -> Select[Any]:
    query = select(table, person.c.name).select_from(table.join(person))
    return query if name is None else query.where(person.c.name == name)


def _fields(row: Row[Any], names: tuple[str, ...], moment: str) -> Values:
    """The fields of those names, the person, and the moment of that name, with its offset."""
    values = row._mapping
    utc: datetime = values[f"{moment}_utc"].replace(tzinfo=UTC)
    at = utc.astimezone(timezone(timedelta(seconds=values[f"{moment}_offset_s"])))
    return {name: values[name] for name in names} | {"person": row.name, moment: at}


def _from_moment(name: str, at: datetime) -> Values:
    offset = at.utcoffset()
    assert offset is not None, "an AwareDatetime has one"
    try:
        utc = in_calendar(at).astimezone(UTC).replace(tzinfo=None)
    except ValueError as error:
        raise PosecoachError(f"{at.isoformat()} is no date of a session: {error}") from error
    return {f"{name}_utc": utc, f"{name}_offset_s": round(offset.total_seconds())}
