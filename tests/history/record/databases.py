"""A PostgreSQL server for the tests, in a folder of its own and out of reach of the network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

DEBIANS = Path("/usr/lib/postgresql")
ADMINISTRATOR = "postgres"
"""Whom Debian makes for its server, which refuses to run as root."""
PATIENCE_S = 60
LOCKED, PASSWORD = "locked", "open sesame"
"""Somebody who needs a password."""


@dataclass(frozen=True, slots=True)
class Server:
    folder: Path
    numbers: Iterator[int]

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"record{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        return self.url(name)

    def url(self, database: str, user: str = ADMINISTRATOR) -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def server() -> Iterator[Server]:
    """Skips where there is no PostgreSQL, or nobody who may run it."""
    pytest.importorskip("psycopg", reason="needs the driver: pip install 'posecoach[postgres]'")
    programs = _programs()
    owner = _owner()
    # Short, because the name of a socket has to be.
    folder = Path(tempfile.mkdtemp(prefix="pc", dir="/tmp"))
    try:
        if owner is not None:
            shutil.chown(folder, owner)
        _make(programs / "initdb", folder / "data", owner)
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses="],
                user=owner,
                stdout=log,
                stderr=log,
                cwd="/",
            )
            try:
                yield _ready(Server(folder, count(1)), running)
            finally:
                # To PostgreSQL: do not wait for whoever is still connected.
                running.send_signal(signal.SIGINT)
                running.wait(PATIENCE_S)
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    here = [path.parent for path in sorted(DEBIANS.glob("*/bin/postgres"))]
    if found := shutil.which("postgres"):
        here.append(Path(found).resolve().parent)
    if not here:
        pytest.skip("needs PostgreSQL's programs: sudo apt-get install postgresql")
    return here[-1]


def _owner() -> str | None:
    """Who has to run the server in place of root; None where that is oneself."""
    if os.geteuid() != 0:
        return None
    import pwd

    if ADMINISTRATOR not in {known.pw_name for known in pwd.getpwall()}:
        pytest.skip(f"PostgreSQL does not run as root, and there is no user {ADMINISTRATOR}")
    return ADMINISTRATOR


def _make(initdb: Path, data: Path, owner: str | None) -> None:
    how = ["--auth=trust", "--encoding=UTF8", "--locale=C", "-U", ADMINISTRATOR]
    subprocess.run([initdb, "-D", data, *how], user=owner, check=True, capture_output=True, cwd="/")
    rules = data / "pg_hba.conf"
    rules.write_text(f"local all {LOCKED} scram-sha-256\n{rules.read_text()}")


def _ready(started: Server, running: subprocess.Popen[bytes]) -> Server:
    import psycopg

    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            started.execute(f"CREATE ROLE {LOCKED} LOGIN PASSWORD '{PASSWORD}'")
        except psycopg.OperationalError:
            if running.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return started
