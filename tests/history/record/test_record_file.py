"""The record as a file: where it is, who may read it, and what happens when it is damaged."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from posecoach.errors import PosecoachError, UsageError
from posecoach.history.record.record import open_record
from tests.history.record.sessions import hold, later, session, stretch

PAGE = 4096
NOBODY = 65534
posix = pytest.mark.skipif(os.name != "posix", reason="permissions and limits are POSIX's")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A record of some hundred holds."""
    file = tmp_path / "record.db"
    with open_record(str(file)) as record:
        record.add([session(stretch(*map(hold, range(6))), began_at=later(n)) for n in range(100)])
    return file


def complaint(where: str | Path) -> str:
    with pytest.raises(PosecoachError) as caught, open_record(str(where)) as record:
        record.keep(session())
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_it_is_begun_in_the_users_own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with open_record() as record:
        record.keep(session())
        assert record.place.file is not None
        assert tmp_path in record.place.file.parents or sys.platform != "linux"


@posix
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with open_record(str(tmp_path / "kept" / "record.db")):
            pass
    finally:
        os.umask(before)
    modes = [
        stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "kept", tmp_path / "kept" / "record.db")
    ]
    assert modes == [0o700, 0o600]


def test_a_copy_of_the_one_file_is_a_copy_of_everything(file: Path, tmp_path: Path) -> None:
    with open_record(str(file)) as record:
        record.keep(session())
        shutil.copy(file, tmp_path / "copy.db")
        with open_record(str(tmp_path / "copy.db")) as copy:
            assert copy.sessions() == record.sessions()


@pytest.mark.parametrize("where", ["~/r.db", "sqlite:///{}/r.db", "{}/odd?name #1%20.db"])
def test_a_file_may_be_named_in_several_ways(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with open_record(where.format(tmp_path)) as record:
        record.keep(session())
    assert [path.suffix for path in tmp_path.iterdir()] == [".db"]


def test_an_empty_file_is_a_new_record(tmp_path: Path) -> None:
    (tmp_path / "record.db").touch()
    with open_record(str(tmp_path / "record.db")) as record:
        assert record.sessions() == []


def garbage(_: bytes) -> bytes:
    return b"garbage\n" * 1000


def half(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def without_a_page_in_the_middle(whole: bytes) -> bytes:
    middle = len(whole) // 2 // PAGE * PAGE
    return whole[:middle] + bytes(PAGE) + whole[middle + PAGE :]


def zeros(whole: bytes) -> bytes:
    return bytes(len(whole))


def short(_: bytes) -> bytes:
    return b"hello"


DAMAGES = [garbage, half, without_a_page_in_the_middle, zeros, short]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_told_and_left_as_it_is(file: Path, damage: Callable[[bytes], bytes]) -> None:
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)
    said = complaint(file)
    assert str(file) in said
    assert "damaged" in said
    assert "copy back in its place" in said
    assert file.read_bytes() == damaged
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_value_that_posecoach_never_wrote_is_told(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE hold SET side = 'lefd' WHERE position = 3 AND session_id LIKE '%'")
    connection.close()
    with (
        open_record(str(file)) as record,
        pytest.raises(PosecoachError, match=r"never wrote .*stretches.0.holds.3"),
    ):
        record.sessions()


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    assert str(tmp_path) in complaint(tmp_path)
    (tmp_path / "file").touch()
    assert "cannot be opened" in complaint(tmp_path / "file" / "record.db")


def test_a_record_that_is_moved_away_meanwhile_is_not_begun_anew(file: Path) -> None:
    with open_record(str(file)) as record:
        file.rename(file.with_suffix(".away"))
        with pytest.raises(PosecoachError, match="is gone"):
            record.keep(session())
    assert not file.exists()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_record_in_memory_would_be_lost(url: str) -> None:
    with pytest.raises(UsageError, match="lost"), open_record(url):
        pass


@pytest.fixture
def for_all(file: Path) -> Iterator[Path]:
    """The record in a folder that somebody else may look into, which is not so of pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        copy = Path(shutil.copy(file, folder))
        copy.chmod(0o644)
        yield copy


def as_somebody_else(where: Path, before: str = "") -> subprocess.CompletedProcess[str]:
    """Read the record and keep sessions, as somebody who may not do everything, as root may.

    before: a statement that limits the program further.
    """
    script = (
        f"import os, resource\n{before}\n"
        "from posecoach.history.record.record import open_record\n"
        "from tests.history.record.sessions import session\n"
        f"os.geteuid() or os.setuid({NOBODY})\n"
        f"with open_record({str(where)!r}) as record:\n"
        "    print(len(record.sessions()), flush=True)\n"
        "    for _ in range(100): record.keep(session())\n"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)


@posix
def test_what_may_only_be_read_is_read(for_all: Path) -> None:
    for_all.chmod(0o444)
    done = as_somebody_else(for_all)
    assert done.stdout.split() == ["100"]
    assert "it may only be read; check the permissions" in done.stderr.splitlines()[-1]


@posix
@pytest.mark.parametrize("locked", ["file", "folder"])
def test_what_may_not_be_read_is_told(for_all: Path, locked: str) -> None:
    (for_all if locked == "file" else for_all.parent).chmod(0o000)
    done = as_somebody_else(for_all)
    for_all.parent.chmod(0o755)
    assert done.stdout == ""
    assert "check the permissions" in done.stderr.splitlines()[-1]


@posix
def test_a_full_disk_is_told_and_costs_nothing(for_all: Path) -> None:
    for_all.chmod(0o666)
    for_all.parent.chmod(0o777)
    size = for_all.stat().st_size
    done = as_somebody_else(for_all, f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))")
    assert "disk" in done.stderr.splitlines()[-1]
    with open_record(str(for_all)) as record:
        assert len(record.sessions()) >= 100


def test_what_is_deleted_is_not_in_the_file_any_more(file: Path) -> None:
    with open_record(str(file)) as record:
        record.keep(session(person="Somebody Unmistakable"))
        assert b"Somebody Unmistakable" in file.read_bytes()
        record.forget_person("Somebody Unmistakable")
    assert b"Somebody Unmistakable" not in file.read_bytes()
