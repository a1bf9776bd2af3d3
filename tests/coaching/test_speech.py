"""Whole sessions as they are heard: what is said of a hold, what follows it, what nobody wants to hear."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import Cue
from posecoach.pose.pose import Pose
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.stretches.model import Stretch
from tests.bodies import HOOK, Body, Leg, knee_pulled, straight
from tests.coaching.scripts import Make, raise_right, session

RULES = load_rules()
SAY, CUES = RULES.say, RULES.cues
SLR, KTC, PRESS, SIT_UP, FOLD = (
    "active_straight_leg_raise",
    "single_knee_to_chest",
    "prone_press_up",
    "sit_up",
    "rag_doll_fold",
)
FPS = 12.0
Knots = Sequence[tuple[float, float]]


def raised_left(angle: float) -> Body:
    return Body(left=straight(angle), right=HOOK)


def pulled_right(flexion: float) -> Body:
    return Body(left=HOOK, right=knee_pulled(flexion))


def pulled_left(flexion: float) -> Body:
    return Body(left=knee_pulled(flexion), right=HOOK)


def pressed(trunk_deg: float) -> Body:
    return Body(trunk_deg=trunk_deg, face_up=False)


def curled(trunk_deg: float) -> Body:
    return Body(left=HOOK, right=HOOK, trunk_deg=trunk_deg)


def folded(angle: float) -> Body:
    return Body(left=straight(-90.0), right=straight(-90.0), trunk_deg=90.0 + angle)


def once(rest: float, top: float, hold_s: float, *, way_s: float = 3.0, rest_s: float = 2.0) -> Knots:
    up_s = rest_s + way_s
    return [
        (0.0, rest),
        (rest_s, rest),
        (up_s, top),
        (up_s + hold_s, top),
        (up_s + hold_s + way_s, rest),
        (up_s + hold_s + way_s + 3.0, rest),
    ]


def filmed(*parts: tuple[Make, Knots]) -> list[Pose]:
    """One part after the other, each in its own seconds."""
    poses: list[Pose] = []
    for make, knots in parts:
        begins_s = poses[-1].time_s + 1 / FPS if poses else 0.0
        poses += session(make, [(begins_s + time_s, angle) for time_s, angle in knots], fps=FPS)
    return poses


def coached(poses: Sequence[Pose], stretch_id: str, dose: str | None = None) -> Coach:
    """As before a camera, where nobody knows what comes later."""
    stretch = load_stretch(stretch_id)
    coach = Coach(stretch, stretch.dose(dose), RULES)
    for pose in poses:
        coach.step(pose)
    coach.finish()
    assert_one_at_a_time(coach.cues, stretch)
    return coach


def heard(poses: Sequence[Pose], stretch_id: str, dose: str | None = None) -> list[Cue]:
    return coached(poses, stretch_id, dose).cues


def assert_one_at_a_time(cues: Sequence[Cue], stretch: Stretch) -> None:
    """But for what stops the clock, which cuts short whatever is not urgent."""
    for before, after in pairwise(cues):
        ends_s = before.time_s + len(before.text.split()) / CUES.words_per_s.value
        if stops_the_clock(after, stretch) and not stops_the_clock(before, stretch):
            continue
        assert after.time_s >= ends_s + CUES.pause_before_urgent_s.value - 1e-6, (before, after)


def stops_the_clock(cue: Cue, stretch: Stretch) -> bool:
    return cue.kind == "fault" and stretch.faults[cue.id].severity != "notice"


def progress(cues: Sequence[Cue]) -> list[str]:
    return [cue.text for cue in cues if cue.kind == "progress"]


def times_of(cues: Sequence[Cue], cue_id: str, kind: str = "fault") -> list[float]:
    return [cue.time_s for cue in cues if (cue.kind, cue.id) == (kind, cue_id)]


@pytest.fixture(scope="module")
def two_raises() -> list[Cue]:
    raises = once(0.0, 62.0, 21.5)
    return heard(filmed((raise_right, raises), (raised_left, raises), (raise_right, raises)), SLR)


def test_a_long_hold_is_told_from_its_beginning_to_the_way_out(two_raises: list[Cue]) -> None:
    coming_out = load_stretch(SLR).steps.coming_out[0]
    assert progress(two_raises)[:4] == [
        f"{SAY.hold_start} {SAY.hurts}",
        SAY.halfway,
        SAY.breathe,
        f"{SAY.done} {coming_out}",
    ]


def test_pain_is_spoken_of_in_the_first_hold_of_each_side(two_raises: list[Cue]) -> None:
    starts = [cue.text for cue in two_raises if cue.id == "hold_start"]
    assert starts == [f"{SAY.hold_start} {SAY.hurts}"] * 2 + [SAY.hold_start]


def test_the_other_side_is_asked_for_after_every_round(two_raises: list[Cue]) -> None:
    asked = [cue.text for cue in two_raises if cue.id == "other_side"]
    assert len(asked) == 3
    assert all(text.startswith(SAY.other_side) for text in asked)


def test_who_has_the_working_side_near_is_asked_to_turn_round(two_raises: list[Cue]) -> None:
    """Seen from the right: after the right leg the left one lies behind, and not the other way round."""
    asked = [cue.text.endswith(SAY.turn_round) for cue in two_raises if cue.id == "other_side"]
    assert asked == [True, False, True]


@pytest.mark.parametrize("bend_s", [14.0, 18.0, 21.0, 23.0])
def test_the_end_of_a_hold_is_told_at_once_whatever_else_is_wrong(bend_s: float) -> None:
    """The other foot lifts shortly before: what is said of it must not be in the way."""
    knots = once(0.0, 62.0, 26.0)
    poses = list(session(raise_right, knots, fps=FPS))
    lifted = list(session(lambda a: Body(left=straight(0.35 * a), right=straight(a)), knots, fps=FPS))
    coach = coached([b if b.time_s >= bend_s else a for a, b in zip(poses, lifted, strict=True)], SLR)
    [hold], [done_s] = coach.holds, times_of(coach.cues, "done", "progress")
    assert done_s - hold.start_s == pytest.approx(20.0, abs=0.4)


def test_after_a_long_hold_one_hears_how_many_are_left() -> None:
    fold = once(0.0, 95.0, 31.5)
    cues = heard(filmed(*[(folded, fold)] * 5), FOLD)
    lefts = [cue.text for cue in cues if cue.id == "left"]
    assert lefts == ["Four more.", "Three more.", "Two more.", "Once more."]
    assert progress(cues)[-1] == SAY.finished


def test_short_holds_are_counted_and_the_last_is_the_last() -> None:
    cues = heard(filmed(*[(pressed, once(3.0, 38.0, 2.5, way_s=2.0))] * 11), PRESS)
    numbers = ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"]
    assert progress(cues) == [
        f"One. {SAY.hurts}",
        *(f"{number}." for number in numbers),
        f"Ten. {SAY.finished}",
    ]


def test_repetitions_without_a_hold_are_counted_in_rounds() -> None:
    curl = [(0.0, 0.0), (0.6, 0.0), (2.1, 50.0), (3.6, 0.0), (4.2, 0.0)]
    cues = heard(filmed((curled, [(0.0, 0.0), (2.0, 0.0)]), *[(curled, curl)] * 20), SIT_UP)
    texts = progress(cues)
    assert len(texts) == 20
    assert (texts[0], texts[1], texts[10]) == (f"One. {SAY.hurts}", "Two.", "One.")
    assert (texts[9], texts[19]) == (f"Ten. {SAY.next_round}", f"Ten. {SAY.finished}")


def test_nobody_is_called_back_after_the_last_repetition() -> None:
    gone = [(0.0, 3.0), (20.0, 3.0)]
    on_the_side = (lambda a: Body(trunk_deg=a, on_side=True), gone)
    cues = heard(filmed(*[(pressed, once(3.0, 38.0, 2.5, way_s=2.0))] * 10, on_the_side), PRESS)
    assert cues[-1].id == "finished"


def test_alternating_knees_are_asked_for_in_turn() -> None:
    pull = once(50.0, 122.0, 6.5)
    cues = heard(filmed((pulled_right, pull), (pulled_left, pull), (pulled_right, pull)), KTC)
    ends = [cue.text for cue in cues if cue.id == "other_side"]
    assert ends == [
        f"One. {SAY.hurts} {SAY.other_side}",
        f"One. {SAY.hurts} {SAY.other_side}",
        f"Two. {SAY.other_side}",
    ]


def test_too_short_a_hold_gets_a_kind_word_and_a_passage_none() -> None:
    short = heard(filmed((raise_right, once(0.0, 62.0, 9.0))), SLR)
    passage = heard(filmed((raise_right, once(0.0, 62.0, 1.0))), SLR)
    assert progress(short)[-1] == SAY.not_yet
    assert SAY.not_yet not in progress(passage)


def test_a_fault_that_stays_is_told_twice_a_hold() -> None:
    cues = heard(
        filmed((lambda a: Body(left=straight(0.35 * a), right=straight(a)), once(0.0, 62.0, 19.0))), SLR
    )
    assert len(times_of(cues, "support_leg_lifted")) == 2


def test_what_stops_the_clock_is_told_three_times_and_ever_more_rarely() -> None:
    def bent(angle: float) -> Body:
        return Body(left=HOOK, right=Leg(angle + (18.0 if angle > 5 else 0.0), 144.0 if angle > 5 else 180.0))

    cues = heard(filmed((bent, once(0.0, 62.0, 60.0))), SLR)
    told_s = times_of(cues, "knee_bent")
    gaps_s = [after - before for before, after in pairwise(told_s)]
    assert gaps_s == pytest.approx([5.0, 10.0], abs=0.2)


def test_sides_that_differ_are_told_once_and_thanked_for_never() -> None:
    parts = [(raise_right, once(0.0, 66.0, 21.5)), *[(raised_left, once(0.0, 40.0, 21.5))] * 2]
    cues = heard(filmed(*parts), SLR)
    assert len(times_of(cues, "uneven_sides")) == 1
    assert not times_of(cues, "uneven_sides", "acknowledgement")


def test_who_lies_ready_is_told_how_to_move_in_once() -> None:
    steps = load_stretch(KTC).steps.moving_in
    cues = heard(filmed((pulled_right, [(0.0, 50.0), (40.0, 50.0)])), KTC)
    assert [cue.text for cue in cues] == list(steps)
    assert cues[0].time_s > CUES.idle_after_s.value


def test_who_never_begins_is_told_again_after_a_while() -> None:
    steps = list(load_stretch(KTC).steps.moving_in)
    cues = heard(filmed((pulled_right, [(0.0, 50.0), (70.0, 50.0)])), KTC)
    assert [cue.text for cue in cues] == [*steps, *steps]
    last_s, again_s = cues[len(steps) - 1].time_s, cues[len(steps)].time_s
    assert again_s - last_s >= CUES.guide_rarely_s.value


def test_who_rests_between_repetitions_is_left_in_peace() -> None:
    cues = heard(filmed((pulled_right, [*once(50.0, 120.0, 7.0), (70.0, 50.0)])), KTC)
    assert not [cue for cue in cues if cue.kind == "guide" and cue.time_s > 20.0]


def test_nobody_who_comes_back_is_told_to_move_in() -> None:
    """They stop half way out for a while."""
    knots = [(0.0, 0.0), (2.0, 0.0), (5.0, 95.0), (8.0, 95.0), (10.0, 45.0), (30.0, 45.0), (32.0, 0.0)]
    cues = heard(filmed((folded, knots)), FOLD)
    assert not [cue for cue in cues if cue.kind == "guide" and cue.time_s > 8.0]


def test_who_stops_short_of_the_target_is_told_a_step_again() -> None:
    knots = [(0.0, 50.0), (2.0, 50.0), (4.0, 75.0), (40.0, 75.0)]
    stretch = load_stretch(KTC)
    cues = heard(filmed((pulled_right, knots)), KTC)
    told = [cue for cue in cues if cue.kind == "guide"]
    assert len(told) >= 2
    assert all(cue.text in stretch.steps.moving_in for cue in told)
    assert min(b.time_s - a.time_s for a, b in pairwise(told)) >= CUES.guide_again_s.value - 0.1


def test_a_start_posture_that_is_there_is_not_asked_for() -> None:
    cues = heard(filmed((raise_right, [(0.0, 0.0), (6.0, 0.0)])), SLR)
    assert "start" not in {cue.id for cue in cues}


def test_what_has_not_helped_comes_more_rarely_and_in_turn_with_the_cameras_place() -> None:
    def both_up(angle: float) -> Body:
        return Body(left=straight(angle), right=straight(angle))

    stretch = load_stretch(SLR)
    cues = [cue for cue in heard(filmed((both_up, [(0.0, 40.0), (80.0, 40.0)])), SLR) if cue.id == "start"]
    assert [cue.text for cue in cues] == [stretch.start.say] * 2 + [stretch.camera.say, stretch.start.say]
    gaps_s = [after.time_s - before.time_s for before, after in pairwise(cues)]
    assert gaps_s == pytest.approx([15.0, 30.0, 30.0], abs=0.2)
