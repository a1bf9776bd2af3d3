"""Which of the people in a picture is the one to coach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from posecoach.pose.anatomy import TRUNK_M, torso_px
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Points, Pose

Preference = Literal["lying", "upright"]
"""How somebody is who does the stretch. Whoever sits up while lying down lies no more; followed by then,
they are followed on."""

_SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
_HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_ANKLES = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]

_LEAST_TILT_DEG, _FULL_TILT_DEG = 25.0, 55.0
_FULL_DROP, _NO_DROP = 0.5, 0.9
"""Torso lengths from the hips down to the lower ankle. On real clips it is below 0.35 for people who lie or
sit on the floor, 0.4 and more for those who kneel, 1.3 and more for those who stand, folded or not."""

_PREFERRED, _CONTINUED, _LARGE, _CENTRAL, _STILL = 2.0, 1.5, 1.0, 0.5, -4.0
"""What counts for how much: that somebody lies or stands as preferred; that they are where the one followed
was; that they are larger than others, and more in the middle; that they never stirred, as on a poster."""


@dataclass(frozen=True, slots=True)
class Person:
    """One of the people in a picture. still: has been there for long and has never stirred."""

    pose: Pose
    still: bool = False


def lies(pose: Pose) -> float:
    """0 for somebody upright, folded over or kneeling, 1 for somebody lying. Told from the world landmarks,
    for whose head or feet point to the camera stands in the picture; they are right to 20° or so, and so is
    this."""
    trunk = _middle(pose.world, _SHOULDERS) - _middle(pose.world, _HIPS)
    tilt_deg = np.degrees(np.arccos(-trunk[1] / max(float(np.linalg.norm(trunk)), 1e-6)))
    drop = float(pose.world[_ANKLES, 1].max() - _middle(pose.world, _HIPS)[1]) / TRUNK_M
    tilted = np.clip((tilt_deg - _LEAST_TILT_DEG) / (_FULL_TILT_DEG - _LEAST_TILT_DEG), 0, 1)
    dropped = np.clip((drop - _FULL_DROP) / (_NO_DROP - _FULL_DROP), 0, 1)
    return float(tilted * (1 - dropped))


def suits(pose: Pose, prefers: Preference | None) -> float:
    """0 to 1: how far somebody is as preferred."""
    if prefers is None:
        return 1.0
    return lies(pose) if prefers == "lying" else 1 - lies(pose)


def apart(a: Pose, b: Pose) -> float:
    """Between two skeletons in one picture: the farther of mid-shoulders and mid-hips, in torso lengths."""
    farther_px = max(
        float(np.linalg.norm(_middle(a.image, marks) - _middle(b.image, marks)))
        for marks in (_SHOULDERS, _HIPS)
    )
    return farther_px / max(torso_px(a), torso_px(b), 1.0)


def best(people: Sequence[Person], prefers: Preference | None, before: Pose | None) -> Person:
    """The one to coach of one or more people; ``before`` is the one followed, where they last were."""
    largest_px = max(torso_px(person.pose) for person in people)

    def score(person: Person) -> float:
        pose = person.pose
        off_centre = abs(2 * float(_middle(pose.image, _HIPS)[0]) / pose.width - 1)
        return (
            _PREFERRED * suits(pose, prefers)
            + (_CONTINUED * float(np.exp(-apart(pose, before))) if before else 0.0)
            + _LARGE * torso_px(pose) / max(largest_px, 1.0)
            - _CENTRAL * off_centre
            + _STILL * person.still
        )

    return max(people, key=score)


def _middle(points: Points, marks: list[Landmark]) -> Points:
    middle: Points = points[marks].mean(axis=0)
    return middle
