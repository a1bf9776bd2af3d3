"""What is told as a real change, and what is not."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import numpy as np
import pytest

from benchmarks.real_change import NOISES, claims, false_claims, told_on
from posecoach.history.progress.change import over_fortnight, scatter, since_first
from posecoach.history.progress.values import Reading
from posecoach.history.progress.verdict import lately, verdict
from tests.history.progress.people import on_day, session


def line(*readings: tuple[float, float], error_deg: float = 3.0) -> list[Reading]:
    """Of (day, angle)."""
    begin = session(1).began_at
    return [
        Reading(uuid4(), begin + timedelta(days=day - 1), value_deg, error_deg, 3)
        for day, value_deg in readings
    ]


def test_two_readings_a_fortnight_apart_are_enough_for_a_large_change() -> None:
    said = verdict(line((1, 41), (15, 58)), "more", on_day(15))
    assert said.kind == "better"
    assert said.change_deg == 17
    assert said.sentence == "17° better than a fortnight ago, more than measurement error (15°)."
    assert verdict(line((1, 41), (15, 59)), "more", on_day(15)).kind == "better"
    assert verdict(line((1, 59), (15, 41)), "more", on_day(15)).kind == "worse"
    assert verdict(line((1, 59), (15, 41)), "less", on_day(15)).kind == "better"


def test_a_change_within_the_error_is_none_yet() -> None:
    said = verdict(line((1, 60), (10, 62)), "more", on_day(10))
    assert said.kind == "same"
    assert said.sentence == "No real change yet: 2° more than on 1 September, within measurement error (15°)."
    equal = verdict(line((1, 60), (2, 60.3)), "more", on_day(2))
    assert equal.sentence == (
        "No real change yet: as much as yesterday, give or take measurement error (15°)."
    )


def test_the_first_one_is_compared_with_nothing() -> None:
    said = verdict(line((1, 60)), "more", on_day(1))
    assert (said.kind, said.change_deg, said.detectable_deg) == ("first", None, None)
    assert said.sentence == "The first measurement; a second one can be compared with it."


def test_less_is_told_without_blame() -> None:
    values = [(day, 60.0 if day < 30 else 48.0) for day in range(1, 37)]
    said = verdict(line(*values), "more", on_day(36))
    assert said.kind == "worse"
    assert said.sentence == (
        "12° less than in the week from 1 September, more than measurement error (7°). "
        "A bad week is part of it; if it stays, ask your doctor or physiotherapist."
    )


def test_where_going_on_is_not_the_aim_nothing_is_better() -> None:
    values = [(day, 30.0 if day < 10 else 60.0) for day in range(1, 20)]
    said = verdict(line(*values), "neither", on_day(19))
    assert said.kind == "changed"
    assert "better" not in said.sentence


def test_what_is_told_as_real_is_more_than_the_error_beside_it() -> None:
    rng = np.random.default_rng(5)
    for _ in range(300):
        days = np.cumsum(rng.integers(1, 4, 8))
        change = since_first(line(*((int(day), float(rng.normal(50, 8))) for day in days)))
        assert change is not None
        assert change.real == (abs(change.change_deg) > change.detectable_deg)
        assert change.detectable_deg >= 6


def test_who_scatters_more_than_the_errors_say_needs_a_larger_change() -> None:
    rng = np.random.default_rng(1)
    calm = line(*((day, 50 + rng.normal(0, 1)) for day in range(1, 30)))
    restless = line(*((day, 50 + rng.normal(0, 8)) for day in range(1, 30)))
    assert scatter(calm) == pytest.approx(1, abs=0.4)
    assert scatter(restless) == pytest.approx(8, abs=3)
    few, many = since_first(calm), since_first(restless)
    assert few is not None
    assert many is not None
    assert many.detectable_deg > 1.5 * few.detectable_deg


def test_a_step_between_far_days_is_no_scatter() -> None:
    assert scatter(line((1, 40), (2, 41), (3, 40), (4, 41), (30, 70), (31, 71))) < 2


def test_no_reading_stands_on_both_sides_of_a_comparison() -> None:
    three = since_first(line((1, 40), (2, 60), (3, 80)))
    assert three is not None
    assert (three.change_deg, three.readings) == (40, 1)
    month = line(*((day, float(day)) for day in range(1, 31)))
    first = since_first(month)
    assert first is not None
    assert first.change_deg == 27 - 4


def test_a_fortnight_ago_is_told_of_long_lines_only() -> None:
    days = [*range(1, 22)]
    assert lately(line(*((day, 50.0) for day in days)), "more", on_day(21)) is None
    long = line(*((day, 50.0 if day < 25 else 70.0) for day in range(1, 35)))
    said = lately(long, "more", on_day(34))
    assert said is not None
    assert said.sentence == "20° better than a fortnight ago, more than measurement error (7°)."
    assert lately(long, "more", on_day(60)) is None


def test_a_fortnight_without_readings_then_is_not_compared() -> None:
    assert over_fortnight(line((1, 50), (2, 50), (40, 70))) is None


@pytest.mark.parametrize(("noise", "most"), [(name, 0.05) for name in [*NOISES][:3]])
def test_hardly_any_history_without_a_change_is_told_one(noise: str, most: float) -> None:
    """Every day of 60 is looked at, on both sides; 120 histories here, 1,000 in the benchmark."""
    any_claim, _ = false_claims(NOISES[noise], 120, seed=11)
    assert any_claim <= most


def test_a_true_change_is_told_in_time() -> None:
    body = NOISES["and the body's own, 2.5°"]
    told = told_on(body, 18, 40, seed=2)
    assert sum(day is not None and day <= 25 for day in told) >= 36


def test_the_benchmark_can_see_a_false_claim() -> None:
    wild = line(*((day, 50.0 if day < 15 else 90.0) for day in range(1, 30)))
    assert any(change for _, change in claims(wild))


def test_two_weeks_that_share_days_are_not_told_as_a_week() -> None:
    """Four readings in four days: the first week is this very week."""
    days = line((17, 60), (18, 60), (19, 63), (20, 63))
    said = verdict(days, "more", on_day(20)).sentence
    assert said.startswith("No real change yet: 3° more than at first, ")
    same = verdict(line((17, 60), (18, 60), (19, 60), (20, 60)), "more", on_day(20)).sentence
    assert "as much as at first" in same


@pytest.mark.parametrize(("last", "when"), [(13, "than at first"), (14, "than in the week from 1 September")])
def test_a_week_is_named_where_it_is_over_before_the_latest_one_begins(last: int, when: str) -> None:
    days = line((1, 60), (2, 60), (last - 1, 61), (last, 61))
    assert when in verdict(days, "more", on_day(last)).sentence
