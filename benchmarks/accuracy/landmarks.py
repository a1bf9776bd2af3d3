"""How far each landmark lies from its true place in the picture, in torso lengths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.agreement import Floats
from benchmarks.accuracy.clip import Clip
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Status

JOINTS = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")

LEAST_SWAP = 0.2
"""Torso lengths; legs that lie closer together are not told apart by anything that is measured."""
_LEGS = [Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE]
_LEGS_EXCHANGED = _LEGS[2:] + _LEGS[:2]


@dataclass(frozen=True, slots=True)
class Offset:
    """off: (n,) distances from the true place, torso lengths. hidden: (n,) something is in front of it."""

    joint: str
    near: bool
    off: Floats
    hidden: NDArray[np.bool_]


def offsets(clip: Clip) -> list[Offset]:
    """Of every joint of both sides, in the frames that were measured and in which it was not given up."""
    measured = clip.track.status == Status.MEASURED
    seen = clip.track.presence[measured] > 0
    frames = clip.frames[measured]
    true, hidden = clip.truth.image(), clip.truth.occluded()[frames]
    off = np.linalg.norm(clip.track.image[measured] - true[frames], axis=2) / torso_px(true)
    return [
        Offset(
            joint, side == clip.truth.camera["near"], off[seen[:, mark], mark], hidden[seen[:, mark], mark]
        )
        for joint in JOINTS
        for side in ("left", "right")
        for mark in [Landmark[f"{side}_{joint}".upper()]]
    ]


def legs_swapped(clip: Clip) -> NDArray[np.bool_]:
    """(n,) whether the network took each leg for the other: knees and ankles lie nearer to the true ones with
    sides exchanged, by half the distance or more, in frames where that makes a difference to see."""
    true = clip.truth.image()
    here, there = true[clip.frames][:, _LEGS], true[clip.frames][:, _LEGS_EXCHANGED]
    read = clip.track.image[:, _LEGS]
    off, off_exchanged = (np.linalg.norm(read - places, axis=2).mean(axis=1) for places in (here, there))
    swapped: NDArray[np.bool_] = (off_exchanged < off / 2) & (off > LEAST_SWAP * torso_px(true))
    return swapped


def torso_px(image: Floats) -> float:
    """Mid-shoulder to mid-hip: the median over (n, 33, 2) pixels."""

    def middle(joint: str) -> Floats:
        places: Floats = image[:, [Landmark[f"LEFT_{joint}"], Landmark[f"RIGHT_{joint}"]]].mean(axis=1)
        return places

    return float(np.median(np.linalg.norm(middle("SHOULDER") - middle("HIP"), axis=1)))


def pooled(group: Sequence[Offset]) -> tuple[Floats, NDArray[np.bool_]]:
    """All distances of a group, and which of them are of hidden joints."""
    return np.concatenate([o.off for o in group]), np.concatenate([o.hidden for o in group])
