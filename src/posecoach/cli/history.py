"""``posecoach history``: what is kept, shown, deleted, exported and imported."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from posecoach.cli.asking import yes
from posecoach.cli.history_words import (
    MOST_NAMED,
    heading,
    holds_table,
    listed,
    pain_told,
    stretch_line,
)
from posecoach.cli.printing import say
from posecoach.errors import PosecoachError, UsageError
from posecoach.history.entries import SessionEntry
from posecoach.history.progress.words import counted
from posecoach.history.record.exchange import Kept, import_file, kept, kept_alone, write, write_whole
from posecoach.history.record.record import Record, open_record

WIDE_ENOUGH = 160
"""Columns, so that a list that goes into a file or another program keeps a session on its line."""
MOST_LISTED = 50
RESULTS_STAY = (
    "Poses, reports and screen.json stay in the results folders, by default "
    "posecoach-results; delete those yourself if they should go too."
)


def show_sessions(database: str, person: str | None, *, every: bool) -> None:
    """The latest ones, or all."""
    console = _console()
    with open_record(database) as record:
        sessions = record.sessions(person)
        several = person is None and len({session.person for session in sessions}) > 1
    if not sessions:
        say(console, _nothing_yet(record, person))
        return
    shown = sessions if every else sessions[-MOST_LISTED:]
    console.print(listed(shown, several=several))
    told = counted(len(sessions), "session") + _whose(person)
    if len(shown) < len(sessions):
        told = f"The latest {len(shown)} of {told}; --all shows them all"
    say(console, f"{told}; `posecoach history show ID` tells more of one.")


def show_session(database: str, beginning_of_id: str) -> None:
    console = _console()
    with open_record(database) as record:
        session = record.session(beginning_of_id)
    say(console, *heading(session))
    for stretch in session.stretches:
        console.print()
        console.print(Text(stretch.name, style="bold"))
        say(console, stretch_line(stretch))
        if stretch.holds:
            console.print(holds_table(stretch))
        say(console, *(pain_told(pain) for pain in stretch.pains))
    if not session.stretches:
        say(console, "No stretch was begun.")


def delete_entries(database: str, ids: Sequence[str], person: str | None, *, sure: bool) -> None:
    """Sessions, or a person with all that is kept of them; asks first unless ``sure``."""
    if bool(ids) == (person is not None):
        raise UsageError("Name the sessions to delete, or a person with --everything-of NAME")
    if not sure and not sys.stdin.isatty():
        raise UsageError("Nobody is there to be asked; --yes deletes without asking")
    console = _console()
    with open_record(database) as record:
        if person is not None:
            what = _everything_of(record, person)
        else:
            sessions = list({found.id: found for found in map(record.session, ids)}.values())
            what = _these(sessions, console)
        if not sure and not yes(console, f"Delete {what} for good?"):
            say(console, "Nothing was deleted.")
            return
        if person is not None:
            record.forget_person(person)
        else:
            record.forget([session.id for session in sessions])
    say(console, f"Deleted: {what}.", *([RESULTS_STAY] if person is not None else []))


def export_entries(database: str, file: Path, beginning_of_id: str | None, person: str | None) -> None:
    with open_record(database) as record:
        if beginning_of_id is None:
            content = kept(record, person)
        else:
            content = kept_alone(record.session(beginning_of_id))
            if person is not None and content.sessions[0].person != person:
                raise UsageError(
                    f"The session {beginning_of_id} is not of {person}; leave one of the two away"
                )
        if not (content.sessions or content.answers or content.screens):
            raise PosecoachError(f"No file was written. {_nothing_yet(record, person)}")
    if file.name.endswith(".fhir.json"):
        from posecoach.report.fhir import bundle

        write_whole(file, bundle(content.sessions))
        told = counted(len(content.sessions), "session")
    else:
        write(file, content)
        told = _told(content, file)
    say(_console(), f"{file}: {told}{_whose(person)}.")


def import_entries(database: str, file: Path) -> None:
    with open_record(database) as record:
        added, here = import_file(record, file)
    already = f", {here} already here and left as {'it is' if here == 1 else 'they are'}" if here else ""
    say(_console(), f"{file}: {added} added{already}.")


def _nothing_yet(record: Record, person: str | None) -> str:
    if person is not None and (others := record.people()):
        return f"Nothing is kept of {person}. There is something of: {', '.join(others)}."
    return (
        f"Nothing is kept yet in {record.place}. It fills by itself: every session of `posecoach coach`, "
        "and every recording of `posecoach analyse` whose day is known."
    )


def _whose(person: str | None) -> str:
    return f" of {person}" if person is not None else ""


def _everything_of(record: Record, person: str) -> str:
    content = kept(record, person)
    if not (content.sessions or content.answers or content.screens):
        raise PosecoachError(_nothing_yet(record, person))
    return f"everything of {person} ({_counted(content)})"


def _these(sessions: Sequence[SessionEntry], console: Console) -> str:
    console.print(listed(sessions[:MOST_NAMED], several=len({session.person for session in sessions}) > 1))
    if len(sessions) > MOST_NAMED:
        say(console, f"… and {len(sessions) - MOST_NAMED} more")
    return counted(len(sessions), "session")


def _told(content: Kept, file: Path) -> str:
    if file.suffix == ".csv":
        left = ", without answers and posture tests" if content.answers or content.screens else ""
        return counted(len(content.sessions), "session") + left
    return _counted(content)


def _counted(content: Kept) -> str:
    counts = (
        (len(content.sessions), "session"),
        (len(content.answers), "set of safety answers", "sets of safety answers"),
        (len(content.screens), "posture test"),
    )
    return ", ".join(counted(*count) for count in counts if count[0])


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else WIDE_ENOUGH)
