from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from posecoach.kinematics.measure import measure
from posecoach.pose.landmarks import COUNT, Landmark
from posecoach.pose.pose import Pose, Status, absent
from posecoach.pose.sides import Exchange, relabelled
from posecoach.pose.smoothing import smoothed
from posecoach.pose.track import PoseTrack, Source, collect
from tests.pose.skeletons import HEIGHT, PX_PER_M, WIDTH, lying, moved, raising, trembling

TORSO_PX = 0.48 * PX_PER_M
KNEE, ANKLE = Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE


def recorded(poses: Sequence[Pose]) -> PoseTrack:
    return collect(poses, Source("leg.mp4", 0.0, 4.0, len(poses), WIDTH, HEIGHT))


def elevation(track: PoseTrack) -> np.ndarray:
    return np.array([measure(pose)["leg_elevation_left"] for pose in track], float)


def at(times_s: np.ndarray, angles_deg: np.ndarray) -> list[Pose]:
    return [lying(t, left_deg=a) for t, a in zip(times_s.tolist(), angles_deg.tolist(), strict=True)]


def wild(pose: Pose, by_px: float = 60) -> Pose:
    """With an ankle somewhere else."""
    shift = np.zeros((COUNT, 2), np.float32)
    shift[ANKLE] = by_px
    return moved(pose, shift)


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_trembling_is_less_and_no_angle_is_bent_or_late_not_even_at_the_ends(fps: float) -> None:
    true = raising(fps=fps)
    seen = recorded(trembling(true, px=1.5))
    before = elevation(seen) - elevation(recorded(true))
    after = elevation(smoothed(seen)) - elevation(recorded(true))
    assert after.std() < 0.85 * before.std()
    undisturbed = elevation(smoothed(recorded(true))) - elevation(recorded(true))
    assert np.abs(undisturbed).max() < 0.3


def test_a_recording_may_begin_and_end_in_full_movement() -> None:
    times_s = np.arange(0, 2, 1 / 30)
    smooth = elevation(smoothed(recorded(at(times_s, 40 * times_s))))
    np.testing.assert_allclose(smooth, elevation(recorded(at(times_s, 40 * times_s))), atol=0.3)


@pytest.mark.parametrize("fps", [15, 30, 60])
@pytest.mark.parametrize("hz", [0.5, 1.0, 2.0])
def test_a_bounce_of_five_degrees_stays_one(fps: float, hz: float) -> None:
    times_s = np.arange(0, 6, 1 / fps)
    track = recorded(at(times_s, 50 + 2.5 * np.sin(2 * np.pi * hz * times_s)))
    middle = slice(int(fps), -int(fps))
    assert np.ptp(elevation(smoothed(track))[middle]) > 0.95 * np.ptp(elevation(track)[middle])


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_a_leg_flung_up_within_a_third_of_a_second_stays_fast(fps: float) -> None:
    times_s = np.arange(0, 4, 1 / fps)
    share = np.clip((times_s - 2) / 0.3, 0, 1)
    track = recorded(at(times_s, 60 * share**2 * (3 - 2 * share)))
    smooth = elevation(smoothed(track))
    within = round(0.3 * fps)
    assert (smooth[within:] - smooth[:-within]).max() > 0.85 * 60
    assert np.abs(smooth - elevation(track)).max() < 6


@pytest.mark.parametrize("frame", [1, 50, 118])
def test_a_single_wild_frame_is_taken_out(frame: int) -> None:
    true = raising()
    poses = [wild(pose) if i == frame else pose for i, pose in enumerate(true)]
    strays_px = np.abs(smoothed(recorded(poses)).image - recorded(true).image)
    assert strays_px.max() < 0.05 * TORSO_PX


@pytest.mark.parametrize("between", ["nobody", "a cut", "nonsense"])
def test_each_side_of_a_gap_is_smoothed_as_if_alone(between: str) -> None:
    poses = trembling(raising(), px=1.5)
    first, middle, last = poses[:40], poses[40:60], poses[60:]
    if between == "a cut":
        middle, last = [], [replace(pose, scene=1) for pose in poses[40:]]
    elif between == "nobody":
        middle = [absent(pose.time_s, WIDTH, HEIGHT) for pose in middle]
    else:
        middle = [replace(wild(pose), status=Status.IMPLAUSIBLE) for pose in middle]
    track = recorded([*first, *middle, *last])
    smooth = smoothed(track)
    for name in ("image", "world"):
        found = getattr(smooth, name)
        np.testing.assert_array_equal(found[:40], getattr(smoothed(recorded(first)), name))
        np.testing.assert_array_equal(
            found[40 : len(first) + len(middle)], getattr(track, name)[40:60][: len(middle)]
        )
        np.testing.assert_array_equal(found[-len(last) :], getattr(smoothed(recorded(last)), name))
    for name in ("time_s", "status", "scene", "visibility", "presence"):
        np.testing.assert_array_equal(getattr(smooth, name), getattr(track, name))


