"""The record: what everybody did, kept in a database.

with open_record() as record:
    record.keep(session)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, exists, insert, or_, select

from posecoach.errors import PosecoachError
from posecoach.history.entries import SafetyAnswers, ScreenEntry, SessionEntry
from posecoach.history.record import rows
from posecoach.history.record.opening import bring_up_to_date
from posecoach.history.record.place import Place, engine_of, place_of
from posecoach.history.record.tables import answers, hold, person, screen, session, stretch
from posecoach.history.record.trouble import told_in_one_line


@contextmanager
def open_record(where: str = "") -> Iterator[Record]:
    """The record at ``where``: "" for the file in the user's data folder, a file, or a database URL.

    One that is not there yet is begun; one of an older version is brought up to date. Raises PosecoachError
    where it is damaged, of a newer version, or out of reach.
    """
    place = place_of(where)
    engine = engine_of(place)
    bring_up_to_date(place, engine)
    yield Record(place, engine)


class Record:
    """Every method is one transaction: done whole, or not at all. All of them raise PosecoachError."""

    def __init__(self, place: Place, engine: Engine) -> None:
        self.place = place
        # What belongs together is read as of one moment.
        level = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        self._reader = engine.execution_options(**level)
        self._writer = engine.execution_options(writes=True)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told_in_one_line(self.place), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told_in_one_line(self.place), self._writer.begin() as connection:
            yield connection

    def require_writable(self) -> None:
        """Raise PosecoachError where nothing can be kept: to be asked before somebody does something."""
        with self._writing():
            pass

    def keep(self, entry: SessionEntry) -> None:
        """Keep a session, in place of the one of the same id, or of the same person's same recording.

        One that still goes on never takes the place of itself when it was finished, however late it comes.
        """
        with self._writing() as connection:
            _keep(connection, entry)

    def sessions(self, person: str | None = None, stretch: str | None = None) -> list[SessionEntry]:
        """Whole sessions, oldest first: of one person, and in which one stretch was done, where named."""
        with self._reading() as connection:
            return rows.sessions(connection, _chosen(person, stretch))

    def session(self, beginning_of_id: str) -> SessionEntry:
        """The one session whose id begins so; PosecoachError where there is none, or several."""
        beginning = beginning_of_id.strip().lower()
        if not re.fullmatch(r"[0-9a-f-]{1,36}", beginning):
            raise PosecoachError(
                f"{beginning_of_id!r} is no beginning of an id; `posecoach history list` has them"
            )
        with self._reading() as connection:
            found = rows.sessions(connection, session.c.id.like(f"{beginning}%"))
        if len(found) == 1:
            return found[0]
        if found:
            raise PosecoachError(f"The ids of {len(found)} sessions begin with {beginning}; give more of it")
        raise PosecoachError(
            f"No session's id begins with {beginning}; `posecoach history list` has them all"
        )

    def people(self) -> list[str]:
        """Everybody of whom something is kept, in the order of the alphabet."""
        with self._reading() as connection:
            return sorted(connection.scalars(select(person.c.name)))

    def forget(self, ids: Iterable[object]) -> None:
        """Delete the sessions of these ids, and people of whom nothing else is kept."""
        with self._writing() as connection:
            for session_id in ids:
                connection.execute(delete(session).where(session.c.id == str(session_id)))
            _forget_empty(connection)

    def forget_person(self, name: str) -> None:
        """Delete all that is kept of somebody."""
        with self._writing() as connection:
            connection.execute(delete(person).where(person.c.name == name))

    def keep_answers(self, entry: SafetyAnswers) -> None:
        """Keep answers beside the earlier ones, in place of those of the same moment."""
        with self._writing() as connection:
            _keep_answers(connection, entry)

    def answers(self, person: str) -> SafetyAnswers | None:
        """Somebody's answers that were kept last: a clock may have been wrong."""
        every = self.every_answers(person)
        return every[-1] if every else None

    def every_answers(self, person: str | None = None) -> list[SafetyAnswers]:
        """In the order in which they were kept."""
        with self._reading() as connection:
            return rows.every_answers(connection, person)

    def keep_screen(self, entry: ScreenEntry) -> None:
        """Keep a posture and flexibility test, in place of the one of the same id."""
        with self._writing() as connection:
            _keep_screen(connection, entry)

    def screens(self, person: str | None = None) -> list[ScreenEntry]:
        """Oldest first."""
        with self._reading() as connection:
            return rows.screens(connection, person)

    def add(
        self,
        sessions: Sequence[SessionEntry],
        answers: Sequence[SafetyAnswers] = (),
        screens: Sequence[ScreenEntry] = (),
    ) -> tuple[int, int]:
        """Keep what is not here already, all or nothing: how many were added, and how many were here.

        Somebody's answers that are here stay the last ones, unless the last of those to add are newer.
        """
        with self._writing() as connection:
            added = _add(connection, sessions, answers, screens)
        return added, len(sessions) + len(answers) + len(screens) - added


