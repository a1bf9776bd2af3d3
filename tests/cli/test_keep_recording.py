"""An analysed recording in the record: whose, as of which day, and once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from posecoach.cli.keep_recording import keep_recording, taken_at
from posecoach.errors import UsageError
from posecoach.history.entries import SessionEntry
from posecoach.history.record.record import Record, open_record
from posecoach.pose.track import LIVE, Source
from tests.report.examples import analysis, empty, held_by_time

SOURCE = Source("slr.mp4", 0.0, 40.0, 400, 1280, 720, 0, "2026-03-05T18:03:00+01:00", "abc")


@pytest.fixture
def record(own_record: Path) -> Iterator[Record]:
    with open_record(str(own_record)) as opened:
        yield opened


def keep(record: Record, source: Source = SOURCE, person: str = "me", date: str = "") -> str:
    return keep_recording(record, person, source, [analysis()], taken_at(date))


def test_it_counts_for_the_day_on_which_it_was_taken(record: Record) -> None:
    said = keep(record)
    [session] = record.sessions("me")
    assert session.began_at == datetime.fromisoformat("2026-03-05T18:03:00+01:00")
    assert session.began_at.utcoffset() == timedelta(hours=1)
    assert "5 March 2026" in said
    assert str(session.id)[:8] in said
    assert (session.kind, session.source, session.camera) == ("recording", "slr.mp4", "1280×720")
    assert len(session.stretches[0].holds) == 2


def test_a_date_that_is_told_goes_before_the_files_own(record: Record) -> None:
    keep(record, date="2026-02-01")
    assert [session.began_at.date().isoformat() for session in record.sessions("me")] == ["2026-02-01"]


def test_the_same_recording_is_kept_once_per_person(record: Record) -> None:
    keep(record)
    keep(record, replace(SOURCE, file="copy.mp4"), date="2026-03-06")
    keep(record, person="anna")
    [mine] = record.sessions("me")
    assert (mine.source, mine.began_at.day) == ("slr.mp4", 6)
    assert len(record.sessions("anna")) == 1


def test_once_told_a_day_is_remembered(record: Record) -> None:
    keep(record, date="2026-02-01")
    keep(record)
    assert [session.began_at.month for session in record.sessions("me")] == [2]


def test_another_take_of_the_same_name_is_another_session(record: Record) -> None:
    keep(record)
    keep(record, replace(SOURCE, digest="def"))
    assert len(record.sessions("me")) == 2


def live(**known: object) -> SessionEntry:
    told = {"person": "me", "began_at": datetime.now().astimezone(), "kind": "live"}
    return SessionEntry.model_validate(told | known)


def test_a_live_session_is_not_kept_twice(record: Record) -> None:
    """Neither by its poses nor by its own recording."""
    session = live(digest="abc")
    record.keep(session)
    assert "already" in keep(record, replace(SOURCE, digest=f"{LIVE}{session.id}"))
    assert "already" in keep(record)
    assert record.sessions("me") == [session]


def test_a_live_session_that_the_record_lacks_is_added_under_its_own_id(record: Record) -> None:
    session = live()
    keep(record, replace(SOURCE, digest=f"{LIVE}{session.id}"))
    [kept] = record.sessions("me")
    assert (kept.id, kept.kind) == (session.id, "live")
    assert kept.began_at == datetime.fromisoformat(SOURCE.recorded_at)


def test_one_that_broke_off_gets_what_its_poses_show(record: Record) -> None:
    session = live(finished=False, pain_before=3)
    record.keep(session)
    keep(record, replace(SOURCE, digest=f"{LIVE}{session.id}"), person="somebody else")
    [kept] = record.sessions()
    assert (kept.id, kept.person, kept.pain_before, kept.finished) == (session.id, "me", 3, False)
    assert len(kept.stretches[0].holds) == 2


def test_two_stretches_of_one_recording_are_kept_together(record: Record) -> None:
    keep(record)
    keep_recording(record, "me", SOURCE, [held_by_time()], None)
    keep(record)
    [kept] = record.sessions("me")
    assert {part.stretch for part in kept.stretches} == {"active_straight_leg_raise", "supine_piriformis"}
    assert len(kept.stretches) == 2


def test_where_nothing_was_held_nothing_is_kept(record: Record) -> None:
    assert keep_recording(record, "me", SOURCE, [empty(analysis())], None) == ""
    assert record.sessions() == []


def test_no_day_is_made_up(record: Record) -> None:
    assert "--date" in keep(record, replace(SOURCE, recorded_at=""))
    assert record.sessions() == []


def test_a_day_or_a_moment_can_be_told() -> None:
    day, moment, zoned = map(taken_at, ("2026-03-05", "2026-03-05T18:30", "2026-03-05T18:30+09:00"))
    assert day is not None
    assert moment is not None
    assert zoned is not None
    assert (day.year, day.month, day.day) == (2026, 3, 5)
    assert (moment.hour, moment.minute) == (18, 30)
    assert day.tzinfo is not None
    assert zoned.utcoffset() == timedelta(hours=9)
    assert taken_at("") is None


@pytest.mark.parametrize(
    "wrong", ["yesterday", "2026-13-01", "5.3.2026", "2026-02-30", "20260", "2999-01-01"]
)
def test_what_is_no_day_or_has_not_come_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError, match=r"--date"):
        taken_at(wrong)


@pytest.mark.parametrize("name", ["a\nb\x1b]0;c\x07.mp4", os.fsdecode(b"slr\xff.mp4"), "x" * 2000])
def test_a_file_may_have_any_name(record: Record, name: str) -> None:
    keep(record, replace(SOURCE, file=name))
    [session] = record.sessions("me")
    assert "\x1b" not in session.source


def test_a_year_without_cameras_is_told() -> None:
    for date in ("0001-01-01", "1066-10-14"):
        with pytest.raises(UsageError, match="--date"):
            taken_at(date)
