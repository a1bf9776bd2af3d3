"""The people of one scene: when to search for all of them, and which one to follow then.

The network follows one body and looks for another only where it has lost it, and then takes whomever it sees
best. So all people are searched for where a scene begins and where the skeleton leaves its place as no body
does; and every now and then while others are known to be there, or while nobody has been found who lies or
stands as preferred. Somebody alone and settled is not searched for again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posecoach.pose.followed import Followed
from posecoach.pose.plausibility import Plausibility
from posecoach.pose.pose import Pose, Status
from posecoach.pose.sightings import SAME, Sightings
from posecoach.pose.whom import Preference, apart, best, suits
from posecoach.video.frame import Frame

_CHECK_EVERY_S = 2.0
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 1.6
"""Between two searches; doubles while they find nobody but the one followed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """pose: where the one to follow is now; None while they cannot be among those found. another: they are
    not the body that was followed before."""

    pose: Pose | None
    another: bool = False


class Company:
    """Made anew for every scene. Poses are in pixels of the pictures that are searched."""

    def __init__(self, prefers: Preference | None) -> None:
        self._prefers = prefers
        self._followed = Followed(prefers)
        self._sightings = Sightings()
        self._still = False
        self._doubted = False
        self._pause_s = _FIRST_PAUSE_S
        self._not_before_s = -np.inf
        self._check_at_s = -np.inf
        self.lost = False
        """Whether only a search brings the one followed back, because the network would follow others."""

    def follow(self, pose: Pose) -> None:
        """``pose`` is believed to be the body's."""
        self._followed.go_on(pose)

    def doubt(self) -> None:
        """What is followed is no body."""
        self._doubted = True

    def search_due(self, pose: Pose) -> bool:
        """Whether to search for everybody, now that the network, which follows on, says ``pose``."""
        if pose.time_s < self._not_before_s:
            return False
        if pose.status is Status.ABSENT:
            return self.lost
        return (
            self._doubted
            or pose.time_s >= self._check_at_s
            or self._followed.leapt(pose)
            or self._followed.drifted(pose)
        )

    def may_hide_somebody(self, found: Sequence[Pose]) -> bool:
        """Whether to search again without those found: large people, and posters, outshine small ones."""
        return bool(found) and (self._still or not any(suits(pose, self._prefers) >= 0.5 for pose in found))

    def choose(self, found: Sequence[Pose], pose: Pose, frame: Frame) -> Choice:
        """Whom to follow of those ``found`` in ``frame`` by a search and ``pose``, which the network
        follows."""
        now = None if pose.status is Status.ABSENT else pose
        people = self._people(found, now)
        if not people:
            self.lost = False
            self._wait(pose.time_s, alone=True, settled=False)
            return Choice(pose)
        known = self._sightings.add(people, frame)
        able = [person for person in known if self._still or self._followed.can_be(person.pose, now)]
        self.lost = not able
        if not able:
            self._wait(pose.time_s, alone=False, settled=False)
            return Choice(None)
        ours = best(able, self._prefers, self._followed.before)
        as_before = now is not None and apart(ours.pose, now) <= SAME
        chosen = pose if as_before else ours.pose
        another = not as_before and not self._followed.was(chosen)
        self._followed.be(chosen, people)
        self._still = ours.still
        settled = suits(chosen, self._prefers) >= 0.5 and not ours.still
        self._wait(pose.time_s, alone=as_before and not self._followed.accompanied, settled=settled)
        return Choice(chosen, another)

    def _people(self, found: Sequence[Pose], now: Pose | None) -> list[Pose]:
        """Those found, and the one that is followed where the search has missed them."""
        people = [p for p in found if Plausibility().believes(p)]
        missed = now is not None and all(apart(p, now) > SAME for p in people)
        return [*people, now] if now is not None and missed and not self._doubted else people

    def _wait(self, now_s: float, *, alone: bool, settled: bool) -> None:
        """Search seldom, and alone and settled not at all until something leaps."""
        self._doubted = False
        self._not_before_s = now_s + (self._pause_s if alone else _FIRST_PAUSE_S)
        self._pause_s = min(2 * self._pause_s, _LONGEST_PAUSE_S) if alone else _FIRST_PAUSE_S
        self._check_at_s = np.inf if alone and settled else now_s + _CHECK_EVERY_S
