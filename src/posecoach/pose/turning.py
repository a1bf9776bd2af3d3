"""Pictures turned by quarters, and the poses found in them turned back.

MediaPipe's own ``rotation_degrees`` gives wrong landmarks for poses, so the pixels are turned.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import cv2
import numpy as np

from posecoach.pose.pose import Pose
from posecoach.video.frame import Frame, Image

_CLOCKWISE = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)


def turned(frame: Frame, quarters: int) -> Frame:
    """``frame`` turned clockwise by ``quarters`` (0 to 3) quarter turns."""
    code = _CLOCKWISE[quarters]
    return frame if code is None else Frame(frame.time_s, cast(Image, cv2.rotate(frame.image, code)))


def turned_back(pose: Pose, quarters: int) -> Pose:
    """The pose, found in a picture that was turned clockwise by ``quarters``, as it is in the upright one."""
    for _ in range(quarters):
        pose = _quarter_back(pose)
    return pose


def _quarter_back(pose: Pose) -> Pose:
    x, y = pose.image[:, 0], pose.image[:, 1]
    along, down, away = pose.world.T
    return replace(
        pose,
        image=np.stack([y, pose.width - x], axis=1),
        world=np.stack([down, -along, away], axis=1),
        width=pose.height,
        height=pose.width,
    )
