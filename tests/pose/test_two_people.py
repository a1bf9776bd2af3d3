"""The real network on pictures of two people, put together from the samples' rendered ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from posecoach.pose.mediapipe_engine import MediaPipeEngine, MediaPipeSearch
from posecoach.pose.pose import Pose, Status
from posecoach.pose.recording import track_video
from posecoach.pose.tracker import track
from posecoach.pose.whom import Preference, apart, lies
from posecoach.video.frame import Frame, Image
from posecoach.video.reader import read_frames

SAMPLES = Path(__file__).parents[2] / "sample_videos"
SECONDS, EVERY = 6.0, 3


@cache
def patient() -> list[Frame]:
    """Small in the lower half of the picture, and raising a leg."""
    frames = list(read_frames(SAMPLES / "straight_leg_raise.mp4", end_s=SECONDS))[::EVERY]
    return [Frame(frame.time_s, _made_small(frame.image)) for frame in frames]


def _made_small(image: Image) -> Image:
    height, width = image.shape[:2]
    wall = cv2.resize(image[:40], (width, height), interpolation=cv2.INTER_LINEAR)
    small = cv2.resize(image, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
    wall[height - small.shape[0] :, (width - small.shape[1]) // 2 :][:, : small.shape[1]] = small
    return np.asarray(wall, np.uint8)


@cache
def figure() -> Image:
    """Somebody upright, nearly as high as the picture: one who lies face down, turned by a quarter."""
    lying = next(iter(read_frames(SAMPLES / "press_up.mp4"))).image[235:350, 70:590]
    upright = np.ascontiguousarray(np.rot90(lying, -1))
    return np.asarray(cv2.resize(upright, None, fx=0.85, fy=0.85, interpolation=cv2.INTER_AREA), np.uint8)


def with_figure(frame: Frame, across: float) -> Frame:
    """``frame`` with the figure before it, its middle ``across`` picture widths from the left."""
    image = frame.image.copy()
    width, wide = image.shape[1], figure().shape[1]
    left = round(across * width - wide / 2)
    within = slice(max(0, -left), min(wide, width - left))
    if within.start < within.stop:
        image[-len(figure()) :, left + within.start : left + within.stop] = figure()[:, within]
    return Frame(frame.time_s, image)


def tracked(frames: list[Frame], model_path: Path, prefers: Preference | None) -> list[Pose]:
    with MediaPipeEngine(model_path) as engine, MediaPipeSearch(model_path) as search:
        return list(track(frames, engine, search, prefers))


@pytest.fixture(scope="module")
def alone(model_path: Path) -> list[Pose]:
    return tracked(patient(), model_path, "lying")


def right_and_wrong(poses: list[Pose], alone: list[Pose]) -> tuple[float, float]:
    """The shares of frames in which the one alone was measured, and somebody else."""
    right = [apart(pose, true) < 0.4 for pose, true in zip(poses, alone, strict=True) if pose.measured]
    return sum(right) / len(poses), (len(right) - sum(right)) / len(poses)


def swaying(across: float) -> list[Frame]:
    return [with_figure(frame, across + 0.01 * float(np.sin(5 * frame.time_s))) for frame in patient()]


def test_the_one_who_lies_is_followed_beside_somebody_whom_the_network_likes_better(
    model_path: Path, alone: list[Pose]
) -> None:
    frames = swaying(0.8)
    with MediaPipeEngine(model_path) as engine:
        assert right_and_wrong(list(track(frames, engine)), alone)[1] > 0.8
    right, wrong = right_and_wrong(tracked(frames, model_path, "lying"), alone)
    assert (right, wrong) == (pytest.approx(1, abs=0.03), 0)


def test_the_one_who_stands_is_followed_where_the_stretch_is_done_standing(
    model_path: Path, alone: list[Pose]
) -> None:
    poses = tracked(swaying(0.12), model_path, "upright")
    assert right_and_wrong(poses, alone) == (0, pytest.approx(1, abs=0.15))
    assert max(lies(pose) for pose in poses if pose.measured) < 0.5


def test_who_walks_past_in_front_is_never_followed(model_path: Path, alone: list[Pose]) -> None:
    frames = [with_figure(frame, 0.3 * (frame.time_s - 1.5)) for frame in patient()]
    poses = tracked(frames, model_path, "lying")
    right, wrong = right_and_wrong(poses, alone)
    assert right > 0.7
    assert wrong < 0.03
    assert poses[-1].measured
    assert {pose.scene for pose in poses} == {0}


def test_a_search_finds_everybody(model_path: Path) -> None:
    with MediaPipeSearch(model_path) as search:
        found = search.everybody(swaying(0.12)[0])
        assert sorted(round(lies(pose)) for pose in found) == [0, 1]
        assert search.everybody(Frame(0.0, np.zeros_like(figure()))) == []


def test_two_people_in_a_real_recording_do_not_take_turns(clips: Path, model_path: Path) -> None:
    """A physiotherapist kneels behind the patient, who lies on the side."""
    whole = track_video(clips / "clamshell_two_people.mp4", model_path, prefers="lying")
    measured = [pose for pose in whole if pose.status is Status.MEASURED]
    assert len(measured) > 0.98 * len(whole)
    assert min(lies(pose) for pose in measured) > 0.5
    assert (whole.scene == 0).all()
