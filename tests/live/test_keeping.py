"""What is kept of a session while it goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from posecoach.live.keeping import Keeping
from posecoach.video.frame import Frame
from posecoach.video.reader import read_frames
from tests.bodies import Body, Lens, photographed
from tests.films import moving_pictures


def frames(count: int, width: int = 64, height: int = 48, from_s: float = 0.0) -> list[Frame]:
    return [
        Frame(from_s + number / 25, picture)
        for number, picture in enumerate(moving_pictures(count, width, height))
    ]


def test_poses_come_back_as_they_were_part_by_part(tmp_path: Path) -> None:
    pose = photographed(Body(), Lens(), 0.0)
    poses = [replace(pose, time_s=0.5 + number / 30, image=pose.image + number) for number in range(7)]
    with Keeping(tmp_path, "a session") as keeping:
        keeping.picture(Frame(0.0, np.zeros((360, 640, 3), np.uint8)))
        for number, kept in enumerate(poses):
            keeping.pose(kept, part=1 if number < 3 else 3)
        whole, parts = keeping.track(), [keeping.track(part) for part in (1, 2, 3)]
    assert [len(part) for part in parts] == [3, 0, 4]
    np.testing.assert_array_equal(whole.image, [kept.image for kept in poses])
    np.testing.assert_array_equal(parts[2].time_s, [kept.time_s for kept in poses[3:]])
    assert whole.source.file == "a session"
    assert (whole.source.width, whole.source.height, whole.source.frames) == (640, 360, 7)
    assert (whole.source.start_s, whole.source.duration_s) == pytest.approx((0.5, 0.2))


def test_no_picture_is_kept_unless_it_is_asked_for(tmp_path: Path) -> None:
    with Keeping(tmp_path, "a session") as keeping:
        for frame in frames(30):
            keeping.picture(frame)
    assert keeping.video is None
    assert {path.suffix for path in tmp_path.iterdir()} <= {".rows", ".json"}


def test_a_recording_has_every_picture_at_its_time(tmp_path: Path) -> None:
    with Keeping(tmp_path, "a session", record=True) as keeping:
        for frame in frames(20):
            keeping.picture(frame)
    assert keeping.video is not None
    assert keeping.complaint is None
    times_s = [frame.time_s for frame in read_frames(keeping.video)]
    assert times_s == pytest.approx([number / 25 for number in range(20)], abs=1e-3)


def test_recording_nothing_leaves_nothing(tmp_path: Path) -> None:
    with Keeping(tmp_path, "a session", record=True) as keeping:
        pass
    assert keeping.video is None


def test_a_recording_that_fails_interrupts_nobody_and_says_so_in_the_end(tmp_path: Path) -> None:
    """More pictures than may wait, into a folder that has gone."""
    folder = tmp_path / "going"
    folder.mkdir()
    with Keeping(folder, "a session", record=True) as keeping:
        (folder / "poses.rows").unlink()
        folder.rmdir()
        for frame in frames(200):
            keeping.picture(frame)
    assert keeping.video is None
    assert keeping.complaint
    assert "session.mp4" in keeping.complaint
