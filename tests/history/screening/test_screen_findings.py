"""What the screens read of bodies whose lines and angles are known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from posecoach.coaching.session import coach_states
from posecoach.history.entries import Finding
from posecoach.history.screening.findings import Taken, findings, in_words, screen_rules, take, why_nothing
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.pose.track import PoseTrack
from posecoach.stretches.screen import load_screens
from tests.bodies import PX_PER_M, TRUNK_M, Body, Leg, knee_pulled, mirrored, straight
from tests.coaching.scripts import Make, angle_over_time, as_track, raise_right, session
from tests.standing import facing_the_camera, held, moved, upright

SCREENS = load_screens().screens


def taken(name: str, track: PoseTrack) -> Taken:
    return take(SCREENS[name], track)


def found(name: str, *tracks: PoseTrack) -> dict[tuple[str, str | None], Finding]:
    return {(one.measure, one.side): one for one in findings(name, [taken(name, track) for track in tracks])}


def standing(pose: Pose, name: str = "standing_side") -> dict[str, Finding]:
    return {measure: one for (measure, _), one in found(name, as_track(held(pose, 8.0))).items()}


BIAS = {read.measure: read.bias for screen in SCREENS.values() for read in screen.reads}


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("lean_deg", [0.0, 7.0, 20.0])
def test_standing_from_the_side(lean_deg: float, mirror: bool) -> None:
    """A synthetic body has its landmarks in its joints: the network's bias is taken off all the same."""
    pose = upright(lean_deg)
    read = standing(mirrored(pose) if mirror else pose)
    value = read["trunk_forwards"].value + BIAS["trunk_forwards"]
    assert value == pytest.approx(lean_deg, abs=0.3)
    assert set(read) == {one.measure for one in SCREENS["standing_side"].reads}
    assert read["trunk_forwards"].flagged == (lean_deg == 20.0)
    assert read["shoulders_ahead"].unit == "torso"


@pytest.mark.parametrize("mirror", [False, True])
def test_a_head_far_forwards(mirror: bool) -> None:
    pose = moved(upright(), ("LEFT_EAR", "RIGHT_EAR"), forwards_m=0.5 * TRUNK_M)
    read = standing(mirrored(pose) if mirror else pose)
    assert in_words(read["neck_forwards"]) == "forwards"
    assert in_words(read["upper_back"]) == "rounded"
    assert in_words(read["ears_ahead"]) == "in front of them"
    assert in_words(read["trunk_forwards"]) == "about upright"


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize(
    ("up_m", "words"), [(0.0, "about level"), (0.025, "too close to tell"), (0.06, "one is higher")]
)
def test_shoulders_from_the_front(up_m: float, words: str, mirror: bool) -> None:
    pose = moved(facing_the_camera(), ("LEFT_SHOULDER", "LEFT_EAR"), up_m=up_m)
    read = standing(mirrored(pose) if mirror else pose, "standing_front")
    assert in_words(read["shoulder_tilt"]) == words
    assert in_words(read["hips_beside_feet"]) == "about in the middle"


@pytest.mark.parametrize("mirror", [False, True])
def test_hips_over_one_foot(mirror: bool) -> None:
    feet = tuple(f"{side}_{joint}" for side in ("LEFT", "RIGHT") for joint in ("ANKLE", "HEEL", "FOOT_INDEX"))
    pose = moved(facing_the_camera(), feet, across_m=0.12)
    read = standing(mirrored(pose) if mirror else pose, "standing_front")
    assert in_words(read["hips_beside_feet"]) == "over one foot"


def test_from_the_wrong_direction_nothing_is_read() -> None:
    front, side = as_track(held(facing_the_camera(), 8.0)), as_track(held(upright(), 8.0))
    assert not found("standing_side", front)
    assert not found("standing_front", side)
    assert "was not seen well enough" in why_nothing("standing_side", [taken("standing_side", front)])


def test_five_seconds_are_needed() -> None:
    short = as_track(held(upright(), 4.0))
    assert not found("standing_side", short)
    assert "5 seconds" in why_nothing("standing_side", [taken("standing_side", short)])
    assert why_nothing("standing_side", []).endswith("was not shown.")


def raises(*tops_deg: float) -> list[tuple[float, float]]:
    knots = [(0.0, 0.0), (2.0, 0.0)]
    for top_deg in tops_deg:
        now_s = knots[-1][0]
        knots += [(now_s + 2.5, top_deg), (now_s + 6.5, top_deg), (now_s + 9.0, 0.0), (now_s + 10.5, 0.0)]
    return knots


def filmed(make: Make, knots: list[tuple[float, float]], mirror: bool = False) -> PoseTrack:
    return as_track(mirrored(pose) if mirror else pose for pose in session(make, knots))


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize(
    ("top_deg", "words"),
    [
        (30.0, "well below the usual 70°"),
        (58.0, "below the usual 70°"),
        (82.0, "70° and more is usual"),
    ],
)
def test_a_straight_leg_raised(top_deg: float, words: str, mirror: bool) -> None:
    track = filmed(raise_right, raises(top_deg, top_deg), mirror)
    side = "left" if mirror else "right"
    one = found("leg_raise", track)["leg_elevation", side]
    assert one.value == pytest.approx(top_deg, abs=one.error or 0.0)
    assert (one.error or 0.0) < 6
    assert in_words(one) == words


