"""What an entry may hold."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError
from sqlalchemy import String

from posecoach.history.entries import MOST_LETTERS, person_name, plain
from posecoach.history.record.tables import metadata
from tests.history.record.sessions import answers, hold, screen, session, stretch

UNSEEN = ["\x00", "\x1b]0;owned\x07", "\x9b31m", "a\nb", "a\r", "\u202etxt.exe", "\u2028", "\u2029", "\ufeff"]


@pytest.mark.parametrize("text", UNSEEN, ids=ascii)
def test_no_text_moves_a_cursor_or_hides_what_stands_beside_it(text: str) -> None:
    for key in ("person", "source", "camera", "digest"):
        with pytest.raises(ValidationError, match="control characters"):
            session(**{key: text})
    for key in ("stretch", "name", "variant", "measure", "dose"):
        with pytest.raises(ValidationError, match="control characters"):
            stretch(**{key: text})
    with pytest.raises(ValidationError, match="control characters"):
        hold(faults=(text,))
    with pytest.raises(ValidationError, match="control characters"):
        answers(flags=(text,))
    for left_out in ({text: "why"}, {"thomas": text}):
        with pytest.raises(ValidationError, match="control characters"):
            screen(left_out=left_out)


@pytest.mark.parametrize("text", [*UNSEEN, os.fsdecode(b"clip\xff.mp4"), "x" * 5000, "", "a\tb"], ids=ascii)
def test_what_somebody_else_named_is_made_fit(text: str) -> None:
    kept = session(source=plain(text), camera=plain(text)).source
    assert len(kept) == min(len(text), MOST_LETTERS)
    assert "\x1b" not in kept


@pytest.mark.parametrize("text", ["“één”; 李 — 3.mp4", "مریم\u200cزاده 👩\u200d⚕️", "山田　太郎"])
def test_peoples_own_letters_stay(text: str) -> None:
    assert plain(text) == text
    assert session(person=text, source=text).person == text
    assert person_name(f"  {text} ") == text


def test_numbers_are_what_a_person_can_have_done() -> None:
    for key, value in (
        ("value_deg", 361),
        ("peak_deg", -361),
        ("error_deg", 1e20),
        ("yaw_deg", 400),
        ("held_s", 90_000),
        ("start_s", 1e11),
        ("faults", ("knee_bent",) * 10_001),
    ):
        with pytest.raises(ValidationError, match=key):
            hold(**{key: value})
    for key, value in (("repetition_goal", 10**30), ("led", 10_001), ("hold_goal_s", 1e9)):
        with pytest.raises(ValidationError, match=key):
            stretch(**{key: value})
    assert hold(start_s=datetime(2026, 11, 20, tzinfo=UTC).timestamp()), "some recordings count from 1970"


@pytest.mark.parametrize("year", [1, 1899, 3000, 9999])
def test_no_session_is_of_a_year_without_cameras(year: int) -> None:
    moment = datetime(year, 6, 1, tzinfo=UTC)
    for make, key in ((session, "began_at"), (answers, "answered_at"), (screen, "taken_at")):
        with pytest.raises(ValidationError, match=key):
            make(**{key: moment})


def test_the_columns_hold_what_an_entry_may_hold() -> None:
    """PostgreSQL refuses what is longer than its column."""
    full = "x" * 200
    session(person=full, digest=full)
    stretch(stretch=full)
    for make, key in ((session, "person"), (session, "digest"), (stretch, "stretch")):
        with pytest.raises(ValidationError):
            make(**{key: full + "x"})
    lengths = {
        (table.name, column.name): column.type.length
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, String) and (column.type.length or 0) > 36
    }
    assert lengths == {("person", "name"): 200, ("session", "digest"): 200, ("stretch", "stretch"): 200}
