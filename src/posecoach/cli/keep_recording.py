"""An analysed recording, filed in the record under the day on which it was taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from posecoach.analysis import Analysis
from posecoach.errors import UsageError
from posecoach.history.entries import SessionEntry, in_calendar, plain
from posecoach.history.filing import done_in
from posecoach.history.record.record import Record
from posecoach.pose.track import LIVE, Source

NOON = time(12)
"""Of a recording whose day is told without a time."""


def taken_at(text: str) -> datetime | None:
    """What ``--date`` says, in this machine's zone unless it names one; None for "". Raises UsageError."""
    if not text:
        return None
    try:
        day_alone = len(text) <= len("2026-11-20")
        moment = (
            datetime.combine(date.fromisoformat(text), NOON) if day_alone else datetime.fromisoformat(text)
        )
        moment = in_calendar(moment if moment.tzinfo else moment.astimezone())
    except (ValueError, OverflowError):
        raise UsageError(f"--date {text!r}: expected a day such as 2026-11-20, or 2026-11-20T18:30") from None
    if moment.date() > datetime.now(moment.tzinfo).date():
        raise UsageError(f"--date {text}: that day has not come yet")
    return moment


def keep_recording(
    record: Record, person: str, source: Source, analyses: Iterable[Analysis], at: datetime | None
) -> str:
    """File what was done in a recording, and say so; "" where nothing was. at: when, where the recording
    itself is not to be believed.

    A recording that was filed before stays on its day; what is found of the same stretch takes the place of
    what was found before. Of a live session only what the record lacks is filed, under its own id.
    """
    done = done_in(analyses)
    if not done:
        return ""
    known = _known(record, person, source)
    if known and known.kind == "live" and known.finished:
        return "This is a live session, which is in the record already."
    session = known or _new(person, source, at)
    if session is None:
        return "Not kept in the record: nobody knows when this was taken. Say it with --date."
    again = {part.stretch for part in done}
    others = tuple(part for part in session.stretches if part.stretch not in again)
    session = session.model_copy(update={"stretches": others + done, "began_at": at or session.began_at})
    record.keep(session)
    whose = "your record" if session.person == "me" else f"the record of {session.person}"
    day = f"{session.began_at.day} {session.began_at:%B %Y}"
    guessed = "" if at or known else ", the recording's own date (--date tells another)"
    return f"Kept in {whose} as of {day}{guessed}: posecoach history show {str(session.id)[:8]}"


def _known(record: Record, person: str, source: Source) -> SessionEntry | None:
    """What is kept of it already."""
    live = _live_id(source)
    if live:
        return next((entry for entry in record.sessions() if entry.id == live), None)
    ours = record.sessions(person) if source.digest else []
    return next((entry for entry in ours if entry.digest == source.digest), None)


def _new(person: str, source: Source, at: datetime | None) -> SessionEntry | None:
    """Still without stretches; None where nobody knows when it was."""
    began_at = at or (datetime.fromisoformat(source.recorded_at) if source.recorded_at else None)
    if began_at is None:
        return None
    live = _live_id(source)
    if live:
        return SessionEntry(id=live, person=person, began_at=began_at, kind="live", source=plain(source.file))
    return SessionEntry(
        person=person,
        began_at=began_at,
        kind="recording",
        source=plain(source.file),
        digest=source.digest or None,
        camera=f"{source.width}×{source.height}",
    )


def _live_id(source: Source) -> UUID | None:
    return UUID(source.digest.removeprefix(LIVE)) if source.digest.startswith(LIVE) else None
