from __future__ import annotations

from itertools import pairwise

import pytest

from posecoach.video.stamps import mend

STEP_S = 0.04


def times(stamps: list[float | None]) -> list[float]:
    return [time_s for time_s, _ in mend(((stamp, None) for stamp in stamps), STEP_S)]


def test_good_stamps_are_kept_to_the_bit() -> None:
    good = [0.1, 0.133, 0.1667, 1.0, 1.0000001]
    assert times([*good]) == good


def test_every_item_keeps_its_place() -> None:
    assert [item for _, item in mend([(0.0, "a"), (None, "b"), (0.5, "c")], STEP_S)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("stamps", "expected"),
    [
        ([], []),
        ([3.0], [3.0]),
        ([None], [0.0]),
        ([None, None, None], [0.0, 0.04, 0.08]),
        ([None, 1.0], [0.96, 1.0]),
        ([0.0, None, 0.08], [0.0, 0.04, 0.08]),
        ([0.0, None, 0.01], [0.0, 0.005, 0.01]),
        ([0.0, 0.04, None], [0.0, 0.04, 0.08]),
        ([0.0, 0.04, 0.04, 0.12], [0.0, 0.04, 0.08, 0.12]),
        ([0.0, 0.04, 0.02, 0.12], [0.0, 0.04, 0.08, 0.12]),
        ([0.0, 0.04, 900.0, 0.12], [0.0, 0.04, 0.08, 0.12]),
        ([5.0, 5.04, 0.0, 0.04, 0.08], [5.0, 5.04, 5.08, 5.12, 5.16]),
        ([0.0, 0.0, 0.0], [0.0, 0.04, 0.08]),
    ],
)
def test_bad_stamps_are_mended(stamps: list[float | None], expected: list[float]) -> None:
    assert times(stamps) == pytest.approx(expected)


def test_times_increase_whatever_comes() -> None:
    awkward = [None, 3.0, 3.0, 2.0, None, None, 2.5, 9.0, 9.0, 1.0, None, 1.5, 7.0, 6.0, 5.0, None]
    assert all(earlier < later for earlier, later in pairwise(times(awkward)))
