"""Whose record it is: the name as it was typed, and who else there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from posecoach.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from posecoach.history.record.record import Record

ME = "me"
MOST_NAMED = 10


@overload
def named(text: str) -> str: ...
@overload
def named(text: None) -> None: ...
def named(text: str | None) -> str | None:
    """The name that was typed, as it is kept; None where none was. Raises UsageError."""
    if text is None:
        return None
    from posecoach.history.entries import person_name

    try:
        return person_name(text)
    except ValueError as error:
        raise UsageError(f"The name of a person, {text[:40]!r}: {error}") from error


def announce(record: Record, person: str, console: Console) -> None:
    """Say who there is where nothing is kept of that person and something of others: a name may be
    misspelt."""
    from posecoach.cli.printing import say

    people = record.people()
    if person in people or not people:
        return
    others = ", ".join(people[:MOST_NAMED]) + (" …" if len(people) > MOST_NAMED else "")
    who = "You are" if person == ME else f"{person} is"
    hint = " --person NAME says who you are." if person == ME else ""
    say(console, f"{who} new in the record, where there are: {others}.{hint}")
