"""The real network on real recordings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from benchmarks.looping import looped
from posecoach.errors import PosecoachError
from posecoach.pose.anatomy import torso_px
from posecoach.pose.landmarks import Landmark
from posecoach.pose.mediapipe_engine import MediaPipeEngine
from posecoach.pose.pose import Status
from posecoach.pose.recording import track_video
from posecoach.pose.track import PoseTrack
from posecoach.pose.tracker import track
from posecoach.pose.turning import turned
from posecoach.video.frame import Frame
from posecoach.video.reader import read_frames


@pytest.fixture(scope="module")
def couch(clips: Path, model_path: Path) -> PoseTrack:
    """50 s, read in two parts by two processes."""
    heard: list[tuple[int, int]] = []
    whole = track_video(
        clips / "slr_couch_second_person_low_resolution.mp4",
        model_path,
        processes=2,
        on_progress=lambda done, total: heard.append((done, total)),
    )
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert heard[-1] == (len(whole), len(whole))
    return whole


def test_the_couch_is_measured_and_the_split_screen_is_not(couch: PoseTrack) -> None:
    measured = couch.status == Status.MEASURED
    split = (couch.time_s > 24.1) & (couch.time_s < 35.6)
    assert measured[split].mean() < 0.1
    assert measured[~split].mean() > 0.99


def test_scenes_count_on_where_the_parts_meet(couch: PoseTrack) -> None:
    expected = np.searchsorted([24.05, 35.6], couch.time_s)
    np.testing.assert_array_equal(couch.scene, expected)


def test_frames_are_all_there_once(couch: PoseTrack) -> None:
    assert len(couch) == 1523 == couch.source.frames
    assert (np.diff(couch.time_s) > 0).all()


def test_the_number_of_processes_does_not_change_whom_we_follow(
    couch: PoseTrack, clips: Path, model_path: Path
) -> None:
    """A part that begins at 15 s finds the nurse, who stands behind the patient on the couch."""
    in_three = track_video(clips / "slr_couch_second_person_low_resolution.mp4", model_path, processes=3)
    np.testing.assert_array_equal(in_three.time_s, couch.time_s)
    np.testing.assert_array_equal(in_three.scene, couch.scene)
    both = (in_three.status == Status.MEASURED) & (couch.status == Status.MEASURED)
    assert both.sum() > 0.99 * (couch.status == Status.MEASURED).sum()
    torso = np.median([torso_px(couch[int(i)]) for i in np.flatnonzero(both)])
    apart = np.linalg.norm(in_three.image[both] - couch.image[both], axis=-1)
    assert apart[:, Landmark.NOSE].max() < torso


@pytest.fixture(scope="module")
def long_raises(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("long") / "raises.mp4"
    return looped(clips / "slr_far_leg_oblique.mp4", 30.5, target)


@pytest.fixture(scope="module")
def in_one_go(long_raises: Path, model_path: Path) -> PoseTrack:
    return track_video(long_raises, model_path, processes=1)


@pytest.mark.parametrize("processes", [2, 3])
def test_parts_are_measured_as_in_one_go(
    long_raises: Path, in_one_go: PoseTrack, model_path: Path, processes: int
) -> None:
    """The network's knees tremble by a few degrees in this oblique view, from whatever moment it starts."""
    in_parts = track_video(long_raises, model_path, processes=processes)
    np.testing.assert_array_equal(in_parts.time_s, in_one_go.time_s)
    assert (in_parts.status == in_one_go.status).mean() > 0.99
    trunk_apart = np.abs(trunk_elevations_deg(in_parts) - trunk_elevations_deg(in_one_go))
    knees_apart = np.abs(knees_deg(in_parts) - knees_deg(in_one_go))
    assert np.percentile(trunk_apart, 99) < 1
    assert np.percentile(knees_apart, 99) < 6
    assert np.median(knees_apart) < 1


