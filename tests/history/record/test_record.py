"""The record, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel
from sqlalchemy import Table

from posecoach.errors import PosecoachError
from posecoach.history.entries import HoldEntry, SafetyAnswers, ScreenEntry, SessionEntry, StretchEntry
from posecoach.history.record import tables
from posecoach.history.record.record import open_record
from tests.history.record.sessions import (
    NEW_YEAR,
    an_id,
    answers,
    full_answers,
    full_screen,
    full_session,
    hold,
    later,
    screen,
    session,
    stretch,
)


def told(entries: list[BaseModel]) -> list[str]:
    """With the offsets of their moments, of which equality knows nothing."""
    return [entry.model_dump_json() for entry in entries]


@pytest.mark.parametrize(
    "kept", [session(), session(stretch()), full_session()], ids=["bare", "begun", "full"]
)
def test_a_session_comes_back_as_it_was(where: str, kept: SessionEntry) -> None:
    with open_record(where) as record:
        record.keep(kept)
    with open_record(where) as record:
        assert told([*record.sessions()]) == told([kept])


def test_answers_and_screens_come_back_as_they_were(where: str) -> None:
    with open_record(where) as record:
        record.keep_answers(full_answers())
        record.keep_screen(full_screen())
        assert told([*record.every_answers()]) == told([full_answers()])
        [kept] = record.screens("me")
        assert told([kept]) == told([full_screen().model_copy(update={"id": kept.id})])


@pytest.mark.parametrize(
    ("entry", "table", "elsewhere"),
    [
        (SessionEntry, tables.session, {"person", "began_at", "stretches"}),
        (StretchEntry, tables.stretch, {"holds"}),
        (HoldEntry, tables.hold, set()),
        (SafetyAnswers, tables.answers, {"person", "answered_at"}),
        (ScreenEntry, tables.screen, {"person", "taken_at"}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_every_field_has_its_column(entry: type[BaseModel], table: Table, elsewhere: set[str]) -> None:
    assert entry.model_fields.keys() - elsewhere <= {column.name for column in table.columns}


def test_a_full_session_is_full() -> None:
    """Else the round trip would not try every column."""
    full = full_session()
    for entry in (full, full.stretches[0], full.stretches[0].holds[1]):
        fields = type(entry).model_fields.items()
        assert [name for name, field in fields if getattr(entry, name) == field.default] == []


def test_a_live_session_grows_under_its_id(where: str) -> None:
    begun = session(stretch(hold(0)), finished=False)
    grown = begun.model_copy(update={"stretches": (stretch(hold(0), hold(1)),), "finished": True})
    with open_record(where) as record:
        record.keep(begun)
        record.keep(grown)
        assert record.sessions() == [grown]


def test_what_comes_late_never_takes_the_place_of_a_finished_session(where: str) -> None:
    """The diary of a slow disk may still write when the session is over."""
    whole = session(stretch(hold(0), hold(1)))
    with open_record(where) as record:
        record.keep(whole)
        record.keep(whole.model_copy(update={"finished": False, "stretches": (stretch(hold(0)),)}))
        assert record.sessions() == [whole]


def test_a_recording_is_kept_once_for_each_person(where: str) -> None:
    first = session(stretch(hold(0)), digest="abc", kind="recording")
    again = session(stretch(hold(0), hold(1)), digest="abc", kind="recording")
    others = session(digest="abc", kind="recording", person="Ida")
    with open_record(where) as record:
        for kept in (first, others, again):
            record.keep(kept)
        assert record.sessions("me") == [again]
        assert record.sessions("Ida") == [others]


def test_sessions_are_of_a_person_and_with_a_stretch_oldest_first(where: str) -> None:
    raised, both, other, idas = (
        session(stretch(hold()), began_at=later(2)),
        session(stretch(stretch="cobra"), stretch(hold()), began_at=later(1)),
        session(stretch(stretch="cobra"), began_at=later(3)),
        # Earlier, though its own clock shows a later hour.
        session(stretch(hold()), began_at=NEW_YEAR - timedelta(minutes=1), person="Ida"),
    )
    with open_record(where) as record:
        for kept in (raised, both, other, idas):
            record.keep(kept)
        assert record.sessions() == [idas, both, raised, other]
        assert record.sessions("me", "straight_leg_raise") == [both, raised]
        assert record.sessions(stretch="straight_leg_raise") == [idas, both, raised]
        assert record.sessions("nobody") == []


def test_a_session_is_found_by_the_beginning_of_its_id(where: str) -> None:
    one, other = session(id=an_id("abcd0")), session(id=an_id("abcd1"))
    with open_record(where) as record:
        record.keep(one)
        record.keep(other)
        assert record.session("ABCD1") == other
        assert record.session(str(one.id)) == one
        for wrong, said in [
            ("abcd", "2 sessions begin"),
            ("ffff", "No session"),
            ("%", "no beginning"),
            ("", "no"),
        ]:
            with pytest.raises(PosecoachError, match=said):
                record.session(wrong)


def test_people_are_those_of_whom_something_is_kept(where: str) -> None:
    sessions = [session(person=name) for name in ("Ida", "Ada", "Ada")]
    with open_record(where) as record:
        for kept in sessions:
            record.keep(kept)
        record.keep_answers(answers(person="Bo"))
        record.keep_screen(screen(person="Cy"))
        assert record.people() == ["Ada", "Bo", "Cy", "Ida"]
        record.forget([sessions[0].id, sessions[1].id])
        assert record.people() == ["Ada", "Bo", "Cy"]
        assert record.sessions() == [sessions[2]]


def test_a_person_is_forgotten_with_everything(where: str) -> None:
    with open_record(where) as record:
        for name in ("Ida", "me"):
            record.keep(session(stretch(hold()), person=name))
            record.keep_answers(answers(person=name))
            record.keep_screen(screen(person=name))
        record.forget_person("Ida")
        assert (record.people(), len(record.sessions()), len(record.screens())) == (["me"], 1, 1)
        assert record.answers("Ida") is None
        # Nor may a row of hers turn up in a session of the same id.
        with record._reading() as connection:
            assert len(connection.execute(tables.hold.select()).all()) == 1


def test_the_latest_answers_count_and_the_earlier_stay(where: str) -> None:
    first, second = answers(diagnosis="unsure"), answers(answered_at=later(5), diagnosis="disc")
    mended = answers(answered_at=later(5), diagnosis="both")
    with open_record(where) as record:
        for kept in (second, first, mended):
            record.keep_answers(kept)
        assert record.answers("me") == mended
        assert record.every_answers("me") == [first, mended]


def test_answers_of_a_clock_that_was_wrong_do_not_last(where: str, tmp_path: Path) -> None:
    """What was kept last counts, here and in a record that it is imported into."""
    wrong, right = answers(answered_at=later(4000), diagnosis="disc"), answers(diagnosis="facet")
    with open_record(where) as record:
        record.keep_answers(wrong)
        record.keep_answers(right)
        assert record.answers("me") == right
        every = record.every_answers()
    with open_record(str(tmp_path / "another.db")) as record:
        assert record.add([], every) == (2, 0)
        assert record.answers("me") == right


def test_older_answers_from_elsewhere_are_not_the_latest(where: str) -> None:
    old, here, new = (answers(answered_at=later(days)) for days in (0, 5, 9))
    with open_record(where) as record:
        record.keep_answers(here)
        assert record.add([], [old]) == (1, 0)
        assert record.answers("me") == here
        assert record.add([], [old, new]) == (1, 1)
        assert record.answers("me") == new


def test_screens_are_oldest_first_and_replaced_by_id(where: str) -> None:
    first, second = screen(), screen(taken_at=later(5))
    mended = second.model_copy(update={"left_out": {"thomas": "no bench"}})
    with open_record(where) as record:
        for kept in (second, first, mended):
            record.keep_screen(kept)
        assert record.screens("me") == [first, mended]


def test_what_is_added_twice_is_here_once(where: str) -> None:
    here = session(stretch(hold()), digest="abc")
    same_recording = session(digest="abc")
    with open_record(where) as record:
        record.keep(here)
        more = [here, same_recording, session(began_at=later(1))], [answers(), answers()], [screen()]
        assert record.add(*more) == (3, 3)
        assert record.add(*more) == (0, 6)
        assert here in record.sessions()


def test_what_fails_halfway_changes_nothing(where: str) -> None:
    kept = session(stretch(hold()))
    broken = kept.model_copy(update={"stretches": (stretch(hold().model_copy(update={"side": None})),)})
    with open_record(where) as record:
        record.keep(kept)
        with pytest.raises(PosecoachError, match="side"):
            record.keep(broken)
        assert record.sessions() == [kept]
        with pytest.raises(PosecoachError):
            record.add([session(), broken.model_copy(update={"id": an_id("0")})])
        assert record.sessions() == [kept]


def test_a_moment_beyond_the_calendar_is_told(where: str) -> None:
    with open_record(where) as record, pytest.raises(PosecoachError, match="no date"):
        record.keep(session().model_copy(update={"began_at": NEW_YEAR.replace(year=1)}))
