"""The real network on real recordings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from posecoach.errors import PosecoachError
from posecoach.pose.landmarks import Landmark
from posecoach.pose.mediapipe_engine import MediaPipeEngine
from posecoach.pose.pose import Status
from posecoach.pose.recording import track_video
from posecoach.pose.track import PoseTrack
from posecoach.pose.turning import turned
from posecoach.video.frame import Frame
from posecoach.video.reader import read_frames


@pytest.fixture(scope="module")
def couch(clips: Path, model_path: Path) -> PoseTrack:
    """50 s, read in two parts by two processes."""
    heard: list[tuple[int, int]] = []
    track = track_video(
        clips / "slr_couch_second_person_low_resolution.mp4",
        model_path,
        processes=2,
        on_progress=lambda done, total: heard.append((done, total)),
    )
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert heard[-1] == (len(track), len(track))
    return track


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


@pytest.mark.parametrize("clip", ["slr_far_leg_oblique", "heel_slide_near_leg", "side_lying_leg_raise"])
def test_a_good_recording_is_measured_throughout(clips: Path, model_path: Path, clip: str) -> None:
    track = track_video(clips / f"{clip}.mp4", model_path)
    assert (track.status == Status.MEASURED).mean() > 0.98
    assert (track.scene == 0).all()


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
