"""What the record stands, and how long it takes: ``python -m benchmarks.record [KILLS]``.

Kills a program that keeps holds at random moments, lets two programs write at once, and times ten thousand
sessions of six holds: all on a file in a folder of its own.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posecoach.history.record.record import open_record
from tests.history.record.killing import kill_writer, lost_holds, writer
from tests.history.record.sessions import hold, later, session, stretch

POSECOACH = [sys.executable, "-c", "from posecoach.cli.main import run; run()"]
KILLS = 100
EACH = 500
MANY = 10_000
HOLDS = 6


def main(kills: int = KILLS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _kill(Path(folder) / "killed.db", kills)
        _write_at_once(Path(folder) / "two.db")
        _time(Path(folder) / "many.db")


def _kill(file: Path, kills: int) -> None:
    chance = random.Random(1)
    told = lost = unfinished = 0
    for _ in range(kills):
        holds = kill_writer(str(file), chance)
        unfinished += Path(f"{file}-journal").exists()
        told += sum(holds.values())
        lost += lost_holds(str(file), holds)
        assert _whole(file)
    print(f"{kills} kills, {unfinished} of them within a transaction: {told} holds told, {lost} lost")


def _write_at_once(file: Path) -> None:
    with _timed(f"two programs, {EACH} sessions each"):
        programs = [writer("many", str(file), str(EACH)) for _ in range(2)]
        codes = [program.wait() for program in programs]
    with open_record(str(file)) as record:
        print(f"exit codes {codes}, {len(record.sessions())} sessions there, whole: {_whole(file)}")


def _time(file: Path) -> None:
    sessions = [session(stretch(*map(hold, range(HOLDS))), began_at=later(n)) for n in range(MANY)]
    with open_record(str(file)) as record, _timed(f"add {MANY} sessions"):
        record.add(sessions)
    with _timed("open"), open_record(str(file)) as record:
        pass
    with _timed("read all of one person"):
        assert len(record.sessions("me")) == MANY
    with _timed("keep one more"):
        record.keep(session(began_at=later(MANY)))
    for command in (["progress", "--person", "me"], ["history", "list"]):
        with _timed(f"posecoach {' '.join(command)}, as a whole"):
            whole = [*POSECOACH, *command, "--database", str(file)]
            subprocess.run(whole, check=True, stdout=subprocess.DEVNULL)
    print(f"{file.stat().st_size / 1e6:.1f} MB")


def _whole(file: Path) -> bool:
    connection = sqlite3.connect(file)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()


@contextmanager
def _timed(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - start:.2f} s", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
