from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.events import CoachState, Cue, Phase, Side
from posecoach.feedback.colours import GREEN, ORANGE, SKY_BLUE, YELLOW, Colour
from posecoach.feedback.overlay import draw, overlay_size
from posecoach.pose.pose import Pose, Status, absent
from posecoach.stretches.load import load_stretch, stretch_ids
from posecoach.stretches.model import Stretch
from posecoach.video.frame import Image
from tests.bodies import HEIGHT, WIDTH, pose_of, scaled
from tests.coaching.scripts import raise_right

STRETCH = load_stretch("active_straight_leg_raise")
POSE = pose_of(raise_right(60.0))
CUE = Cue(3.0, "knee_bent", STRETCH.faults["knee_bent"].say, "fault")
STATE = CoachState(
    3.0,
    Phase.HOLDING,
    "right",
    60.0,
    62.0,
    7.9,
    20.0,
    3,
    {"left": 0, "right": 1},
    (),
    CUE,
    {"knee_right": 175.0},
)


def grey(width: int = WIDTH, height: int = HEIGHT) -> Image:
    return np.full((height, width, 3), 128, np.uint8)


def shown(state: CoachState = STATE, pose: Pose = POSE, stretch: Stretch = STRETCH) -> Image:
    return draw(grey(), pose, state, stretch)


def picture(image: Image) -> Image:
    return image[:HEIGHT]


def strip(image: Image) -> Image:
    return image[HEIGHT:]


@pytest.mark.parametrize("pose", [POSE, replace(POSE, status=Status.IMPLAUSIBLE), absent(3.0, WIDTH, HEIGHT)])
@pytest.mark.parametrize("side", ["left", "right", "both", None])
@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("value", [60.0, None])
def test_every_phase_can_be_drawn(phase: Phase, side: Side | None, value: float | None, pose: Pose) -> None:
    state = replace(
        STATE, phase=phase, side=side, value_deg=value, best_deg=value, cue=None if value else CUE
    )
    assert shown(state, pose).shape == (overlay_size(WIDTH, HEIGHT)[2], WIDTH, 3)


@pytest.mark.parametrize("name", stretch_ids())
def test_every_stretch_can_be_drawn_with_every_fault(name: str) -> None:
    stretch = load_stretch(name)
    side: Side = "right" if stretch.sides == "each" else "both"
    state = replace(STATE, side=side, active_faults=(*stretch.faults, "a_fault_of_tomorrow"))
    calm = shown(replace(state, active_faults=()), stretch=stretch)
    assert not np.array_equal(picture(shown(state, stretch=stretch)), picture(calm))


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (16, 16),
        (17, 31),
        (360, 206),
        (640, 352),
        (854, 480),
        (1080, 1920),
        (1844, 938),
        (3840, 2160),
        (40, 2000),
    ],
)
def test_any_size_becomes_an_even_one_within_bounds(width: int, height: int) -> None:
    drawn = draw(grey(width, height), scaled(POSE, width / WIDTH), STATE, STRETCH)
    assert drawn.shape == (overlay_size(width, height)[2], overlay_size(width, height)[0], 3)
    assert drawn.dtype == np.uint8
    assert drawn.shape[0] % 2 == drawn.shape[1] % 2 == 0
    assert max(drawn.shape) <= 1280
    if max(drawn.shape) < 1200:
        assert drawn.shape[1] == width - width % 2


def test_the_picture_given_is_left_alone() -> None:
    image = grey()
    draw(image, POSE, STATE, STRETCH)
    assert np.array_equal(image, grey())


def test_nobody_means_no_skeleton_and_no_number() -> None:
    nobody = shown(pose=absent(3.0, WIDTH, HEIGHT))
    assert np.array_equal(picture(nobody), grey())
    assert np.array_equal(strip(nobody), strip(shown(replace(STATE, value_deg=None))))
    assert not np.array_equal(strip(nobody), strip(shown()))


def test_an_implausible_pose_is_faint_and_has_no_number() -> None:
    faint = shown(pose=replace(POSE, status=Status.IMPLAUSIBLE))
    assert np.array_equal(strip(faint), strip(shown(replace(STATE, value_deg=None))))
    strong = np.count_nonzero(picture(shown()) != 128)
    assert 0 < np.count_nonzero(picture(faint) != 128) < strong / 2


