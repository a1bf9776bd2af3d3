from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose, Status, absent
from posecoach.pose.sides import Exchange, relabelled
from posecoach.pose.tracker import track
from posecoach.video.frame import Frame, Image
from tests.pose.skeletons import HEIGHT, WIDTH, lying, raising
from tests.pose.test_cuts import room


class Scripted:
    """An engine that answers by a script, given the time and how often it was restarted."""

    def __init__(self, script) -> None:  # type: ignore[no-untyped-def]
        self.script, self.restarts, self.shapes = script, [], []  # type: ignore[var-annotated]
        self.now = 0.0

    def detect(self, frame: Frame) -> Pose:
        self.now = frame.time_s
        self.shapes.append(frame.image.shape[:2])
        pose: Pose = self.script(frame, len(self.restarts))
        return pose

    def restart(self) -> None:
        self.restarts.append(self.now)


def picture(seed: int = 1, width: int = WIDTH, height: int = HEIGHT) -> Image:
    import cv2

    return np.asarray(cv2.resize(room(seed), (width, height)), np.uint8)


def run(script, count: int, images=lambda _: PICTURE):  # type: ignore[no-untyped-def]
    engine = Scripted(script)
    frames = [Frame(i / 30, images(i)) for i in range(count)]
    return list(track(frames, engine)), engine


PICTURE = picture()


def test_a_body_is_measured_and_never_restarted() -> None:
    poses, engine = run(lambda f, _: lying(f.time_s, left_deg=30), 60)
    assert {p.status for p in poses} == {Status.MEASURED}
    assert engine.restarts == []


def test_a_wrong_skeleton_that_locks_in_is_searched_afresh() -> None:
    wrong = replace(lying(0), world=lying(0).world * np.float32([0.4, 1, 1]))

    def script(frame: Frame, restarts: int) -> Pose:
        return replace(lying(frame.time_s) if restarts else wrong, time_s=frame.time_s)

    poses, engine = run(script, 60)
    assert engine.restarts == pytest.approx([0.2], abs=0.04)
    assert poses[3].status is Status.IMPLAUSIBLE
    assert poses[-1].status is Status.MEASURED


def test_fresh_searches_that_do_not_help_become_rare() -> None:
    wrong = replace(lying(0), world=lying(0).world * np.float32([0.4, 1, 1]))
    _, engine = run(lambda f, _: replace(wrong, time_s=f.time_s), 300)
    assert 3 <= len(engine.restarts) <= 6


def test_a_picture_on_its_side_is_turned_until_somebody_is_found() -> None:
    true = lying(0, left_deg=40)

    def script(frame: Frame, _: int) -> Pose:
        height, width = frame.image.shape[:2]
        if not np.array_equal(frame.image, np.rot90(PICTURE)):
            return absent(frame.time_s, width, height)
        x, y = true.image.T
        along, down, away = true.world.T
        return replace(
            true,
            time_s=frame.time_s,
            image=np.stack([y, WIDTH - x], axis=1),
            world=np.stack([down, -along, away], axis=1),
            width=width,
            height=height,
        )

    poses, engine = run(script, 60)
    assert {p.status for p in poses[:15]} == {Status.ABSENT}
    assert {p.status for p in poses[20:]} == {Status.MEASURED}
    np.testing.assert_allclose(poses[-1].image, true.image, atol=1e-3)
    np.testing.assert_allclose(poses[-1].world, true.world, atol=1e-6)
    assert (poses[-1].width, poses[-1].height) == (WIDTH, HEIGHT)
    assert engine.shapes[-1] == (WIDTH, HEIGHT)


def test_a_cut_counts_a_scene_and_starts_the_engine_afresh() -> None:
    other = picture(2)
    poses, engine = run(
        lambda f, _: lying(
            f.time_s, at=(0, 0) if f.time_s < 1 else (-120, 60), size=1 if f.time_s < 1 else 0.6
        ),
        60,
        lambda i: PICTURE if i < 30 else other,
    )
    assert [p.scene for p in poses] == [0] * 30 + [1] * 30
    assert len(engine.restarts) == 1
    assert {p.status for p in poses} == {Status.MEASURED}


def test_exchanged_legs_are_put_right_and_measured() -> None:
    true = raising()
    poses, _ = run(
        lambda f, _: (
            relabelled(true[round(f.time_s * 30)], Exchange.LEGS)
            if 1.5 < f.time_s < 3
            else true[round(f.time_s * 30)]
        ),
        110,
    )
    ankles = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
    for pose, expected in zip(poses, true, strict=False):
        assert pose.status is Status.MEASURED
        np.testing.assert_array_equal(pose.image[ankles], expected.image[ankles])


def test_a_body_turned_over_by_the_network_is_turned_back_and_measured() -> None:
    true = raising(6, side="right")
    seen = [relabelled(pose, Exchange.BODY) if pose.time_s >= 3 else pose for pose in true]
    poses, _ = run(lambda f, _: seen[round(f.time_s * 30)], len(seen))
    for pose, expected in zip(poses, true, strict=True):
        assert pose.status is Status.MEASURED
        np.testing.assert_array_equal(pose.image, expected.image)
        np.testing.assert_array_equal(pose.world, expected.world)


def test_landmarks_are_in_pixels_of_the_full_size_picture() -> None:
    large = picture(1, 2 * WIDTH, 2 * HEIGHT)
    (pose,), engine = run(lambda f, _: lying(f.time_s), 1, lambda _: large)
    assert engine.shapes == [(HEIGHT, WIDTH)]
    assert (pose.width, pose.height) == (2 * WIDTH, 2 * HEIGHT)
    np.testing.assert_allclose(pose.image, 2 * lying(0).image)


def test_poses_come_one_by_one_without_looking_ahead() -> None:
    asked: list[int] = []

    def frames():  # type: ignore[no-untyped-def]
        for i in range(10):
            asked.append(i)
            yield Frame(i / 30, PICTURE)

    poses = track(frames(), Scripted(lambda f, _: lying(f.time_s)))
    next(poses)
    assert asked == [0]
