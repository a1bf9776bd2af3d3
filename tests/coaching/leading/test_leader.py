"""Live sessions on scripted bodies: what is led through, what stops it, and what is said meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from posecoach.coaching.events import Phase
from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.leading.sentences import sentences
from posecoach.coaching.leading.state import Action, LiveState, Mode, Urgency
from posecoach.pose.pose import Pose, absent
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.stretches.model import Dose
from posecoach.video.camera.trouble import Trouble
from tests.coaching.scripts import raise_right, session

LIVE = load_rules().live
RAISE = load_stretch("active_straight_leg_raise")
ONE_RAISE = Dose(hold_s=5, repetitions=1, source="R4-2")
AT_REST = [(0.0, 0.0), (2.0, 0.0)]
UP_AND_DOWN = [(0.0, 0.0), (2.0, 0.0), (5.0, 60.0), (13.0, 60.0), (16.0, 0.0), (25.0, 0.0)]
RIGHT_ONCE = Part(RAISE, ONE_RAISE, ("right",))


def leader_of(*parts: Part) -> Leader:
    return Leader(parts, load_rules())


def poses(knots: Sequence[tuple[float, float]], from_s: float = 0.0) -> list[Pose]:
    return [replace(pose, time_s=pose.time_s + from_s) for pose in session(raise_right, knots)]


def led(leader: Leader, film: Iterable[Pose]) -> list[LiveState]:
    return [leader.step(pose) for pose in film]


def texts(states: Iterable[LiveState]) -> list[str]:
    return [said.text for state in states for said in state.say]


def test_one_stretch_is_introduced_coached_and_over() -> None:
    leader = leader_of(RIGHT_ONCE)
    states = led(leader, poses(UP_AND_DOWN))
    said = texts(states)
    assert said[0] == f"{RAISE.name}. Hold 5 seconds, once."
    assert next(sound for state in states for sound in state.sounds) == "start"
    assert states[-1].mode is Mode.FINISHED
    [session] = leader.sessions
    assert [hold.side for hold in session.coach.holds] == ["right"]


def test_every_cue_of_the_coach_is_said_once_and_in_its_time() -> None:
    leader = leader_of(RIGHT_ONCE)
    said = [(state.time_s, text.text) for state in led(leader, poses(UP_AND_DOWN)) for text in state.say]
    for cue in leader.sessions[0].coach.cues:
        assert said.count((cue.time_s, cue.text)) == 1


def test_the_next_stretch_comes_after_a_rest_that_says_what_it_is() -> None:
    press_up = load_stretch("prone_press_up")
    leader = leader_of(replace(RIGHT_ONCE, rest_s=8.0), Part(press_up, press_up.dose()))
    states = led(leader, [*poses(UP_AND_DOWN), *poses(UP_AND_DOWN, from_s=25.1)])
    rest = [state for state in states if state.mode is Mode.RESTING]
    assert rest[-1].time_s - rest[0].time_s == pytest.approx(8.0, abs=0.2)
    assert rest[0].upcoming is press_up
    assert LIVE.rest.format(seconds=8, name=press_up.name) in texts(rest)
    left_s = [state.rest_left_s for state in rest]
    assert left_s == sorted(left_s, reverse=True)
    assert states[-1].stretch is press_up
    assert (states[-1].number, states[-1].of) == (2, 2)


def test_nothing_counts_in_a_pause_and_the_session_goes_on_after_it() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    led(leader, poses(AT_REST))
    leader.press(Action.PAUSE, 2.1)
    paused = led(leader, poses(UP_AND_DOWN, from_s=2.2))
    assert {state.mode for state in paused} == {Mode.PAUSED}
    assert texts(paused) == [LIVE.paused]
    assert not any(state.coach for state in paused)
    leader.press(Action.PAUSE, 28.0)
    going_on = led(leader, poses(UP_AND_DOWN, from_s=28.1))
    assert texts(going_on)[0] == LIVE.go_on
    [hold] = leader.sessions[0].coach.holds
    assert hold.start_s > 28.0


def test_who_pauses_in_a_hold_is_not_told_that_it_was_short() -> None:
    leader = leader_of(Part(RAISE, RAISE.dose()))
    film = poses(UP_AND_DOWN)
    led(leader, [pose for pose in film if pose.time_s < 10.0])
    leader.press(Action.PAUSE, 10.0)
    leader.tick(20.0)
    leader.press(Action.PAUSE, 20.1)
    after = led(leader, poses(UP_AND_DOWN, from_s=20.1)[:150])
    assert [attempt.why for attempt in leader.sessions[0].coach.attempts] == ["paused"]
    assert load_rules().say.not_yet not in texts(after)


def test_pain_stops_everything_at_once() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    film = poses(UP_AND_DOWN)
    led(leader, [pose for pose in film if pose.time_s < 8.0])
    leader.press(Action.PAIN, 8.0)
    after = led(leader, [pose for pose in film if pose.time_s >= 8.0])
    assert after[0].say[0].text == LIVE.pain
    assert after[0].say[0].urgency is Urgency.PAIN
    assert texts(after) == [LIVE.pain, LIVE.pain_choices]
    assert {state.mode for state in after} == {Mode.PAIN}
    assert not any(state.sounds for state in after)
    coach = leader.sessions[0].coach
    assert not coach.holds
    assert [attempt.why for attempt in coach.attempts] == ["pain"]


def test_a_hold_that_met_its_dose_before_the_pain_stays() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    film = poses(UP_AND_DOWN)
    led(leader, [pose for pose in film if pose.time_s < 12.0])
    leader.press(Action.PAIN, 12.0)
    assert [hold.completed for hold in leader.sessions[0].coach.holds] == [True]


def test_next_skips_the_stretch_and_then_the_rest() -> None:
    leader = leader_of(replace(RIGHT_ONCE, rest_s=30.0), RIGHT_ONCE)
    led(leader, poses(AT_REST))
    leader.press(Action.NEXT, 2.1)
    assert leader.tick(2.2).mode is Mode.RESTING
    leader.press(Action.NEXT, 2.3)
    state = leader.tick(2.4)
    assert (state.mode, state.number) == (Mode.COACHING, 2)
    leader.press(Action.NEXT, 2.5)
    assert leader.tick(2.6).mode is Mode.FINISHED


def test_quitting_keeps_what_is_under_way_as_an_attempt() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    led(leader, [pose for pose in poses(UP_AND_DOWN) if pose.time_s < 8.0])
    leader.press(Action.QUIT, 8.0)
    assert leader.tick(8.1).mode is Mode.FINISHED
    assert [attempt.why for attempt in leader.sessions[0].coach.attempts] == ["ended"]


def test_the_end_of_a_film_is_nobodys_wish() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    led(leader, [pose for pose in poses(UP_AND_DOWN) if pose.time_s < 8.0])
    leader.end()
    assert [attempt.why for attempt in leader.sessions[0].coach.attempts] == ["too_short"]


def test_who_leaves_is_waited_for_quietly_and_ten_minutes_later_it_is_over() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    led(leader, poses(AT_REST))
    away = [leader.step(absent(2.1 + second, 640, 360)) for second in range(700)]
    assert away[100].coach is not None
    assert away[100].coach.phase is Phase.AWAY
    said = [(state.time_s, text) for state in away for text in texts([state])]
    assert [text for time_s, text in said if time_s > 66.0] == []
    assert texts(away).count(LIVE.waiting) == 1
    assert away[-1].mode is Mode.FINISHED
    assert away[500].mode is Mode.COACHING


@pytest.mark.parametrize("action", [Action.PAUSE, Action.PAIN])
def test_a_pause_is_as_long_as_somebody_is_there(action: Action) -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    [resting, *_] = film = poses(AT_REST)
    led(leader, film)
    leader.press(action, 2.1)
    there = [leader.step(replace(resting, time_s=float(second))) for second in range(3, 2000, 10)]
    assert Mode.COACHING not in {state.mode for state in there}
    assert there[-1].mode is not Mode.FINISHED
    gone = [leader.step(absent(2000.0 + second, 640, 360)) for second in range(0, 700, 10)]
    assert gone[-1].mode is Mode.FINISHED


def test_a_rest_stands_still_in_a_pause() -> None:
    leader = leader_of(replace(RIGHT_ONCE, rest_s=30.0), RIGHT_ONCE)
    leader.press(Action.NEXT, 0.1)
    leader.press(Action.PAUSE, 10.1)
    leader.tick(100.0)
    leader.press(Action.PAUSE, 100.1)
    assert leader.tick(100.1).rest_left_s == pytest.approx(20.0, abs=0.1)


def test_trouble_with_the_camera_is_said_once_each_time() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    led(leader, poses(AT_REST))
    states = [leader.tick(2.1 + 0.05 * tick, "silent") for tick in range(100)]
    assert texts(states) == [LIVE.trouble["silent"]]
    assert states[-1].trouble == LIVE.trouble["silent"]
    assert leader.tick(60.0).trouble is None
    assert texts([leader.tick(60.1, "silent")]) == [LIVE.trouble["silent"]]


def test_every_trouble_has_its_sentence() -> None:
    assert LIVE.trouble.keys() == {trouble.value for trouble in Trouble}


def test_troubles_in_turn_do_not_nag() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    led(leader, poses(AT_REST))
    states = [leader.tick(3.0 + second, ("missing", "silent")[second // 5 % 2]) for second in range(120)]
    assert len(texts(states)) <= 2 * (1 + 120 / LIVE.trouble_again_s.value)


def test_trouble_that_came_in_pain_is_told_afterwards() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    led(leader, poses(AT_REST))
    leader.press(Action.PAIN, 2.1)
    leader.tick(2.2)
    assert not texts([leader.tick(3.0 + second, "black") for second in range(10)])
    leader.press(Action.PAUSE, 14.0)
    assert LIVE.trouble["black"] in texts([leader.tick(14.1, "black"), leader.tick(14.2, "black")])


def test_nobody_is_away_while_the_camera_is() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    led(leader, poses(AT_REST))
    states = [leader.tick(2.1 + second, "silent") for second in range(1000)]
    assert LIVE.waiting not in texts(states)
    assert states[-1].mode is Mode.COACHING


def test_what_was_seen_before_the_camera_failed_is_not_shown_for_ever() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    led(leader, [pose for pose in poses(UP_AND_DOWN) if pose.time_s < 8.0])
    assert leader.tick(8.3).coach is not None
    assert leader.tick(11.0, "silent").coach is None


def test_a_gap_in_a_hold_is_the_cameras_fault_and_told_so() -> None:
    leader = leader_of(Part(RAISE, RAISE.dose()))
    states = led(leader, [pose for pose in poses(UP_AND_DOWN) if not 8.0 <= pose.time_s < 9.2])
    assert texts(states).count(LIVE.gap) == 1


@pytest.mark.parametrize(
    ("action", "text"),
    [
        (Action.PAUSE, LIVE.paused_in_target),
        (Action.PAIN, LIVE.pain),
        (Action.QUIT, None),
        (Action.NEXT, None),
    ],
)
def test_what_was_being_said_is_over_when_the_person_asks_for_something(
    action: Action, text: str | None
) -> None:
    leader = leader_of(RIGHT_ONCE, RIGHT_ONCE)
    states = led(leader, [pose for pose in poses(UP_AND_DOWN) if pose.time_s < 7.0])
    assert not any(state.hush for state in states)
    leader.press(action, 7.0)
    first = leader.tick(7.05)
    assert first.hush
    assert text is None or first.say[0].text == text
    assert not leader.tick(7.1).hush


def test_every_pain_is_kept_and_the_way_back_is_gentle() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    film = poses(UP_AND_DOWN)
    led(leader, [pose for pose in film if pose.time_s < 12.0])
    leader.press(Action.PAIN, 12.0)
    leader.tick(12.1)
    leader.press(Action.PAIN, 13.0)
    leader.tick(13.1)
    leader.press(Action.PAUSE, 20.0)
    after = led(leader, [pose for pose in poses(AT_REST, from_s=20.1)])
    assert leader.sessions[0].pain_s == [12.0, 13.0]
    assert texts(after)[0] == LIVE.go_on_gently
    assert not after[-1].best_deg
    assert not any("more" in text for text in texts(after)[1:])


def test_a_routine_goes_on_when_nothing_comes_of_a_stretch() -> None:
    leader = leader_of(RIGHT_ONCE, RIGHT_ONCE)
    still_s = 3 * LIVE.stuck_s.value
    states = led(leader, session(raise_right, [(0.0, 0.0), (still_s, 0.0)], fps=8))
    told = [state.time_s for state in states if LIVE.stuck in texts([state])]
    second = next(state.time_s for state in states if state.number == 2)
    assert told[0] == pytest.approx(LIVE.stuck_s.value, abs=1.0)
    assert second == pytest.approx(2 * LIVE.stuck_s.value, abs=1.0)


def test_a_single_stretch_waits_as_long_as_it_takes() -> None:
    leader = leader_of(RIGHT_ONCE)
    states = led(leader, session(raise_right, [(0.0, 0.0), (3 * LIVE.stuck_s.value, 0.0)], fps=8))
    assert LIVE.stuck not in texts(states)
    assert states[-1].mode is Mode.COACHING


def test_all_is_done_only_when_every_dose_is() -> None:
    leader = leader_of(RIGHT_ONCE)
    assert led(leader, poses(UP_AND_DOWN))[-1].all_done
    leader = leader_of(RIGHT_ONCE, RIGHT_ONCE)
    led(leader, poses(UP_AND_DOWN))
    leader.press(Action.QUIT, 26.0)
    assert not leader.tick(26.1).all_done


def test_there_is_time_for_all_of_the_advice() -> None:
    advice = ["word " * 20] * 6
    leader = Leader([RIGHT_ONCE], load_rules(), advice=advice)
    spoken_s = 120 / load_rules().cues.words_per_s.value
    assert leader.tick(spoken_s).mode is Mode.RESTING
    assert leader.tick(spoken_s).advice == tuple(advice)
    assert leader.tick(spoken_s + 20.0).mode is Mode.COACHING


def test_the_best_of_today_is_known_per_side() -> None:
    leader = leader_of(Part(RAISE, ONE_RAISE))
    states = led(leader, poses(UP_AND_DOWN))
    assert not states[0].best_deg
    best = states[-1].best_deg
    assert best is not None
    assert best.keys() == {"right"}
    assert best["right"] == pytest.approx(60.0, abs=3.0)


def test_advice_comes_before_the_first_stretch_and_gives_time() -> None:
    leader = Leader([RIGHT_ONCE], load_rules(), advice=["Move slowly.", "Nothing here should hurt."])
    first = leader.tick(0.0)
    assert first.mode is Mode.RESTING
    assert first.upcoming is RAISE
    said = texts([first])
    assert said[:2] == ["Move slowly.", "Nothing here should hurt."]
    assert said[2] == LIVE.first.format(name=RAISE.name)
    assert leader.sessions == []
    assert leader.tick(LIVE.prepare_s.value - 0.1).mode is Mode.RESTING
    assert leader.tick(LIVE.prepare_s.value + 0.1).mode is Mode.COACHING


def test_who_knows_the_advice_goes_on_at_once_or_quits() -> None:
    leader = Leader([RIGHT_ONCE], load_rules(), advice=["Move slowly."])
    leader.press(Action.NEXT, 1.0)
    assert leader.tick(1.1).mode is Mode.COACHING
    leader = Leader([RIGHT_ONCE], load_rules(), advice=["Move slowly."])
    leader.press(Action.QUIT, 1.0)
    assert leader.tick(1.1).mode is Mode.FINISHED
    assert leader.sessions == []


def test_whether_an_angle_can_be_told_is_known_once_somebody_was_there() -> None:
    leader = leader_of(RIGHT_ONCE)
    states = led(leader, poses(UP_AND_DOWN))
    known = [state.angle_known for state in states]
    assert known[0] is None
    assert known[-1] is True
    assert False not in known


def test_nearly_all_that_is_said_was_known_beforehand() -> None:
    press_up = load_stretch("prone_press_up")
    parts = [replace(RIGHT_ONCE, rest_s=8.0), Part(press_up, press_up.dose())]
    advice = ["Move slowly."]
    leader = Leader(parts, load_rules(), advice=advice)
    begins_s = LIVE.prepare_s.value + 1.0
    known = set(sentences(parts, load_rules(), advice))
    said = texts([leader.tick(0.0), leader.tick(begins_s), *led(leader, poses(UP_AND_DOWN, begins_s))])
    assert len(said) > 5
    assert len([text for text in said if text not in known]) <= len(said) / 5
