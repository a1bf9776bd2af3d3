"""Upright bodies: angles as commanded, feet on the floor that stay where they are, bodies that balance."""

import numpy as np
import pytest

from simulator.motion.exercises import load_exercise
from simulator.motion.play import play
from simulator.motion.script import Mistake, Move, Repetition, Rest
from simulator.posture.bones import middle
from simulator.posture.contact import touches
from simulator.posture.make import at_ease, posture
from simulator.skeleton import head
from tests.simulator.test_posture import small_body, whole_body

UPRIGHT = ["on_feet", "half_kneeling"]
STRETCHES = {
    "rag_doll_fold": ("both", 95),
    "standing_hamstring": ("left", 50),
    "standing_hip_stretch": ("right", 60),
    "standing_back_bend": ("both", 20),
    "half_kneeling_hip_flexor": ("left", 20),
}


@pytest.fixture(scope="module", params=["small", "whole"])
def body(request, tmp_path_factory):
    return small_body() if request.param == "small" else whole_body(tmp_path_factory)


def joint(posed, bone):
    return head(posed.body.skeleton, posed.transforms, bone)


def mid(posed, bone):
    return middle(posed.body.skeleton, posed.transforms, bone)


def lean_deg(start, end):
    """Of a line in the sagittal plane, from the vertical, positive to the front."""
    return np.degrees(np.arctan2(end[0] - start[0], end[2] - start[2]))


def trunk_deg(posed):
    return lean_deg(mid(posed, "upperleg01"), mid(posed, "upperarm01"))


def knee_deg(posed, side):
    hip, knee, ankle = (joint(posed, f"{bone}.{side}") for bone in ("upperleg01", "lowerleg01", "foot"))
    return 180 - abs(lean_deg(knee, hip) - lean_deg(ankle, knee))


def lowest_m(posed, region):
    return touches(posed.body)[region].lowest(posed.transforms)


def deepest(stretch):
    side, depth_deg = STRETCHES[stretch]
    exercise = load_exercise(stretch)
    return exercise.position, at_ease(exercise.position) | exercise.deepest(side, depth_deg)


@pytest.mark.parametrize("told_deg", [-25, 0, 30, 60, 90, 115])
@pytest.mark.parametrize("rounded_deg", [-25, 0, 50])
def test_a_trunk_inclines_as_commanded_however_round_its_back_is(body, told_deg, rounded_deg):
    for position in UPRIGHT:
        front = {"left_front": 1} if position == "half_kneeling" else {"left_hip_drop_deg": 8}
        posed = posture(position, body, {"trunk_deg": told_deg, "rounded_deg": rounded_deg, **front})
        assert trunk_deg(posed) == pytest.approx(told_deg, abs=0.1)


def test_leaning_back_is_a_trunk_that_inclines_the_other_way(body):
    assert trunk_deg(posture("on_feet", body, {"back_lean_deg": 18})) == pytest.approx(-18, abs=0.1)


@pytest.mark.parametrize("told_deg", [176, 160, 130, 95])
def test_knees_bend_as_commanded_over_feet_that_stand(body, told_deg):
    told = {"left_knee_deg": told_deg, "right_knee_deg": told_deg, "trunk_deg": 40}
    posed = posture("on_feet", body, told)
    for side in "LR":
        assert knee_deg(posed, side) == pytest.approx(told_deg, abs=0.5)
        assert lowest_m(posed, f"foot.{side}") == pytest.approx(0, abs=0.006)


@pytest.mark.parametrize("told_deg", [-30, -10, 0, 15, 30])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_thigh_that_is_knelt_on_leans_as_commanded(body, told_deg, side):
    knelt, front = ("L", "R") if side == "left" else ("R", "L")
    told = {"thigh_lean_deg": told_deg, "right_front" if side == "left" else "left_front": 1}
    posed = posture("half_kneeling", body, told)
    hip, knee = joint(posed, f"upperleg01.{knelt}"), joint(posed, f"lowerleg01.{knelt}")
    assert lean_deg(knee, hip) == pytest.approx(told_deg, abs=0.1)
    assert -0.02 <= lowest_m(posed, f"shank.{knelt}") <= 0.005
    assert lowest_m(posed, f"foot.{front}") == pytest.approx(0, abs=0.006)


