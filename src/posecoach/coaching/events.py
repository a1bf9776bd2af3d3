"""What the coach says happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from posecoach.kinematics.camera import Camera

Side = Literal["left", "right", "both"]
Why = Literal["too_short", "fault", "lost", "paused", "ended", "pain"]


class Phase(Enum):
    """Where the person is in a repetition."""

    AWAY = "away"
    """Nobody, or nobody who can be coached: the wrong view, joints out of sight."""
    SETTING_UP = "setting up"
    """Seen, but the start posture has not been held yet."""
    READY = "ready"
    MOVING = "moving"
    HOLDING = "holding"
    PAUSED = "paused"
    """In the target, with the hold clock standing: a fault that blocks, or a moment out of sight."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One repetition that reached the target.

    ``held_s`` is the hold clock: pauses are not in it. ``value_deg`` is the median of the target's measure
    over the hold, ``error_deg`` its 95 % half-width, ``peak_deg`` the deepest moment; all three are None
    where the view cannot support a number. ``why`` says what an attempt lacked, and is None for a hold.
    """

    side: Side
    start_s: float
    end_s: float
    held_s: float
    completed: bool
    value_deg: float | None
    error_deg: float | None
    peak_deg: float | None
    faults: tuple[str, ...] = ()
    why: Why | None = None
    best_s: float = 0.0
    """The moment to show in a picture: still, and nearest to ``value_deg``."""
    camera: Camera | None = None
    """How it stood to the body, where that is known."""


@dataclass(frozen=True, slots=True)
class Pain:
    """What the person told of it. rating: how much, 0 to 10; None where they said only that it hurt."""

    time_s: float
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class FaultSpan:
    """A fault from its first moment to its last."""

    id: str
    side: Side
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Cue:
    """One sentence, said once. ``kind`` orders what a voice may interrupt."""

    time_s: float
    id: str
    text: str
    kind: Literal["guide", "fault", "acknowledgement", "progress"]


@dataclass(frozen=True, slots=True)
class CoachState:
    """What a screen needs to show at one moment; None where it is not known now.

    value_deg: the target's measure, best_deg its best in this repetition; None too where the view cannot
    support a number. cue: the sentence that is being said. camera: how it stands to the body.
    """

    time_s: float
    phase: Phase
    side: Side | None
    value_deg: float | None
    best_deg: float | None
    held_s: float
    hold_goal_s: float
    repetition_goal: int
    repetitions: dict[Side, int]
    active_faults: tuple[str, ...]
    cue: Cue | None
    measures: dict[str, float | None]
    camera: Camera | None = None
