"""What a live session is at one moment: all that a screen shows and a voice says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Literal

from posecoach.coaching.events import CoachState, Cue, Side
from posecoach.stretches.model import Dose, Stretch


class Mode(Enum):
    COACHING = "coaching"
    PAUSED = "paused"
    """By a key or by waving; nothing counts until the person goes on."""
    PAIN = "pain"
    """The person said that it hurts: nothing counts, nothing is asked of them but what to do next."""
    RESTING = "resting"
    """Between two stretches of a routine."""
    FINISHED = "finished"


class Action(Enum):
    """What a person can ask for by a key."""

    PAUSE = "pause"
    """Pause, or go on."""
    NEXT = "next"
    PAIN = "pain"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class PainRating:
    """How much it hurts now, 0 (not at all) to 10, as a person tells by a key."""

    rating: int


Asked = Action | PainRating


class Urgency(IntEnum):
    """What a voice does with a sentence that is due while it speaks."""

    ASIDE = 0
    """Said only into silence, now or never: the seconds of a hold."""
    PLAIN = 1
    """Waits for the end of what is being said."""
    URGENT = 2
    """Cuts short whatever is less urgent."""
    PAIN = 3
    """Cuts short everything."""


Sound = Literal["start", "halfway", "tick", "done", "pause", "go_on"]
"""Short tones: the clock starts, its half, each of the last five seconds, its end; a pause, and its end."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for the voice, due now."""

    text: str
    urgency: Urgency = Urgency.PLAIN


@dataclass(frozen=True, slots=True)
class LiveState:
    """One moment of a live session; None where it is not known, or does not apply.

    number, of: which stretch of the routine this is (1 of 1 without one). coach: of the present stretch,
    while it is coached. best_deg: each side's best hold
    of this stretch so far today. angle_known: whether a target that is graded has its number from here, once
    somebody has been there. problem: what keeps the coach from starting, as an id. sentence: the one to
    show. rest_left_s: of a rest between stretches. upcoming: the stretch after this one. waved: how much of
    the pausing gesture has been seen, 0 to 1. trouble: what is wrong with the camera, as a sentence.
    advice: what is said before a routine begins, while there is time for it. all_done: once it is finished,
    whether every dose was done. hush: what was being said, or waits to be, is about what is over. say,
    sounds: what becomes due at this very moment, in order, after that.
    """

    time_s: float
    mode: Mode
    stretch: Stretch
    dose: Dose
    number: int
    of: int
    coach: CoachState | None = None
    best_deg: dict[Side, float] | None = None
    angle_known: bool | None = None
    problem: str | None = None
    sentence: Cue | None = None
    rest_left_s: float | None = None
    upcoming: Stretch | None = None
    waved: float = 0.0
    trouble: str | None = None
    advice: tuple[str, ...] = ()
    all_done: bool = False
    hush: bool = False
    say: tuple[Said, ...] = ()
    sounds: tuple[Sound, ...] = ()
