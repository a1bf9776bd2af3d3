from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from posecoach.feedback.screen.layout import Box
from posecoach.feedback.screen.mirror import mirrored_pose
from posecoach.feedback.screen.outline import Outline, outline_of, outlines, seen_from
from posecoach.feedback.screen.outline_drawing import draw_outline, feet_right_of
from posecoach.stretches.load import load_stretch, stretch_ids
from posecoach.stretches.model import CameraPlace
from posecoach.video.frame import Image
from tests.bodies import STANDING, pose_of
from tests.feedback.screen.scenes import NOBODY, POSE, STRETCH, grey

BESIDE = CameraPlace(turn_deg=0, height_m=0, distance_m=2.5, say="Beside.", source="test")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("active_straight_leg_raise", "supine_straight"),
        ("passive_straight_leg_raise", "supine_straight"),
        ("strap_straight_leg_raise", "supine_straight"),
        ("back_flattening", "supine_straight"),
        ("single_knee_to_chest", "hook_lying"),
        ("double_knee_to_chest", "hook_lying"),
        ("glute_bridge", "hook_lying"),
        ("glute_stretch", "hook_lying"),
        ("supine_piriformis", "hook_lying"),
        ("sit_up", "hook_lying"),
        ("prone_press_up", "prone"),
        ("rag_doll_fold", "standing"),
        ("standing_back_bend", "standing"),
        ("standing_hamstring", "standing"),
        ("standing_hip_stretch", "standing"),
        ("half_kneeling_hip_flexor", "half_kneeling"),
        ("ball_psoas", "over_the_ball"),
    ],
)
def test_every_stretch_has_the_outline_of_its_start(name: str, expected: str) -> None:
    assert outline_of(load_stretch(name)) == expected


def test_a_new_stretch_gets_one_by_its_position_and_start() -> None:
    for name in stretch_ids():
        stretch = load_stretch(name).model_copy(update={"id": "my_own"})
        shown = outline_of(stretch)
        assert outlines()[shown].position == stretch.position
        assert shown == outline_of(load_stretch(name)) or name == "ball_psoas"
    assert outline_of(load_stretch("ball_psoas").model_copy(update={"id": "my_own"})) == "side_lying"


def angle_deg(at: dict[str, np.ndarray], a: str, b: str, c: str) -> float:
    to_a, to_c = at[a] - at[b], at[c] - at[b]
    cosine = to_a @ to_c / np.linalg.norm(to_a) / np.linalg.norm(to_c)
    return math.degrees(math.acos(cosine))


@pytest.mark.parametrize("outline", outlines().values(), ids=outlines())
def test_an_outline_has_the_angles_that_it_claims(outline: Outline) -> None:
    at = seen_from(BESIDE, outline)
    if "knee" in outline.angles:
        knee = angle_deg(at, "hip_near", "knee_near", "ankle_near")
        assert knee == pytest.approx(outline.angles["knee"], abs=8)
    if "hip_flexion" in outline.angles:
        hip = 180 - angle_deg(at, "shoulder_near", "hip_near", "knee_near")
        assert hip == pytest.approx(outline.angles["hip_flexion"], abs=8)


@pytest.mark.parametrize("name", stretch_ids())
@pytest.mark.parametrize(("width", "height"), [(640, 480), (819, 461), (380, 675)])
def test_an_outline_lies_inside_the_picture(name: str, width: int, height: int) -> None:
    rows, columns = np.nonzero(np.any(shown(name, width, height) != 128, axis=2))
    assert 0.1 * width < columns.min() < columns.max() < 0.9 * width
    assert 0.02 * height < rows.min() < rows.max() < 0.95 * height


def shown(name: str, width: int = 640, height: int = 480, *, feet_right: bool = True) -> Image:
    image = grey(width, height)
    draw_outline(image, Box(0, 0, width, height), load_stretch(name), feet_right=feet_right)
    return image


@pytest.mark.parametrize("name", stretch_ids())
def test_an_outline_can_point_either_way_and_is_half_transparent(name: str) -> None:
    assert not np.array_equal(shown(name), shown(name, feet_right=False))
    dark = np.zeros((480, 640, 3), np.uint8)
    draw_outline(dark, Box(0, 0, 640, 480), load_stretch(name), feet_right=True)
    inside = np.any(dark != 0, axis=2)
    assert np.all(shown(name)[inside].astype(int) - dark[inside] >= 40)


def test_a_turned_camera_sees_both_knees() -> None:
    outline = outlines()["hook_lying"]
    turned = seen_from(BESIDE.model_copy(update={"turn_deg": 35.0}), outline)
    assert turned["knee_far"][0] - turned["knee_near"][0] > 0.1
    flat = seen_from(BESIDE, outline)
    assert np.allclose(flat["knee_far"], flat["knee_near"])


def test_the_outline_points_as_the_person_does() -> None:
    # The test's body has its feet to the right of the camera's picture, and so to the left of the mirror.
    assert feet_right_of(POSE, STRETCH)
    assert not feet_right_of(mirrored_pose(POSE), STRETCH)
    standing = load_stretch("rag_doll_fold")
    upright = pose_of(STANDING)
    nose_right = replace(upright, image=upright.image.copy())
    nose_right.image[0, 0] += 20
    assert feet_right_of(nose_right, standing)
    assert not feet_right_of(mirrored_pose(nose_right), standing)


def test_nobody_knows_which_way_nobody_points() -> None:
    assert feet_right_of(None, STRETCH)
    assert feet_right_of(NOBODY, STRETCH)
