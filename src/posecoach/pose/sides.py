"""Left and right, kept with the limbs they began with.

The network now and then exchanges the legs, or the whole body's sides, from one picture to the next, and
keeps them exchanged while it tracks. Such an exchange is a jump that is none once the labels are put back.
Legs that truly pass each other do not jump, and so are never touched.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

import numpy as np

from posecoach.pose.anatomy import farthest_move, jump_limit, torso_px
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose

MEMORY_S = 0.5
"""An older pose says nothing any more about which leg is which."""
_MOST_JUMP = 0.5
"""Torso lengths; after a short loss an exchange is still looked for, though a limb may have moved far."""
_FAR_CHEAPER = 0.5


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


def find_exchange(pose: Pose, previous: Pose | None, exchange: Exchange) -> Exchange:
    """What is exchanged in ``pose``, as the network gave it, when ``exchange`` was until now.

    ``previous`` is the last good pose, relabelled already. The exchange changes only where the pose
    would jump with the present one, and moves by less than half as much, without jumping, with another.
    """
    if previous is None or pose.time_s - previous.time_s > MEMORY_S:
        return Exchange.NONE
    torso, limit = torso_px(previous), min(_MOST_JUMP, jump_limit(pose.time_s - previous.time_s))

    def move(labels: Exchange) -> float:
        return farthest_move(previous.image, relabelled(pose, labels).image) / torso

    unexplained = move(exchange)
    if unexplained <= limit:
        return exchange
    best = min(Exchange, key=move)
    return best if move(best) < min(limit, _FAR_CHEAPER * unexplained) else exchange
