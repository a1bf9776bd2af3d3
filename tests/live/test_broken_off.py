"""What a session leaves that was killed, and how it is found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from posecoach.history.entries import SessionEntry
from posecoach.live.broken_off import HIDDEN, ROWS, found_again, in_use
from posecoach.live.finish import scratch_folder
from posecoach.live.keeping import Keeping
from posecoach.pose.track import LIVE, load
from posecoach.video.frame import Frame
from tests.bodies import Body, Lens, photographed

SESSION = SessionEntry(person="me", began_at=datetime(2026, 3, 5, 18, tzinfo=UTC), kind="live")


def broken_off(out: Path, poses: int = 7, name: str = "session") -> Path:
    """The folder of a session that was killed after so many poses."""
    scratch = out / f"{HIDDEN}{name}"
    scratch.mkdir(parents=True)
    pose = photographed(Body(), Lens(), 0.0)
    with Keeping(scratch, name, of=SESSION) as keeping:
        keeping.picture(Frame(0.0, np.zeros((360, 640, 3), np.uint8)))
        for number in range(poses):
            keeping.pose(replace(pose, time_s=number / 30), part=1)
    return scratch


def test_its_poses_can_be_analysed(tmp_path: Path) -> None:
    broken_off(tmp_path)
    [kept] = found_again(tmp_path)
    assert kept == tmp_path / "session.unfinished"
    track = load(kept / "poses.npz")
    assert len(track) == track.source.frames == 7
    assert (track.source.width, track.source.height, track.source.digest) == (640, 360, f"{LIVE}{SESSION.id}")
    assert [path.name for path in kept.iterdir()] == ["poses.npz"]


def test_it_is_found_once(tmp_path: Path) -> None:
    broken_off(tmp_path)
    assert len(found_again(tmp_path)) == 1
    assert found_again(tmp_path) == []
    assert (tmp_path / "session.unfinished").is_dir()


def test_a_pose_that_was_not_written_to_its_end_is_left_out(tmp_path: Path) -> None:
    rows = broken_off(tmp_path) / ROWS
    rows.write_bytes(rows.read_bytes()[:-100])
    [kept] = found_again(tmp_path)
    assert len(load(kept / "poses.npz")) == 6


def test_where_nothing_was_seen_nothing_stays(tmp_path: Path) -> None:
    broken_off(tmp_path, poses=0)
    assert found_again(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_session_that_goes_on_is_left_alone(tmp_path: Path) -> None:
    with in_use(broken_off(tmp_path)):
        assert found_again(tmp_path) == []
    assert len(found_again(tmp_path)) == 1


def test_a_live_sessions_folder_is_in_use(tmp_path: Path) -> None:
    with scratch_folder(tmp_path / "session") as scratch:
        (scratch / ROWS).write_bytes(b"something")
        assert found_again(tmp_path) == []
        assert scratch.is_dir()
