from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posecoach.pose.landmarks import Landmark
from posecoach.pose.plausibility import Plausibility
from posecoach.pose.pose import Pose
from tests.pose.skeletons import lying, mirrored, quarter_turned, raising, trembling

VIEWS: dict[str, Callable[[Pose], Pose]] = {
    "as filmed": lambda pose: pose,
    "mirrored": mirrored,
    "on its side": quarter_turned,
    "upside down": lambda pose: quarter_turned(quarter_turned(pose)),
}


def believed(poses: list[Pose]) -> list[bool]:
    plausibility = Plausibility()
    return [plausibility.believes(pose) for pose in poses]


@pytest.fixture(params=list(VIEWS))
def view(request: pytest.FixtureRequest) -> Callable[[Pose], Pose]:
    return VIEWS[request.param]


@pytest.mark.parametrize("fps", [5, 10, 15, 30, 60])
def test_a_leg_raised_in_a_second_is_a_body_at_any_frame_rate(
    view: Callable[[Pose], Pose], fps: float
) -> None:
    poses = [view(p) for p in trembling(raising(2.0, fps, 90), px=2)]
    assert all(believed(poses))


def test_a_hip_out_of_place_is_a_jump_and_the_return_is_none(view: Callable[[Pose], Pose]) -> None:
    poses = raising(2)
    away = poses[30].image.copy()
    away[Landmark.LEFT_HIP] += [40, -40]
    poses[30] = replace(poses[30], image=away)
    assert believed([view(p) for p in poses]) == [i != 30 for i in range(60)]


def test_a_knee_out_of_place_is_for_the_legs_to_judge(view: Callable[[Pose], Pose]) -> None:
    poses = raising(2)
    away = poses[30].image.copy()
    away[Landmark.LEFT_KNEE] += [30, -30]
    poses[30] = replace(poses[30], image=away)
    assert all(believed([view(p) for p in poses]))


def test_shoulders_first_guessed_too_narrow_may_grow_to_a_body_s_own() -> None:
    def narrow(pose: Pose) -> Pose:
        world = pose.world.copy()
        world[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 2] *= 0.5
        return replace(pose, world=world)

    poses = [lying(t / 30) for t in range(120)]
    assert all(believed([narrow(p) if t < 90 else p for t, p in enumerate(poses)]))


def test_a_shin_that_shrinks_to_a_third_is_no_shin(view: Callable[[Pose], Pose]) -> None:
    poses = raising(2)
    world = poses[40].world.copy()
    knee, ankle = world[Landmark.RIGHT_KNEE], world[Landmark.RIGHT_ANKLE]
    world[Landmark.RIGHT_ANKLE] = knee + (ankle - knee) / 3
    poses[40] = replace(poses[40], world=world)
    assert believed([view(p) for p in poses]) == [i != 40 for i in range(60)]


def test_a_body_that_is_nobody_s_is_refused_from_the_first_picture() -> None:
    pose = lying(0)
    world = pose.world.copy()
    world[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] *= 0.4
    assert believed([pose, replace(pose, time_s=0.1, world=world)]) == [True, False]
    assert believed([replace(pose, world=world)]) == [False]


def test_landmarks_in_one_heap_are_no_body() -> None:
    pose = lying(0)
    assert believed([replace(pose, world=pose.world * 0)]) == [False]
    assert believed([replace(pose, image=pose.image * 0)]) == [False]


def test_image_foreshortening_alone_is_allowed() -> None:
    """A knee pulled to the chest and toward the camera, a trunk that rounds: short in the image only."""
    poses = [lying(t / 30) for t in range(60)]
    squeezed = []
    for i, pose in enumerate(poses):
        turn = np.radians(min(i, 40))
        world = pose.world.copy()
        x, away = world[:, 0].copy(), world[:, 2].copy()
        world[:, 0], world[:, 2] = (
            x * np.cos(turn) - away * np.sin(turn),
            x * np.sin(turn) + away * np.cos(turn),
        )
        image = pose.image[0] * 0 + [300, 200] + 200 * world[:, :2]
        squeezed.append(replace(pose, world=world, image=image.astype(np.float32)))
    assert all(believed(squeezed))


def test_somebody_of_another_size_is_refused_at_first_and_believed_when_he_stays() -> None:
    before = [lying(t / 30) for t in range(60)]
    after = [lying(2 + t / 30, size=0.5, at=(-100, 40)) for t in range(90)]
    belief = believed(before + after)
    assert not any(belief[60:85])
    assert all(belief[-20:])


def test_one_good_pose_among_many_wrong_ones_is_not_believed() -> None:
    poses = [lying(t / 30, at=(0, 0) if t % 3 == 0 else (150, 0)) for t in range(30)]
    assert not believed(poses)[27]


def test_walking_away_slowly_is_plausible() -> None:
    poses = [lying(t / 30, size=1 - t / 600) for t in range(300)]
    assert all(believed(poses))
