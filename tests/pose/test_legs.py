from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posecoach.pose.landmarks import Landmark
from posecoach.pose.legs import MEMORY_S, Legs
from posecoach.pose.pose import Pose
from posecoach.pose.sides import Exchange, relabelled
from tests.pose.skeletons import lying, mirrored, moved, quarter_turned, raising, trembling

LEGS = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
VIEWS: dict[str, Callable[[Pose], Pose]] = {
    "as filmed": lambda pose: pose,
    "mirrored": mirrored,
    "on its side": quarter_turned,
}


def followed(poses: list[Pose]) -> list[Pose]:
    legs = Legs()
    return [legs.put_right(pose) for pose in poses]


def exchanged(pose: Pose) -> Pose:
    return relabelled(pose, Exchange.BELOW_HIPS)


def right_labels(found: list[Pose], true: list[Pose]) -> list[bool]:
    return [
        np.array_equal(p.image[LEGS], q.image[LEGS])
        and np.array_equal(p.world[LEGS], q.world[LEGS])
        and np.array_equal(p.visibility[LEGS], q.visibility[LEGS])
        for p, q in zip(found, true, strict=True)
    ]


def lost(poses: list[Pose], mark: Landmark) -> list[int]:
    return [i for i, pose in enumerate(poses) if pose.presence[mark] == 0]


def onto_the_other(pose: Pose) -> Pose:
    """The left leg drawn on the right one."""
    image = pose.image.copy()
    for part in ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX"):
        image[Landmark[f"LEFT_{part}"]] = image[Landmark[f"RIGHT_{part}"]]
    return replace(pose, image=image)


@pytest.mark.parametrize("view", VIEWS)
def test_legs_exchanged_on_the_way_are_put_back(view: str) -> None:
    true = [VIEWS[view](p) for p in trembling(raising(), px=1)]
    seen = [exchanged(p) if 50 <= i < 80 else p for i, p in enumerate(true)]
    found = followed(seen)
    assert all(right_labels(found, true))
    assert all((p.presence > 0).all() for p in found)


def test_legs_exchanged_by_turns_are_put_back() -> None:
    true = trembling([lying(i / 15, left_deg=min(70, 2 * i)) for i in range(150)], px=1)
    seen = [exchanged(p) if i > 40 and i % 7 < 2 else p for i, p in enumerate(true)]
    assert all(right_labels(followed(seen), true))


@pytest.mark.parametrize("fps", [15, 30, 60])
@pytest.mark.parametrize("seconds", [0.5, 1.0, 4.0])
def test_legs_that_pass_each_other_are_left_alone(fps: float, seconds: float) -> None:
    times = np.arange(0, seconds, 1 / fps)
    share = times / seconds
    true = trembling(
        [
            lying(float(t), left_deg=70 * float(1 - s), right_deg=70 * float(s))
            for t, s in zip(times, share, strict=True)
        ],
        px=1,
    )
    assert all(right_labels(followed(true), true))


def test_one_leg_raised_after_the_other_needs_no_relabelling() -> None:
    true = trembling([*raising(), *(replace(p, time_s=p.time_s + 4) for p in raising(side="right"))], px=1)
    assert all(right_labels(followed(true), true))


def test_a_network_that_began_wrong_and_insists_on_the_other_is_believed() -> None:
    true = [lying(i / 30, left_deg=60) for i in range(360)]
    seen = [exchanged(p) if i < 60 else p for i, p in enumerate(true)]
    right = right_labels(followed(seen), true)
    assert not any(right[:60])
    assert all(right[190:])


def test_legs_that_lie_together_are_what_the_network_calls_them() -> None:
    """However long it called them otherwise before."""
    apart = [exchanged(lying(i / 30, left_deg=60)) for i in range(300)]
    lowering = [exchanged(lying(10 + i / 30, left_deg=60 - i)) for i in range(61)]
    together = [lying(12.1 + i / 30) for i in range(60)]
    raised = [lying(14.1 + i / 30, left_deg=float(i)) for i in range(60)]
    found = followed([*apart, *lowering, *together, *raised])
    assert all(right_labels(found[-60:], raised))


def test_after_a_loss_the_network_is_believed_anew() -> None:
    before = [lying(i / 30, left_deg=60) for i in range(40)]
    after = [exchanged(p) for p in [lying(before[-1].time_s + MEMORY_S + 0.1, left_deg=60)]]
    assert all(right_labels(followed([*before, *after])[-1:], after))


def test_a_leg_drawn_on_the_other_is_lost_until_it_is_back_and_steady() -> None:
    true = trembling([lying(i / 30, left_deg=60) for i in range(120)], px=1)
    found = followed([onto_the_other(p) if 40 <= i < 80 else p for i, p in enumerate(true)])
    for part in ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX"):
        gone = lost(found, Landmark[f"LEFT_{part}"])
        assert gone == list(range(40, len(gone) + 40))
        assert 80 <= gone[-1] < 110
        assert lost(found, Landmark[f"RIGHT_{part}"]) == []
    assert lost(found, Landmark.LEFT_HIP) == []


def test_a_joint_that_leaps_is_lost_and_the_rest_of_the_leg_is_not() -> None:
    true = [lying(i / 30, left_deg=60) for i in range(60)]
    away = np.zeros_like(true[0].image)
    away[Landmark.RIGHT_ANKLE] = [60, -60]
    found = followed([moved(p, away) if i == 30 else p for i, p in enumerate(true)])
    assert lost(found, Landmark.RIGHT_ANKLE) == [30]
    assert lost(found, Landmark.RIGHT_HEEL) == [30]
    assert lost(found, Landmark.RIGHT_KNEE) == lost(found, Landmark.LEFT_ANKLE) == []


def test_a_joint_that_is_now_here_now_there_is_lost_between_too() -> None:
    true = [lying(i / 30, left_deg=60) for i in range(90)]
    away = np.zeros_like(true[0].image)
    away[Landmark.RIGHT_KNEE] = [0, -60]
    found = followed([moved(p, away) if i % 4 < 2 else p for i, p in enumerate(true, start=2)])
    assert lost(found, Landmark.RIGHT_KNEE)[-50:] == list(range(40, 90))


def test_a_joint_that_stays_elsewhere_is_believed_there() -> None:
    true = [lying(i / 30, left_deg=60) for i in range(120)]
    away = np.zeros_like(true[0].image)
    away[Landmark.RIGHT_KNEE] = [0, -50]
    found = followed([moved(p, away) if i >= 30 else p for i, p in enumerate(true)])
    assert 30 in lost(found, Landmark.RIGHT_KNEE)
    assert 90 not in lost(found, Landmark.RIGHT_KNEE)


@pytest.mark.parametrize(("seconds", "fps"), [(1.5, 10), (1.0, 15), (1.0, 30), (1.0, 60)])
def test_a_leg_raised_fast_is_never_lost(seconds: float, fps: float) -> None:
    found = followed(trembling(raising(2 * seconds, fps, 90), px=2))
    assert all((p.presence > 0).all() for p in found)


def test_the_poses_given_are_left_as_they_are() -> None:
    poses = [lying(i / 30, left_deg=60) for i in range(40)] + [onto_the_other(lying(40 / 30, left_deg=60))]
    found = followed(poses)
    assert found[-1].presence[Landmark.LEFT_KNEE] == 0
    assert all((p.presence == 1).all() for p in poses)
