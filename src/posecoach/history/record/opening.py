"""What is looked at before a record is used: that it is whole, and of which version."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from posecoach.errors import PosecoachError
from posecoach.history.record.place import Place, make_file
from posecoach.history.record.tables import HEAD, VERSION_TABLE
from posecoach.history.record.trouble import damaged, told_in_one_line

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(place: Place, engine: Engine) -> None:
    """Make the record that is not there yet, and migrate one of an older version.

    Raises PosecoachError, and changes nothing, where it is damaged, another program's, or of a newer version.
    """
    with told_in_one_line(place):
        if place.file is not None:
            make_file(place.file)
        with engine.begin() as connection:
            if place.file is not None:
                _look_for_damage(place.file, connection)
            if _version(place, connection) == HEAD:
                return
        with engine.execution_options(writes=True).connect() as connection:
            if place.file is not None:
                _loosen(connection)
            with connection.begin():
                # Another program that started at the same time may have done it by now.
                if _version(place, connection) != HEAD:
                    _migrate(connection)


def _look_for_damage(file: Path, connection: Connection) -> None:
    said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if said != "ok":
        raise damaged(file, " ".join(str(said).split()))


def _version(place: Place, connection: Connection) -> str | None:
    """None where nothing is there yet."""
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE not in tables:
        if tables:
            raise PosecoachError(
                f"{place} holds another program's tables ({tables[0]}); name a file or a database of its own"
            )
        return None
    version = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    if version is None:
        raise PosecoachError(f"The record {place} does not say its version; put a copy back in its place")
    if version > HEAD:
        raise PosecoachError(
            f"The record {place} was written by a newer posecoach (its version is {version}, this one knows "
            f"{HEAD}); install the newer one: pip install --upgrade posecoach"
        )
    return str(version)


def _loosen(connection: Connection) -> None:
    """A table that SQLite changes by copying would take with it what refers to it."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute("PRAGMA foreign_keys=OFF")


def _migrate(connection: Connection) -> None:
    # Only here, so that a record of this version opens without it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
