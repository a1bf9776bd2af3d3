"""Scripted sessions of what is not a graded hold from a start posture: repetitions, timed holds, steps."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import Phase
from posecoach.kinematics.points import BodySide
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.stretches.load import load_rules, load_stretch
from tests.bodies import HOOK, Body, Leg, knee_pulled, mirrored, straight
from tests.coaching.scripts import analysed, session

SIT_UP = "sit_up"
PASSIVE = "passive_straight_leg_raise"


def sitting_up(trunk_deg: float) -> Body:
    return Body(left=HOOK, right=HOOK, trunk_deg=trunk_deg)


def sit_ups(*tops_deg: float, lows_deg: float = 0.0) -> list[tuple[float, float]]:
    knots = [(0.0, 0.0), (2.0, 0.0)]
    for top_deg in tops_deg:
        now_s = knots[-1][0]
        knots += [(now_s + 1.5, top_deg), (now_s + 3.0, lows_deg)]
    return [*knots[:-1], (knots[-1][0], 0.0), (knots[-1][0] + 1.0, 0.0)]


def test_repetitions_without_a_hold_are_counted_when_they_are_taken_back() -> None:
    analysis = analysed(session(sitting_up, sit_ups(50.0, 62.0, 40.0)), SIT_UP)
    assert [hold.completed for hold in analysis.holds] == [True] * 3
    assert not analysis.attempts


def test_half_way_down_and_up_again_is_not_another_repetition() -> None:
    analysis = analysed(session(sitting_up, sit_ups(50.0, 55.0, 50.0, lows_deg=24.0)), SIT_UP)
    assert len(analysis.holds) == 1


def test_a_repetition_that_nobody_saw_taken_back_does_not_count() -> None:
    knots = sit_ups(60.0)[:3]
    analysis = analysed(session(sitting_up, [*knots, (6.0, 60.0)]), SIT_UP)
    assert not analysis.holds
    assert [attempt.why for attempt in analysis.attempts] == ["lost"]


def test_a_head_that_comes_up_is_no_sit_up() -> None:
    analysis = analysed(session(sitting_up, sit_ups(15.0, 15.0)), SIT_UP)
    assert not analysis.holds
    assert not analysis.attempts


def test_a_recording_that_begins_on_the_way_up_has_that_repetition_too() -> None:
    whole = list(session(sitting_up, sit_ups(60.0, 60.0)))
    analysis = analysed(later_part(whole, 2.9), SIT_UP)
    assert len(analysis.holds) == 2
    live = Coach(load_stretch(SIT_UP), load_stretch(SIT_UP).dose(), load_rules())
    for pose in later_part(whole, 2.9):
        live.step(pose)
    live.finish()
    assert len(live.holds) == 1


def test_a_recording_that_is_cut_to_the_movement_begins_with_the_start_posture() -> None:
    knots = [(0.0, 90.0), (3.0, 200.0), (12.0, 200.0)]
    poses = session(lambda a: Body(left=straight(-90.0), right=straight(-90.0), trunk_deg=a), knots)
    tall = [replace(pose, height=2 * pose.height) for pose in poses]
    analysis = analysed(tall, "rag_doll_fold")
    assert [attempt.why for attempt in analysis.attempts] == ["too_short"]
    assert analysis.attempts[0].held_s == pytest.approx(9.0, abs=0.8)


def later_part(poses: Iterable[Pose], from_s: float) -> Iterator[Pose]:
    return (pose for pose in poses if pose.time_s >= from_s)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_hidden_ankle_leaves_the_thigh_to_tell_with_a_wider_error(side: BodySide) -> None:
    knots = [(0.0, 0.0), (3.0, 0.0), (6.0, 40.0), (18.0, 40.0), (21.0, 0.0), (23.0, 0.0)]
    seen = list(session(lambda a: Body(right=straight(a)), knots))
    seen = [mirrored(pose) for pose in seen] if side == "left" else seen
    hidden = [without(f"{side.upper()}_ANKLE", pose) if pose.time_s > 3.5 else pose for pose in seen]
    [whole], [part] = (analysed(poses, PASSIVE).holds for poses in (seen, hidden))
    assert part.side == whole.side == side
    assert part.held_s == pytest.approx(whole.held_s, abs=0.5)
    assert part.value_deg is not None
    assert part.value_deg == pytest.approx(40.0, abs=4.0)
    assert whole.error_deg is not None
    assert part.error_deg is not None
    assert part.error_deg > whole.error_deg


def without(landmark: str, pose: Pose) -> Pose:
    presence = pose.presence.copy()
    presence[Landmark[landmark]] = 0.0
    return replace(pose, presence=presence)


def test_steps_are_said_in_turn_and_once() -> None:
    stretch = load_stretch("half_kneeling_hip_flexor")
    (stage,) = stretch.stages

    def kneeling(lean_deg: float) -> Body:
        return Body(left=Leg(0.0, 90.0), right=Leg(-90.0 - lean_deg, 90.0 + lean_deg), trunk_deg=90.0)

    knots = [(0.0, 0.0), (9.0, 0.0), (12.0, 20.0), (20.0, 20.0), (23.0, 0.0), (32.0, 0.0)]
    poses = [replace(pose, height=2 * pose.height) for pose in session(kneeling, knots)]
    analysis = analysed(poses, stretch.id)
    said = [cue.text for cue in analysis.cues if cue.id.startswith("stage")]
    assert said == [stage.say]
    assert [attempt.side for attempt in analysis.attempts] == ["right"]


def test_held_by_time_the_clock_runs_while_the_posture_is_kept() -> None:
    def drawn_up(hip_deg: float) -> Body:
        return Body(left=HOOK, right=knee_pulled(hip_deg))

    # In position is a part of the way, too: the shorter it is, the less the seconds depend on where.
    way_s = 1.0
    knots = [
        (0.0, 50.0),
        (4.0, 50.0),
        (4.0 + way_s, 128.0),
        (17.0, 128.0),
        (17.0 + way_s, 50.0),
        (20.0, 50.0),
    ]
    analysis = analysed(session(drawn_up, knots), "glute_stretch")
    [attempt] = analysis.attempts
    assert attempt.side == "right"
    assert 12.0 <= attempt.held_s <= 12.0 + 2 * way_s
    assert attempt.value_deg is None
    assert attempt.why == "too_short"


def test_a_repetition_is_on_show_while_it_is_at_its_end() -> None:
    stretch = load_stretch(SIT_UP)
    coach = Coach(stretch, stretch.dose(), load_rules())
    [top_s] = (time_s for time_s, trunk_deg in sit_ups(60.0) if trunk_deg == 60.0)
    states = [coach.step(pose) for pose in session(sitting_up, sit_ups(60.0))]
    [at_top] = (state for state in states if state.time_s == pytest.approx(top_s, abs=0.01))
    assert at_top.phase is Phase.HOLDING
    assert states[0].phase is not Phase.HOLDING
    assert states[-1].repetitions == {"both": 1}
