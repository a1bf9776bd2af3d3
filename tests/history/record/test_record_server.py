"""A record on a PostgreSQL server that is out of reach, or does not let everybody in."""

from __future__ import annotations

import sys

import pytest

from posecoach.errors import PosecoachError, UsageError
from posecoach.history.record.record import open_record
from tests.history.record.databases import LOCKED, PASSWORD, Server
from tests.history.record.sessions import session


def complaint(where: str) -> str:
    with pytest.raises(PosecoachError) as caught, open_record(where) as record:
        record.keep(session())
    said = str(caught.value)
    assert "\n" not in said
    assert "secret" not in said
    return said


def test_a_wrong_password_is_told_without_it(postgresql: Server) -> None:
    said = complaint(f"postgresql://{LOCKED}:secret@/postgres?host={postgresql.folder}")
    assert "password authentication failed" in said


def test_a_wrong_password_in_the_query_is_told_without_it(postgresql: Server) -> None:
    said = complaint(f"postgresql:///postgres?host={postgresql.folder}&user={LOCKED}&password=secret")
    assert "password authentication failed" in said


def test_the_right_password_opens(postgresql: Server) -> None:
    url = postgresql.new_database()
    name = url.split("/")[3].split("?")[0]
    postgresql.execute(f"ALTER DATABASE {name} OWNER TO {LOCKED}")
    password = PASSWORD.replace(" ", "%20")
    with open_record(f"postgres://{LOCKED}:{password}@/{name}?host={postgresql.folder}") as record:
        record.keep(session())
        assert len(record.sessions()) == 1
        assert PASSWORD not in str(record.place)


def test_who_may_not_make_tables_is_told(postgresql: Server) -> None:
    url = postgresql.new_database()
    name = url.split("/")[3].split("?")[0]
    password = PASSWORD.replace(" ", "%20")
    assert "permission denied" in complaint(
        f"postgresql://{LOCKED}:{password}@/{name}?host={postgresql.folder}"
    )


def test_a_database_that_is_not_there_is_told(postgresql: Server) -> None:
    assert '"nowhere" does not exist' in complaint(postgresql.url("nowhere"))


def test_a_server_that_is_out_of_reach_is_told() -> None:
    pytest.importorskip("psycopg", reason="needs the driver: pip install 'posecoach[postgres]'")
    assert "localhost" in complaint("postgresql://me:secret@localhost:1/record")


def test_without_the_driver_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'posecoach[postgres]'" in complaint("postgresql://me:secret@localhost/record")


@pytest.mark.parametrize(
    "url", ["postgresql://me:secret@host:many/record", "oddbase://me:secret@host/record"]
)
def test_a_url_that_is_none_is_wrong_usage(url: str) -> None:
    with pytest.raises(UsageError) as caught, open_record(url):
        pass
    assert "secret" not in str(caught.value)
