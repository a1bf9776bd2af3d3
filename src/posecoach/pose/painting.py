"""Pictures with people painted over: a search in what is left finds whoever else is there."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from posecoach.pose.anatomy import torso_px
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.video.frame import Frame

Mask = npt.NDArray[np.bool_]

_ABOVE_HIPS = list(range(Landmark.RIGHT_HIP + 1))
_LEGS = (
    [Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE, Landmark.LEFT_FOOT_INDEX],
    [Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE, Landmark.RIGHT_FOOT_INDEX],
)
_ROUND_TRUNK, _ROUND_LEGS = 0.25, 0.12
"""Torso lengths that are left around the landmarks. The legs get less, and each its own: those of somebody
who stands behind one who lies are hidden and guessed, and lie across the other. With this a new search found
the body meant in 76 of 76 pictures of two people, without it in 38."""


def alone(frame: Frame, pose: Pose) -> Frame:
    """``frame`` with everything painted over but the body of ``pose``, which is in its pixels."""
    return _painted(frame, ~_body(frame, pose))


def without(frame: Frame, poses: Sequence[Pose]) -> Frame:
    """``frame`` with the bodies of ``poses`` painted over."""
    return _painted(frame, np.any([_body(frame, pose) for pose in poses], axis=0))


def _painted(frame: Frame, where: Mask) -> Frame:
    mean = frame.image.mean(axis=(0, 1)).astype(np.uint8)
    return Frame(frame.time_s, np.where(where[..., None], mean, frame.image))


def _body(frame: Frame, pose: Pose) -> Mask:
    torso = torso_px(pose)
    body = _around(frame, pose, _ABOVE_HIPS, _ROUND_TRUNK * torso)
    for leg in _LEGS:
        body |= _around(frame, pose, leg, _ROUND_LEGS * torso)
    return body


def _around(frame: Frame, pose: Pose, marks: Sequence[int], margin_px: float) -> Mask:
    mask = np.zeros(frame.image.shape[:2], np.uint8)
    outline = cv2.convexHull(pose.image[marks].round().astype(np.int32))
    cv2.fillConvexPoly(mask, outline, 1)
    cv2.polylines(mask, [outline], isClosed=True, color=1, thickness=max(1, round(2 * margin_px)))
    return mask.astype(np.bool_)
