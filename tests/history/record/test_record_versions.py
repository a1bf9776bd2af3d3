"""Records of other versions, of other programs, and several programs at once."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from posecoach.errors import PosecoachError
from posecoach.history.record.opening import MIGRATIONS
from posecoach.history.record.place import engine_of, place_of
from posecoach.history.record.record import open_record
from posecoach.history.record.tables import HEAD, VERSION_TABLE, metadata
from tests.history.record.killing import kill_writer, lost_holds, writer
from tests.history.record.sessions import session


def execute(where: str, statement: str) -> None:
    with engine_of(place_of(where)).begin() as connection:
        connection.execute(text(statement))


def test_the_migrations_make_the_tables_that_the_program_uses(where: str) -> None:
    with open_record(where) as record, record._reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_that_is_asked_for() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_a_record_of_a_newer_program_is_refused_and_left_alone(where: str) -> None:
    with open_record(where) as record:
        record.keep(session())
    execute(where, f"UPDATE {VERSION_TABLE} SET version_num = '0999'")
    with pytest.raises(PosecoachError, match=r"newer posecoach .*pip install --upgrade"), open_record(where):
        pass
    execute(where, f"UPDATE {VERSION_TABLE} SET version_num = '{HEAD}'")
    with open_record(where) as record:
        assert len(record.sessions()) == 1


def test_another_programs_database_is_refused_and_left_alone(where: str) -> None:
    if "://" not in where:
        Path(where).touch()
    execute(where, "CREATE TABLE customer (id INTEGER)")
    with pytest.raises(PosecoachError, match=r"another program's tables .customer."), open_record(where):
        pass
    with engine_of(place_of(where)).begin() as connection:
        assert connection.dialect.get_table_names(connection) == ["customer"]


def test_a_migration_that_fails_leaves_nothing_behind(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def upgrade_and_fail(config: Config, revision: str) -> None:
        upgrade(config, revision)
        raise OSError("the machine is out of order")

    upgrade = command.upgrade
    monkeypatch.setattr(command, "upgrade", upgrade_and_fail)
    with pytest.raises(PosecoachError, match="out of order"), open_record(where):
        pass
    with engine_of(place_of(where)).begin() as connection:
        assert connection.dialect.get_table_names(connection) == []


def test_a_record_that_is_up_to_date_opens_without_the_migrations(where: str) -> None:
    with open_record(where):
        pass
    look = (
        "import sys; from posecoach.history.record.record import open_record\n"
        "with open_record(sys.argv[1]): print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", look, where], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


def test_two_programs_may_begin_a_record_at_once(where: str) -> None:
    programs = [writer("many", where, "1") for _ in range(3)]
    assert [program.wait() for program in programs] == [0, 0, 0]
    with open_record(where) as record:
        assert len(record.sessions()) == 3


def test_two_programs_may_write_at_once(where: str) -> None:
    programs = [writer("many", where, "100") for _ in range(2)]
    assert [program.wait() for program in programs] == [0, 0]
    with open_record(where) as record:
        assert len(record.sessions()) == 200
        assert {len(entry.stretches[0].holds) for entry in record.sessions()} == {6}


def test_a_hold_that_was_kept_survives_kill_9(where: str) -> None:
    chance = random.Random(9)
    for _ in range(5):
        told = kill_writer(where, chance)
        assert sum(told.values()) > 0
        assert lost_holds(where, told) == 0


def test_a_record_that_is_killed_at_its_beginning_begins_again(tmp_path: Path) -> None:
    where = str(tmp_path / "record.db")
    for wait_s in (0.3, 0.4, 0.5, 0.6):
        with writer("live", where) as program:
            try:
                program.wait(wait_s)
            except subprocess.TimeoutExpired:
                program.kill()
    with open_record(where) as record:
        record.keep(session())
