"""Holds that no camera sees, led by time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posecoach.coaching.events import Phase
from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.leading.state import Action, LiveState, Mode
from posecoach.pose.pose import absent
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.stretches.model import Dose
from tests.bodies import Body, straight
from tests.coaching.scripts import session

FLAT = load_stretch("back_flattening")
THREE = Dose(hold_s=5, repetitions=3, sets=1, source="D-flat")
assert FLAT.led
LED = FLAT.led


def lying_still(for_s: float) -> list[LiveState]:
    leader = Leader([Part(FLAT, THREE)], load_rules())
    body = Body(left=straight(0.0), right=straight(0.0))
    return [leader.step(pose) for pose in session(lambda _: body, [(0.0, 0.0), (for_s, 0.0)])]


def test_each_hold_is_begun_counted_and_ended_aloud() -> None:
    states = lying_still(80.0)
    said = [(state.time_s, text.text) for state in states for text in state.say]
    begins = [time_s for time_s, text in said if text == LED.begin]
    ends = [time_s for time_s, text in said if text == LED.end]
    assert len(begins) == len(ends) == THREE.repetitions
    words_s = len(LED.begin.split()) / load_rules().cues.words_per_s.value
    for begin_s, end_s in zip(begins, ends, strict=True):
        assert end_s - begin_s == pytest.approx(words_s + THREE.hold_s, abs=0.2)
    for end_s, begin_s in zip(ends, begins[1:], strict=False):
        assert begin_s - end_s == pytest.approx(LED.rest_s, abs=0.2)
    assert [sound for state in states for sound in state.sounds].count("done") == THREE.repetitions
    assert states[-1].mode is Mode.FINISHED


def test_all_steps_of_moving_in_are_said_before_the_first() -> None:
    said = [text.text for state in lying_still(80.0) for text in state.say]
    first = said.index(LED.begin)
    assert all(step in said[:first] for step in FLAT.steps.moving_in)


def test_lying_still_is_led_but_never_counted_as_held() -> None:
    leader = Leader([Part(FLAT, THREE)], load_rules())
    body = Body(left=straight(0.0), right=straight(0.0))
    states = [leader.step(pose) for pose in session(lambda _: body, [(0.0, 0.0), (80.0, 0.0)])]
    [part] = leader.sessions
    assert not part.coach.holds
    assert not part.coach.attempts
    assert part.led == THREE.repetitions
    shown = [state.coach for state in states if state.coach]
    assert {"both": 2} in [state.repetitions for state in shown]
    assert any(state.phase is Phase.HOLDING and state.held_s > 4.0 for state in shown)


def test_a_pause_ends_the_hold_under_way() -> None:
    leader = Leader([Part(FLAT, THREE)], load_rules())
    body = Body(left=straight(0.0), right=straight(0.0))
    film = list(session(lambda _: body, [(0.0, 0.0), (120.0, 0.0)]))
    states = []
    while not states or not any(said.text == LED.begin for said in states[-1].say):
        states.append(leader.step(film.pop(0)))
    leader.press(Action.PAUSE, film[0].time_s)
    leader.step(film.pop(0))
    leader.press(Action.PAUSE, film[0].time_s)
    after = [leader.step(pose) for pose in film]
    assert [said.text for state in after for said in state.say].count(LED.begin) == THREE.repetitions


def test_nothing_is_led_while_nobody_lies_there() -> None:
    leader = Leader([Part(FLAT, THREE)], load_rules())
    standing = Body(left=straight(-90.0), right=straight(-90.0), trunk_deg=90.0)
    film = session(lambda _: standing, [(0.0, 0.0), (40.0, 0.0)])
    states = [leader.step(replace(pose, height=2 * pose.height)) for pose in film]
    assert LED.begin not in [said.text for state in states for said in state.say]


def test_who_leaves_in_the_middle_is_told_again_when_to_press() -> None:
    leader = Leader([Part(FLAT, THREE)], load_rules())
    body = Body(left=straight(0.0), right=straight(0.0))
    film = list(session(lambda _: body, [(0.0, 0.0), (100.0, 0.0)]))
    states = [leader.step(film.pop(0))]
    while not any(said.text == LED.begin for said in states[-1].say):
        states.append(leader.step(film.pop(0)))
    left_s = film[0].time_s + 2.0
    for pose in film:
        here = not left_s < pose.time_s < left_s + 20.0
        states.append(leader.step(pose if here else absent(pose.time_s, pose.width, pose.height)))
    back = [said.text for state in states if state.time_s > left_s + 20.0 for said in state.say]
    assert LED.begin in back
    assert back.index(LED.begin) < back.index(LED.end)
