"""A record as a file, for a backup or another program: JSON with everything, CSV with a row for each hold."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from posecoach.errors import PosecoachError, UsageError
from posecoach.history.entries import SafetyAnswers, ScreenEntry, SessionEntry
from posecoach.history.record.exchange_csv import fault_in, first_fault, sessions_of_csv, sessions_to_csv
from posecoach.history.record.record import Record

SCHEMA = "posecoach.record/1"


class Kept(BaseModel):
    """What a JSON file holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_name: Literal["posecoach.record/1"] = Field(alias="schema")
    sessions: tuple[SessionEntry, ...] = ()
    answers: tuple[SafetyAnswers, ...] = ()
    screens: tuple[ScreenEntry, ...] = ()


def kept(record: Record, person: str | None = None) -> Kept:
    """Everything, or all of one person."""
    return Kept(
        schema_name=SCHEMA,
        sessions=tuple(record.sessions(person)),
        answers=tuple(record.every_answers(person)),
        screens=tuple(record.screens(person)),
    )


def kept_alone(session: SessionEntry) -> Kept:
    return Kept(schema_name=SCHEMA, sessions=(session,))


def write(file: Path, content: Kept) -> None:
    """Write a .json or a .csv, which appears whole or not at all, for its owner alone. CSV holds sessions
    only. Raises PosecoachError."""
    if file.suffix == ".json":
        text = content.model_dump_json(by_alias=True, indent=1) + "\n"
    elif file.suffix == ".csv":
        text = sessions_to_csv(content.sessions)
    else:
        raise _unknown(file)
    write_whole(file, text)


def write_whole(file: Path, text: str) -> None:
    """The file appears whole or not at all, for its owner alone. Raises PosecoachError."""
    temporary = None
    try:
        descriptor, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        with open(descriptor, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, file)
    except OSError as error:
        raise PosecoachError(f"{file} cannot be written: {error.strerror or error}") from error
    finally:
        if temporary is not None:
            with suppress(FileNotFoundError):
                os.unlink(temporary)


def read(file: Path) -> Kept:
    """What ``write`` wrote. Raises PosecoachError, with the place of the fault."""
    if file.suffix not in (".json", ".csv"):
        raise _unknown(file)
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            text = stream.read()
    except OSError as error:
        raise PosecoachError(f"{file} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise PosecoachError(
            f"{file} is no text in UTF-8; export it again, or save it as CSV UTF-8"
        ) from error
    if file.suffix == ".csv":
        return Kept(schema_name=SCHEMA, sessions=tuple(sessions_of_csv(file, text)))
    try:
        return Kept.model_validate_json(text)
    except ValidationError as error:
        raise fault_in(file, first_fault(error)) from error


def import_file(record: Record, file: Path) -> tuple[int, int]:
    """Add what a file holds; how many entries were added, and how many were here already."""
    content = read(file)
    return record.add(content.sessions, content.answers, content.screens)


def _unknown(file: Path) -> PosecoachError:
    return UsageError(f"{file}: the name has to end in .json or .csv")
