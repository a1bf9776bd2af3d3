"""An analysed recording, filed in the record under the day on which it was taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from posecoach.analysis import Analysis
from posecoach.errors import UsageError
from posecoach.history.entries import SessionEntry
from posecoach.history.filing import anything_done, stretch_entry
from posecoach.history.record import Record
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
        moment = moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError):
        raise UsageError(f"--date {text!r}: expected a day such as 2026-11-20, or 2026-11-20T18:30") from None
    if moment.date() > datetime.now(moment.tzinfo).date():
        raise UsageError(f"--date {text}: that day has not come yet")
    return moment


def keep_recording(
    record: Record, person: str, source: Source, analyses: Iterable[Analysis], at: datetime | None
) -> str:
    """File what was done in a recording, and say so. at: when, where the recording itself is not to be
    believed. One that was filed before is replaced, and stays on its day; a live session is there already."""
    done = tuple(filter(anything_done, map(stretch_entry, analyses)))
    if not done:
        return ""
    known = [entry for entry in record.sessions(person) if source.digest and entry.digest == source.digest]
    if source.digest == LIVE or any(entry.kind == "live" for entry in known):
        return "This is a live session, which is in the record already."
    own = datetime.fromisoformat(source.recorded_at) if source.recorded_at else None
    began_at = at or (known[0].began_at if known else own)
    if began_at is None:
        return "Not kept in the record: nobody knows when this was taken. Say it with --date."
    session = SessionEntry(
        person=person,
        began_at=began_at,
        kind="recording",
        source=source.file,
        digest=source.digest or None,
        camera=f"{source.width}×{source.height}",
        stretches=done,
        **({"id": known[0].id} if known else {}),
    )
    record.keep(session)
    whose = "your record" if person == "me" else f"the record of {person}"
    day = f"{began_at.day} {began_at:%B %Y}"
    return f"Kept in {whose} as of {day}: posecoach history show {str(session.id)[:8]}"
