"""The first trial's correction, on exact joints before a camera that stands anywhere."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.accuracy.trial import trial_angles
from posecoach.pose.landmarks import COUNT
from posecoach.pose.pose import Pose, Status
from posecoach.pose.track import PoseTrack, Source, collect
from simulator.scene.camera import Camera, project
from tests.bodies import joints_m
from tests.coaching.scripts import raise_right

RAISED_DEG = 60.0
RESTING = 20


def track(camera: Camera, *, mirrored: bool = False) -> PoseTrack:
    """At rest for :data:`RESTING` frames, then with a leg raised."""
    poses = []
    for frame in range(RESTING + 1):
        body = raise_right(RAISED_DEG if frame == RESTING else 0.0)
        image, _ = project(camera, joints_m(body))
        if mirrored:
            image = image * (-1, 1) + (camera.width, 0)
        ones = np.ones(COUNT, np.float32)
        world = np.zeros((COUNT, 3), np.float32)
        poses.append(
            Pose(frame / 15, image.astype(np.float32), world, ones, ones, camera.width, camera.height)
        )
    return collect(poses, Source("film.mp4", 0.0, 2.0, len(poses), camera.width, camera.height))


def at_rest(found: PoseTrack) -> np.ndarray:
    return np.arange(len(found)) < RESTING


@pytest.mark.parametrize("yaw_deg", [-30.0, 0.0, 30.0])
@pytest.mark.parametrize("mirrored", [False, True])
def test_the_camera_is_taken_out_of_the_angles(yaw_deg: float, mirrored: bool) -> None:
    found = track(Camera(near="right", yaw_deg=yaw_deg, height_m=1.0, roll_deg=3), mirrored=mirrored)
    angles = trial_angles(found, at_rest(found), "right")
    assert angles["leg_elevation_right"][-1] == pytest.approx(RAISED_DEG, abs=4)
    assert angles["hip_flexion_right"][-1] == pytest.approx(RAISED_DEG, abs=5)
    assert angles["trunk_elevation"] == pytest.approx(0, abs=4)
    assert angles["knee_right"] == pytest.approx(180, abs=3)


def test_nothing_is_mended_where_nobody_was_seen_at_rest() -> None:
    found = track(Camera())
    assert trial_angles(found, np.zeros(len(found), bool), "left") == {}
    found.status[:] = Status.ABSENT
    assert trial_angles(found, at_rest(found), "left") == {}
