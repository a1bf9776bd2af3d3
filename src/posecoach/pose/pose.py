"""One person at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from posecoach.pose.landmarks import COUNT

Points = npt.NDArray[np.float32]


class Status(IntEnum):
    """Why a pose may or may not be measured."""

    MEASURED = 0
    ABSENT = 1
    """The network found nobody."""
    IMPLAUSIBLE = 2
    """The network answered, but no body bends, shrinks or jumps like that; drawn faintly, never measured."""


@dataclass(frozen=True, slots=True)
class Pose:
    """33 landmarks with the time of their picture.

    image: (33, 2) pixels of the upright, full-size picture, y downwards; NaN where nobody was found.
    world: (33, 3) metres about the mid-hip, x rightwards, y downwards, z away from the camera.
    visibility, presence: (33,) 0 to 1, as the network claims (it stays near 1 on nonsense).
    scene: counts the cuts of the recording; poses of two scenes have nothing to do with each other.
    """

    time_s: float
    image: Points
    world: Points
    visibility: Points
    presence: Points
    width: int
    height: int
    scene: int = 0
    status: Status = Status.MEASURED

    def __post_init__(self) -> None:
        for name, shape in (
            ("image", (COUNT, 2)),
            ("world", (COUNT, 3)),
            ("visibility", (COUNT,)),
            ("presence", (COUNT,)),
        ):
            actual = getattr(self, name).shape
            if actual != shape:
                raise ValueError(f"Pose.{name} must have shape {shape}, not {actual}")

    @property
    def measured(self) -> bool:
        return self.status is Status.MEASURED


def absent(time_s: float, width: int, height: int, scene: int = 0) -> Pose:
    """The pose of nobody."""
    return Pose(
        time_s=time_s,
        image=np.full((COUNT, 2), np.nan, np.float32),
        world=np.full((COUNT, 3), np.nan, np.float32),
        visibility=np.zeros(COUNT, np.float32),
        presence=np.zeros(COUNT, np.float32),
        width=width,
        height=height,
        scene=scene,
        status=Status.ABSENT,
    )