def test_left_against_right_from_two_recordings() -> None:
    right, left = filmed(raise_right, raises(75.0)), filmed(raise_right, raises(50.0), mirror=True)
    read = found("leg_raise", right, left)
    assert set(read) == {
        ("leg_elevation", "left"),
        ("leg_elevation", "right"),
        ("leg_elevation_difference", "left"),
    }
    differ = read["leg_elevation_difference", "left"]
    assert differ.value == pytest.approx(25.0, abs=6.0)
    assert differ.flagged
    alike = found("leg_raise", right, filmed(raise_right, raises(73.0), mirror=True))
    assert not [one for one in alike.values() if one.flagged]


def thigh_stays_up(thigh_deg: float) -> Callable[[float], Body]:
    """The right leg long, its heel on the floor, while the left knee is drawn up."""
    return lambda hip_deg: Body(
        left=knee_pulled(hip_deg) if hip_deg > 20 else straight(0.0),
        right=Leg(thigh_deg * min(1.0, hip_deg / 115), 180 - 2 * thigh_deg * min(1.0, hip_deg / 115)),
    )


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize(("thigh_deg", "flagged"), [(0.0, False), (20.0, True)])
def test_the_thigh_of_the_long_leg(thigh_deg: float, flagged: bool, mirror: bool) -> None:
    knots = [(0.0, 0.0), (2.5, 0.0), (5.0, 115.0), (10.0, 115.0)]
    read = found("floor_thigh", filmed(thigh_stays_up(thigh_deg), knots, mirror))
    one = read["thigh_elevation", "left" if mirror else "right"]
    assert one.value == pytest.approx(thigh_deg, abs=one.error or 0.0)
    assert one.flagged is flagged


def one_knee(hip_deg: float) -> Body:
    return Body(left=Leg(50.0, 75.0), right=knee_pulled(max(hip_deg, 50.0)))


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("hip_deg", [85.0, 125.0])
def test_a_knee_drawn_to_the_chest_is_told_in_words(hip_deg: float, mirror: bool) -> None:
    read = found(
        "knee_to_chest",
        filmed(one_knee, [(0.0, 50.0), (2.5, 50.0), (5.0, hip_deg), (10.0, hip_deg), (13.0, 50.0)], mirror),
    )
    one = read["hip_flexion", "left" if mirror else "right"]
    assert one.value == pytest.approx(hip_deg, abs=one.error or 0.0)
    assert one.flagged is (hip_deg < 110)


def bent_back(lean_deg: float) -> Pose:
    return upright(-lean_deg)


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize(("most_deg", "flagged"), [(8.0, True), (22.0, False)])
def test_bending_back(most_deg: float, flagged: bool, mirror: bool) -> None:
    knots = [(0.0, 0.0), (2.0, 0.0), (4.0, most_deg), (8.0, most_deg), (10.0, 0.0), (12.0, 0.0)]
    one = found("bend_back", _over_time(bent_back, knots, mirror))["trunk_back_lean", None]
    assert one.value == pytest.approx(most_deg, abs=1.0)
    assert one.flagged is flagged


def hanging(fold_deg: float, hands_m: float) -> Pose:
    """Folded, the hands so high above the ankles, straight below the shoulders as far as it matters here."""
    pose = upright(fold_deg)
    wrists, ankle = (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST), pose.image[Landmark.RIGHT_ANKLE]
    image = pose.image.copy()
    for wrist in wrists:
        image[wrist, 1] = ankle[1] - hands_m * PX_PER_M
    return replace(pose, image=image)


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize(("hands_m", "flagged"), [(0.15, False), (0.5, True)])
def test_how_far_the_hands_come_down(hands_m: float, flagged: bool, mirror: bool) -> None:
    knots = [(0.0, 0.0), (2.0, 0.0), (5.0, 80.0), (9.0, 80.0), (12.0, 0.0)]
    one = found("toe_touch", _over_time(lambda fold_deg: hanging(fold_deg, hands_m), knots, mirror))[
        "wrist_over_hip", None
    ]
    assert one.value + BIAS["wrist_over_hip"] == pytest.approx(hands_m / TRUNK_M, abs=0.02)
    assert one.flagged is flagged


def _over_time(
    make: Callable[[float], Pose], knots: list[tuple[float, float]], mirror: bool = False
) -> PoseTrack:
    def poses() -> list[Pose]:
        times = [frame / 20 for frame in range(round(knots[-1][0] * 20) + 1)]
        made = [(time_s, make(angle_over_time(knots, time_s))) for time_s in times]
        return [_at(mirrored(pose) if mirror else pose, time_s) for time_s, pose in made]

    return as_track(poses())


def _at(pose: Pose, time_s: float) -> Pose:
    [first, *_] = held(pose, 0.0)
    return replace(first, time_s=time_s)


def test_the_coach_leads_the_screens_as_it_leads_stretches() -> None:
    """Recorded and live run the same coach: its states say when five seconds are full."""
    stretch = SCREENS["standing_side"].to_do()
    states = list(coach_states(as_track(held(upright(), 8.0)), stretch, stretch.dose(), screen_rules()))
    assert max(state.held_s for state in states) >= 5.0
