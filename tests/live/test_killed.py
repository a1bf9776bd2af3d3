"""No finished hold is lost when a session is killed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from posecoach.history.record.record import open_record
from tests.live.killed import kill_one


@pytest.mark.parametrize("seed", range(2))
def test_what_was_held_is_in_the_record_and_in_the_poses(tmp_path: Path, own_record: Path, seed: int) -> None:
    out = tmp_path / "out"
    out.mkdir()
    told, kept, shown = kill_one(out, str(own_record), random.Random(seed))
    assert 1 <= told <= kept <= shown
    with open_record(str(own_record)) as record:
        [entry] = record.sessions("me")
        assert not entry.finished
        record.keep(entry)
