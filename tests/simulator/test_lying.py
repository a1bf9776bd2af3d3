"""Lying postures: angles as commanded, hands where they hold, bodies on the floor and not in it."""

import numpy as np
import pytest

from simulator.motion.exercises import load_exercise
from simulator.motion.play import play
from simulator.motion.script import Repetition
from simulator.posture.bones import middle
from simulator.posture.contact import touches
from simulator.posture.make import at_ease, posture
from simulator.scene.room import belongings, kinds
from tests.simulator.test_posture import (
    elevation_deg,
    joint,
    lowest_m,
    small_body,
    thigh_and_knee_deg,
    whole_body,
)
from tests.simulator.test_posture import trunk_deg as elevation_of_trunk_deg

HOOK = {"left_thigh_deg": 40, "left_knee_deg": 80, "right_thigh_deg": 40, "right_knee_deg": 80}
OVER_BALL = {
    "right_up": 1,
    "ball_m": 0.45,
    "right_thigh_deg": -15,
    "right_knee_deg": 174,
    "left_thigh_deg": 35,
}
LIMBS = [f"{part}.{side}" for part in ("foot", "shank", "forearm", "hand") for side in "LR"]
DEEPEST = {
    "passive_straight_leg_raise": ("right", 65),
    "strap_straight_leg_raise": ("right", 75),
    "double_knee_to_chest": ("both", 120),
    "supine_piriformis": ("right", 105),
    "glute_stretch": ("right", 120),
    "sit_up": ("both", 60),
    "glute_bridge": ("both", -3),
    "back_flattening": ("both", 7),
    "ball_psoas": ("right", 28),
}
AMOUNTS = {
    "knee_bent": 30,
    "support_leg_lifted": 0.15,
    "hips_lifted": 0.12,
    "heels_lifted": 0.1,
    "head_lifted": 60,
    "head_down": 60,
    "trunk_raised": 35,
    "uneven_sides": 30,
    "legs_uncrossed": 1,
    "not_across": 25,
    "hips_sagging": 18,
    "over_arched": 15,
    "bouncing": 8,
}


