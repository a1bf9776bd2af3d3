"""What went wrong with a record's database, in one line."""

from __future__ import annotations

import re
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from posecoach.errors import PosecoachError
from posecoach.history.record.place import PATIENCE_S, Place

_BUSY = f"another program has been writing to it for {PATIENCE_S} seconds; try again"


@contextmanager
def told_in_one_line(place: Place) -> Iterator[None]:
    """What a database or a file system complains of, as a PosecoachError that names the place."""
    try:
        yield
    except DBAPIError as error:
        raise PosecoachError(_line(place, error.orig or error)) from error
    except ValidationError as error:
        [first, *_] = error.errors()
        key = ".".join(map(str, first["loc"]))
        raise PosecoachError(
            f"The record {place} holds what posecoach never wrote ({key}: {first['msg']}); it was left as it "
            "is. Put a copy back in its place, or mend that value"
        ) from error
    except sqlite3.Error as error:
        raise PosecoachError(_line(place, error)) from error
    except OSError as error:
        said = f"The record {place} cannot be opened: {error.strerror or error}"
        raise PosecoachError(f"{said}; check the permissions of its folder, or name another one") from error


def damaged(file: Path, detail: str) -> PosecoachError:
    return PosecoachError(
        f"The record {file} is damaged ({detail}); it was left as it is. Put a copy back in its place, or "
        "move it away to begin anew; this shows what can still be read: "
        f"sqlite3 {shlex.quote(str(file))} .recover"
    )


def _line(place: Place, error: BaseException) -> str:
    if isinstance(error, sqlite3.Error) and place.file is not None:
        return _line_of_file(place.file, error)
    said = re.sub(r"\s+", " ", str(error)).strip()
    password = place.url.password if place.url is not None else None
    if password:
        said = said.replace(str(password), "***")
    if getattr(error, "sqlstate", None) == "55P03":
        said = _BUSY
    return f"The record {place} cannot be used: {said}"


def _line_of_file(file: Path, error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return (
            f"{file} is not a record of posecoach, or it is damaged; it was left as it is. Name another "
            "file, or put a copy back in its place"
        )
    if code == sqlite3.SQLITE_CORRUPT:
        return str(damaged(file, str(error)))
    if code == sqlite3.SQLITE_CANTOPEN and not file.exists():
        return f"The record {file} is gone; was it moved meanwhile?"
    said = {
        sqlite3.SQLITE_BUSY: _BUSY,
        sqlite3.SQLITE_FULL: "the disk is full; make room, and try again",
        sqlite3.SQLITE_READONLY: "it may only be read; check the permissions of the file and its folder",
        sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the permissions of the file and its folder",
        sqlite3.SQLITE_IOERR: f"{error}; is the disk full, or the folder out of reach?",
        sqlite3.SQLITE_PERM: "access was denied; check the permissions of the file and its folder",
    }.get(code, str(error))
    return f"The record {file}: {said}"