def test_legs_that_are_exchanged_at_once_are_not_mixed() -> None:
    poses = [lying(i / 30, left_deg=70) for i in range(120)]
    track = recorded([relabelled(pose, Exchange.LEGS) if i >= 60 else pose for i, pose in enumerate(poses)])
    np.testing.assert_allclose(smoothed(track).image, track.image, atol=0.01)
    np.testing.assert_allclose(smoothed(track).world, track.world, atol=1e-4)


def test_frames_may_come_when_they_like() -> None:
    rng = np.random.default_rng(1)
    times_s = np.arange(0, 4, 1 / 30) + rng.uniform(-0.012, 0.012, 120)
    times_s = times_s[rng.uniform(size=120) > 0.15]
    poses = at(times_s, 70 * np.sin(np.pi * times_s / 4) ** 2)
    smooth = smoothed(recorded(poses))
    np.testing.assert_array_equal(smooth.time_s, times_s)
    np.testing.assert_allclose(elevation(smooth), elevation(recorded(poses)), atol=0.5)
    strays = elevation(smoothed(recorded(trembling(poses, px=1.5)))) - elevation(recorded(poses))
    assert strays.std() < (elevation(recorded(trembling(poses, px=1.5))) - elevation(recorded(poses))).std()


def test_a_pose_without_a_place_for_everything_is_left_alone() -> None:
    whole = recorded(trembling(raising(), px=1.5))
    holed = replace(whole, image=whole.image.copy())
    holed.image[30:33, KNEE] = np.nan
    smooth = smoothed(holed)
    np.testing.assert_array_equal(smooth.image[30:33], holed.image[30:33])
    assert np.isfinite(smooth.image[:30]).all()
    assert np.isfinite(smooth.image[33:]).all()


@pytest.mark.parametrize("frames", [range(50, 51), range(50, 54), range(50, 68), range(0, 20), range(120)])
def test_what_is_lost_of_a_pose_bends_nothing_before_or_after(frames: range) -> None:
    """It stays where it was guessed; the rest of its time is smoothed as if the poses had not been."""
    true = trembling(raising(), px=1.5)
    guessed = np.zeros((COUNT, 2), np.float32)
    guessed[KNEE] = [30, 30]
    presence = np.ones(COUNT, np.float32)
    presence[KNEE] = 0
    poses = [replace(moved(p, guessed), presence=presence) if i in frames else p for i, p in enumerate(true)]
    missing = [absent(p.time_s, WIDTH, HEIGHT) if i in frames else p for i, p in enumerate(true)]
    smooth, lost = smoothed(recorded(poses)), np.isin(np.arange(len(true)), frames)
    for name in ("image", "world"):
        found, as_given = getattr(smooth, name), getattr(recorded(poses), name)
        np.testing.assert_array_equal(found[lost, KNEE], as_given[lost, KNEE])
        alone = getattr(smoothed(recorded(missing)), name)
        np.testing.assert_allclose(found[~lost, KNEE], alone[~lost, KNEE], atol=1e-3)
        others = [mark for mark in Landmark if mark != KNEE]
        np.testing.assert_array_equal(found[:, others], getattr(smoothed(recorded(true)), name)[:, others])


@pytest.mark.parametrize("count", [0, 1, 2, 3, 8])
def test_the_shortest_recordings_do_no_harm(count: int) -> None:
    smooth = smoothed(recorded(raising()[:count]))
    np.testing.assert_allclose(smooth.image, recorded(raising()[:count]).image, atol=1)


def test_pictures_that_come_too_seldom_are_left_as_they_are() -> None:
    track = recorded(trembling(raising(fps=5), px=1.5))
    np.testing.assert_array_equal(smoothed(track).image, track.image)


def test_the_track_given_is_not_changed() -> None:
    track = recorded(trembling(raising(), px=1.5))
    before = track.image.copy()
    smoothed(track)
    np.testing.assert_array_equal(track.image, before)