def test_the_limbs_are_where_the_body_is_at_any_size() -> None:
    half = draw(grey(WIDTH // 2, HEIGHT // 2), POSE, STATE, STRETCH)
    rows, columns = np.nonzero(np.any(half[: HEIGHT // 2] != 128, axis=2))
    body = POSE.image[11:] / 2
    assert abs(columns.min() - body[:, 0].min()) < 15
    assert abs(rows.min() - body[:, 1].min()) < 15


def test_the_sides_differ_in_more_than_colour() -> None:
    left, right = (
        np.any(picture(shown(replace(STATE, side=side, value_deg=None))) != 128, axis=2)
        for side in ("left", "right")
    )
    assert not np.array_equal(left, right)


def test_the_clock_fills_with_the_hold() -> None:
    def filled(held_s: float) -> int:
        image = strip(shown(replace(STATE, held_s=held_s, value_deg=None, cue=None, phase=Phase.PAUSED)))
        return int(np.count_nonzero(np.all(image == (230, 159, 0), axis=2)))

    assert filled(0.0) < filled(5.0) < filled(10.0) < filled(19.9)


def has(image: Image, colour: Colour) -> bool:
    return bool(np.all(image == colour, axis=2).any())


def test_nothing_is_paused_once_the_time_is_up() -> None:
    coming_down = replace(STATE, phase=Phase.PAUSED, held_s=19.0, cue=None)
    assert has(strip(shown(coming_down)), ORANGE)
    assert not has(strip(shown(replace(coming_down, held_s=21.0))), ORANGE)


@pytest.mark.parametrize("phase", Phase)
def test_no_leg_is_the_working_one_before_one_works(phase: Phase) -> None:
    drawn = picture(shown(replace(STATE, phase=phase, value_deg=None, active_faults=())))
    assert has(drawn, YELLOW) == (phase in (Phase.MOVING, Phase.HOLDING, Phase.PAUSED))


def test_both_sides_at_once_are_always_at_work() -> None:
    state = replace(STATE, phase=Phase.READY, side="both", value_deg=None)
    assert has(picture(shown(state, stretch=load_stretch("prone_press_up"))), YELLOW)


def test_what_is_held_by_time_has_a_lamp_and_no_angle() -> None:
    timed = load_stretch("supine_piriformis")
    state = replace(STATE, value_deg=None, best_deg=None, held_s=0.0, cue=None)
    held = shown(state, stretch=timed)
    ready = shown(replace(state, phase=Phase.READY), stretch=timed)
    assert has(strip(held), GREEN)
    assert not has(strip(ready), GREEN)
    # Its values, were there any, are no degrees.
    assert np.array_equal(shown(replace(state, value_deg=100.0), stretch=timed), held)


def test_repetitions_without_a_hold_are_counted_where_the_clock_would_be() -> None:
    curl_up = load_stretch("sit_up")
    state = replace(STATE, side="both", hold_goal_s=0.0, held_s=0.3, repetitions={"both": 3}, cue=None)
    moving = replace(state, phase=Phase.MOVING, best_deg=None, value_deg=None)
    assert not np.array_equal(
        strip(shown(moving, stretch=curl_up)),
        strip(shown(replace(moving, repetitions={"both": 4}), stretch=curl_up)),
    )
    assert not has(strip(shown(moving, stretch=curl_up)), GREEN)
    for reached in (replace(moving, best_deg=60.0), replace(moving, phase=Phase.PAUSED)):
        assert has(strip(shown(reached, stretch=curl_up)), GREEN)
        assert not has(strip(shown(reached, stretch=curl_up)), ORANGE)


def test_the_angle_of_both_sides_at_once_is_drawn_on_the_near_one() -> None:
    both = load_stretch("double_knee_to_chest")
    state = replace(STATE, side="both", value_deg=70.0)
    assert has(picture(shown(state, stretch=both)), SKY_BLUE)


def test_the_sentence_is_drawn() -> None:
    assert not np.array_equal(strip(shown()), strip(shown(replace(STATE, cue=None))))
    assert np.array_equal(picture(shown()), picture(shown(replace(STATE, cue=None))))
