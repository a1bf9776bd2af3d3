"""Pose and camera as a mirror shows them; left and right keep their names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from posecoach.kinematics.camera import Camera
from posecoach.pose.pose import Pose


def mirrored_pose(pose: Pose) -> Pose:
    """The pose of the picture turned left for right. Which side is the nearer one stays true."""
    image, world = pose.image.copy(), pose.world.copy()
    image[:, 0] = np.float32(pose.width) - image[:, 0]
    world[:, 0] = -world[:, 0]
    return replace(pose, image=image, world=world)


def mirrored_camera(camera: Camera, width: int) -> Camera:
    """The camera of a picture ``width`` pixels wide, turned left for right."""
    x, y = camera.centre_px
    return replace(camera, yaw_deg=-camera.yaw_deg, roll_deg=-camera.roll_deg, centre_px=(width - x, y))
