"""Who of the people found by the searches of one scene has never stirred: a poster, perhaps.

Landmarks do not tell: those of a body half seen are guessed anew from picture to picture. Pixels do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.pose.whom import Person, apart
from posecoach.video.frame import Frame

SAME = 0.4
"""Two skeletons less far apart (torso lengths) are one body's; two people's hips may meet in the picture, but
not both ends of their trunks."""
_KEPT_S = 5.0
"""So long a search may miss somebody who then is known again."""
_STILL_LEVELS, _STILL_S = 2.0, 3.0
"""Grey levels by which head and trunk differ, in the mean, from what they were so long ago or longer: less
than 1 on walls in real clips, 4 to 58 on people who held still as well as they could."""
_SHRUNK = 4
"""Times smaller, a picture has less noise and a breath still moves its edges."""

_HEAD_AND_TRUNK = [*range(Landmark.RIGHT_SHOULDER + 1), Landmark.LEFT_HIP, Landmark.RIGHT_HIP]

Grey = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Sighting:
    """last, first: how somebody was found; grey: the picture of ``first``; stirred: grey levels, at most."""

    last: Pose
    first: Pose
    grey: Grey
    stirred: float = 0.0

    def again(self, pose: Pose, grey: Grey) -> _Sighting:
        return replace(self, last=pose, stirred=max(self.stirred, _change(self.grey, grey, self.first)))

    @property
    def still(self) -> bool:
        return self.stirred < _STILL_LEVELS and self.last.time_s - self.first.time_s > _STILL_S


class Sightings:
    """Of one scene; all poses are in pixels of the pictures."""

    def __init__(self) -> None:
        self._all: list[_Sighting] = []

    def add(self, poses: Iterable[Pose], frame: Frame) -> list[Person]:
        """The people found in ``frame`` by a search, each with what is known of them."""
        grey = _grey(frame)
        found = [self._sighting(pose, grey) for pose in poses]
        missed = [
            old
            for old in self._all
            if frame.time_s - old.last.time_s < _KEPT_S
            and all(apart(old.last, new.last) > SAME for new in found)
        ]
        self._all = [*found, *missed]
        return [Person(sighting.last, sighting.still) for sighting in found]

    def _sighting(self, pose: Pose, grey: Grey) -> _Sighting:
        known = [old for old in self._all if apart(old.last, pose) < SAME]
        if not known:
            return _Sighting(pose, pose, grey)
        return min(known, key=lambda old: apart(old.last, pose)).again(pose, grey)


def _grey(frame: Frame) -> Grey:
    grey = cv2.cvtColor(frame.image, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=1 / _SHRUNK, fy=1 / _SHRUNK, interpolation=cv2.INTER_AREA)
    return small.astype(np.float32)


def _change(before: Grey, after: Grey, pose: Pose) -> float:
    """Grey levels, in the mean over head and trunk of ``pose``."""
    mask = np.zeros(before.shape, np.uint8)
    outline = cv2.convexHull((pose.image[_HEAD_AND_TRUNK] / _SHRUNK).round().astype(np.int32))
    cv2.fillConvexPoly(mask, outline, 1)
    return float(np.abs(after - before)[mask > 0].mean()) if mask.any() else np.inf
