"""Drafts of stretches, from demonstrations by bodies whose angles are known."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from posecoach.analysis import Analysis
from posecoach.coaching.demonstration import Demonstration, understand
from posecoach.coaching.draft import draft
from posecoach.coaching.recognition import recognition, shortest_hold_s
from posecoach.coaching.session import analyse_track
from posecoach.errors import PosecoachError
from posecoach.pose.smoothing import smoothed
from posecoach.pose.track import PoseTrack
from posecoach.stretches.load import load_rules
from posecoach.stretches.model import Stretch
from tests.bodies import HOOK, STANDING, Body, Leg, straight
from tests.coaching.scripts import Make, as_track, lost_between, raise_right, session

FPS = 12.0
Knots = list[tuple[float, float]]

HOLD: Knots = [(0.0, 0.0), (3.0, 0.0), (5.0, 60.0), (17.6, 60.0), (20.0, 0.0), (23.0, 0.0)]


def raise_left(elevation_deg: float) -> Body:
    return Body(left=straight(elevation_deg), right=HOOK)


def press_up(trunk_deg: float) -> Body:
    return Body(trunk_deg=trunk_deg, face_up=False)


def one_knee_after_the_other(hip_flexion_deg: float) -> Body:
    """Above 50° the right knee is drawn up, below −50° the left one."""
    right, left = max(hip_flexion_deg, 50.0), max(-hip_flexion_deg, 50.0)
    return Body(left=Leg(left, 70.0), right=Leg(right, 70.0))


def repeated(top: float, times: int, hold_s: float) -> Knots:
    knots: Knots = [(0.0, 0.0), (3.0, 0.0)]
    for _ in range(times):
        start_s = knots[-1][0]
        steps = [(1.5, top), (1.5 + hold_s, top), (3.0 + hold_s, 0.0), (4.5 + hold_s, 0.0)]
        knots += [(start_s + after_s, angle) for after_s, angle in steps]
    return [knot for knot, after in pairwise([*knots, (1e9, 0.0)]) if knot != after]


def filmed(make: Make, knots: Knots) -> PoseTrack:
    return as_track(session(make, knots, fps=FPS))


@cache
def leg_raise(side: str = "right") -> PoseTrack:
    return filmed(raise_right if side == "right" else raise_left, HOLD)


@cache
def press_ups(hold_s: float = 4.0) -> PoseTrack:
    return filmed(press_up, repeated(35.0, 3, hold_s))


def understood(track: PoseTrack) -> Demonstration:
    return understand(smoothed(track), load_rules())


def drafted(track: PoseTrack) -> Stretch:
    """As the command does it: the dose by the coach's own clock."""
    shown = understood(track)
    first = Stretch.model_validate(draft("shown", shown, 1.5))
    return Stretch.model_validate(draft("shown", shown, shortest_hold_s(shown, coached(track, first).holds)))


def coached(track: PoseTrack, stretch: Stretch) -> Analysis:
    return analyse_track(track, stretch, stretch.dose(), load_rules())


def test_a_leg_raise_is_understood() -> None:
    shown = understood(leg_raise())
    [movement] = shown.movements
    assert (shown.position, shown.target.measure, movement.side) == ("supine", "leg_elevation", "right")
    assert shown.one_side_at_a_time
    assert shown.target.start_deg == pytest.approx(0, abs=5)
    assert shown.target.held_deg == pytest.approx(60, abs=5)
    assert movement.still_s == pytest.approx(12.6, abs=1.0)
    assert shown.time_s[shown.start.last] == pytest.approx(3.0, abs=0.6)


def test_press_ups_are_of_both_sides_and_counted() -> None:
    shown = understood(press_ups())
    assert (shown.position, shown.target.measure) == ("prone", "trunk_elevation")
    assert not shown.one_side_at_a_time
    assert len(shown.movements) == 3


