from __future__ import annotations

import pytest

from posecoach.pose.whom import Person, Preference, apart, best, lies, suits
from tests.pose.people import standing
from tests.pose.skeletons import lying, quarter_turned


def test_lying_and_standing_are_told_apart_whatever_the_legs_do() -> None:
    for pose in (lying(0), lying(0, left_deg=80), lying(0, left_deg=90, right_deg=90)):
        assert lies(pose) == pytest.approx(1)
    assert lies(standing(0)) == pytest.approx(0)


def test_somebody_folded_over_stands() -> None:
    """The trunk hangs, the feet are below."""
    folded = standing(0)
    trunk = [*range(23)]
    world = folded.world.copy()
    world[trunk, :2] = -world[trunk, :2] + 2 * folded.world[[23, 24], :2].mean(0)
    object.__setattr__(folded, "world", world)
    assert lies(folded) == pytest.approx(0)
    assert suits(folded, "upright") == pytest.approx(1)


@pytest.mark.parametrize(("prefers", "expected"), [("lying", 0), ("upright", 1), (None, 0)])
def test_who_is_as_preferred_is_chosen_else_the_larger(prefers: Preference | None, expected: int) -> None:
    poses = [lying(0), standing(0)]
    assert best([Person(pose) for pose in poses], prefers, None).pose is poses[expected]


def test_the_one_followed_is_followed_on_past_a_larger_one() -> None:
    ours, larger = lying(1, at=(-100, 0), size=0.7), lying(1, at=(100, 0))
    before = lying(0, at=(-100, 0), size=0.7)
    assert best([Person(larger), Person(ours)], "lying", before).pose is ours


def test_a_picture_on_the_wall_is_chosen_last() -> None:
    poster, body = standing(1), lying(1)
    assert best([Person(poster, still=True), Person(body)], "upright", standing(0)).pose is body


def test_skeletons_apart_are_told_by_the_farther_end_of_the_trunk() -> None:
    assert apart(lying(0), lying(0)) == 0
    assert apart(lying(0), lying(0, at=(0.5 * 0.48 * 200, 0))) == pytest.approx(0.5, abs=0.02)
    assert apart(lying(0, left_deg=90), lying(0)) == 0
    assert apart(lying(0), quarter_turned(lying(0))) > 0.7
