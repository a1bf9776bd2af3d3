from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from posecoach.coaching.events import CoachState
from posecoach.coaching.session import coach_states
from posecoach.errors import PosecoachError
from posecoach.pose.track import PoseTrack, load
from posecoach.report.files import FILES, Results, check_folder, report_folder, write_report_folder
from posecoach.stretches.load import load_rules
from tests.report.examples import analysis, track_at, write_film

TIMES_S = [0.0, 0.1, 0.2, 0.3, 0.4]


def states_of(track: PoseTrack) -> Iterator[CoachState]:
    stretch = analysis().stretch
    return coach_states(track, stretch, stretch.dose(), load_rules())


def interrupted(track: PoseTrack) -> Iterator[CoachState]:
    """Ctrl-C while the video is drawn, when everything else is written."""
    states = states_of(track)
    yield next(states)
    raise KeyboardInterrupt


@pytest.fixture
def film(tmp_path: Path) -> Path:
    (tmp_path / "films").mkdir()
    path = tmp_path / "films" / "slr.mp4"
    write_film(path, TIMES_S)
    return path


def test_everything_is_written(tmp_path: Path, film: Path) -> None:
    track = track_at(TIMES_S)
    folder = report_folder(tmp_path / "new" / "out", film)
    write_report_folder(folder, Results(analysis(), track, states_of(track), opensim=True), video=film)
    assert folder == tmp_path / "new" / "out" / "slr"
    assert {path.name for path in folder.iterdir()} == FILES
    assert json.loads((folder / "summary.json").read_text())["repetitions"] == 1
    assert len(load(folder / "poses.npz")) == len(track)
    assert [path.name for path in folder.parent.iterdir()] == ["slr"]


def test_a_new_run_replaces_the_old_one_whole(tmp_path: Path, film: Path) -> None:
    track = track_at(TIMES_S)
    folder = tmp_path / "out" / "slr"
    write_report_folder(folder, Results(analysis(), track, states_of(track)), video=film)
    write_report_folder(folder, Results(analysis(), track), video=film)
    assert {path.name for path in folder.iterdir()} == FILES - {"annotated.mp4", "angles.mot", "markers.trc"}
    assert [path.name for path in folder.parent.iterdir()] == ["slr"]


def test_saved_poses_never_cost_an_annotated_video(tmp_path: Path) -> None:
    folder = tmp_path / "slr"
    write_report_folder(folder, Results(analysis(), track_at(TIMES_S)))
    write_report_folder(folder, Results(analysis(), track_at(TIMES_S)))
    (folder / "annotated.mp4").write_bytes(b"drawn before")
    for refuse in (
        lambda: check_folder(folder, from_poses=True),
        lambda: write_report_folder(folder, Results(analysis(), track_at(TIMES_S))),
    ):
        with pytest.raises(PosecoachError, match=r"annotated\.mp4.*--out") as caught:
            refuse()
        assert "\n" not in str(caught.value)
    check_folder(folder)
    assert (folder / "annotated.mp4").read_bytes() == b"drawn before"


@pytest.mark.parametrize("earlier", [True, False])
def test_an_interruption_leaves_what_was_there(tmp_path: Path, film: Path, earlier: bool) -> None:
    track = track_at(TIMES_S)
    folder = tmp_path / "out" / "slr"
    folder.parent.mkdir()
    if earlier:
        write_report_folder(folder, Results(analysis(), track))
    before = {path: path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()}
    with pytest.raises(KeyboardInterrupt):
        write_report_folder(folder, Results(analysis(), track, interrupted(track)), video=film)
    assert {path: path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()} == before
    assert [path.name for path in folder.parent.iterdir()] == (["slr"] if earlier else [])


class InterruptedMove(type(Path())):  # type: ignore[misc]
    """A folder that is moved away, and Ctrl-C in the same moment."""

    def rename(self, target: Path) -> Path:
        super().rename(target)
        raise KeyboardInterrupt


def test_an_interruption_between_old_and_new_keeps_the_old(tmp_path: Path) -> None:
    folder = InterruptedMove(tmp_path / "out" / "slr")
    write_report_folder(folder, Results(analysis(), track_at(TIMES_S)))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(KeyboardInterrupt):
        write_report_folder(folder, Results(analysis(), track_at(TIMES_S[:3])))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir()] == ["slr"]


def test_a_failure_leaves_nothing(tmp_path: Path, film: Path) -> None:
    track = track_at(TIMES_S)
    too_few = [next(states_of(track))]
    with pytest.raises(ValueError, match="shorter"):
        write_report_folder(tmp_path / "out" / "slr", Results(analysis(), track, too_few), video=film)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("name", [".DS_Store", "._report.html", ".directory", "Thumbs.db", "desktop.ini"])
def test_what_a_file_browser_left_is_in_nobodys_way(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "slr"
    folder.mkdir()
    (folder / name).write_bytes(b"icons")
    write_report_folder(folder, Results(analysis(), track_at(TIMES_S)))
    assert {path.name for path in folder.iterdir()} == FILES - {"annotated.mp4", "angles.mot", "markers.trc"}


def test_a_hidden_folder_is_somebodys_work(tmp_path: Path) -> None:
    (tmp_path / "slr" / ".git").mkdir(parents=True)
    with pytest.raises(PosecoachError, match=r"\.git"):
        check_folder(tmp_path / "slr")


def test_files_of_somebody_else_are_never_removed(tmp_path: Path) -> None:
    folder = tmp_path / "slr"
    folder.mkdir()
    (folder / "summary.json").write_text("{}")
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(PosecoachError, match=r"notes\.txt"):
        write_report_folder(folder, Results(analysis(), track_at(TIMES_S)))
    assert (folder / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("where", ["out", "out/slr"])
def test_a_file_in_the_way_is_one_clear_line(tmp_path: Path, where: str) -> None:
    blocked = tmp_path / where
    blocked.parent.mkdir(exist_ok=True)
    blocked.write_text("a file")
    with pytest.raises(PosecoachError, match="--out") as caught:
        check_folder(tmp_path / "out" / "slr")
    assert "\n" not in str(caught.value)


def test_an_unwritable_folder_is_one_clear_line() -> None:
    # Nobody, the superuser included, can make a file there.
    with pytest.raises(PosecoachError, match="Cannot write") as caught:
        check_folder(Path("/proc/posecoach/slr"))
    assert "\n" not in str(caught.value)
