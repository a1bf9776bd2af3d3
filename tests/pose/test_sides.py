from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.pose.sides import Exchange, find_exchange, relabelled
from tests.pose.skeletons import lying, mirrored, quarter_turned, raising, trembling


def followed(poses: Iterable[Pose]) -> list[Pose]:
    exchange, previous, out = Exchange.NONE, None, []
    for pose in poses:
        exchange = find_exchange(pose, previous, exchange)
        previous = relabelled(pose, exchange)
        out.append(previous)
    return out


def same(a: list[Pose], b: list[Pose]) -> bool:
    names = ("image", "world", "visibility", "presence")
    return all(np.array_equal(getattr(p, n), getattr(q, n)) for p, q in zip(a, b, strict=True) for n in names)


@pytest.mark.parametrize("exchange", [Exchange.BELOW_HIPS, Exchange.LEGS])
@pytest.mark.parametrize("turn", [lambda p: p, mirrored, quarter_turned])
def test_exchanged_legs_are_put_back_and_stay_so(exchange: Exchange, turn) -> None:  # type: ignore[no-untyped-def]
    true = [turn(p) for p in trembling(raising(), px=1)]
    seen = [relabelled(p, exchange) if 50 <= i < 80 else p for i, p in enumerate(true)]
    knees = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
    for p, q in zip(followed(seen), true, strict=True):
        np.testing.assert_array_equal(p.image[knees], q.image[knees])
        np.testing.assert_array_equal(p.world[knees], q.world[knees])
        np.testing.assert_array_equal(p.visibility[knees], q.visibility[knees])


def test_a_body_turned_over_by_the_network_is_turned_back() -> None:
    true = [quarter_turned(p) for p in raising(side="right")]
    seen = [relabelled(p, Exchange.BODY) if i >= 60 else p for i, p in enumerate(true)]
    assert same(followed(seen), true)


@pytest.mark.parametrize("fps", [15, 30, 60])
@pytest.mark.parametrize("seconds", [0.5, 1.0, 4.0])
def test_legs_that_pass_each_other_are_left_alone(fps: float, seconds: float) -> None:
    times = np.arange(0, seconds, 1 / fps)
    share = times / seconds
    true = [
        lying(float(t), left_deg=70 * float(1 - s), right_deg=70 * float(s))
        for t, s in zip(times, share, strict=True)
    ]
    assert same(followed(trembling(true, px=1)), trembling(true, px=1))


def test_after_a_loss_the_network_is_believed_anew() -> None:
    before, after = raising(2)[:40], [lying(5.0, right_deg=60)]
    assert same(followed([*before, *after])[-1:], after)


def test_every_exchange_is_its_own_inverse() -> None:
    pose = raising()[50]
    for exchange in Exchange:
        assert same([relabelled(relabelled(pose, exchange), exchange)], [pose])
    assert Exchange.BODY.value[Landmark.LEFT_EAR] is Landmark.RIGHT_EAR
    assert Exchange.BODY.value[Landmark.NOSE] is Landmark.NOSE