@pytest.mark.parametrize("stretch", STRETCHES)
def test_nobody_is_under_the_floor_or_over_it_in_a_stretch(body, stretch):
    posed = posture(deepest(stretch)[0], body, deepest(stretch)[1])
    heights = np.concatenate([part[:, 2] for part in posed.vertices.values()])
    assert 0 <= heights.min() <= 0.005


@pytest.mark.parametrize("stretch", ["rag_doll_fold", "standing_hamstring", "standing_back_bend"])
def test_the_body_balances_over_its_feet(body, stretch):
    position, told = deepest(stretch)
    posed = posture(position, body, told)
    hips, shoulders, ankles = (mid(posed, bone)[0] for bone in ("upperleg01", "upperarm01", "foot"))
    upper, legs = hips + 0.626 * (shoulders - hips), ankles + 0.58 * (hips - ankles)
    toes = max(touches(body)[f"foot.{side}"].at(posed.transforms)[:, 0].max() for side in "LR")
    heels = min(touches(body)[f"foot.{side}"].at(posed.transforms)[:, 0].min() for side in "LR")
    assert heels < 0.678 * upper + 0.322 * legs < toes


def test_in_the_hip_stretch_the_front_knee_bends_and_the_hips_stay_back(body):
    position, told = deepest("standing_hip_stretch")
    posed = posture(position, body, told)
    rear, front = joint(posed, "foot.R")[0], joint(posed, "foot.L")[0]
    assert knee_deg(posed, "R") == pytest.approx(176, abs=0.5)
    assert 135 < knee_deg(posed, "L") < 165
    assert front - rear == pytest.approx(0.28, abs=0.01)
    assert rear < mid(posed, "upperleg01")[0] < (front + rear) / 2


def test_hands_go_where_they_are_told(body):
    bend = posture(deepest("standing_back_bend")[0], body, deepest("standing_back_bend")[1])
    hamstring = posture(deepest("standing_hamstring")[0], body, deepest("standing_hamstring")[1])
    fold = posture(deepest("rag_doll_fold")[0], body, deepest("rag_doll_fold")[1])
    for side in "LR":
        wrist, hip = joint(bend, f"wrist.{side}"), joint(bend, f"upperleg01.{side}")
        assert wrist[0] < hip[0]
        assert np.linalg.norm(wrist - hip) < 0.25
        knuckle = joint(hamstring, f"finger3-1.{side}")
        hip, knee = (joint(hamstring, f"{bone}.{side}") for bone in ("upperleg01", "lowerleg01"))
        share = np.clip((knuckle - hip) @ (knee - hip) / np.sum((knee - hip) ** 2), 0, 1)
        assert np.linalg.norm(knuckle - hip - share * (knee - hip)) < 0.2
        assert abs(lean_deg(joint(fold, f"wrist.{side}"), joint(fold, f"upperarm01.{side}"))) < 12


def test_a_hand_cannot_be_in_two_places(body):
    with pytest.raises(ValueError, match="only be in one place"):
        posture("on_feet", body, {"hands_buttocks": 1, "left_hand_thigh": 1})


def test_both_feet_cannot_stand_in_front_of_somebody_who_kneels(body):
    with pytest.raises(ValueError, match="one knee has to be on the floor"):
        posture("half_kneeling", body, {"left_front": 1, "right_front": 1})


def test_feet_that_stand_stay_while_the_trunk_folds(body):
    upright, folded = (posture("on_feet", body, {"trunk_deg": told, "left_step": 1}) for told in (0, 70))
    for side in "LR":
        assert joint(upright, f"foot.{side}") == pytest.approx(joint(folded, f"foot.{side}"), abs=0.003)
    assert mid(folded, "upperleg01")[0] < mid(upright, "upperleg01")[0] - 0.08


def test_a_walker_stands_on_one_foot_after_the_other(body):
    walk = [posture("on_feet", body, {"stride_m": 1.0, "walk": told}) for told in np.linspace(0, 2, 41)]
    left, right = (np.array([joint(posed, f"foot.{side}") for posed in walk]) for side in "LR")
    steps = np.abs([np.diff(path[:, 0]) for path in (left, right)])
    assert steps.min(axis=0).max() < 1e-6
    assert left[-1, 0] == pytest.approx(1.5)
    assert right[-1, 0] == pytest.approx(2.0)
    for path in (left, right):
        assert np.ptp(path[:, 2]) > 0.05


