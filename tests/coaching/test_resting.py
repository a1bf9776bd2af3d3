"""The reference that a start posture gives: when it is taken, kept, renewed and forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.coach import Coach
from posecoach.kinematics.calibration import Calibration
from posecoach.kinematics.rest import Rest
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.stretches.load import load_rules, load_stretch
from tests.bodies import HOOK, Body, Leg, Lens, straight
from tests.coaching.scripts import Make, analysed, as_track, cut_at, lost_between, raise_right, session

SLR = "active_straight_leg_raise"
RAISE = [(0.0, 0.0), (2.0, 0.0), (5.0, 62.0), (9.0, 62.0), (12.0, 0.0), (14.0, 0.0)]


def rests(poses: Iterable[Pose]) -> list[tuple[float, Rest | None]]:
    """What the reference was after each pose, with its time."""
    stretch, rules = load_stretch(SLR), load_rules()
    coach = Coach(stretch, stretch.dose(), rules)
    found = []
    for pose in poses:
        coach.step(pose)
        found.append((pose.time_s, coach.rest))
    return found


def calibrations(found: Sequence[tuple[float, Rest | None]]) -> list[Calibration]:
    """One after the other, each once."""
    changes: list[Calibration] = []
    for _, rest in found:
        if rest and rest.calibration and not (changes and rest.calibration is changes[-1]):
            changes.append(rest.calibration)
    return changes


def later(poses: Iterable[Pose], after_s: float) -> list[Pose]:
    """The same, behind another recording of so many seconds."""
    return [replace(pose, time_s=pose.time_s + after_s) for pose in poses if pose.time_s > 0.01]


def test_there_is_no_rest_before_a_start_posture_was_kept_for_a_second() -> None:
    found = rests(session(raise_right, RAISE))
    first_s = next(time_s for time_s, rest in found if rest)
    assert 0.9 <= first_s <= 1.3
    assert all(rest for time_s, rest in found if time_s >= first_s)


def test_one_calibration_serves_as_long_as_the_body_lies_where_it_lay() -> None:
    assert len(calibrations(rests(session(raise_right, RAISE)))) == 1


def test_a_body_that_moved_is_calibrated_anew() -> None:
    there = later(session(raise_right, RAISE, lens=Lens(-25.0, pitch_deg=14.0)), 14.0)
    first, second = calibrations(rests([*session(raise_right, RAISE), *there]))
    assert first.camera.yaw_deg == pytest.approx(0.0, abs=5.0)
    assert second.camera.yaw_deg == pytest.approx(-25.0, abs=5.0)


@pytest.mark.parametrize("pause_deg", [4.0, 8.0, 12.0, 18.0])
@pytest.mark.parametrize("left", [HOOK, Leg()], ids=["bent", "straight"])
def test_a_leg_that_pauses_on_its_way_does_not_tell_how_the_camera_stands(
    left: Leg, pause_deg: float
) -> None:
    def make(angle: float) -> Body:
        return Body(left=left, right=straight(angle))

    knots = [(0.0, 0.0), (2.0, 0.0), (3.0, pause_deg), (7.0, pause_deg), (9.0, 62.0), (11.0, 62.0)]
    assert len(calibrations(rests(session(make, knots)))) == 1


@pytest.mark.parametrize("loss", ["away", "cut"])
def test_rest_is_forgotten_with_the_body_and_found_again(loss: str) -> None:
    knots = [(0.0, 0.0), (10.0, 0.0)]
    poses = session(raise_right, knots)
    found = rests(lost_between(poses, 4.0, 6.5) if loss == "away" else cut_at(poses, 6.5))
    known = {round(time_s, 2): rest is not None for time_s, rest in found}
    assert known[3.9]
    assert not known[6.6]
    assert known[8.5]
    assert len(calibrations(found)) == 2


def test_from_far_off_the_side_nothing_tells_how_high_a_heel_rose() -> None:
    for yaw_deg, told in ((0.0, True), (35.0, False)):
        _, rest = rests(session(raise_right, [(0.0, 0.0), (2.0, 0.0)], lens=Lens(yaw_deg)))[-1]
        assert rest is not None
        assert bool(rest.points) is told


def test_without_both_hips_there_is_a_rest_of_nothing() -> None:
    poses = []
    for pose in session(raise_right, [(0.0, 0.0), (3.0, 0.0)]):
        presence = pose.presence.copy()
        presence[Landmark.LEFT_HIP] = 0.1
        poses.append(replace(pose, presence=presence))
    assert {rest for _, rest in rests(poses)} == {None}


def both_up(angle: float) -> Body:
    return Body(left=straight(angle), right=straight(angle))


def leg_deg(poses: Iterable[Pose]) -> np.ndarray:
    return analysed(poses, SLR).measures["leg_elevation_right"]


@pytest.mark.parametrize("yaw_deg", [0.0, -35.0])
def test_a_recording_knows_from_its_first_moment_what_is_found_later(yaw_deg: float) -> None:
    values = leg_deg(session(raise_right, RAISE, lens=Lens(yaw_deg)))
    assert np.isfinite(values).all()
    assert values[:60] == pytest.approx(values[45], abs=1.5)
    assert values[:60] == pytest.approx(0.0, abs=3.0)


@pytest.mark.parametrize("yaw_deg", [0.0, -25.0])
def test_live_nothing_is_shown_before_it_is_known_and_nothing_uncorrected_then(yaw_deg: float) -> None:
    stretch, rules = load_stretch(SLR), load_rules()
    track = as_track(session(raise_right, RAISE, lens=Lens(yaw_deg)))
    coach = Coach(stretch, stretch.dose(), rules)
    states = [coach.step(pose) for pose in track]
    shown = [state.measures["trunk_elevation"] for state in states[:60]]
    assert shown[0] is None
    known = [value for value in shown if value is not None]
    assert shown[-len(known) :] == known
    assert known == pytest.approx([0.0] * len(known), abs=3.0)


def test_what_was_before_the_body_went_away_is_not_measured_by_a_later_rest() -> None:
    already_up = session(both_up, [(0.0, 50.0), (3.0, 50.0)])
    back = later(session(raise_right, [(0.0, 0.0), (3.0, 0.0)]), 6.0)
    gone = later(lost_between(session(raise_right, [(0.0, 0.0), (3.0, 0.0)]), 0.0, 9.0), 3.0)
    values = leg_deg([*already_up, *gone, *back])
    assert np.isnan(values[:180]).all()
    assert np.isfinite(values[182:]).all()


def test_what_was_before_a_cut_is_not_measured_by_a_later_rest() -> None:
    poses: list[Pose] = [*session(both_up, [(0.0, 50.0), (3.0, 50.0)])]
    poses += [replace(p, scene=1) for p in later(session(raise_right, [(0.0, 0.0), (3.0, 0.0)]), 3.0)]
    values = leg_deg(poses)
    assert np.isnan(values[:90]).all()
    assert np.isfinite(values[92:]).all()


def test_who_never_rests_is_never_measured() -> None:
    assert np.isnan(leg_deg(session(both_up, [(0.0, 50.0), (4.0, 50.0)]))).all()


MAKES: dict[str, Make] = {"right": raise_right, "left": lambda a: Body(left=straight(a), right=HOOK)}


@pytest.mark.parametrize("side", MAKES)
def test_the_far_leg_is_measured_by_the_same_rest(side: str) -> None:
    analysis = analysed(session(MAKES[side], RAISE, lens=Lens(-20.0)), SLR)
    [hold] = analysis.attempts
    assert (hold.side, hold.value_deg) == (side, pytest.approx(62.0, abs=3.0))
