"""Pain that a person tells in numbers while they stretch: what stops, and what is only noted."""

from __future__ import annotations

import pytest

from posecoach.coaching.events import Pain
from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.pain import PainLimits
from posecoach.coaching.leading.part import Part
from posecoach.coaching.leading.state import Action, Asked, Mode, PainRating, Urgency
from posecoach.stretches.load import load_rules
from tests.coaching.leading.test_leader import (
    AT_REST,
    LIVE,
    ONE_RAISE,
    RAISE,
    RIGHT_ONCE,
    UP_AND_DOWN,
    led,
    poses,
    texts,
)

LEAST_THAT_STOPS = {0: 2, 1: 3, 2: 4, 3: 4, 4: 5, 5: 6}


def leader_of(*parts: Part, pain_before: int | None = None) -> Leader:
    return Leader(parts, load_rules(), pain_before=pain_before)


@pytest.mark.parametrize(("before", "least"), LEAST_THAT_STOPS.items())
def test_two_more_stops_or_four_where_it_was_less(before: int, least: int) -> None:
    stops = [rating for rating in range(11) if PainLimits(LIVE, before).stops(Pain(0.0, rating))]
    assert stops == list(range(least, 11))


def test_the_limit_does_not_move_with_what_is_told() -> None:
    limits = PainLimits(LIVE, 0)
    assert [limits.stops(Pain(0.0, rating)) for rating in (1, 1, 2)] == [False, False, True]


def test_where_nobody_asked_the_first_rating_is_what_it_was() -> None:
    limits = PainLimits(LIVE, None)
    assert [limits.stops(Pain(0.0, rating)) for rating in (1, 2, 3)] == [False, False, True]
    assert PainLimits(LIVE, None).stops(Pain(0.0, 4))


def test_that_it_hurts_stops_without_a_number() -> None:
    assert PainLimits(LIVE, 5).stops(Pain(0.0))


def test_a_little_is_noted_and_the_hold_goes_on() -> None:
    leader = leader_of(RIGHT_ONCE, pain_before=1)
    film = poses(UP_AND_DOWN)
    led(leader, [pose for pose in film if pose.time_s < 8.0])
    leader.press(PainRating(2), 8.0)
    after = led(leader, [pose for pose in film if pose.time_s >= 8.0])
    assert texts(after)[0] == LIVE.noted
    assert not after[0].hush
    assert after[-1].mode is Mode.FINISHED
    [session] = leader.sessions
    assert len(session.coach.holds) == 1
    assert session.pains == [Pain(8.0, 2)]
    assert session.pain_s == []
    assert leader.tick(30.0).best_deg


def test_more_stops_as_the_pain_key_does() -> None:
    stopped = []
    asked: tuple[Asked, ...] = (Action.PAIN, PainRating(3))
    for key in asked:
        leader = leader_of(Part(RAISE, ONE_RAISE), pain_before=1)
        film = poses(UP_AND_DOWN)
        led(leader, [pose for pose in film if pose.time_s < 8.0])
        leader.press(key, 8.0)
        [state, *_] = after = led(leader, [pose for pose in film if pose.time_s >= 8.0])
        assert {moment.mode for moment in after} == {Mode.PAIN}
        assert state.hush
        assert state.say[0].urgency is Urgency.PAIN
        [session] = leader.sessions
        assert [attempt.why for attempt in session.coach.attempts] == ["pain"]
        assert session.pain_s == [8.0]
        assert not state.best_deg
        stopped.append((texts(after), session.pains))
    assert stopped[0][0] == stopped[1][0]
    assert [pains for _, pains in stopped] == [[Pain(8.0)], [Pain(8.0, 3)]]


def test_who_has_stopped_may_say_how_much_it_is() -> None:
    leader = leader_of(RIGHT_ONCE, pain_before=0)
    led(leader, poses(AT_REST))
    leader.press(Action.PAIN, 2.1)
    leader.tick(2.1)
    leader.press(PainRating(8), 4.0)
    state = leader.tick(4.0)
    assert state.mode is Mode.PAIN
    assert texts([state]) == [LIVE.noted]
    assert leader.sessions[0].pains == [Pain(2.1), Pain(4.0, 8)]
    assert leader.sessions[0].pain_s == [2.1]


@pytest.mark.parametrize("rating", [0, 9])
def test_in_a_pause_and_in_a_rest_it_is_heard_too(rating: int) -> None:
    leader = leader_of(RIGHT_ONCE, RIGHT_ONCE, pain_before=0)
    led(leader, poses(AT_REST))
    leader.press(Action.PAUSE, 2.1)
    leader.press(PainRating(rating), 3.0)
    assert leader.tick(3.0).mode is (Mode.PAIN if rating else Mode.PAUSED)


def test_before_the_first_stretch_much_pain_stops_it_too() -> None:
    leader = Leader([RIGHT_ONCE], load_rules(), advice=["Move slowly."], pain_before=0)
    leader.tick(1.0)
    leader.press(PainRating(6), 2.0)
    assert leader.tick(2.0).mode is Mode.PAIN
    assert leader.sessions == []


def test_at_the_end_nothing_is_heard_any_more() -> None:
    leader = leader_of(RIGHT_ONCE)
    leader.press(Action.QUIT, 1.0)
    leader.press(PainRating(9), 2.0)
    assert leader.tick(2.0).mode is Mode.FINISHED
    assert leader.sessions[0].pains == []
