"""The lengths of a skeleton: what anatomy, jumps and exchanged sides are judged by."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Points, Pose

Marks = npt.NDArray[np.int64]

TRUNK_M = 0.48
"""The trunk (mid-hip to mid-shoulder) of BlazePose's world skeleton, 0.42 to 0.54 on real clips; where a
distance is said in torso lengths, this is the torso."""

BODY = np.array(
    [
        Landmark.LEFT_SHOULDER,
        Landmark.RIGHT_SHOULDER,
        Landmark.LEFT_HIP,
        Landmark.RIGHT_HIP,
        Landmark.LEFT_KNEE,
        Landmark.RIGHT_KNEE,
        Landmark.LEFT_ANKLE,
        Landmark.RIGHT_ANKLE,
    ]
)
"""The landmarks that a stretch is measured by. Arms vanish behind heads and bodies in good pictures too."""
TRUNK = BODY[:4]
"""Those that a body cannot be without."""

_SEGMENTS = (
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW),
)
_FROM = np.array([a for a, _ in _SEGMENTS])
_TO = np.array([b for _, b in _SEGMENTS])


Lengths = npt.NDArray[np.float64]


def world_lengths(world: Points) -> Lengths:
    """(9,) metres: trunk, thighs, shanks, shoulders, hips, upper arms; left before right. world: (33, 3)."""
    trunk = world[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(0) - world[
        [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    ].mean(0)
    segments = np.vstack([trunk, world[_FROM] - world[_TO]]).astype(np.float64)
    lengths: Lengths = np.sqrt((segments * segments).sum(axis=1))
    return lengths


def pixels_per_metre(pose: Pose) -> float:
    """The scale that lays the world skeleton over the image one with the least square error.

    Unlike the image's own lengths it does not change as limbs turn toward the camera: within 10 % of its
    median through whole real clips. Not positive where the two skeletons contradict each other.
    """
    image = pose.image[BODY] - pose.image[BODY].mean(0)
    world = pose.world[BODY, :2] - pose.world[BODY, :2].mean(0)
    spread = float((world * world).sum())
    return float((image * world).sum()) / spread if spread > 0 else 0.0


def torso_px(pose: Pose) -> float:
    """One torso length in pixels of the image, however the torso is turned."""
    return TRUNK_M * pixels_per_metre(pose)


def jump_limit(elapsed_s: float) -> float:
    """How far one landmark may get in ``elapsed_s``, in torso lengths.

    A quarter of a torso from frame to frame at 30 frames a second is 7.5 torso lengths a second (the ankle of
    a kicked leg reaches 6); the constant is the network's own trembling.
    """
    return 0.15 + 7.5 * elapsed_s


def farthest_move(before: Points, after: Points, marks: Marks = BODY) -> float:
    """The largest distance among the landmarks ``marks``, in the unit of the (33, 2) or (33, 3)."""
    return float(np.linalg.norm(after[marks] - before[marks], axis=1).max())
