"""The gesture that pauses a session and goes on with it: a hand raised and waved to and fro.

Told from stretches and everyday movements by all of these at once: the hand is well above its shoulder and
away from the knees (a hand that holds a leg is not), it swings sideways in the picture several times without
a stop, and the rest of the body keeps still meanwhile. Lengths are in torso lengths, so that neither
distance nor camera matters. Every number was set on rendered people who wave and on recordings of those who
do not (``benchmarks/gesture.py``).
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posecoach.pose.anatomy import BODY, TRUNK_M, torso_px
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Points, Pose

HALF_SWINGS = 5
"""To and fro twice, after the first one that may belong to raising the hand: more than anybody makes by
chance."""
_WIDTH = 0.14
"""The least half swing. A hand at rest trembles by 0.03; one that is waved across the line of sight by
somebody who lies side-on still swings by 0.18 in the picture."""
_DEEP = 0.3
"""The same towards the camera and away from it, which the network sees less well."""
_QUICKEST_S, _SLOWEST_S = 0.15, 0.8
"""From one half swing to the next. People wave once or twice a second, stiff ones a little slower; a guessed
hand jumps about from picture to picture."""
_MEMORY_S = (HALF_SWINGS + 1) * _SLOWEST_S
_RAISED = 0.25
"""The hand above its shoulder; a forearm that is raised from an elbow on the floor reaches 0.5."""
_UPRIGHT = 0.38
"""The hand above its elbow. Hands before a chest, on a strap or round a leg have their forearms level."""
_SEEN = 0.3
"""The network's claim for the wrist, low for hands that it guesses (though high for much other nonsense)."""
_FROM_KNEES = 0.2
"""Nearer to a knee, a hand holds the leg and goes with it. Bent knees may stand close behind raised hands."""
_STILL = 0.3
"""How far shoulders, hips and knees may stray meanwhile. A shoulder follows its arm by 0.15."""
_GAP_S = 0.35
"""A hand that is lost, or seems to be lowered, for less goes on waving."""
_REST_S = 3.0
"""After a gesture none is seen for so long, nor before the hand has come to rest: a long wave is one."""

_ARMS = (
    (
        Landmark.LEFT_SHOULDER,
        Landmark.LEFT_ELBOW,
        [Landmark.LEFT_WRIST, Landmark.LEFT_INDEX, Landmark.LEFT_PINKY],
    ),
    (
        Landmark.RIGHT_SHOULDER,
        Landmark.RIGHT_ELBOW,
        [Landmark.RIGHT_WRIST, Landmark.RIGHT_INDEX, Landmark.RIGHT_PINKY],
    ),
)
_KNEES = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]
_KEPT_STILL = BODY[:6]
"""Shoulders, hips and knees."""


@dataclass(frozen=True, slots=True)
class _Raised:
    """A raised hand at one moment. x: pixels, rightwards. depth: torso lengths away from the camera, from its
    shoulder. body: (6, 2) pixels of what keeps still."""

    time_s: float
    x: float
    depth: float
    body: Points
    torso_px: float


class Waving:
    """Watches one person's poses, in order, for the gesture."""

    def __init__(self) -> None:
        self._hands: tuple[deque[_Raised], ...] = tuple(deque() for _ in _ARMS)
        self._scene = 0
        self._rests_until_s = -math.inf

    def step(self, pose: Pose) -> float:
        """How much of the gesture has been seen, 0 to 1: 1 once, at the pose that completes it."""
        for hand, arm in zip(self._hands, _ARMS, strict=True):
            if hand and (pose.scene != self._scene or pose.time_s - hand[-1].time_s > _GAP_S):
                hand.clear()
            if pose.measured and (raised := _raised(pose, *arm)):
                hand.append(raised)
            while hand and pose.time_s - hand[0].time_s > _MEMORY_S:
                hand.popleft()
        self._scene = pose.scene
        halves = max(_half_swings(hand, pose.time_s) for hand in self._hands)
        if pose.time_s < self._rests_until_s:
            if halves > 0:
                self._rests_until_s = max(self._rests_until_s, pose.time_s + _SLOWEST_S)
            return 0.0
        if halves >= HALF_SWINGS:
            self._rests_until_s = pose.time_s + _REST_S
        return min(halves / HALF_SWINGS, 1.0)


def _raised(pose: Pose, shoulder: Landmark, elbow: Landmark, marks: list[Landmark]) -> _Raised | None:
    torso = torso_px(pose)
    if torso <= 0 or pose.visibility[marks[0]] < _SEEN:
        return None
    hand = pose.image[marks].mean(axis=0)
    above_shoulder, above_elbow = pose.image[[shoulder, elbow], 1] - hand[1]
    from_knees = np.linalg.norm(pose.image[_KNEES] - hand, axis=1).min()
    if above_shoulder < _RAISED * torso or above_elbow < _UPRIGHT * torso or from_knees < _FROM_KNEES * torso:
        return None
    depth = float(pose.world[marks, 2].mean() - pose.world[shoulder, 2]) / TRUNK_M
    return _Raised(pose.time_s, float(hand[0]), depth, pose.image[_KEPT_STILL], torso)


def _half_swings(hand: Sequence[_Raised], now_s: float) -> int:
    """How many the hand has made up to now without a stop, the body keeping still."""
    if not hand:
        return 0
    times_s = [moment.time_s for moment in hand]
    torso = float(np.median([moment.torso_px for moment in hand]))
    swung_s = max(
        _together(_swung_s(times_s, [moment.x / torso for moment in hand], _WIDTH), now_s),
        _together(_swung_s(times_s, [moment.depth for moment in hand], _DEEP), now_s),
        key=len,
    )
    if not swung_s:
        return 0
    body = np.array([moment.body for moment in hand if moment.time_s >= swung_s[0]])
    return len(swung_s) if float(np.ptp(body, axis=0).max()) <= _STILL * torso else 0


def _swung_s(times_s: Sequence[float], places: Sequence[float], width: float) -> list[float]:
    """When the hand had come so far from each of its turning points, one way and the other by turns."""
    swung_s: list[float] = []
    lowest = highest = places[0]
    way = 0
    for time_s, place in zip(times_s, places, strict=True):
        lowest, highest = min(lowest, place), max(highest, place)
        if way <= 0 and place - lowest >= width:
            way, highest = 1, place
            swung_s.append(time_s)
        elif way >= 0 and highest - place >= width:
            way, lowest = -1, place
            swung_s.append(time_s)
    return swung_s


def _together(swung_s: list[float], now_s: float) -> list[float]:
    """The last of them that belong to one wave, which goes on now."""
    first, later_s = len(swung_s), now_s
    for time_s in reversed(swung_s):
        least_s = _QUICKEST_S if first < len(swung_s) else 0.0
        if not least_s <= later_s - time_s <= _SLOWEST_S:
            break
        first, later_s = first - 1, time_s
    return swung_s[first:]