@pytest.fixture(scope="module", params=["small", "whole"])
def body(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """One of average build, and a very heavy one."""
    return small_body() if request.param == "small" else whole_body(tmp_path_factory)


def torso_m(body):
    rest = posture("supine", body, {})
    return np.linalg.norm(middle_of(rest, "upperarm01") - middle_of(rest, "upperleg01"))


def middle_of(posed, bone):
    return middle(posed.body.skeleton, posed.transforms, bone)


def hip_extension_deg(posed, side):
    """0 with shoulder, hip and knee in one line, negative while the hip is flexed; seen from the left."""
    shoulder, hip, knee = (
        joint(posed, f"{bone}.{side}") for bone in ("upperarm01", "upperleg01", "lowerleg01")
    )
    return elevation_deg(shoulder, hip) - elevation_deg(hip, knee)


def to_line_m(point, start, end):
    share = np.clip((point - start) @ (end - start) / np.sum((end - start) ** 2), 0, 1)
    return np.linalg.norm(point - start - share * (end - start))


@pytest.mark.parametrize("told_deg", [12, 30, 60, 85, 105])
def test_a_trunk_sits_up_as_high_as_told_and_the_feet_stay(body, told_deg):
    lying, up = (posture("supine", body, HOOK | {"trunk_deg": deg}) for deg in (-90, told_deg))
    assert elevation_of_trunk_deg(up) == pytest.approx(told_deg, abs=0.1)
    assert -0.06 < lowest_m(up, "buttocks") <= 0
    for side in "LR":
        # Sideways, thighs make way for a belly.
        moved = joint(up, f"foot.{side}") - joint(lying, f"foot.{side}")
        assert moved[[0, 2]] == pytest.approx([0, 0], abs=0.03)
        assert lowest_m(up, f"foot.{side}") == pytest.approx(0, abs=0.003)


def test_a_trunk_told_into_the_floor_lies(body):
    lying, told = (posture("supine", body, {"trunk_deg": deg}) for deg in (-90, -20))
    assert told.vertices["skin"] == pytest.approx(lying.vertices["skin"])


def test_nobody_folds_flat():
    with pytest.raises(ValueError, match="further forward than anybody sits"):
        posture("supine", small_body(), {"trunk_deg": 170})


def test_a_lifted_head_comes_off_as_far_as_a_head_does(body):
    rest, lifted = (posture("supine", body, {"head_lift_deg": deg}) for deg in (0, 60))
    bone = body.skeleton.index["head"]
    ear = [*(body.skeleton.heads[bone] + [0.0, 0.02, 0.06]), 1.0]
    risen_m = ((lifted.transforms[bone] - rest.transforms[bone]) @ ear)[2]
    assert 0.3 < risen_m / torso_m(body) < 0.5
    assert joint(lifted, "upperleg01.L") == pytest.approx(joint(rest, "upperleg01.L"), abs=1e-6)


@pytest.mark.parametrize("told_deg", [-30, -3, 10])
def test_a_bridge_is_as_straight_as_told_between_feet_and_shoulders_that_stay(body, told_deg):
    lying, up = (posture("bridge", body, HOOK | {"hip_extension_deg": deg}) for deg in (-90, told_deg))
    for side in "LR":
        assert hip_extension_deg(up, side) == pytest.approx(told_deg, abs=0.2)
        assert joint(up, f"foot.{side}") == pytest.approx(joint(lying, f"foot.{side}"), abs=0.002)
        assert lowest_m(up, f"foot.{side}") == pytest.approx(0, abs=0.003)
    assert middle_of(up, "upperarm01") == pytest.approx(middle_of(lying, "upperarm01"), abs=0.002)
    assert middle_of(up, "upperleg01")[2] > middle_of(lying, "upperleg01")[2] + 0.05
    assert lowest_m(up, "skull") == pytest.approx(0, abs=0.01)


def test_a_bridge_can_stand_on_its_toes(body):
    told = HOOK | {"hip_extension_deg": -10}
    flat, up = (posture("bridge", body, told | {"heels_m": heels_m}) for heels_m in (0, 0.08))
    assert joint(up, "foot.L")[2] - joint(flat, "foot.L")[2] > 0.04
    assert lowest_m(up, "foot.L") == pytest.approx(0, abs=0.003)
    assert hip_extension_deg(up, "L") == pytest.approx(-10, abs=0.2)


def test_both_knees_are_held_at_the_chest(body):
    both = {f"{side}_{what}": value for side in ("left", "right") for what, value in KNEES_UP.items()}
    posed = posture("supine", body, both)
    for side in "LR":
        assert thigh_and_knee_deg(posed, side) == pytest.approx((118, 55), abs=0.1)
        shin = joint(posed, f"lowerleg01.{side}"), joint(posed, f"foot.{side}")
        assert to_line_m(joint(posed, f"finger3-1.{side}"), *shin) < 0.16


KNEES_UP = {"thigh_deg": 118, "knee_deg": 55, "hold": 1}


@pytest.mark.parametrize("thigh_deg", [70, 90, 110])
def test_a_crossed_ankle_lies_on_the_thigh_that_both_hands_draw_up(body, thigh_deg):
    told = HOOK | {"left_cross": 1, "right_thigh_deg": thigh_deg, "right_hold": 1}
    posed = posture("supine", body, told)
    assert thigh_and_knee_deg(posed, "R") == pytest.approx((thigh_deg, 80), abs=0.1)
    knee, hip = joint(posed, "lowerleg01.R"), joint(posed, "upperleg01.R")
    assert np.linalg.norm(joint(posed, "foot.L") - knee) < 0.4 * torso_m(body)
    assert joint(posed, "lowerleg01.L")[1] > joint(posed, "upperleg01.L")[1]
    for side in "LR":
        assert to_line_m(joint(posed, f"finger3-1.{side}"), hip, knee) < 0.22


def test_a_foot_goes_over_the_other_leg_without_a_jump(body):
    ankles = [
        joint(posture("supine", body, HOOK | {"right_thigh_deg": 90, "left_cross": share}), "foot.L")
        for share in np.linspace(0, 1, 41)
    ]
    alone = posture("supine", body, HOOK | {"right_thigh_deg": 90})
    assert ankles[0] == pytest.approx(joint(alone, "foot.L"))
    assert np.linalg.norm(np.diff(ankles, axis=0), axis=1).max() < 0.05


def test_a_knee_is_drawn_across(body):
    told = HOOK | {"left_thigh_deg": 115, "left_knee_deg": 60, "left_abduct_deg": -25, "left_hold": 1}
    posed = posture("supine", body, told)
    assert thigh_and_knee_deg(posed, "L")[0] == pytest.approx(115, abs=0.1)
    # Between the feet at +x and a face that looks up, the left side is at +y.
    assert joint(posed, "lowerleg01.L")[1] < 0


@pytest.mark.parametrize("trunk_deg", [-90, 95])
def test_both_hands_are_at_the_strap(body, trunk_deg):
    told = {"left_strap": 1, "left_thigh_deg": 60 if trunk_deg < 0 else -4, "left_ankle_deg": 0}
    posed = posture("strapped", body, told | {"trunk_deg": trunk_deg})
    chest, sole = middle_of(posed, "upperarm01"), joint(posed, "foot.L")
    for side in "LR":
        assert to_line_m(joint(posed, f"wrist.{side}"), chest, sole) < 0.12
    strap = posed.vertices["strap"]
    assert np.linalg.norm(strap[:2].mean(axis=0) - joint(posed, "finger3-1.L")) < 0.001
    assert np.linalg.norm(strap[2:6].mean(axis=0) - sole) < 0.25
    assert [part.name for part in posed.body.parts][-1] == "strap"


@pytest.mark.parametrize("told_deg", [0, 15, 30])
def test_the_shoulders_hang_over_a_ball_as_low_as_told(body, told_deg):
    posed = posture("side_lying", body, OVER_BALL | {"tilt_deg": told_deg})
    hips, shoulders = middle_of(posed, "upperleg01"), middle_of(posed, "upperarm01")
    assert np.degrees(np.arctan2(hips[2] - shoulders[2], hips[0] - shoulders[0])) == pytest.approx(
        told_deg, abs=0.1
    )
    assert lowest_m(posed, "buttocks") == pytest.approx(0.42, abs=0.015)
    assert joint(posed, "upperleg01.R")[2] > joint(posed, "upperleg01.L")[2]
    assert joint(posed, "foot.R")[1] < joint(posed, "foot.L")[1], "the upper leg is behind"
    if told_deg >= 30:
        assert joint(posed, "lowerarm01.L")[2] < 0.1


def test_the_ball_is_as_high_as_the_stretch_has_it():
    (ball,) = belongings("floor", ["exercise_ball"])
    assert 2 * kinds()[ball.kind].solids[0].ball == pytest.approx(load_exercise("ball_psoas").start["ball_m"])


def test_lying_on_the_side_and_a_leg_raised(body):
    rest, raised = (posture("side_lying", body, {"left_up": 1, "left_lift_deg": deg}) for deg in (-90, 35))
    for region in ("buttocks", "back"):
        assert -0.06 < lowest_m(rest, region) < -0.01, region
    assert lowest_m(rest, "foot.R") == pytest.approx(0, abs=0.03)
    hip, knee = joint(raised, "upperleg01.L"), joint(raised, "lowerleg01.L")
    assert np.degrees(np.arcsin((knee - hip)[2] / np.linalg.norm(knee - hip))) == pytest.approx(35, abs=0.1)


def test_the_other_side_is_the_mirror(body):
    names = {"left": "right", "right": "left"}
    other = {name.replace(s := name.split("_")[0], names.get(s, s)): v for name, v in OVER_BALL.items()}
    one, two = (posture("side_lying", body, told | {"tilt_deg": 20}) for told in (OVER_BALL, other))
    for bone in ("upperleg01", "foot", "upperarm01", "lowerarm01", "wrist"):
        assert joint(one, f"{bone}.L") == pytest.approx(joint(two, f"{bone}.R") * [1, -1, 1], abs=0.003), bone


def test_all_fours_stand_on_hands_and_knees(body):
    for round_deg in (-30, 0, 50):
        posed = posture("all_fours", body, {"round_deg": round_deg, "trunk_deg": 15})
        assert elevation_of_trunk_deg(posed) == pytest.approx(15, abs=0.1)
        for region in ("hand.L", "hand.R", "shank.L", "shank.R"):
            assert lowest_m(posed, region) == pytest.approx(0, abs=0.015), region


def way_in(stretch, fps=8.0):
    side, depth_deg = DEEPEST[stretch]
    repetition = Repetition(do="repetition", side=side, depth_deg=depth_deg, hold_s=0.2, tremor_deg=0)
    motion = play([repetition], load_exercise(stretch), fps, seed=1)
    there = motion.time_s <= motion.performed[0].hold_start_s
    return [dict(zip(motion.names, row.tolist(), strict=True)) for row in motion.values[there]]


@pytest.mark.parametrize("stretch", DEEPEST)
def test_every_stretch_moves_without_a_jump_and_not_through_the_floor(body, stretch):
    position = load_exercise(stretch).position
    course = [posture(position, body, told) for told in way_in(stretch)]
    bones = ("upperleg01", "lowerleg01", "foot", "upperarm01", "lowerarm01", "wrist")
    joints = np.array([[joint(p, f"{bone}.{side}") for bone in bones for side in "LR"] for p in course])
    assert np.linalg.norm(np.diff(joints, axis=0), axis=2).max() < 0.14
    for posed in course[::4]:
        for region in LIMBS:
            assert touches(body)[region].lowest(posed.transforms) > -0.022, region


@pytest.mark.parametrize("stretch", DEEPEST)
def test_every_mistake_can_be_made(body, stretch):
    exercise, (side, depth_deg) = load_exercise(stretch), DEEPEST[stretch]
    told = at_ease(exercise.position) | exercise.deepest(side, depth_deg)
    right = posture(exercise.position, body, told)
    for fault in exercise.mistakes:
        adds = {name: told[name] + k * AMOUNTS[fault] for name, k in exercise.mistake(fault, side).items()}
        wrong = posture(exercise.position, body, told | adds)
        moved = max(np.abs(wrong.vertices[name] - right.vertices[name]).max() for name in right.vertices)
        assert moved > 0.01, fault
