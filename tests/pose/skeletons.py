"""A supine skeleton with a body's proportions, and what happens to skeletons in recordings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from posecoach.pose.landmarks import COUNT, Landmark
from posecoach.pose.pose import Points, Pose
from posecoach.pose.sides import Exchange, relabelled
from posecoach.pose.turning import turned_back

WIDTH, HEIGHT, PX_PER_M = 640, 352, 200.0
MIDDLE = np.array([300.0, 200.0], np.float32)

_SHOULDERS, _HIPS = np.array([-0.48, 0.0, 0.0]), np.zeros(3)
_AWAY, _UP = np.array([0.0, 0.0, 1.0]), np.array([0.0, -1.0, 0.0])


def lying(
    time_s: float,
    *,
    left_deg: float = 0.0,
    right_deg: float = 0.0,
    at: tuple[float, float] = (0, 0),
    size: float = 1.0,
) -> Pose:
    """On the back, feet to the right, the left side away from the camera, straight legs raised."""
    world = np.zeros((COUNT, 3))
    for side, away, leg_deg in (("LEFT", 1, left_deg), ("RIGHT", -1, right_deg)):
        leg = np.array([np.cos(np.radians(leg_deg)), -np.sin(np.radians(leg_deg)), 0.0])
        joints = {
            "SHOULDER": _SHOULDERS + 0.16 * away * _AWAY,
            "ELBOW": _SHOULDERS + 0.20 * away * _AWAY + [0.25, 0, 0],
            "HIP": _HIPS + 0.11 * away * _AWAY,
        }
        joints["KNEE"] = joints["HIP"] + 0.40 * leg
        joints["ANKLE"] = joints["KNEE"] + 0.38 * leg
        joints["HEEL"] = joints["ANKLE"] + 0.03 * leg
        joints["FOOT_INDEX"] = joints["HEEL"] + 0.15 * _UP
        for part in ("WRIST", "PINKY", "INDEX", "THUMB"):
            joints[part] = joints["ELBOW"] + [0.24, 0, 0]
        for part, place in joints.items():
            world[Landmark[f"{side}_{part}"]] = place
    world[: Landmark.LEFT_SHOULDER] = _SHOULDERS - [0.2, 0, 0]
    # Seen a little from above, so that the far side is higher in the picture.
    image = MIDDLE + np.array(at) + size * PX_PER_M * (world[:, :2] - 0.2 * world[:, 2:] * [0, 1])
    return Pose(
        time_s=time_s,
        image=image.astype(np.float32),
        world=world.astype(np.float32),
        visibility=np.linspace(0.5, 1, COUNT, dtype=np.float32),
        presence=np.ones(COUNT, np.float32),
        width=WIDTH,
        height=HEIGHT,
    )


def raising(
    seconds: float = 4.0, fps: float = 30.0, top_deg: float = 70.0, *, side: str = "left"
) -> list[Pose]:
    """One smooth raise and lowering of a leg."""
    times = np.arange(0, seconds, 1 / fps)
    angles = top_deg * np.sin(np.pi * times / seconds) ** 2
    return [lying(float(t), **{f"{side}_deg": float(a)}) for t, a in zip(times, angles, strict=True)]


def mirrored(pose: Pose) -> Pose:
    """As a front camera shows it: left is right, and the picture is flipped."""
    flipped = relabelled(pose, Exchange.BODY)
    return replace(
        flipped,
        image=flipped.image * [-1, 1] + np.array([pose.width, 0], np.float32),
        world=(flipped.world * [-1, 1, 1]).astype(np.float32),
    )


def quarter_turned(pose: Pose) -> Pose:
    """Filmed with the camera on its side."""
    return turned_back(pose, 1)


def trembling(poses: list[Pose], px: float, seed: int = 0) -> list[Pose]:
    """With the network's noise."""
    noise = np.random.default_rng(seed)
    return [moved(p, noise.normal(0, px, (COUNT, 2)).astype(np.float32)) for p in poses]


def moved(pose: Pose, by: Points) -> Pose:
    """The image moved by (33, 2) or (2,) pixels."""
    return replace(pose, image=(pose.image + by).astype(np.float32))
