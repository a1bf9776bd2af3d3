"""Whom the tracker follows where there are several, with an engine and a search of known habits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from posecoach.pose.pose import Pose, Status
from posecoach.pose.tracker import track
from posecoach.pose.whom import Preference, lies
from posecoach.video.frame import Frame
from tests.pose.people import Room, standing
from tests.pose.skeletons import lying
from tests.pose.test_tracker import PICTURE

FPS = 30


def followed(
    people: Callable[[float], Sequence[Pose]],
    seconds: float,
    prefers: Preference | None = "lying",
    hops_s: Sequence[float] = (),
) -> tuple[list[Pose], Room]:
    room = Room(people, PICTURE)
    room.hops_s = list(hops_s)
    frames = [Frame(i / FPS, PICTURE) for i in range(round(seconds * FPS))]
    return list(track(frames, room, room, prefers)), room


def lying_shares(poses: Sequence[Pose]) -> set[float]:
    return {lies(pose) for pose in poses if pose.measured}


def leg_deg(time_s: float) -> float:
    return 60 * min(1.0, time_s / 3)


def test_somebody_alone_and_settled_is_searched_for_once() -> None:
    poses, room = followed(lambda t: [lying(t, left_deg=leg_deg(t))], 20)
    assert {pose.status for pose in poses} == {Status.MEASURED}
    assert len(room.searched_s) == 1


@pytest.mark.parametrize(("prefers", "share"), [("lying", 1.0), ("upright", 0.0)])
def test_the_one_who_is_as_preferred_is_followed_whoever_the_engine_takes(
    prefers: Preference, share: float
) -> None:
    for order in (1, -1):
        poses, room = followed(lambda t, order=order: [lying(t), standing(t)][::order], 8, prefers)
        assert {pose.status for pose in poses} == {Status.MEASURED}
        assert {pose.scene for pose in poses} == {0}
        assert lying_shares(poses) == {share}
        assert len(room.searched_s) < 8


@pytest.mark.parametrize("prefers", ["lying", None])
def test_a_hop_onto_another_is_undone_at_once(prefers: Preference | None) -> None:
    poses, _ = followed(lambda t: [standing(t), lying(t, size=1.2)], 8, prefers, hops_s=[1.0, 3.1, 5.55])
    assert lying_shares(poses) == {1.0}
    assert {pose.scene for pose in poses} == {0}
    assert sum(pose.measured for pose in poses) > 0.97 * len(poses)


def test_while_the_one_followed_is_hidden_nobody_is() -> None:
    def people(time_s: float) -> list[Pose]:
        return [standing(time_s)] if 2 < time_s < 4 else [standing(time_s), lying(time_s)]

    poses, _ = followed(people, 8)
    assert lying_shares(poses) == {1.0}
    assert {pose.status for pose in poses if 2.25 < pose.time_s < 4} == {Status.ABSENT}
    assert all(pose.measured for pose in poses if pose.time_s > 4.3)
    assert {pose.scene for pose in poses} == {0}


def test_who_crosses_in_front_and_hides_somebody_alone_is_not_followed() -> None:
    def people(time_s: float) -> list[Pose]:
        walker = standing(time_s, at=(250 * (time_s - 3), 0))
        return [walker] if 2.5 < time_s < 3.5 else [lying(time_s)]

    poses, _ = followed(people, 6, None)
    assert lying_shares(poses) == {1.0}
    assert all(pose.measured for pose in poses if not 2.4 < pose.time_s < 3.8)


def test_who_lies_down_is_followed_instead_of_who_stood_there_first() -> None:
    poses, _ = followed(
        lambda t: [standing(t)] if t < 3 else [standing(t), lying(t, left_deg=leg_deg(t - 3))], 8
    )
    assert lies(poses[60]) == 0
    assert all(lies(pose) == 1 for pose in poses if pose.time_s > 5.1)
    assert (poses[60].scene, poses[-1].scene) == (0, 1)
