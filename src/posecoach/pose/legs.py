"""The two legs, followed by their places in the picture, whatever the network calls them.

Where legs cross or hide each other the network exchanges them for some pictures or seconds, or draws both on
the same one. A leg's place goes on as it moved before, so each picture's legs are told apart by where the two
were about to be. Which of them is the left one is for the network to say, by the majority of its pictures
since the legs last lay together: one exchange is outvoted by what it said before, and undone by the network
itself it leaves no trace. A knee or ankle that leaps from its leg, or over to the other one, is lost until it
is back and steady.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from posecoach.pose.anatomy import torso_px
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.pose.sides import Exchange, relabelled

MEMORY_S = 1.0
"""Legs not seen for longer are new ones."""
JOINTS = np.array([[Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE], [Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE]])
_FEET = np.array(
    [[Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX], [Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX]]
)

_CLEARLY = 0.05
"""Torso lengths, on the mean of both legs' joints, by which the other order must fit better: the network's
own trembling."""
_TOGETHER = 0.4
"""Torso lengths between the legs, on the mean of knees and ankles, under which nothing but the network knows
which is which."""
_FADE_S = 1.0
"""How fast earlier votes are worth nothing while the legs lie together."""
_MOST_VOTES_S = 4.0
"""How long the network must insist before it is believed against any number of earlier votes."""

_TREMBLING = 0.15
_ACCELERATION = 20.0
"""Torso lengths per second squared, about 1 g: a knee drawn to the chest within a second has half of it."""
_FASTEST = 7.5
"""Torso lengths per second: the ankle of a kicked leg reaches 6."""
_AHEAD_S = 0.1
"""How long a joint out of sight is expected to go on as it moved."""
_NEW_SPEED = 0.5
"""What a picture counts in a joint's velocity."""
_ASTRAY = 0.25
"""Torso lengths. A joint less far from where it was about to be is measured, even if it leapt; one farther
off and so near to the other leg's is a copy of that."""
_GIVE_UP_S = 2.0
"""A joint that has been elsewhere for so long is believed there."""

_UNSTEADY_S = 1.0
_UNSTEADY = 0.3
"""A joint that was lost for so much of the last second is a guess in between, too."""

Places = npt.NDArray[np.complex128]
"""(2, 2) as :data:`JOINTS`: pixels x + iy, so that a distance is an absolute value."""
Flags = npt.NDArray[np.bool_]


def lie_together(pose: Pose) -> bool:
    """Whether left and right may be exchanged without anything to see."""
    return _together(_places(pose), torso_px(pose))


class Legs:
    """Follows the legs of one person from pose to pose; made anew for every scene."""

    def __init__(self) -> None:
        self._time_s = -np.inf

    def put_right(self, pose: Pose) -> Pose:
        """``pose`` with each leg under its own name; what is lost of it has presence 0."""
        network = _places(pose)
        elapsed_s = pose.time_s - self._time_s
        self._time_s = pose.time_s
        if elapsed_s > MEMORY_S:
            self._begin(network)
            return pose
        torso = torso_px(pose)
        lost = self._follow(network, elapsed_s, torso)
        self._vote(elapsed_s, torso)
        self._doubt += (lost - self._doubt) * (1 - np.exp(-elapsed_s / _UNSTEADY_S))
        missing = lost | (self._doubt > _UNSTEADY)
        pose = _without(pose, missing[::-1] if self._crossed else missing)
        exchanged = self._crossed != (self._votes_s < 0)
        return relabelled(pose, Exchange.BELOW_HIPS if exchanged else Exchange.NONE)

    def _begin(self, places: Places) -> None:
        self._places = places
        self._velocity = np.zeros((2, 2), complex)
        self._seen_s = np.full((2, 2), self._time_s)
        self._doubt = np.zeros((2, 2))
        self._crossed = False
        self._votes_s = _FADE_S

    def _follow(self, network: Places, elapsed_s: float, torso: float) -> Flags:
        """(2, 2) which joints of the two legs are lost; the places of those that did not leap are taken."""
        unseen_s = self._time_s - self._seen_s
        ahead = self._places + self._velocity * np.minimum(unseen_s, _AHEAD_S)
        here = network[::-1] if self._crossed else network
        if _misfit(here[::-1], ahead, torso) + _CLEARLY < _misfit(here, ahead, torso):
            self._crossed = not self._crossed
            here = here[::-1]
        off = np.abs(here - ahead) / torso
        leapt = off > _TREMBLING + np.minimum(_ACCELERATION / 2 * unseen_s**2, _FASTEST * unseen_s)
        copied = (off > _ASTRAY) & (np.abs(here - self._places[::-1]) < _ASTRAY * torso)
        copied &= np.abs(self._places[0] - self._places[1]) > 2 * _ASTRAY * torso
        astray = (leapt | copied) & (unseen_s < _GIVE_UP_S)
        velocity = self._velocity + _NEW_SPEED * (here - ahead) / unseen_s
        velocity[unseen_s > elapsed_s] = 0.0
        self._velocity = np.where(astray, self._velocity, velocity)
        self._places = np.where(astray, self._places, here)
        self._seen_s = np.where(astray, self._seen_s, self._time_s)
        lost: Flags = astray & (off > _ASTRAY)
        return lost

    def _vote(self, elapsed_s: float, torso: float) -> None:
        """The network's word on which leg is the left one, in seconds for the first less those for the
        second."""
        if _together(self._places, torso):
            self._votes_s *= float(np.exp(-elapsed_s / _FADE_S))
        votes_s = self._votes_s + (-elapsed_s if self._crossed else elapsed_s)
        self._votes_s = min(max(votes_s, -_MOST_VOTES_S), _MOST_VOTES_S)


def _places(pose: Pose) -> Places:
    places: Places = pose.image[JOINTS].astype(np.float64).view(np.complex128)[..., 0]
    return places


def _together(places: Places, torso: float) -> bool:
    return bool(np.abs(places[0] - places[1]).mean() < _TOGETHER * torso)


def _without(pose: Pose, lost: Flags) -> Pose:
    """lost: (2, 2) as in :data:`JOINTS`; a foot goes with its ankle."""
    if not lost.any():
        return pose
    presence = pose.presence.copy()
    presence[JOINTS[lost]] = 0
    presence[_FEET[lost[:, 1]]] = 0
    return replace(pose, presence=presence)


def _misfit(places: Places, expected: Places, torso: float) -> float:
    """Torso lengths on the mean of all joints; one that is nowhere near tells no more by how far."""
    return float(np.minimum(np.abs(places - expected) / torso, 1.0).mean())
