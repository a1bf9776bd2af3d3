from __future__ import annotations

import numpy as np

from posecoach.feedback.screen.mirror import mirrored_camera, mirrored_pose
from posecoach.kinematics.camera import Camera, onto_plane
from posecoach.kinematics.view import near_side
from tests.bodies import WIDTH
from tests.feedback.screen.scenes import POSE


def test_left_and_right_keep_their_names_and_the_near_side_stays_near() -> None:
    turned = mirrored_pose(POSE)
    assert np.allclose(turned.image[:, 0], WIDTH - POSE.image[:, 0])
    assert np.array_equal(turned.image[:, 1], POSE.image[:, 1])
    assert near_side(turned) == near_side(POSE)
    assert np.array_equal(mirrored_pose(turned).world, POSE.world)


def test_the_mirrored_camera_sees_the_mirrored_body() -> None:
    camera = Camera(25.0, 12.0, 6.0, 600.0, (300.0, 190.0), "right")
    pixels = np.random.default_rng(1).uniform((0, 100), (640, 360), (20, 2))
    there = onto_plane(camera, pixels)
    turned = onto_plane(mirrored_camera(camera, 640), (640.0, 0.0) + pixels * (-1.0, 1.0))
    assert np.allclose(turned, there * (-1.0, 1.0))
