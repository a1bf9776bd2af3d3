"""Labels that the network has exchanged, and how they are put right."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

import numpy as np

from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose


def _partner(mark: Landmark) -> Landmark:
    name = mark.name
    return Landmark[name.replace("LEFT", "RIGHT") if "LEFT" in name else name.replace("RIGHT", "LEFT")]


def _exchanging(first: Landmark) -> tuple[int, ...]:
    return tuple(_partner(mark) if mark >= first else mark for mark in Landmark)


class Exchange(Enum):
    """Which labels the network has exchanged; the value is the order of landmarks that puts them right."""

    NONE = tuple(Landmark)
    BELOW_HIPS = _exchanging(Landmark.LEFT_KNEE)
    LEGS = _exchanging(Landmark.LEFT_HIP)
    BODY = _exchanging(Landmark.NOSE)


def relabelled(pose: Pose, exchange: Exchange) -> Pose:
    """The pose with the exchanged labels put right: image, world, visibility and presence together."""
    if exchange is Exchange.NONE:
        return pose
    order = np.array(exchange.value)
    return replace(
        pose,
        image=pose.image[order],
        world=pose.world[order],
        visibility=pose.visibility[order],
        presence=pose.presence[order],
    )
