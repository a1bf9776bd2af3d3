"""What is true of a script and of a posture."""

import json

import numpy as np
import pytest

from posecoach.kinematics.definitions import columns
from posecoach.pose.landmarks import COUNT, Landmark
from posecoach.stretches.load import load_stretch
from posecoach.stretches.model import Fault, Target
from simulator.motion.exercises import load_exercise
from simulator.motion.play import play
from simulator.motion.script import Mistake, Repetition, Rest
from simulator.truth.file import LANDMARK_NAMES, Frames, Truth, read_truth, true_posture, write_truth
from simulator.truth.intervals import happened as happened_in
from simulator.truth.measures import true_measures, true_rest
from tests.bodies import HOOK, Body, joints_m, straight

SLR = load_stretch("active_straight_leg_raise")
DOSE = SLR.doses["standard"]


def happened(*repetitions, stretch=SLR, dose=DOSE):
    """Holds, attempts and faults of raises whose leg elevation is just what was commanded."""
    motion = played(*repetitions)
    found = happened_in(motion, elevations(motion), stretch, dose)
    return found.holds, found.attempts, found.faults


def played(*repetitions):
    return play([Rest(do="rest", for_s=2), *repetitions], load_exercise(SLR.id), 25, seed=1)


def elevations(motion):
    return {
        f"leg_elevation_{side}": motion.values[:, motion.names.index(f"{side}_thigh_deg")]
        for side in ("left", "right")
    }


def with_fault(**fault):
    """A raise with one fault, of what a coach derives."""
    wanted = {"severity": "notice", "say": "Slowly.", "acknowledge": "Good.", "source": "a test"} | fault
    return SLR.model_copy(update={"faults": {"tried": Fault.model_validate(wanted)}})


def when(measure, at_least):
    return [{"measure": measure, "at_least": at_least, "source": "a test"}]


def lifted(depth_deg=60, hold_s=21.0, in_s=4.0, mistakes=(), out_s=3.0, side="right"):
    return Repetition(
        do="repetition",
        side=side,
        depth_deg=depth_deg,
        in_s=in_s,
        hold_s=hold_s,
        out_s=out_s,
        tremor_deg=0,
        mistakes=mistakes,
    )


def test_a_hold_of_the_dose_is_a_hold():
    (hold,), attempts, faults = happened(lifted())
    assert attempts == faults == []
    assert hold == {
        "side": "right",
        "start_s": pytest.approx(5.54, abs=0.05),
        "end_s": pytest.approx(27.35, abs=0.05),
        "held_s": pytest.approx(21.8, abs=0.1),
        "value_deg": 60,
        "peak_deg": 60,
        "faults": [],
        "completed": True,
    }


def test_less_than_the_dose_is_an_attempt_and_less_than_the_target_is_nothing():
    holds, (attempt,), _ = happened(lifted(hold_s=12))
    assert holds == []
    assert attempt["why"] == "too_short"
    assert attempt["held_s"] == pytest.approx(12.8, abs=0.1)
    assert happened(lifted(depth_deg=14)) == ([], [], [])
    assert happened(lifted(hold_s=0.04, in_s=1.2, out_s=1.2))[:2] == ([], [])


def test_a_fault_that_blocks_takes_its_time_from_the_hold():
    slip = Mistake(fault="knee_bent", amount=40, from_s=10, for_s=4.5)
    (hold,), _, (fault,) = happened(lifted(hold_s=26, mistakes=(slip,)))
    assert fault == {"id": "knee_bent", "side": "right", "start_s": 12.25, "end_s": 16.25}
    assert hold["held_s"] == pytest.approx(22.8, abs=0.1)
    assert hold["faults"] == ["knee_bent"]
    holds, (attempt,), _ = happened(lifted(hold_s=20.5, mistakes=(slip,)))
    assert holds == []
    assert attempt["why"] == "fault"


def test_a_fault_that_does_not_block_takes_nothing():
    lift = Mistake(fault="hips_lifted", amount=0.2, from_s=10, for_s=4)
    (hold,), _, _ = happened(lifted(mistakes=(lift,)))
    assert hold["held_s"] == pytest.approx(21.8, abs=0.1)
    assert hold["faults"] == ["hips_lifted"]


def test_a_way_in_is_too_fast_by_its_own_speed():
    _, _, faults = happened(lifted(in_s=0.9))
    assert [fault["id"] for fault in faults] == ["too_fast"]
    assert 2.0 < faults[0]["start_s"] < faults[0]["end_s"] < 2.9


@pytest.mark.parametrize(("measure", "in_s", "out_s"), [("speed_in", 0.9, 4.0), ("speed_out", 4.0, 0.9)])
def test_a_way_in_is_not_a_way_out(measure, in_s, out_s):
    stretch = with_fault(when=when(measure, 70), during=["moving"], for_s=0.2)
    [fault] = happened(lifted(in_s=in_s, out_s=out_s), stretch=stretch)[2]
    assert (fault["start_s"] < 4) == (measure == "speed_in")


def test_gain_is_what_a_repetition_goes_beyond_the_last_of_its_side():
    stretch = with_fault(when=when("gain", 8))
    other = lifted(depth_deg=70, side="left")
    assert happened(lifted(depth_deg=50), other, lifted(depth_deg=56), stretch=stretch)[2] == []
    [fault] = happened(lifted(depth_deg=50, hold_s=3), other, lifted(depth_deg=60), stretch=stretch)[2]
    assert (fault["id"], fault["side"]) == ("tried", "right")


