"""Scripts played into parameters, and which postures are rendered for them."""

import numpy as np
import pytest

from simulator.motion.bank import COARSEST_DEG, bank
from simulator.motion.exercises import load_exercise
from simulator.motion.play import minimum_jerk, play
from simulator.motion.script import Mistake, Move, Repetition, Rest

RAISE = load_exercise("active_straight_leg_raise")
FPS = 25.0


def raised(side="right", **change):
    return Repetition(do="repetition", side=side, depth_deg=60, in_s=4, hold_s=5, out_s=3, **change)


def course(motion, name):
    return motion.values[:, motion.names.index(name)]


def test_the_least_jerk_starts_and_stops_gently():
    share = np.linspace(0, 1, 1001)
    way = minimum_jerk(share)
    speed = np.gradient(way, share)
    assert way[0] == 0
    assert way[-1] == 1
    assert np.all(np.diff(way) >= 0)
    assert abs(speed[0]) < 0.01
    assert abs(speed[-1]) < 0.01
    assert speed.max() == pytest.approx(1.875, abs=0.001)


def test_a_repetition_goes_in_holds_and_comes_out_when_it_says():
    motion = play([Rest(do="rest", for_s=2), raised(tremor_deg=0)], RAISE, FPS, seed=1)
    (done,) = motion.performed
    assert (done.begins_s, done.hold_start_s, done.hold_end_s, done.ends_s) == (2, 6, 11, 14)
    thigh = course(motion, "right_thigh_deg")
    held = (motion.time_s >= 6) & (motion.time_s < 11)
    assert np.allclose(thigh[held], 60)
    assert np.allclose(thigh[motion.time_s < 2], -4)
    assert thigh[-1] == pytest.approx(-4, abs=0.5)
    assert set(motion.phase) == {"rest", "moving_in", "holding", "coming_out"}
    assert len(motion.phase) == len(motion.time_s) == 14 * FPS


def test_the_other_side_begins_from_its_own_start_posture():
    motion = play([raised("right"), raised("left")], RAISE, FPS, seed=1)
    second = motion.performed[1]
    at = int(second.begins_s * FPS)
    assert course(motion, "left_knee_deg")[at] == pytest.approx(178)
    assert course(motion, "right_knee_deg")[at] == pytest.approx(80)
    assert "changing" in motion.phase


def test_a_hold_sways_as_much_as_it_is_told_to_and_nothing_else_does():
    script = [Rest(do="rest", for_s=2), raised(tremor_deg=0.4).model_copy(update={"hold_s": 40.0})]
    motion = play(script, RAISE, FPS, seed=3)
    thigh = course(motion, "right_thigh_deg")
    held = (motion.time_s > 7) & (motion.time_s < 45)
    assert 0.25 < thigh[held].std() < 0.55
    assert thigh[motion.time_s < 2].std() == 0


def test_a_drift_is_taken_back_on_the_way_out():
    motion = play([raised(tremor_deg=0, drift_deg=-6)], RAISE, FPS, seed=1)
    thigh = course(motion, "right_thigh_deg")
    assert thigh[int(8.96 * FPS)] == pytest.approx(54, abs=0.1)
    assert np.abs(np.diff(thigh)).max() < 2.0
    assert thigh[-1] == pytest.approx(-4, abs=0.5)


def test_a_mistake_comes_and_goes_and_is_listed():
    slip = Mistake(fault="knee_bent", amount=40, from_s=5, for_s=3)
    motion = play([raised(mistakes=(slip,))], RAISE, FPS, seed=1)
    knee = course(motion, "right_knee_deg")
    (made,) = motion.made
    assert (made.fault, made.side, made.start_s, made.end_s) == ("knee_bent", "right", 5.25, 7.75)
    assert knee[int(6.5 * FPS)] == pytest.approx(176 - 40)
    assert knee[int(4.9 * FPS)] == pytest.approx(176)
    assert knee[int(8.1 * FPS)] == pytest.approx(176)


def test_a_mistake_may_move_what_nothing_else_moves():
    lift = Mistake(fault="hips_lifted", amount=0.15, from_s=4.5, for_s=2)
    motion = play([raised(mistakes=(lift,))], RAISE, FPS, seed=1)
    assert course(motion, "hip_lift_m").max() == pytest.approx(0.15)


def test_what_nobody_moves_is_as_the_position_has_it() -> None:
    press_up = load_exercise("prone_press_up")
    slip = Mistake(fault="knee_bent", amount=50, from_s=4, for_s=3)
    script = [Repetition(do="repetition", side="both", depth_deg=30, hold_s=8, mistakes=(slip,))]
    knee = course(play(script, press_up, FPS, seed=1), "left_knee_deg")
    assert knee[0] == 178
    assert knee.min() == pytest.approx(128)
    told = play(script, press_up, FPS, seed=1, posture={"right_knee_deg": 170.0})
    assert course(told, "right_knee_deg")[0] == 170


def test_a_parameter_that_the_position_does_not_have_is_said() -> None:
    with pytest.raises(ValueError, match="supine does not take tail_deg: it takes left_thigh_deg"):
        play([Move(do="move", to={"tail_deg": 1}, in_s=1)], RAISE, FPS, seed=1)


def test_bouncing_swings_from_peak_to_peak_by_its_amount():
    bounce = Mistake(fault="bouncing", amount=12, from_s=4.5, for_s=4)
    motion = play([raised(tremor_deg=0, mistakes=(bounce,))], RAISE, FPS, seed=1)
    thigh = course(motion, "right_thigh_deg")[int(4.5 * FPS) : int(8.5 * FPS)]
    assert np.ptp(thigh) == pytest.approx(12, abs=0.6)


def test_any_other_movement_stays_where_it_went():
    script = [Move(do="move", to={"right_knee_deg": 90}, in_s=2), Rest(do="rest", for_s=1), raised()]
    motion = play(script, RAISE, FPS, seed=1)
    assert course(motion, "right_knee_deg")[int(2.5 * FPS)] == pytest.approx(90)


def test_an_unknown_stretch_and_an_impossible_mistake_are_said():
    with pytest.raises(ValueError, match="nobody here can do handstand; choose one of"):
        load_exercise("handstand")
    wrong = Mistake(fault="hips_sideways", amount=1, from_s=0, for_s=1)
    with pytest.raises(ValueError, match="no way to make the mistake hips_sideways"):
        play([raised(mistakes=(wrong,))], RAISE, FPS, seed=1)


def test_the_same_seed_gives_the_same_motion():
    first, again, other = (play([raised()], RAISE, FPS, seed) for seed in (5, 5, 6))
    assert np.array_equal(first.values, again.values)
    assert not np.array_equal(first.values, other.values)


def test_the_bank_shows_every_frame_a_posture_close_to_its_own():
    motion = play([raised(), raised("left"), raised()], RAISE, FPS, seed=2)
    kept, shows = bank(motion.names, motion.values)
    off = np.abs(motion.values[kept][shows] - motion.values).max(axis=1)
    assert off.max() <= COARSEST_DEG
    assert len(kept) < len(shows) / 2
    still = np.array(motion.phase) == "holding"
    assert off[still].max() < 0.3
