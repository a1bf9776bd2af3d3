"""Postures: angles as commanded, bodies on the floor and not in it."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

from simulator.body.model import Body, Material, Part
from simulator.posture.bones import middle
from simulator.posture.contact import touches
from simulator.posture.make import posture
from simulator.skeleton import Skeleton, head

MIRRORED = {".L": ".R", ".R": ".L"}


def small_body() -> Body:
    """An average adult of some points, kept beside this file; the right half is the left one, mirrored."""
    kept = json.loads(Path(__file__).with_name("small_body.json").read_text())
    names = tuple(kept["names"])
    other = np.array([names.index(name[:-2] + MIRRORED.get(name[-2:], name[-2:])) for name in names])
    points, bones = np.array(kept["vertices"]), np.array(kept["bone_indices"])
    first = np.array(kept["first_weights"])
    skin = Part(
        "skin",
        Material("skin", (0.6, 0.4, 0.3)),
        np.concatenate([points, points * [-1, 1, 1]]),
        np.empty((0, 4), np.int64),
        np.concatenate([bones, other[bones]]),
        np.tile(np.column_stack([first, 1 - first]), (2, 1)),
    )
    skeleton = Skeleton(names, np.array(kept["parents"]), np.array(kept["heads"]))
    return Body(skeleton, (skin,), {})


def whole_body(tmp_path_factory: pytest.TempPathFactory) -> Body:
    if importlib.util.find_spec("anny") is None:
        pytest.skip("the body model anny is not installed")
    from simulator.body.build import build
    from simulator.body.person import load_person

    return build(load_person("bruno"), tmp_path_factory.mktemp("bodies"))


@pytest.fixture(scope="module", params=["small", "whole"])
def body(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Body:
    return small_body() if request.param == "small" else whole_body(tmp_path_factory)


def joint(posed, bone):
    return head(posed.body.skeleton, posed.transforms, bone)


def elevation_deg(start, end):
    """Of a line in the sagittal plane, from +x towards +z."""
    return np.degrees(np.arctan2(end[2] - start[2], end[0] - start[0]))


def thigh_and_knee_deg(posed, side):
    hip, knee, ankle = (joint(posed, f"{bone}.{side}") for bone in ("upperleg01", "lowerleg01", "foot"))
    thigh_deg = elevation_deg(hip, knee)
    return thigh_deg, 180 - abs(thigh_deg - elevation_deg(knee, ankle))


def trunk_deg(posed):
    hip, shoulder = (
        middle(posed.body.skeleton, posed.transforms, bone) for bone in ("upperleg01", "upperarm01")
    )
    return 180 - elevation_deg(hip, shoulder)


def lowest_m(posed, region):
    return touches(posed.body)[region].lowest(posed.transforms)


@pytest.mark.parametrize(
    ("thigh_deg", "knee_deg"), [(20, 180), (62, 175), (90, 120), (110, 60), (135, 45), (150, 90)]
)
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_raised_leg_is_as_commanded(body, side, thigh_deg, knee_deg):
    posed = posture("supine", body, {f"{side}_thigh_deg": thigh_deg, f"{side}_knee_deg": knee_deg})
    assert thigh_and_knee_deg(posed, side[0].upper()) == pytest.approx((thigh_deg, knee_deg), abs=0.1)


@pytest.mark.parametrize("knee_deg", [180, 150, 120, 90, 60, 45])
def test_a_leg_told_into_the_floor_rests_on_it(body, knee_deg):
    posed = posture("supine", body, {"left_thigh_deg": -90, "left_knee_deg": knee_deg})
    thigh_deg, knee = thigh_and_knee_deg(posed, "L")
    assert knee == pytest.approx(knee_deg, abs=0.1)
    assert thigh_deg == pytest.approx((180 - knee_deg) / 2, abs=18)
    assert min(lowest_m(posed, "foot.L") + 0.002, lowest_m(posed, "shank.L") + 0.015) <= 0.02
    assert lowest_m(posed, "foot.L") >= -0.003


def test_a_bent_leg_stands_on_its_sole(body):
    posed = posture("supine", body, {"left_knee_deg": 80})
    foot = posed.transforms[body.skeleton.index["foot.L"], :3, :3]
    assert foot @ [0, -1, 0] == pytest.approx([1, 0, 0], abs=0.05)


def test_a_foot_kept_off_the_floor(body):
    posed = posture("supine", body, {"left_foot_m": 0.1, "left_knee_deg": 180})
    assert lowest_m(posed, "foot.L") == pytest.approx(0.1, abs=0.005)


@pytest.mark.parametrize("position", ["supine", "prone", "standing"])
def test_nothing_is_under_the_floor_or_over_it(body, position):
    posed = posture(position, body, {})
    heights = np.concatenate([part[:, 2] for part in posed.vertices.values()])
    assert heights.min() >= -0.001
    assert heights.min() <= 0.005


def test_lying_on_the_back_touches_where_it_should(body):
    posed = posture("supine", body, {})
    assert -0.025 <= lowest_m(posed, "buttocks") <= -0.005
    assert -0.025 <= lowest_m(posed, "back") <= -0.005
    for region in ("skull", "hand.L", "hand.R", "foot.L", "foot.R"):
        assert lowest_m(posed, region) == pytest.approx(0, abs=0.01), region


@pytest.mark.parametrize("thigh_deg", [-90, 45, 90, 140])
def test_the_hips_stay_where_they_are(body, thigh_deg):
    rest = middle(body.skeleton, posture("supine", body, {}).transforms, "upperleg01")
    posed = posture("supine", body, {"left_thigh_deg": thigh_deg, "left_knee_deg": 90})
    assert middle(body.skeleton, posed.transforms, "upperleg01") == pytest.approx(rest, abs=0.03)


def test_lifted_hips_and_head(body):
    rest, lifted = (posture("supine", body, told) for told in ({}, {"hip_lift_m": 0.15, "head_lift_deg": 25}))
    assert joint(lifted, "upperleg01.L")[2] - joint(rest, "upperleg01.L")[2] == pytest.approx(0.15, abs=0.005)
    assert joint(lifted, "upperarm01.L") == pytest.approx(joint(rest, "upperarm01.L"), abs=0.001)
    assert lowest_m(lifted, "skull") > 0.02


def test_a_pillow_lifts_the_head(body):
    assert lowest_m(posture("supine", body, {"pillow_m": 0.07}), "skull") == pytest.approx(0.07, abs=0.002)


def test_hands_hold_the_thigh(body):
    told = {"left_thigh_deg": 115, "left_knee_deg": 70, "left_hold": 1}
    posed = posture("supine", body, told)
    hip, knee = joint(posed, "upperleg01.L"), joint(posed, "lowerleg01.L")
    for side in "LR":
        knuckle = joint(posed, f"finger3-1.{side}")
        share = np.clip((knuckle - hip) @ (knee - hip) / np.sum((knee - hip) ** 2), 0, 1)
        assert np.linalg.norm(knuckle - hip - share * (knee - hip)) < 0.22


@pytest.mark.parametrize("told_deg", [15, 30, 45, 55])
def test_a_press_up_is_as_commanded_and_stays_on_its_hands(body, told_deg):
    posed = posture("prone", body, {"trunk_deg": told_deg})
    assert trunk_deg(posed) == pytest.approx(told_deg, abs=0.1)
    for region in ("hand.L", "hand.R", "foot.L", "foot.R"):
        assert lowest_m(posed, region) == pytest.approx(0, abs=0.01), region
    assert lowest_m(posed, "buttocks") <= 0


def test_hands_stay_planted_during_a_press_up(body):
    low, high = (posture("prone", body, {"trunk_deg": told_deg}) for told_deg in (5, 45))
    assert joint(low, "wrist.L") == pytest.approx(joint(high, "wrist.L"), abs=0.005)


def test_a_helper_reaches_what_is_held(body):
    at = {"reach": 1.0, "reach_x_m": 0.6, "reach_y_m": 0.1, "reach_z_m": 0.5}
    for kneel in (0, 1):
        posed = posture("standing", body, {"x_m": 0.5, "y_m": -0.4, "kneel": kneel, **at})
        for side in "LR":
            assert np.linalg.norm(joint(posed, f"finger3-1.{side}") - [0.6, 0.1, 0.5]) < 0.1


def test_a_point_out_of_reach_is_refused(body):
    with pytest.raises(ValueError, match="stand nearer"):
        posture("standing", body, {"y_m": -3.0, "reach": 1.0})


@pytest.mark.parametrize(
    ("position", "left", "right"),
    [
        (
            "supine",
            {"left_thigh_deg": 70, "right_knee_deg": 90},
            {"right_thigh_deg": 70, "left_knee_deg": 90},
        ),
        ("prone", {"trunk_deg": 25, "left_knee_deg": 90}, {"trunk_deg": 25, "right_knee_deg": 90}),
    ],
)
def test_left_is_the_mirror_of_right(body, position, left, right):
    one, other = posture(position, body, left), posture(position, body, right)
    for bone in ("upperleg01", "lowerleg01", "foot", "upperarm01", "lowerarm01", "wrist"):
        mirrored = joint(other, f"{bone}.R") * [1, -1, 1]
        assert joint(one, f"{bone}.L") == pytest.approx(mirrored, abs=0.002), bone


def test_a_small_step_moves_the_body_a_little(body):
    """No jump from one frame to the next while a knee is pulled to the chest."""
    joints = []
    for share in np.linspace(0, 1, 60):
        told = {"left_thigh_deg": 40 + 85 * share, "left_knee_deg": 80 - 20 * share, "left_hold": share}
        posed = posture("supine", body, told)
        joints.append([joint(posed, bone) for bone in ("lowerleg01.L", "foot.L", "wrist.L", "wrist.R")])
    assert np.linalg.norm(np.diff(joints, axis=0), axis=2).max() < 0.03


def test_the_head_leaves_the_floor_without_a_jump(body):
    postures = [posture("prone", body, {"trunk_deg": told_deg}) for told_deg in np.arange(0, 46)]
    heights = [lowest_m(posed, "skull") for posed in postures]
    assert min(heights) >= -0.005
    assert np.abs(np.diff(heights)).max() < 0.03


def test_an_unknown_parameter_or_position_is_named():
    with pytest.raises(ValueError, match="supine does not take left_elbow_deg: it takes left_thigh_deg"):
        posture("supine", small_body(), {"left_elbow_deg": 90})
    with pytest.raises(ValueError, match="no position 'sitting': take one of supine"):
        posture("sitting", small_body(), {})