def _keep(connection: Connection, entry: SessionEntry) -> None:
    person_id = _person_id(connection, entry.person)
    same = _same_session(entry, person_id)
    finished = select(session.c.id).where(same, session.c.finished)
    if not entry.finished and connection.scalar(finished) is not None:
        return
    connection.execute(delete(session).where(same))
    _insert(connection, entry, person_id)


def _insert(connection: Connection, entry: SessionEntry, person_id: int) -> None:
    connection.execute(insert(session), rows.session_row(entry, person_id))
    if stretches := rows.stretch_rows(entry):
        connection.execute(insert(stretch), stretches)
    if holds := rows.hold_rows(entry):
        connection.execute(insert(hold), holds)


def _keep_answers(connection: Connection, entry: SafetyAnswers) -> None:
    row = rows.answers_row(entry, _person_id(connection, entry.person))
    connection.execute(delete(answers).where(_same_answers(row)))
    connection.execute(insert(answers), row)


def _keep_screen(connection: Connection, entry: ScreenEntry) -> None:
    connection.execute(delete(screen).where(screen.c.id == str(entry.id)))
    connection.execute(insert(screen), rows.screen_row(entry, _person_id(connection, entry.person)))


def _person_id(connection: Connection, name: str) -> int:
    found: int | None = connection.scalar(select(person.c.id).where(person.c.name == name))
    if found is not None:
        return found
    made: int = connection.execute(insert(person).values(name=name).returning(person.c.id)).scalar_one()
    return made


def _forget_empty(connection: Connection) -> None:
    """Nobody's name stays behind when everything else of them is gone."""
    kept = [exists().where(table.c.person_id == person.c.id) for table in (session, answers, screen)]
    connection.execute(delete(person).where(~or_(*kept)))


def _add(
    connection: Connection,
    every_session: Sequence[SessionEntry],
    every_answers: Sequence[SafetyAnswers],
    every_screen: Sequence[ScreenEntry],
) -> int:
    added = 0
    for entry in every_session:
        person_id = _person_id(connection, entry.person)
        if connection.scalar(select(session.c.id).where(_same_session(entry, person_id))) is None:
            _insert(connection, entry, person_id)
            added += 1
    added += sum(_add_answers(connection, told) for told in _by_person(every_answers))
    for taken in every_screen:
        if connection.scalar(select(screen.c.id).where(screen.c.id == str(taken.id))) is None:
            connection.execute(insert(screen), rows.screen_row(taken, _person_id(connection, taken.person)))
            added += 1
    return added


def _by_person(every_answers: Iterable[SafetyAnswers]) -> list[list[SafetyAnswers]]:
    by_person: dict[str, list[SafetyAnswers]] = {}
    for told in every_answers:
        by_person.setdefault(told.person, []).append(told)
    return list(by_person.values())


def _add_answers(connection: Connection, told: Sequence[SafetyAnswers]) -> int:
    """Of one person, in the order in which they were kept elsewhere. How many were added."""
    here = rows.every_answers(connection, told[0].person)
    added = 0
    for each in told:
        row = rows.answers_row(each, _person_id(connection, each.person))
        if connection.scalar(select(answers.c.id).where(_same_answers(row))) is None:
            connection.execute(insert(answers), row)
            added += 1
    if here and told[-1].answered_at <= here[-1].answered_at:
        _keep_answers(connection, here[-1])
    return added


def _same_session(entry: SessionEntry, person_id: int) -> ColumnElement[bool]:
    same = session.c.id == str(entry.id)
    if entry.digest is None:
        return same
    return or_(same, and_(session.c.person_id == person_id, session.c.digest == entry.digest))


def _same_answers(row: rows.Values) -> ColumnElement[bool]:
    return and_(answers.c.person_id == row["person_id"], answers.c.answered_at_utc == row["answered_at_utc"])


def _chosen(name: str | None, stretch_id: str | None) -> ColumnElement[bool] | None:
    """The condition on sessions: of one person, with one stretch in it, where they are named."""
    conditions: list[ColumnElement[bool]] = []
    if name is not None:
        conditions.append(person.c.name == name)
    if stretch_id is not None:
        with_it = select(stretch.c.session_id).where(stretch.c.stretch == stretch_id)
        conditions.append(session.c.id.in_(with_it))
    return and_(*conditions) if conditions else None
