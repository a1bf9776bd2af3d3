"""Waving a hand, in every posture and at every frame rate, is seen once; other movements are not."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.leading.gesture import Waving
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose, absent
from tests.bodies import (
    HOOK,
    KNEELING,
    PX_PER_M,
    STANDING,
    Body,
    mirrored,
    pose_of,
    rolled,
    scaled,
    straight,
)

LYING = Body(left=HOOK, right=HOOK)
UPPER_ARM_M, HAND_M = 0.25, 0.36
"""Shoulder to elbow, elbow to the middle of the hand."""

Lean = Callable[[float], float]
"""Degrees of the raised forearm from the vertical, at a time in seconds."""


def waves(hz: float = 1.2, from_s: float = 1.0, to_s: float = 5.0, width_deg: float = 30.0) -> Lean:
    return lambda t: width_deg * math.sin(2 * math.pi * hz * (t - from_s)) if from_s <= t <= to_s else 0.0


def raised(
    pose: Pose, side: str, lean_deg: float, *, away: bool = False, elbow_up_m: float = UPPER_ARM_M
) -> Pose:
    """The pose with that forearm upright, but for ``lean_deg`` along the picture, or away from the camera."""
    image, world = pose.image.copy(), pose.world.copy()
    shoulder = Landmark[f"{side}_SHOULDER"]
    lean = math.radians(lean_deg)
    across, deep = (0.0, math.sin(lean)) if away else (math.sin(lean), 0.0)
    elbow_m = np.array([0.0, -elbow_up_m, 0.0])
    hand_m = elbow_m + HAND_M * np.array([across, -math.cos(lean), deep])
    for joint, offset_m in (
        ("ELBOW", elbow_m),
        ("WRIST", hand_m),
        ("INDEX", hand_m),
        ("PINKY", hand_m),
        ("THUMB", hand_m),
    ):
        mark = Landmark[f"{side}_{joint}"]
        world[mark] = world[shoulder] + offset_m
        image[mark] = image[shoulder] + offset_m[:2] * PX_PER_M
    return replace(pose, image=image, world=world)


def film(
    lean: Lean,
    body: Body = LYING,
    side: str = "LEFT",
    fps: float = 15.0,
    lasts_s: float = 7.0,
    noise_px: float = 0.0,
    away: bool = False,
) -> Iterator[Pose]:
    random = np.random.default_rng(5)
    for frame in range(round(lasts_s * fps)):
        time_s = frame / fps
        pose = raised(pose_of(body, time_s), side, lean(time_s), away=away)
        trembling = random.normal(0.0, noise_px, pose.image.shape).astype(np.float32)
        yield replace(pose, image=pose.image + trembling)


def gestures(poses: Iterator[Pose]) -> list[float]:
    """When each was complete."""
    waving = Waving()
    return [pose.time_s for pose in poses if waving.step(pose) >= 1.0]


@pytest.mark.parametrize("side", ["LEFT", "RIGHT"])
@pytest.mark.parametrize(
    "body",
    [LYING, Body(yaw_deg=30.0), Body(yaw_deg=-30.0), STANDING, KNEELING, replace(STANDING, yaw_deg=90.0)],
    ids=["lying", "feet nearer", "head nearer", "standing", "kneeling", "standing in front of the camera"],
)
def test_a_wave_is_seen_once_within_three_seconds(body: Body, side: str) -> None:
    seen = gestures(film(waves(), body, side))
    assert len(seen) == 1
    assert 1.0 < seen[0] < 4.0


@pytest.mark.parametrize("fps", [10.0, 15.0, 24.0, 30.0])
@pytest.mark.parametrize("hz", [0.7, 1.0, 1.5, 2.0])
def test_at_every_frame_rate_quick_or_slow(fps: float, hz: float) -> None:
    assert len(gestures(film(waves(hz), fps=fps, noise_px=1.0))) == 1


def test_along_the_line_of_sight() -> None:
    assert len(gestures(film(waves(width_deg=40.0), STANDING, away=True))) == 1


@pytest.mark.parametrize("degrees", [-8.0, 8.0])
def test_with_a_camera_that_is_not_level(degrees: float) -> None:
    assert len(gestures(rolled(pose, degrees) for pose in film(waves()))) == 1


def test_mirrored_and_at_any_size() -> None:
    assert len(gestures(mirrored(pose) for pose in film(waves()))) == 1
    assert len(gestures(scaled(pose, 3.0) for pose in film(waves()))) == 1
    assert len(gestures(scaled(pose, 0.5) for pose in film(waves()))) == 1


def test_how_much_has_been_seen_grows_to_one() -> None:
    waving = Waving()
    seen = [waving.step(pose) for pose in film(waves())]
    assert list(dict.fromkeys(seen)) == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert seen.count(1.0) == 1


def test_what_was_seen_fades_when_the_hand_stops() -> None:
    waving = Waving()
    seen = [waving.step(pose) for pose in film(waves(to_s=2.0))]
    assert 0.4 <= max(seen) <= 0.8
    assert seen[-1] == 0.0


def test_a_long_wave_is_one_gesture_and_another_one_later_is_another() -> None:
    assert len(gestures(film(waves(to_s=12.0), lasts_s=13.0))) == 1

    def twice(time_s: float) -> float:
        return waves(to_s=4.0)(time_s) + waves(from_s=9.0, to_s=13.0)(time_s)

    assert len(gestures(film(twice, lasts_s=14.0))) == 2


def test_a_hand_that_is_lost_for_a_moment_goes_on_waving() -> None:
    poses = [
        absent(pose.time_s, pose.width, pose.height) if frame % 5 == 0 else pose
        for frame, pose in enumerate(film(waves()))
    ]
    assert len(gestures(iter(poses))) == 1


def test_a_hand_that_is_lost_for_half_of_the_time_does_not() -> None:
    poses = (
        absent(pose.time_s, pose.width, pose.height) if pose.time_s % 1.0 < 0.5 else pose
        for pose in film(waves(hz=2.0))
    )
    assert gestures(poses) == []


def test_another_scene_begins_anew() -> None:
    poses = [replace(pose, scene=int(pose.time_s / 0.9)) for pose in film(waves())]
    assert gestures(iter(poses)) == []


@pytest.mark.parametrize(
    "lean",
    [
        waves(width_deg=3.0),
        waves(hz=0.4, to_s=7.0),
        waves(to_s=2.2),
        lambda t: 15.0 * (-1) ** round(t * 15),
    ],
    ids=["trembling", "swaying slowly", "to and fro once", "jumping from picture to picture"],
)
def test_a_raised_hand_that_does_not_wave(lean: Lean) -> None:
    assert gestures(film(lean)) == []


def test_a_hand_below_its_shoulder_does_not_wave() -> None:
    below = (raised(pose_of(STANDING, t / 15), "LEFT", waves()(t / 15), elbow_up_m=-0.25) for t in range(105))
    assert gestures(below) == []


def test_a_level_forearm_does_not_wave() -> None:
    """As of hands on a strap, before a chest, behind a head."""

    def level(pose: Pose) -> Pose:
        image = pose.image.copy()
        image[Landmark.LEFT_ELBOW, 1] = image[Landmark.LEFT_WRIST, 1]
        return replace(pose, image=image)

    assert gestures(level(pose) for pose in film(waves())) == []


def test_hands_that_hold_a_leg_do_not_wave() -> None:
    """They bounce to and fro with the knee that they hold."""

    def holding(pose: Pose) -> Pose:
        image = pose.image.copy()
        image[Landmark.LEFT_KNEE] = image[Landmark.LEFT_WRIST]
        return replace(pose, image=image)

    assert gestures(holding(pose) for pose in film(waves(width_deg=9.0))) == []
    assert len(gestures(film(waves(width_deg=9.0)))) == 1


def test_who_moves_about_does_not_wave() -> None:
    """Doing sit-ups with raised arms, walking with one: the body goes to and fro as the hand does."""

    def swaying(time_s: float) -> Body:
        return replace(LYING, trunk_deg=30.0 + 30.0 * math.sin(2 * math.pi * 1.2 * time_s))

    poses = (raised(pose_of(swaying(t / 15), t / 15), "LEFT", waves()(t / 15)) for t in range(105))
    assert gestures(poses) == []


def test_a_leg_raised_while_the_arms_rest_is_no_gesture() -> None:
    poses = (
        pose_of(Body(left=straight(40 + 40 * math.sin(2 * math.pi * 1.2 * t / 15)), right=HOOK), t / 15)
        for t in range(105)
    )
    assert gestures(poses) == []


def test_a_guessed_hand_does_not_wave() -> None:
    unseen = (replace(pose, visibility=np.full_like(pose.visibility, 0.1)) for pose in film(waves()))
    assert gestures(unseen) == []
