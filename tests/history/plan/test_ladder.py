"""The ladder of every stretch: short first, never beyond its own doses, never over ten a side."""

from __future__ import annotations

import pytest

from posecoach.history.plan.ladder import NOT_REACHED, ladder, reached
from posecoach.stretches.load import load_stretch, stretch_ids
from tests.history.plan.practising import entry


@pytest.mark.parametrize("stretch_id", stretch_ids())
def test_it_goes_up_by_repetitions_then_sets_then_longer_doses(stretch_id: str) -> None:
    rungs = ladder(stretch_id)
    amounts = [(rung.hold_s, rung.total) for rung in rungs]
    assert amounts == sorted(set(amounts))
    assert rungs[0].hold_s == min(dose.hold_s for dose in load_stretch(stretch_id).doses.values())


@pytest.mark.parametrize("stretch_id", stretch_ids())
def test_nothing_is_beyond_the_doses_of_the_spec(stretch_id: str) -> None:
    doses = load_stretch(stretch_id).doses
    for rung in ladder(stretch_id):
        own = doses[rung.dose]
        assert rung.hold_s == own.hold_s
        assert (rung.repetitions, rung.sets) <= (own.repetitions, own.sets)
        assert rung.sets <= own.sets
        assert rung.total <= 10


@pytest.mark.parametrize("stretch_id", stretch_ids())
def test_it_begins_with_half_or_less(stretch_id: str) -> None:
    rungs = ladder(stretch_id)
    assert rungs[0].total <= max(1, load_stretch(stretch_id).doses[rungs[0].dose].total // 2)


def test_a_stretch_is_held_for_one_to_three_minutes_where_half_a_minute_is_asked() -> None:
    assert [rung.held_s for rung in ladder("supine_piriformis")] == [60, 90, 120, 150]


def test_the_longer_dose_comes_last() -> None:
    assert [(rung.dose, rung.total) for rung in ladder("single_knee_to_chest")] == [
        *(("alternating", count) for count in (2, 3, 4, 5)),
        *(("long", count) for count in (2, 3, 4, 5)),
    ]


@pytest.mark.parametrize("stretch_id", stretch_ids())
def test_a_rung_that_was_done_is_reached(stretch_id: str) -> None:
    stretch = load_stretch(stretch_id)
    for index, rung in enumerate(ladder(stretch_id)):
        done = entry(stretch_id, rung.total, stretch.doses[rung.dose])
        assert reached(stretch_id, [done]) == index


def test_of_two_sides_the_one_with_fewer_counts() -> None:
    both = entry("supine_piriformis", 4)
    fewer = both.model_copy(update={"holds": both.holds[:4] + both.holds[4:6]})
    assert reached("supine_piriformis", [both]) == 2
    assert reached("supine_piriformis", [fewer]) == 0
    one_side = both.model_copy(update={"holds": both.holds[:4]})
    assert reached("supine_piriformis", [one_side]) == NOT_REACHED


def test_attempts_do_not_count() -> None:
    done = entry("glute_bridge", 10)
    tried = tuple(hold.model_copy(update={"completed": False, "why": "fault"}) for hold in done.holds)
    assert reached("glute_bridge", [done.model_copy(update={"holds": tried})]) == NOT_REACHED
