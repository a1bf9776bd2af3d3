"""Where a record is: a file of its owner's alone, or a database on a server."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from posecoach.errors import PosecoachError, UsageError

PATIENCE_S = 30
"""How long a writer waits for another one."""
CONNECT_PATIENCE_S = 10
WRITERS = 0x706F7365
"""The advisory lock of a PostgreSQL record's writers: the letters "pose"."""

# A connection for each transaction: it survives a server's restart. What people did stays out of messages.
_ENGINE: dict[str, Any] = {
    "poolclass": NullPool,
    "hide_parameters": True,
    # Most holds have no fault, and there are many of them.
    "json_deserializer": lambda text: [] if text == "[]" else json.loads(text),
}


@dataclass(frozen=True, slots=True)
class Place:
    """file: of SQLite; None on a server, where url says which."""

    file: Path | None
    url: URL | None = None

    def __str__(self) -> str:
        """The place in a message: never with a password, which may stand in the query too."""
        if self.url is None:
            return str(self.file)
        return str(URL.create(self.url.get_backend_name(), host=self.url.host, database=self.url.database))


def place_of(where: str) -> Place:
    """``where``: "" for the file in the user's own data folder, a file, or a database URL.

    Raises UsageError where a URL is none that can be used.
    """
    if not where:
        return Place(user_data_path("posecoach", appauthor=False) / "record.db")
    if "://" not in where:
        return Place(Path(where).expanduser().absolute())
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        # The URL itself may hold a password.
        raise UsageError(
            "That database URL cannot be read; expected postgresql://NAME:PASSWORD@HOST/DATABASE"
        ) from error
    if url.get_backend_name() == "sqlite":
        if not url.database or url.database == ":memory:":
            raise UsageError("A record in memory would be lost; name a file: sqlite:///record.db")
        return Place(Path(url.database).expanduser().absolute())
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    return Place(None, url)


def engine_of(place: Place) -> Engine:
    """The engine of a place; no connection is opened yet."""
    if place.url is None:
        engine = create_engine("sqlite://", creator=lambda: _open_file(place), **_ENGINE)
    else:
        engine = _server_engine(place, place.url)
    event.listen(engine, "begin", _begin)
    return engine


def make_file(file: Path) -> None:
    """An empty file where there is none, for the owner alone. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _open_file(place: Place) -> sqlite3.Connection:
    assert place.file is not None
    # mode=rw: a file that somebody moved away meanwhile is missed, and not begun anew.
    connection = sqlite3.connect(
        f"{place.file.as_uri()}?mode=rw",
        uri=True,
        timeout=PATIENCE_S,
        isolation_level=None,
        check_same_thread=False,
    )
    # The journal stays SQLite's own first choice, a file that is deleted: with a write-ahead log a copy of
    # the one file would lack what was kept last, and a network folder cannot have one.
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    return connection


def _server_engine(place: Place, url: URL) -> Engine:
    patience = {"connect_timeout": CONNECT_PATIENCE_S} if url.get_backend_name() == "postgresql" else {}
    patience = {key: value for key, value in patience.items() if key not in url.query}
    try:
        return create_engine(url, connect_args=patience, **_ENGINE)
    except NoSuchModuleError as error:
        raise UsageError(
            f"{url.drivername} is no database that posecoach knows; use a file or postgresql://…"
        ) from error
    except ModuleNotFoundError as error:
        mend = "'posecoach[postgres]'" if url.get_backend_name() == "postgresql" else error.name
        raise PosecoachError(f"{place} needs the driver {error.name}: pip install {mend}") from error


def _begin(connection: Connection) -> None:
    """Writers take their turn from the beginning, so that none has to give up halfway."""
    writes = connection.get_execution_options().get("writes", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif connection.dialect.name == "postgresql" and writes:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE_S}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