@pytest.mark.parametrize(
    "told",
    [
        {"sink_m": 0.42, "hips_m": -0.33},
        {"sink_m": 2.0, "hips_m": -0.7},
        {"left_arm_deg": 160.0, "right_arm_deg": 60.0, "right_elbow_deg": 80.0},
        {"trunk_deg": 60.0, "right_reach": 1.0, "reach_z_m": 0.05},
        {"walk": 0.3, "heading_deg": 90.0},
    ],
)
def test_what_else_people_do_stays_on_the_floor(body, told):
    posed = posture("on_feet", body, told)
    heights = np.concatenate([part[:, 2] for part in posed.vertices.values()])
    assert 0 <= heights.min() <= 0.005


def test_a_heading_turns_the_whole_body(body):
    ahead, turned = (posture("on_feet", body, {"heading_deg": told}) for told in (0, 90))
    hips, toes = mid(turned, "upperleg01"), mid(turned, "toe2-1")
    assert toes[1] - hips[1] == pytest.approx(mid(ahead, "toe2-1")[0] - mid(ahead, "upperleg01")[0], abs=1e-6)
    assert toes[0] == pytest.approx(hips[0], abs=0.01)


def test_left_is_the_mirror_of_right(body):
    for stretch in ("standing_hip_stretch", "half_kneeling_hip_flexor"):
        exercise = load_exercise(stretch)
        one, other = (
            posture(exercise.position, body, at_ease(exercise.position) | exercise.deepest(side, 20))
            for side in ("left", "right")
        )
        for bone in ("lowerleg01", "foot", "upperarm01", "lowerarm01", "wrist", "head"):
            near, far = (f"{bone}.L", f"{bone}.R") if bone != "head" else (bone, bone)
            assert joint(one, near) == pytest.approx(joint(other, far) * [1, -1, 1], abs=0.003), bone


@pytest.mark.parametrize("stretch", STRETCHES)
def test_every_mistake_can_be_made_and_nothing_jumps(stretch):
    """From rest through the stretch with every mistake in turn, and out again."""
    body = small_body()
    exercise = load_exercise(stretch)
    side, depth_deg = STRETCHES[stretch]
    amounts = {
        name: 0.06 if any(k.endswith("_m") for k in adds) else 15 for name, adds in exercise.mistakes.items()
    }
    mistakes = tuple(
        Mistake(fault=fault, amount=amount, from_s=3 + 2 * place, for_s=2)
        for place, (fault, amount) in enumerate(amounts.items())
    )
    hold_s = 2.0 * len(mistakes)
    once = Repetition(
        do="repetition", side=side, depth_deg=depth_deg, in_s=3, hold_s=hold_s, out_s=3, mistakes=mistakes
    )
    motion = play([Rest(do="rest", for_s=0.5), once], exercise, fps=10.0, seed=2)
    bones = ["head", "wrist.L", "wrist.R", "lowerleg01.L", "lowerleg01.R", "foot.L", "foot.R"]
    paths = []
    for row in motion.values:
        posed = posture(exercise.position, body, dict(zip(motion.names, row.tolist(), strict=True)))
        paths.append([joint(posed, bone) for bone in bones])
        assert lowest_m(posed, "foot.L") > -0.01
    assert np.linalg.norm(np.diff(paths, axis=0), axis=2).max() < 0.15


def test_changing_the_knee_that_is_knelt_on_goes_over_both_knees():
    body = small_body()
    exercise = load_exercise("half_kneeling_hip_flexor")
    script = [
        Repetition(do="repetition", side=side, depth_deg=15, in_s=2, hold_s=1, out_s=2)
        for side in ("right", "left")
    ]
    motion = play([*script, Move(do="move", to={"right_front": 0}, in_s=2)], exercise, fps=5.0, seed=1)
    for row in motion.values:
        posed = posture(exercise.position, body, dict(zip(motion.names, row.tolist(), strict=True)))
        assert min(lowest_m(posed, f"shank.{side}") for side in "LR") < 0.01