def trunk_elevations_deg(track: PoseTrack) -> npt.NDArray[np.float64]:
    trunk = track.world[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(1)
    return np.degrees(np.arctan2(-trunk[:, 1], np.hypot(trunk[:, 0], trunk[:, 2]))).astype(np.float64)


def knees_deg(track: PoseTrack) -> npt.NDArray[np.float64]:
    """(n, 2) degrees, left and right."""
    knee = track.world[:, [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]]
    thigh = track.world[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] - knee
    shank = track.world[:, [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]] - knee
    cosines = (thigh * shank).sum(-1) / np.linalg.norm(thigh, axis=-1) / np.linalg.norm(shank, axis=-1)
    return np.degrees(np.arccos(cosines)).astype(np.float64)


@pytest.mark.parametrize("fps", [5, 10, 15])
def test_few_frames_a_second_are_believed_too(clips: Path, model_path: Path, fps: int) -> None:
    frames = list(read_frames(clips / "slr_far_leg_oblique.mp4"))[:: 30 // fps]
    with MediaPipeEngine(model_path) as engine:
        statuses = [pose.status for pose in track(frames, engine)]
    assert statuses.count(Status.MEASURED) > 0.97 * len(frames)


@pytest.mark.parametrize("clip", ["slr_far_leg_oblique", "heel_slide_near_leg", "side_lying_leg_raise"])
def test_a_good_recording_is_measured_throughout(clips: Path, model_path: Path, clip: str) -> None:
    whole = track_video(clips / f"{clip}.mp4", model_path)
    assert (whole.status == Status.MEASURED).mean() > 0.98
    assert (whole.scene == 0).all()


def test_a_restart_is_a_new_beginning_and_turned_or_large_pictures_need_no_care(
    clips: Path, model_path: Path
) -> None:
    frames = list(read_frames(clips / "slr_far_leg_oblique.mp4", end_s=1.0))
    with MediaPipeEngine(model_path) as used, MediaPipeEngine(model_path) as new:
        for frame in frames[:10]:
            used.detect(frame)
        used.restart()
        for frame in frames[10:]:
            again, first = used.detect(frame), new.detect(frame)
            np.testing.assert_allclose(again.image, first.image, atol=0.01)
        large = Frame(2.0, np.kron(frames[-1].image, np.ones((2, 2, 1), np.uint8)))
        pose = used.detect(large)
        knees = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]
        np.testing.assert_allclose(pose.image[knees], 2 * again.image[knees], atol=12)
        assert (pose.width, pose.height) == (2 * again.width, 2 * again.height)
        new.restart()
        blank = Frame(1.5, np.zeros_like(frames[0].image))
        assert new.detect(turned(blank, 1)).status is Status.ABSENT


def test_nothing_is_said_on_standard_error_not_even_by_an_interruption(clips: Path, model_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from posecoach.pose.mediapipe_engine import MediaPipeEngine\n"
        "from posecoach.video.reader import read_frames\n"
        "with MediaPipeEngine(Path(sys.argv[1])) as engine:\n"
        "    print([engine.detect(f).status.name for f in read_frames(sys.argv[2], end_s=0.3)][-1])\n"
        "    if 'break' in sys.argv: raise KeyboardInterrupt\n"
    )
    command = [sys.executable, "-c", script, model_path, clips / "slr_far_leg_oblique.mp4"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("MEASURED", "")
    broken = subprocess.run([*command, "break"], capture_output=True, text=True, check=False)
    assert broken.stderr.count("Traceback") == 1
    assert broken.stderr.rstrip().endswith("KeyboardInterrupt")


def test_a_file_that_is_no_model_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "bad.task").write_bytes(b"not a model")
    with pytest.raises(PosecoachError, match=r"bad\.task does not load") as error:
        MediaPipeEngine(tmp_path / "bad.task")
    assert "\n" not in str(error.value)
    with pytest.raises(PosecoachError, match=r"none\.task does not load"):
        MediaPipeEngine(tmp_path / "none.task")
