"""Every named measure, from the true joints in the body's sagittal plane.

The definitions are the product's own, given joints seen square-on from infinitely far away: the plane y = 0
of the world, with the floor level. No picture and no camera enters.
"""

from __future__ import annotations

import numpy as np

from posecoach.kinematics.measure import Measures, measure
from posecoach.kinematics.rest import Rest, rest_of
from posecoach.pose.landmarks import COUNT
from posecoach.pose.pose import Pose
from simulator.skeleton import Floats

_PX_PER_M = 1000.0
_SIDE_PX = 10_000


def true_rest(points: Floats) -> Rest:
    """The posture that lifts are counted from, of (33, 3) metres."""
    rest = rest_of(_square_on(points), yaw_deg=0.0)
    if rest is None:
        raise ValueError("the first posture has no torso")
    return rest


def true_measures(points: Floats, rest: Rest) -> Measures:
    """Every measure of (33, 3) world points, degrees and torso lengths."""
    return measure(_square_on(points), rest)


def _square_on(points: Floats) -> Pose:
    image = points[:, [0, 2]] * (_PX_PER_M, -_PX_PER_M) + _SIDE_PX / 2
    world = (points - points.mean(axis=0))[:, [0, 2, 1]] * (1.0, -1.0, 1.0)
    ones = np.ones(COUNT, np.float32)
    return Pose(0.0, image.astype(np.float32), world.astype(np.float32), ones, ones, _SIDE_PX, _SIDE_PX)
