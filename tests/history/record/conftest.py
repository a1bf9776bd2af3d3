"""Both databases that the record is tried on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.history.record.databases import Server, server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A record that is not there yet: a file, or an empty database of a real server."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    running: Server = request.getfixturevalue("postgresql")
    return running.new_database()
