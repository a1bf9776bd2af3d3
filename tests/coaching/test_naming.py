"""Which stretch a recording shows: of scripted bodies, and of visits written down by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from posecoach.coaching.evidence import Visit
from posecoach.coaching.naming import Segment, part_of, segments, told
from posecoach.pose.pose import Pose
from posecoach.pose.track import PoseTrack
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids
from tests.bodies import HOOK, STANDING, Body, Leg, knee_pulled, straight
from tests.coaching.scripts import as_track, cut_at, raise_right, session

Knots = Sequence[tuple[float, float]]

SLR, KTC, PRESS = "active_straight_leg_raise", "single_knee_to_chest", "prone_press_up"
GLUTE, PASSIVE, PIRIFORMIS = "glute_stretch", "passive_straight_leg_raise", "supine_piriformis"
HELD: Knots = [(0, 0), (2, 0), (5, 1), (11, 1), (14, 0), (16, 0)]
TWICE: Knots = [(0, 0), (2, 0), (3.5, 1), (4, 1), (5.5, 0), (7, 0), (8.5, 1), (9, 1), (10.5, 0), (12, 0)]


def named(track: PoseTrack) -> list[Segment]:
    return segments(track, [load_stretch(name) for name in stretch_ids()], load_rules())


def filmed(make: Callable[[float], Body], knots: Knots = HELD) -> Iterator[Pose]:
    """make: the body on its way from the start posture (0) to the stretch (1)."""
    return session(make, knots, fps=12.0)


def one_leg_raised(share: float) -> Body:
    return raise_right(70 * share)


def both_legs_straight(share: float) -> Body:
    return Body(left=straight(0), right=straight(60 * share))


def knee_to_chest(share: float) -> Body:
    return Body(left=HOOK, right=knee_pulled(50 + 70 * share))


def both_knees_to_chest(share: float) -> Body:
    return Body(left=knee_pulled(50 + 65 * share), right=knee_pulled(50 + 65 * share))


def pressed_up(share: float) -> Body:
    return Body(trunk_deg=40 * share, face_up=False)


def sat_up(share: float) -> Body:
    return Body(left=HOOK, right=HOOK, trunk_deg=60 * share)


def folded(share: float) -> Body:
    return replace(STANDING, trunk_deg=90 - 130 * share)


def heel_slid(share: float) -> Body:
    return Body(left=straight(0), right=Leg(50 * share, 180 - 105 * share))


def rolled_over(share: float) -> Body:
    return Body(left=HOOK, right=straight(40 * share), on_side=True)


@pytest.mark.parametrize(
    ("make", "knots", "stretch_id"),
    [
        (one_leg_raised, HELD, SLR),
        (both_legs_straight, HELD, SLR),
        (knee_to_chest, HELD, KTC),
        (both_knees_to_chest, HELD, "double_knee_to_chest"),
        (pressed_up, HELD, PRESS),
        (sat_up, TWICE, "sit_up"),
        (folded, HELD, "rag_doll_fold"),
    ],
)
def test_a_stretch_is_named(make: Callable[[float], Body], knots: Knots, stretch_id: str) -> None:
    track = as_track(filmed(make, knots))
    [segment] = named(track)
    assert segment.stretch_id == stretch_id
    assert segment.confidence > (segment.rival[1] + 0.1 if segment.rival else 0.9)
    assert (segment.start_s, segment.end_s) == (track.time_s[0], track.time_s[-1])


@pytest.mark.parametrize(
    ("make", "knots"), [(heel_slid, TWICE), (rolled_over, HELD), (one_leg_raised, [(0, 0), (9, 0)])]
)
def test_what_is_none_of_them_is_said_to_be_none(make: Callable[[float], Body], knots: Knots) -> None:
    [segment] = named(as_track(filmed(make, knots)))
    assert segment.stretch_id is None
    assert segment.confidence > 0.8


def test_of_two_that_landmarks_cannot_tell_apart_the_rarer_is_told_as_a_doubt() -> None:
    [segment] = named(as_track(filmed(knee_to_chest)))
    assert segment.rival is not None
    assert segment.rival[0] == GLUTE
    assert segment.rival[1] > 0.1
    assert segment.confidence + segment.rival[1] <= 1.0


def test_a_bent_other_leg_speaks_for_the_active_raise() -> None:
    bent, unbent = (named(as_track(filmed(make)))[0] for make in (one_leg_raised, both_legs_straight))
    assert bent.confidence > unbent.confidence


@pytest.mark.parametrize("cut", [False, True])
def test_a_routine_is_split_into_its_stretches(cut: bool) -> None:
    first = list(filmed(one_leg_raised))
    then = [replace(pose, time_s=pose.time_s + 16.1) for pose in filmed(knee_to_chest)]
    poses = [*first, *then]
    track = as_track(cut_at(poses, 16.05) if cut else poses)
    segments_found = named(track)
    assert [segment.stretch_id for segment in segments_found] == [SLR, KTC]
    one, other = segments_found
    assert one.start_s == 0
    assert one.end_s == other.start_s == pytest.approx(16.1, abs=0.1 if cut else 3)
    assert other.end_s == track.time_s[-1]
    assert [len(part_of(track, segment)) for segment in segments_found] == pytest.approx([193, 193], abs=40)


def test_a_part_keeps_the_recordings_own_times() -> None:
    track = as_track(filmed(one_leg_raised))
    part = part_of(track, Segment(SLR, 4.0, 10.0, 1.0))
    assert (part.time_s[0], part.time_s[-1]) == (4.0, 10.0)
    assert (part.source.start_s, part.source.duration_s, part.source.frames) == (4.0, 6.0, len(part))
    assert part.source.file == track.source.file


def visit(stretch_id: str, start_s: float, end_s: float, sure: float = 1.0, worth: float = 4.0) -> Visit:
    return Visit(stretch_id, start_s, end_s, sure, worth)


@pytest.fixture(scope="module")
def track() -> PoseTrack:
    """A minute of somebody, cut at 45 s."""
    return as_track(cut_at(session(one_leg_raised, [(0, 0), (60, 0)], fps=5.0), 45.0))


def ids(found: Sequence[Segment]) -> list[str | None]:
    return [segment.stretch_id for segment in found]


def test_nothing_seen_is_none(track: PoseTrack) -> None:
    [segment] = told(track, [])
    assert segment.stretch_id is None
    assert segment.confidence > 0.9


def test_a_moment_in_passing_is_none_and_less_surely(track: PoseTrack) -> None:
    [segment] = told(track, [visit(SLR, 10, 10.6)])
    assert segment.stretch_id is None
    assert 0.5 < segment.confidence < told(track, [])[0].confidence


def test_many_short_times_are_a_stretch(track: PoseTrack) -> None:
    [segment] = told(track, [visit(PRESS, 2 * n, 2 * n + 0.6) for n in range(6)])
    assert segment.stretch_id == PRESS
    assert segment.confidence > 0.9


def test_what_is_barely_met_tells_little(track: PoseTrack) -> None:
    assert ids(told(track, [visit("back_flattening", 5, 15, sure=0.1)])) == [None]


def test_on_the_way_into_another_a_stretch_is_not_named(track: PoseTrack) -> None:
    found = [visit(KTC, 5, 8.2), visit(PIRIFORMIS, 8, 17), visit(PIRIFORMIS, 20, 28)]
    assert ids(told(track, found)) == [PIRIFORMIS]


def test_of_two_at_the_same_time_the_more_particular_is_named(track: PoseTrack) -> None:
    # The general one begins sooner and ends later.
    found = [visit("double_knee_to_chest", 5, 17, worth=4.0), visit(PIRIFORMIS, 8, 16, worth=5.0)]
    [segment] = told(track, found)
    assert segment.stretch_id == PIRIFORMIS
    assert segment.rival is not None
    assert segment.rival[0] == "double_knee_to_chest"
    assert segment.confidence + segment.rival[1] == pytest.approx(1.0, abs=0.01)


def test_stretches_in_turn_are_cut_in_the_middle_or_where_the_recording_is(track: PoseTrack) -> None:
    found = [visit(SLR, 5, 10), visit(SLR, 14, 20), visit(KTC, 26, 32), visit(PRESS, 50, 58)]
    segments_found = told(track, found)
    assert ids(segments_found) == [SLR, KTC, PRESS]
    assert [segment.start_s for segment in segments_found] == [0, 23, 45]
    assert [segment.end_s for segment in segments_found] == [23, 45, 60]


def test_a_stretch_elsewhere_in_the_recording_is_no_doubt(track: PoseTrack) -> None:
    alone = told(track, [visit(SLR, 5, 15)])[0]
    beside = told(track, [visit(SLR, 5, 15), visit(PRESS, 50, 58)])[0]
    assert beside.confidence == alone.confidence