def test_sides_that_take_turns_are_told_apart() -> None:
    knots: Knots = [(0, 50), (3, 50), (5, 110), (11, 110), (13, 50), (16, 50)]
    knots += [(17, -50), (20, -50), (22, -110), (28, -110), (30, -50), (33, -50)]
    stretch = drafted(track := filmed(one_knee_after_the_other, knots))
    assert [movement.side for movement in understood(track).movements] == ["right", "left"]
    assert (stretch.target.measure, stretch.sides) == ("hip_flexion", "each")
    assert stretch.dose().repetitions == 1
    assert [hold.side for hold in coached(track, stretch).holds] == ["right", "left"]


@pytest.mark.parametrize("side", ["right", "left"])
def test_a_draft_recognises_the_leg_raise_that_it_was_made_from(side: str) -> None:
    track = leg_raise(side)
    assert recognition(understood(track), coached(track, drafted(track))).whole


@pytest.mark.parametrize("hold_s", [4.0, 0.0])
def test_a_draft_recognises_the_press_ups_that_it_was_made_from(hold_s: float) -> None:
    track = press_ups(hold_s)
    result = recognition(understood(track), coached(track, drafted(track)))
    assert (result.whole, result.shown) == (True, 3)


def test_the_dose_is_what_was_shown_and_never_more() -> None:
    held = drafted(leg_raise()).dose()
    assert (held.hold_s, held.repetitions) == (12, 1)
    turned = drafted(press_ups(0.0)).dose()
    assert (turned.hold_s, turned.repetitions) == (0, 3)


def test_who_is_less_flexible_counts_too_and_who_hardly_moves_does_not() -> None:
    stretch = drafted(leg_raise())
    stiff = [(time_s, angle * 0.7) for time_s, angle in HOLD]
    hardly = [(time_s, angle * 0.4) for time_s, angle in HOLD]
    assert len(coached(filmed(raise_left, stiff), stretch).holds) == 1
    assert coached(filmed(raise_left, hardly), stretch).holds == ()


def test_another_stretch_is_not_recognised() -> None:
    leg, press = leg_raise(), press_ups()
    for made_of, other in ((leg, press), (press, leg)):
        analysis = coached(other, drafted(made_of))
        assert (analysis.holds, analysis.attempts) == ((), ())


def test_every_number_names_the_demonstration() -> None:
    stretch = drafted(leg_raise())
    conditions = [*stretch.posture, *stretch.start.when, *stretch.target.keep]
    sources = [stretch.target.source, stretch.dose().source, *(c.source for c in conditions)]
    assert all("demonstration script.mp4" in source for source in sources)
    assert f"held at {round(understood(leg_raise()).target.held_deg)}°" in stretch.target.source


def test_what_is_done_after_getting_up_does_not_matter() -> None:
    lying = list(session(raise_right, HOLD, fps=FPS))
    up = [replace(p, time_s=p.time_s + 23.1) for p in session(lambda _: STANDING, [(0, 0), (4, 0)], fps=FPS)]
    shown = understood(as_track([*lying, *up]))
    assert (shown.position, shown.target.measure, len(shown.movements)) == ("supine", "leg_elevation", 1)


def test_nobody_is_said() -> None:
    nobody = as_track(lost_between(session(raise_right, [(0, 0), (2, 0)], fps=FPS), 0.0, 99.0))
    with pytest.raises(PosecoachError, match=r"script\.mp4: nobody was found"):
        understood(nobody)


def test_a_body_that_never_rests_has_no_start_posture() -> None:
    swinging = [(0.7 * turn, 60.0 * (turn % 2)) for turn in range(12)]
    with pytest.raises(PosecoachError, match=r"script\.mp4: no still start posture"):
        understood(filmed(raise_right, swinging))


def test_a_body_that_only_rests_shows_no_stretch() -> None:
    with pytest.raises(PosecoachError, match=r"script\.mp4: no clear movement") as told:
        understood(filmed(raise_right, [(0.0, 0.0), (8.0, 0.0)]))
    assert "\n" not in str(told.value)
