"""How far somebody is: steps up after easy days, steps back after bad ones and pauses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from posecoach.history.entries import HoldEntry, PainEntry, SessionEntry
from posecoach.history.plan import course
from posecoach.history.plan.ladder import ladder
from tests.history.plan.practising import FIRST, entry, session

STRETCH = "glute_bridge"


def day(number: int) -> date:
    """Counted from 0."""
    return FIRST + timedelta(days=number)


def level(sessions: list[SessionEntry], on: int, stretch: str = STRETCH) -> int:
    return course.level(stretch, course.days(sessions, day(on)), day(on))


def as_told(numbers: list[int], **last: Any) -> list[SessionEntry]:
    """On these days all that the level asks for is done; ``last`` is what the last session was like."""
    sessions: list[SessionEntry] = []
    for number in numbers:
        rung = ladder(STRETCH)[level(sessions, number)]
        more = last if number == numbers[-1] else {}
        dose = entry(STRETCH).model_copy(update={"hold_goal_s": rung.hold_s})
        holds = entry(STRETCH, rung.total).holds
        sessions.append(session(day(number), dose.model_copy(update={"holds": holds}), **more))
    return sessions


def test_it_begins_at_the_bottom() -> None:
    assert level([], 0) == 0


def test_the_first_week_stays_easy_however_much_is_done() -> None:
    sessions = [session(day(number), entry(STRETCH, 10), felt="better") for number in range(7)]
    assert {level(sessions, on) for on in range(8)} == {0}


def test_then_every_three_easy_days_are_a_step() -> None:
    sessions = as_told(list(range(20)))
    levels = [level(sessions, on) for on in range(21)]
    assert levels[8:] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5]


def test_missed_days_are_no_step_back() -> None:
    sessions = as_told([0, 1, 3, 6, 8, 11, 14, 19])
    assert level(sessions, 19) >= level(sessions[:-1], 14)
    assert level(sessions, 25) == level(sessions, 20)


def test_who_does_less_than_was_asked_stays_where_they_are() -> None:
    sessions = as_told(list(range(9)))
    now = level(sessions, 9)
    sessions += [session(day(number), entry(STRETCH, 4)) for number in range(9, 20)]
    assert now == level(sessions, 20) == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"felt": "worse"},
        {"felt": "moved_down"},
        {"pain_before": 2, "pain_after": 4},
        {"pain_before": 0, "pain_after": 2, "felt": "same"},
    ],
)
def test_a_worse_session_is_a_step_back(bad: dict[str, Any]) -> None:
    before = as_told(list(range(15)))
    sessions = as_told(list(range(15)), **bad)
    assert level(sessions, 15) == level(before[:-1], 14) - 1


def test_a_step_back_is_one_from_what_was_done_not_from_what_might_have_been() -> None:
    sessions = [session(day(number), entry(STRETCH, 6)) for number in range(14)]
    assert level(sessions, 14) == 2
    sessions.append(session(day(14), entry(STRETCH, 6), felt="worse"))
    assert level(sessions, 15) == 0


@pytest.mark.parametrize("fine", [{"felt": "same"}, {"pain_before": 2, "pain_after": 3}, {"felt": "better"}])
def test_a_little_is_not_worse(fine: dict[str, Any]) -> None:
    assert level(as_told(list(range(15)), **fine), 15) == level(as_told(list(range(15))), 15)


@pytest.mark.parametrize(("next_day", "back"), [(5, True), (4, False)])
def test_more_than_two_points_worse_the_next_day_is_a_step_back(next_day: int, back: bool) -> None:
    sessions = as_told(list(range(15)))
    calm = level(sessions, 15)
    sessions[-2] = sessions[-2].model_copy(update={"pain_before": 2})
    sessions[-1] = sessions[-1].model_copy(update={"pain_before": next_day})
    assert (level(sessions, 15) < calm) == back


@pytest.mark.parametrize(("gap", "steps"), [(7, 0), (8, 1), (14, 1), (15, 2), (22, 3), (300, 5)])
def test_a_pause_is_a_step_back_for_every_week_of_it(gap: int, steps: int) -> None:
    sessions = as_told(list(range(20)))
    assert level(sessions, 20) == 5
    assert level(sessions, 19 + gap) == 5 - steps
    after = [*sessions, session(day(19 + gap), entry(STRETCH, 4))]
    assert level(after, 20 + gap) == 5 - steps


def hurting(**pain: Any) -> SessionEntry:
    return session(day(0), entry(STRETCH, 4, pains=(PainEntry(time_s=5, **pain),)), pain_before=1)


@pytest.mark.parametrize(("rating", "hurt"), [(None, True), (1, False), (2, False), (3, True), (9, True)])
def test_what_hurt_is_known(rating: int | None, hurt: bool) -> None:
    (only,) = course.days([hurting(rating=rating)], day(0))
    assert (only.hurt == {STRETCH}) == hurt
    assert only.worse == hurt


def test_a_hold_that_ended_in_pain_hurt() -> None:
    attempt = HoldEntry(side="both", start_s=0, end_s=3, held_s=1, completed=False, why="pain")
    done = entry(STRETCH).model_copy(update={"holds": (attempt,)})
    (only,) = course.days([session(day(0), done)], day(0))
    assert only.hurt == {STRETCH}


def test_what_was_only_looked_at_is_no_session() -> None:
    nothing = entry(STRETCH, 0)
    assert course.days([session(day(0)), session(day(1), nothing)], day(2)) == []


def test_what_a_wrong_clock_dated_into_the_future_does_not_count() -> None:
    assert course.days([session(day(3), entry(STRETCH))], day(2)) == []


def test_days_are_those_of_the_place_where_it_was() -> None:
    late = session(day(0), entry(STRETCH), hour=23)
    assert [each.date for each in course.days([late], day(1))] == [day(0)]


def test_days_in_a_row() -> None:
    days = course.days([session(day(number), entry(STRETCH)) for number in (0, 2, 3, 4)], day(9))
    assert [course.in_a_row(days, day(on)) for on in (4, 5, 6)] == [3, 3, 0]
