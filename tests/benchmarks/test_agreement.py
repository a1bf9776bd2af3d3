"""Figures of agreement on arrays whose answers are known."""

import numpy as np
import pytest

from benchmarks.accuracy.agreement import agreement, share, variances


def clips_of(*counts: int) -> np.ndarray:
    return np.repeat(np.arange(len(counts)), counts)


def test_a_constant_error_is_all_bias() -> None:
    found = agreement(np.full(6, -2.0), clips_of(2, 1, 3))
    assert found is not None
    assert (found.frames, found.clips) == (6, 3)
    assert (found.bias, found.mae, found.sd, found.p95) == (-2.0, 2.0, 0.0, 2.0)
    assert (found.low, found.high) == (-2.0, -2.0)


def test_errors_of_both_signs_cancel_in_the_bias_alone() -> None:
    found = agreement(np.array([3.0, -3.0, 3.0, -3.0]), clips_of(2, 2))
    assert found is not None
    assert (found.bias, found.mae) == (0.0, 3.0)


def test_clips_that_differ_widen_the_limits_as_a_handful_of_clips_does() -> None:
    """Three clips that err by 4, 0 and -4 throughout: the variance between is 16, that of frames 10.7."""
    errors = np.repeat([4.0, 0.0, -4.0], 100)
    between, within = variances(errors, clips_of(100, 100, 100))
    assert (between, within) == (pytest.approx(16.0), 0.0)
    found = agreement(errors, clips_of(100, 100, 100))
    assert found is not None
    assert found.high == pytest.approx(1.96 * 4)
    assert found.sd == pytest.approx(np.sqrt(32 / 3), abs=0.02)


def test_the_variances_are_those_that_the_errors_were_made_with() -> None:
    random = np.random.default_rng(5)
    counts = random.integers(20, 200, 400)
    errors = np.repeat(random.normal(0, 3, 400), counts) + random.normal(1, 2, counts.sum())
    between, within = variances(errors, clips_of(*counts))
    assert between == pytest.approx(9, rel=0.15)
    assert within == pytest.approx(4, rel=0.05)


def test_one_clip_knows_nothing_of_others() -> None:
    assert variances(np.array([1.0, 3.0]), clips_of(2)) == (0.0, 2.0)
    assert variances(np.array([1.0]), clips_of(1)) == (0.0, 0.0)


@pytest.mark.parametrize("counts", [(9,), (4, 5)])
def test_one_or_two_clips_have_no_limits(counts: tuple[int, ...]) -> None:
    found = agreement(np.linspace(-1, 1, 9), clips_of(*counts))
    assert found is not None
    assert (found.low, found.high) == (None, None)
    assert found.bias == pytest.approx(0.0)


def test_nothing_agrees_with_nothing() -> None:
    assert agreement(np.array([]), np.array([], np.int64)) is None
    assert share(np.array([], bool)) is None
    assert share(np.array([True, False, True, True])) == 0.75
