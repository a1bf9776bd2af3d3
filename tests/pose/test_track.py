from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from posecoach.errors import PosecoachError
from posecoach.pose.pose import Status, absent
from posecoach.pose.track import COLUMNS, PoseTrack, Source, collect, load, save
from tests.pose.skeletons import HEIGHT, WIDTH, raising

SOURCE = Source("leg räise.mp4", 0.5, 4.0, 121, WIDTH, HEIGHT)


@pytest.fixture
def recorded() -> PoseTrack:
    return collect([*raising(), absent(4.0, WIDTH, HEIGHT, scene=1)], SOURCE)


def test_poses_come_back_from_the_arrays_as_they_went_in(recorded: PoseTrack) -> None:
    for pose, expected in zip(recorded, raising(), strict=False):
        assert (pose.time_s, pose.status, pose.scene) == (expected.time_s, Status.MEASURED, 0)
        np.testing.assert_array_equal(pose.world, expected.world)
    assert (recorded[-1].status, recorded[-1].scene) == (Status.ABSENT, 1)
    assert len(recorded) == 121


def test_a_saved_track_is_the_identical_track(recorded: PoseTrack, tmp_path: Path) -> None:
    save(recorded, tmp_path / "poses.npz")
    again = load(tmp_path / "poses.npz")
    assert again.source == SOURCE
    for name in COLUMNS:
        array, expected = getattr(again, name), getattr(recorded, name)
        assert array.dtype == expected.dtype
        np.testing.assert_array_equal(array, expected)
    assert [p.name for p in tmp_path.iterdir()] == ["poses.npz"]


def test_an_empty_recording_can_be_kept(tmp_path: Path) -> None:
    save(collect([], SOURCE), tmp_path / "poses.npz")
    assert len(load(tmp_path / "poses.npz")) == 0


def test_poses_are_replayed_without_the_network(recorded: PoseTrack, tmp_path: Path) -> None:
    save(recorded, tmp_path / "poses.npz")
    script = (
        "import sys; from pathlib import Path; from posecoach.pose.track import load;"
        "poses = list(load(Path(sys.argv[1]))); print(len(poses), 'mediapipe' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "poses.npz"], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["121", "False"]


WRONG_COLUMNS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "a wrong shape": ("image", lambda image: image[:-1]),
    "an unknown status": ("status", lambda status: status + np.uint8(2)),
    "times that stand still": ("time_s", lambda time_s: np.maximum(time_s, time_s[1])),
    "times that run back": ("time_s", lambda time_s: time_s[::-1]),
    "a time that is none": ("time_s", lambda time_s: np.where(time_s == time_s[5], np.nan, time_s)),
    "a time without end": ("time_s", lambda time_s: np.where(time_s == time_s[-1], np.inf, time_s)),
    "scenes that run back": ("scene", lambda scene: scene[::-1]),
}


def damaged(whole: bytes, kind: str, folder: Path) -> bytes:
    if kind == "another npz":
        np.savez(folder / "other.npz", x=np.zeros(3))
        return (folder / "other.npz").read_bytes()
    if kind == "a newer format":
        with np.load(folder / "poses.npz") as file:
            np.savez(folder / "newer.npz", **{**file, "format": np.array("posecoach.poses/9")})
        return (folder / "newer.npz").read_bytes()
    if kind == "a pickle":
        return pickle.dumps({"poses": 1})
    if kind in WRONG_COLUMNS:
        name, wrong = WRONG_COLUMNS[kind]
        with np.load(folder / "poses.npz") as file:
            np.savez(folder / "wrong.npz", **{**file, name: wrong(file[name])})
        return (folder / "wrong.npz").read_bytes()
    middle = len(whole) // 2
    return {
        "nothing": b"",
        "text": b"time,left\n1,2\n",
        "half of it": whole[:middle],
        "a damaged middle": whole[:middle] + bytes(200) + whole[middle + 200 :],
    }[kind]


@pytest.mark.parametrize(
    "kind",
    [
        "nothing",
        "text",
        "half of it",
        "a damaged middle",
        "another npz",
        "a newer format",
        "a pickle",
        *WRONG_COLUMNS,
    ],
)
def test_anything_else_is_one_clear_line(recorded: PoseTrack, tmp_path: Path, kind: str) -> None:
    save(recorded, tmp_path / "poses.npz")
    bad = tmp_path / "bad.npz"
    bad.write_bytes(damaged((tmp_path / "poses.npz").read_bytes(), kind, tmp_path))
    with pytest.raises(PosecoachError, match=r"bad\.npz holds no poses") as error:
        load(bad)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_called_missing(tmp_path: Path) -> None:
    with pytest.raises(PosecoachError, match=r"There is no file .*none\.npz"):
        load(tmp_path / "none.npz")


def test_a_track_that_cannot_be_written_leaves_the_old_one(recorded: PoseTrack, tmp_path: Path) -> None:
    with pytest.raises(PosecoachError, match="Cannot write"):
        save(recorded, tmp_path / "nowhere" / "poses.npz")
    target = tmp_path / "poses.npz"
    target.mkdir()
    with pytest.raises(PosecoachError, match="Cannot write"):
        save(recorded, target)
    assert [p.name for p in tmp_path.iterdir()] == ["poses.npz"]
