"""What the coaching thread hands to whoever shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from posecoach.coaching.leading.state import Asked, LiveState
from posecoach.pose.pose import Pose
from posecoach.video.frame import Image


@dataclass(frozen=True, slots=True)
class Moment:
    """One picture with its pose and the state of the session; without a picture while none comes.

    captured_s: when the picture was taken, in the session's time. summary: what was done, once it is over.
    """

    state: LiveState
    image: Image | None = None
    pose: Pose | None = None
    captured_s: float | None = None
    summary: tuple[str, ...] = ()


class Screen(Protocol):
    """Where a session is seen, and where keys come from. Called in the main thread only."""

    def show(self, moment: Moment) -> None: ...

    def asked(self) -> Sequence[Asked]:
        """What the person asked for since the last call."""
