"""The rules that stretches come from, as somebody meets them who is coached; docs/rules.md says which test
shows which."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from posecoach.analysis import Analysis
from posecoach.coaching.coach import Coach
from posecoach.pose.pose import Pose
from posecoach.stretches.load import load_rules, load_stretch
from tests.bodies import HOOK, STANDING, Body, Leg, knee_pulled, straight
from tests.coaching.scripts import Make, analysed, session

FPS = 12.0
SLR, PASSIVE, DOUBLE = "active_straight_leg_raise", "passive_straight_leg_raise", "double_knee_to_chest"
FOLD, KNEEL, HIP = "rag_doll_fold", "half_kneeling_hip_flexor", "standing_hip_stretch"
Knots = Sequence[tuple[float, float]]


def filmed(*scenes: tuple[Make, Knots]) -> list[Pose]:
    """One movement after the other, each in its own seconds."""
    poses: list[Pose] = []
    for make, knots in scenes:
        after_s = poses[-1].time_s if poses else -1.0
        poses += [pose for pose in session(make, knots, fps=FPS) if pose.time_s > after_s]
    return poses


def reps(
    *tops: float, rest: float = 0.0, hold_s: float, way_s: float = 3.0, after_s: float = 2.0
) -> list[tuple[float, float]]:
    """Knots of one repetition after the other, each to its top and back; after_s: so long at rest before."""
    knots, now = [(0.0, rest), (after_s, rest)], after_s
    for top in tops:
        way = [(now + way_s, top), (now + way_s + hold_s, top), (now + 2 * way_s + hold_s, rest)]
        now = way[-1][0] + 2.5
        knots += [*way, (now, rest)]
    return knots


def said(analysis: Analysis, kind: str | None = None) -> list[str]:
    return [cue.id for cue in analysis.cues if kind in (None, cue.kind)]


def live(poses: Sequence[Pose], stretch_id: str) -> Coach:
    """As before a camera, where nobody knows what comes later."""
    stretch = load_stretch(stretch_id)
    coach = Coach(stretch, stretch.dose(), load_rules())
    for pose in poses:
        coach.step(pose)
    coach.finish()
    return coach


def raised(angle: float) -> Body:
    """By a helper: the other leg lies straight."""
    return Body(right=straight(angle))


def raised_left(angle: float) -> Body:
    return Body(left=straight(angle), right=HOOK)


def raised_right(angle: float) -> Body:
    return Body(left=HOOK, right=straight(angle))


def folded(angle: float) -> Body:
    """Standing, the upper body so far forwards."""
    return Body(left=STANDING.left, right=STANDING.right, trunk_deg=90.0 + angle)


def half_kneeling(angle: float) -> Body:
    """On the right knee, its hip so far in front of it; the left foot in front."""
    return Body(left=Leg(0.0, 90.0), right=Leg(-90.0 - angle, 90.0 + angle), trunk_deg=90.0)


def stepped_back(angle: float) -> Body:
    """The right foot behind, that leg straight; the left knee bent; the upper body so far forwards."""
    share = min(1.0, angle / 20.0)
    rear, front = straight(-90.0 - 16.0 * share), Leg(-90.0 + 26.0 * share, 180.0 - 35.0 * share)
    return Body(left=front, right=rear, trunk_deg=90.0 + angle)


def test_a_raise_that_gains_a_few_inches_is_let_be_and_more_is_too_far_at_once() -> None:
    """R4-12."""
    little = analysed(filmed((raised, reps(20.0, 25.0, 31.0, hold_s=11.0))), PASSIVE)
    assert [hold.completed for hold in little.holds] == [True] * 3
    assert said(little, "fault") == []
    much = analysed(filmed((raised, reps(20.0, 36.0, hold_s=11.0))), PASSIVE)
    assert "too_far_at_once" in said(much, "fault")
    assert len(much.holds) == 2


def test_the_first_raise_of_five_inches_is_a_hold() -> None:
    """R4-12: 8.6 degrees with a short leg; kept still, it is no start posture."""
    coach = live(filmed((raised, reps(8.6, hold_s=11.0))), PASSIVE)
    assert [hold.completed for hold in coach.holds] == [True]


def test_a_beginners_shallow_lean_is_a_hold() -> None:
    """R3-7, R1-12."""
    coach = live(filmed((half_kneeling, reps(12.0, hold_s=32.0))), KNEEL)
    assert [hold.completed for hold in coach.holds] == [True]


def test_a_helper_is_told_to_be_slow_where_oneself_may_be_faster() -> None:
    """R4-12: slowly up, gently down."""
    knots = reps(50.0, hold_s=11.0, way_s=1.9, after_s=9.0)
    assert "too_fast" in said(analysed(filmed((raised, knots)), PASSIVE), "fault")
    assert "too_fast" not in said(analysed(filmed((raised_right, knots)), SLR), "fault")


@pytest.mark.parametrize("stretch_id", [SLR, FOLD])
def test_who_moves_in_fast_is_asked_to_be_slow(stretch_id: str) -> None:
    """R2-5, R4-4."""
    make, top = (raised_right, 65.0) if stretch_id == SLR else (folded, 95.0)
    fast, slow = (reps(top, hold_s=4.0, way_s=way_s, after_s=9.0) for way_s in (1.0, 4.0))
    assert "too_fast" in said(analysed(filmed((make, fast)), stretch_id), "fault")
    assert "too_fast" not in said(analysed(filmed((make, slow)), stretch_id), "fault")


def test_who_bounces_is_asked_to_rest_and_the_clock_stands() -> None:
    """R2-5."""
    bounces = [(6.0 + 0.4 * k, 95.0 if k % 2 == 0 else 80.0) for k in range(1, 80)]
    knots = [(0.0, 0.0), (2.0, 0.0), (6.0, 95.0), *bounces]
    analysis = analysed(filmed((folded, knots)), FOLD)
    assert "bouncing" in said(analysis, "fault")
    assert not analysis.holds


def test_a_rag_doll_is_held_for_thirty_seconds() -> None:
    """R0-4, R2-6."""
    enough, short = (analysed(filmed((folded, reps(95.0, hold_s=s))), FOLD) for s in (31.5, 25.0))
    assert [hold.side for hold in enough.holds] == ["both"]
    assert not short.holds
    assert [attempt.why for attempt in short.attempts] == ["too_short"]


def test_in_a_long_hold_everybody_is_reminded_to_breathe() -> None:
    """R0-4, R4-2, R4-12."""
    analysis = analysed(filmed((folded, reps(95.0, hold_s=31.5))), FOLD)
    breathing = [cue.text for cue in analysis.cues if "breath" in cue.text]
    assert len(breathing) == 2


def test_the_pelvis_comes_first_when_kneeling() -> None:
    """R3-7: the tailbone is spoken of before the stretch begins, and the lean then counts."""
    knots = reps(20.0, hold_s=31.5)
    coach = live(
        filmed((half_kneeling, [(0.0, 0.0), (8.0, 0.0), *((t + 8.0, a) for t, a in knots[1:])])), KNEEL
    )
    (hold,) = coach.holds
    assert hold.side == "right"
    stage = next(cue for cue in coach.cues if "tailbone" in cue.text)
    assert stage.time_s < hold.start_s


def test_half_a_step_is_part_of_the_hip_stretch() -> None:
    """R2-11: without it, bending forwards is another stretch."""

    knots = reps(60.0, hold_s=31.5)
    stepped, stood = (analysed(filmed((make, knots)), HIP) for make in (stepped_back, folded))
    assert [(hold.side, hold.completed) for hold in stepped.holds] == [("right", True)]
    assert (stood.holds, stood.attempts) == ((), ())


def test_a_rear_leg_that_bends_is_told() -> None:
    """R2-11: it stays straight."""

    def rear_knee_bends(angle: float) -> Body:
        body = stepped_back(angle)
        bent = 35.0 if angle > 50.0 else 0.0
        return Body(
            left=body.left, right=Leg(body.right.thigh_deg + bent / 2, 180.0 - bent), trunk_deg=body.trunk_deg
        )

    assert "knee_bent" in said(analysed(filmed((rear_knee_bends, reps(60.0, hold_s=15.0))), HIP), "fault")


def test_both_knees_are_both() -> None:
    """R4-1: one knee with the other foot on the floor is another stretch."""
    knots = reps(122.0, rest=50.0, hold_s=21.5)
    both = analysed(filmed((lambda a: Body(left=knee_pulled(a), right=knee_pulled(a)), knots)), DOUBLE)
    one = analysed(filmed((lambda a: Body(left=HOOK, right=knee_pulled(a)), knots)), DOUBLE)
    assert [hold.side for hold in both.holds] == ["both"]
    assert not one.holds


def test_a_head_that_stays_down_is_asked_for() -> None:
    """R4-1: while flexing the head."""
    knots = reps(122.0, rest=50.0, hold_s=21.5)
    analysis = analysed(filmed((lambda a: Body(left=knee_pulled(a), right=knee_pulled(a)), knots)), DOUBLE)
    assert "head_down" in said(analysis, "fault")


def test_sides_that_differ_are_told_and_sides_that_do_not_are_not() -> None:
    """R1-9."""

    def uneven(left_deg: float) -> bool:
        right = reps(64.0, hold_s=21.5)
        left = [(t + right[-1][0], a) for t, a in reps(left_deg, hold_s=21.5)]
        analysis = analysed(filmed((raised_right, right), (raised_left, left)), SLR)
        assert [hold.side for hold in analysis.holds] == ["right", "left"]
        return "uneven_sides" in {fault.id for fault in analysis.faults}

    assert uneven(40.0)
    assert not uneven(60.0)


def test_a_hold_is_told_from_the_word_about_pain_to_the_way_out_and_the_other_side() -> None:
    """R1-2, R2-4, R4-3: stop if it hurts; R4-7: hold, return, the other leg."""
    knots = reps(62.0, hold_s=21.5)
    analysis = analysed(filmed((raised_right, [*knots, (knots[-1][0] + 4.0, 0.0)])), SLR)
    assert said(analysis, "progress") == ["hold_start", "halfway", "breathe", "done", "other_side"]
    begin, *_, end, other = (cue.text for cue in analysis.cues if cue.kind == "progress")
    assert begin.endswith(load_rules().say.hurts)
    assert end.endswith(load_stretch(SLR).steps.coming_out[0])
    assert other.startswith(load_rules().say.other_side)


def test_a_fault_that_stays_is_not_nagged_about() -> None:
    """R1-12: a head that stays down because the neck hurts is asked for once."""
    knots = reps(122.0, 122.0, rest=50.0, hold_s=21.5)
    analysis = analysed(filmed((lambda a: Body(left=knee_pulled(a), right=knee_pulled(a)), knots)), DOUBLE)
    assert said(analysis, "fault").count("head_down") == 1


def test_knees_that_alternate_are_asked_for_in_turn() -> None:
    """R4-2: 5 s, then the other knee."""
    knots = reps(122.0, rest=50.0, hold_s=6.5)
    poses = filmed((lambda a: Body(left=HOOK, right=knee_pulled(a)), [*knots, (knots[-1][0] + 4.0, 50.0)]))
    analysis = analysed(poses, "single_knee_to_chest")
    assert [hold.side for hold in analysis.holds] == ["right"]
    assert "other_side" in said(analysis)
