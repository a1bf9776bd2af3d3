"""Bodies that stand still, whole in the picture, with joints moved by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from tests.bodies import PX_PER_M, STANDING, pose_of


def upright(lean_deg: float = 0.0, time_s: float = 0.0) -> Pose:
    """From the side, looking to the right of the picture."""
    pose = pose_of(replace(STANDING, trunk_deg=90.0 + lean_deg), time_s)
    return replace(pose, height=2 * pose.height)


def facing_the_camera(time_s: float = 0.0) -> Pose:
    pose = pose_of(replace(STANDING, yaw_deg=90.0), time_s)
    return replace(pose, height=2 * pose.height)


def moved(
    pose: Pose, names: Sequence[str], *, forwards_m: float = 0.0, across_m: float = 0.0, up_m: float = 0.0
) -> Pose:
    """With joints moved in the picture: to its right (which is forwards from the side), and up."""
    image = pose.image.copy()
    for name in names:
        image[Landmark[name]] += np.array([forwards_m + across_m, -up_m], np.float32) * np.float32(PX_PER_M)
    return replace(pose, image=image)


def held(pose: Pose, seconds: float, *, fps: float = 10.0, noise_px: float = 0.3) -> Iterator[Pose]:
    """The posture kept, with a network's jitter."""
    random = np.random.default_rng(3)
    for frame in range(round(seconds * fps) + 1):
        jitter = random.normal(0.0, noise_px, pose.image.shape).astype(np.float32)
        yield replace(pose, time_s=frame / fps, image=pose.image + jitter)
