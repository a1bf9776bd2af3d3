from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.pose.sides import Body, Exchange, relabelled
from tests.pose.skeletons import lying, mirrored, quarter_turned, raising

VIEWS: dict[str, Callable[[Pose], Pose]] = {
    "as filmed": lambda pose: pose,
    "mirrored": mirrored,
    "on its side": quarter_turned,
}


def followed(poses: list[Pose], believed: Callable[[float], bool] = lambda _: True) -> list[Pose]:
    body, found = Body(), []
    for pose in poses:
        found.append(body.put_right(pose))
        if believed(pose.time_s):
            body.believe(found[-1])
    return found


def exchanged(pose: Pose) -> Pose:
    return relabelled(pose, Exchange.BODY)


def right_sides(found: list[Pose], true: list[Pose]) -> list[bool]:
    names = ("image", "world", "visibility", "presence")
    return [
        all(np.array_equal(getattr(p, name), getattr(q, name)) for name in names)
        for p, q in zip(found, true, strict=True)
    ]


def rolled(pose: Pose, by_deg: float) -> Pose:
    """The world skeleton, with a face now, about the body's long axis: 180 is from the back to the front."""
    world = pose.world.copy()
    world[Landmark.NOSE] += np.float32([0, -0.1, 0])
    turn = np.radians(by_deg)
    about = np.array([[1, 0, 0], [0, np.cos(turn), -np.sin(turn)], [0, np.sin(turn), np.cos(turn)]])
    return replace(pose, world=(world @ about).astype(np.float32))


def test_every_exchange_is_its_own_inverse() -> None:
    pose = raising()[50]
    for exchange in Exchange:
        again = relabelled(relabelled(pose, exchange), exchange)
        for name in ("image", "world", "visibility", "presence"):
            np.testing.assert_array_equal(getattr(again, name), getattr(pose, name))
    assert Exchange.BODY.value[Landmark.LEFT_EAR] is Landmark.RIGHT_EAR
    assert Exchange.BODY.value[Landmark.NOSE] is Landmark.NOSE


def test_only_what_is_exchanged_moves() -> None:
    pose = raising()[50]
    legs = relabelled(pose, Exchange.BELOW_HIPS)
    np.testing.assert_array_equal(legs.image[Landmark.LEFT_KNEE], pose.image[Landmark.RIGHT_KNEE])
    np.testing.assert_array_equal(legs.image[Landmark.LEFT_HIP], pose.image[Landmark.LEFT_HIP])
    body = relabelled(pose, Exchange.BODY)
    np.testing.assert_array_equal(body.world[Landmark.LEFT_SHOULDER], pose.world[Landmark.RIGHT_SHOULDER])


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("until_s", [3.4, 4.0, 5.0, np.inf])
def test_a_body_turned_over_by_the_network_is_turned_back(view: str, until_s: float) -> None:
    """For a while or for good, seen through as well as not."""
    true = [VIEWS[view](p) for p in raising(8, side="right")]
    seen = [exchanged(p) if 3 <= p.time_s < until_s else p for p in true]
    assert all(right_sides(followed(seen), true))
    assert all(right_sides(followed(seen, lambda time_s: not 2.8 < time_s < 3.2), true))


def test_a_body_turned_over_by_turns_is_turned_back() -> None:
    true = raising(8)
    seen = [exchanged(p) if i > 75 and i % 7 < 3 else p for i, p in enumerate(true)]
    assert all(right_sides(followed(seen), true))


def test_what_is_flat_for_some_pictures_on_its_way_over_has_not_turned() -> None:
    true = [lying(i / 30) for i in range(150)]
    over = {i: rolled(true[i], by_deg) for i, by_deg in ((80, 60), (81, 120), (120, 120), (121, 60))}
    seen = [over.get(i, exchanged(p) if 80 <= i < 120 else p) for i, p in enumerate(true)]
    right = right_sides(followed(seen), true)
    assert all(right[:80] + right[82:120] + right[122:])


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
@pytest.mark.parametrize("seconds", [0.5, 1.0, 4.0])
def test_a_person_who_turns_over_and_back_is_left_alone(fps: float, seconds: float) -> None:
    true = [
        rolled(lying(float(t)), 180 * float(np.sin(np.pi / 2 * np.clip((t - 3) / seconds, 0, 2)) ** 2))
        for t in np.arange(0, 4 + 2 * seconds, 1 / fps)
    ]
    assert all(right_sides(followed(true), true))


@pytest.mark.parametrize(("seconds", "unseen_s"), [(1.0, 0.6), (0.0, 1.0), (0.5, 4.0)])
def test_who_turned_over_unseen_is_left_alone(seconds: float, unseen_s: float) -> None:
    true = [
        rolled(lying(t), 180 * float(np.clip((t - 4) / max(seconds, 0.01) + 0.5, 0, 1)))
        for t in np.arange(0, 8, 1 / 30).tolist()
    ]
    seen = [pose for pose in true if abs(pose.time_s - 4) > unseen_s / 2]
    assert all(right_sides(followed(seen), seen))


@pytest.mark.parametrize("seconds", [1.0, 3.0, 20.0])
def test_a_network_that_turned_the_face_too_is_believed_once_it_insists(seconds: float) -> None:
    """The longer, the longer it was believed before: perhaps the person did turn over."""
    true = [rolled(lying(i / 15), 180.0 if i / 15 > seconds else 0.0) for i in range(450)]
    right = np.array(right_sides(followed(true), true))
    insisted_s = np.array([pose.time_s for pose in true]) - seconds
    must_insist_s = min(max(seconds - 2, 0), 4)
    assert right[insisted_s <= 0].all()
    assert not right[(insisted_s > 0) & (insisted_s < must_insist_s - 0.2)].any()
    assert right[insisted_s > must_insist_s + 0.2].all()


def test_a_body_back_in_the_picture_is_a_new_one() -> None:
    """Whichever way round the network begins with, it may think better of it."""
    before = [rolled(lying(i / 30), 0.0) for i in range(180)]
    after = [rolled(lying(8 + i / 30), 180.0 if i < 15 else 0.0) for i in range(60)]
    assert all(right_sides(followed([*before, *after]), [*before, *after]))


def test_what_is_seldom_believed_is_no_body_to_go_by() -> None:
    true = [rolled(lying(i / 30), 180.0 if i < 90 else 0.0) for i in range(150)]
    assert all(right_sides(followed(true, lambda time_s: round(time_s * 30) % 3 == 0 or time_s >= 3), true))
