from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.events import CoachState, Cue, Phase, Side
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

    assert filled(0.0) < filled(5.0) < filled(10.0) < filled(20.0)


def test_the_sentence_is_drawn() -> None:
    assert not np.array_equal(strip(shown()), strip(shown(replace(STATE, cue=None))))
    assert np.array_equal(picture(shown()), picture(shown(replace(STATE, cue=None))))