def test_sides_differ_from_the_best_that_the_other_held_as_long_as_it_should():
    stretch = with_fault(when=when("side_difference", 15), during=["holding"])
    low = lifted(depth_deg=40, side="left")
    [fault] = happened(lifted(), low, stretch=stretch)[2]
    assert fault["side"] == "left"
    assert happened(lifted(hold_s=5), low, stretch=stretch)[2] == []
    assert happened(lifted(depth_deg=50), low, stretch=stretch)[2] == []


def test_a_repetition_without_a_hold_has_reached_the_target_and_come_back():
    dose = DOSE.model_copy(update={"hold_s": 0})
    least_deg = SLR.target.least_deg
    [hold], attempts, _ = happened(lifted(hold_s=0.2, in_s=1.5, out_s=1.5), dose=dose)
    assert attempts == []
    assert hold["value_deg"] == pytest.approx(60, abs=3)
    low = happened(lifted(depth_deg=least_deg - 2, hold_s=2), dose=dose)
    assert low[:2] == ([], [])
    bounce = Mistake(fault="bouncing", amount=12, from_s=1.5, for_s=8)
    assert happened(lifted(hold_s=6, in_s=1.5, mistakes=(bounce,)), dose=dose)[1][0]["why"] == "fault"


def test_a_position_is_held_while_it_is_kept():
    keep = [{"measure": "leg_elevation", "side": "working", "at_least": 30, "source": "a test"}]
    target = {"measure": "in_position", "keep": keep, "source": "a test"}
    target["pace"] = {"measure": "leg_elevation", "side": "working"}
    stretch = SLR.model_copy(update={"target": Target.model_validate(target)})
    dose = DOSE.model_copy(update={"hold_s": 8})
    [hold], attempts, _ = happened(lifted(hold_s=10), stretch=stretch, dose=dose)
    assert (hold["value_deg"], hold["peak_deg"], attempts) == (None, None, [])
    assert hold["held_s"] == pytest.approx(10.8, abs=0.1)
    motion = played(lifted(hold_s=20))
    measures = elevations(motion)
    measures["leg_elevation_right"] = np.where(
        (motion.time_s > 11) & (motion.time_s < 13), 0.0, measures["leg_elevation_right"]
    )
    found = happened_in(motion, measures, stretch, dose)
    assert [round(h["held_s"]) for h in [*found.attempts, *found.holds]] == [6, 13]


def test_a_stretch_of_both_sides_is_measured_on_the_one_that_is_seen():
    motion = played(lifted(side="right"))
    both = play([Rest(do="rest", for_s=2), lifted(side="both")], load_exercise("prone_press_up"), 25, seed=1)
    still = np.zeros(len(motion.time_s))
    measures = {"leg_elevation_left": still, "leg_elevation_right": elevations(motion)["leg_elevation_right"]}
    near = {side: happened_in(both, measures, SLR, DOSE, near=side).holds for side in ("left", "right")}
    assert [len(holds) for holds in near.values()] == [0, 1]


@pytest.mark.parametrize("face_up", [True, False])
def test_measures_are_those_of_the_joints_in_the_sagittal_plane(face_up):
    body = Body(left=straight(10), right=HOOK, trunk_deg=5, face_up=face_up)
    points = joints_m(body)
    measures = true_measures(points, true_rest(points))
    assert measures["leg_elevation_left"] == pytest.approx(10, abs=0.05)
    assert measures["knee_left"] == pytest.approx(180, abs=0.2)
    assert measures["knee_right"] == pytest.approx(75, abs=0.05)
    assert measures["trunk_elevation"] == pytest.approx(5, abs=0.05)
    assert measures["heel_lift_left"] == pytest.approx(0, abs=1e-6)
    assert measures["chest_facing"] == pytest.approx(85 if face_up else -85, abs=0.5)


def made_up():
    points = joints_m(Body())
    postures = [true_posture(points[:, :2] * 100, points, [False] * COUNT, dict.fromkeys(columns(), 1.5))]
    return Truth(
        schema_="posecoach.truth/1",
        video="a.mp4",
        stretch=SLR.id,
        dose="standard",
        person="maria",
        seed=1,
        camera={"yaw_deg": 0.0},
        scene={"room": "studio"},
        landmarks=LANDMARK_NAMES,
        postures=postures,
        frames=Frames(time_s=[0.0, 0.04], posture=[0, 0], phase=["rest", "rest"]),
        holds=[],
        attempts=[],
        faults=[],
    )


def test_a_truth_file_comes_back_as_it_went(tmp_path):
    path = tmp_path / "a.truth.json"
    write_truth(made_up(), path)
    assert read_truth(path) == made_up()
    assert json.loads(path.read_text())["schema"] == "posecoach.truth/1"
    assert [p.name for p in tmp_path.iterdir()] == ["a.truth.json"]


def test_every_frame_has_its_posture():
    truth = made_up()
    assert truth.image().shape == (2, COUNT, 2)
    assert truth.occluded().shape == (2, COUNT)
    assert np.array_equal(truth.measure("knee_left"), [1.5, 1.5])
    assert truth.landmarks[Landmark.LEFT_HIP] == "LEFT_HIP"
    with pytest.raises(ValueError, match="elbow_middle is no measure"):
        truth.measure("elbow_middle")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": "posecoach.summary/1"}'])
def test_what_is_no_truth_file_is_said(tmp_path, text):
    path = tmp_path / "b.truth.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"b\.truth\.json is not a truth file"):
        read_truth(path)
