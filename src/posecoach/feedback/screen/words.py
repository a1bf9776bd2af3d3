"""The words that stand on the live screen by themselves; all other sentences come with the stretches."""

from __future__ import annotations

from posecoach.coaching.events import CoachState, Phase, Side
from posecoach.coaching.leading.state import LiveState, Mode
from posecoach.feedback.text import degrees
from posecoach.stretches.model import Norm

PHASES = {
    Phase.AWAY: "WAITING",
    Phase.SETTING_UP: "GET READY",
    Phase.READY: "READY",
    Phase.MOVING: "MOVING",
    Phase.HOLDING: "HOLD",
    Phase.PAUSED: "CLOCK STOPPED",
}
REACHED = "REACHED"
COME_BACK = "COME BACK"

SIDES: dict[Side, str] = {"left": "Left", "right": "Right", "both": ""}
IN_POSITION = "In position"
NOT_IN_POSITION = "Not in position"

PAUSE_KEY = "SPACE pause"
GO_ON_KEY = "SPACE go on"
NEXT_KEY = "N next"
BEGIN_KEY = "N begin now"
PAIN_KEY = "P it hurts"
RATING_KEY = "0-9 pain now"
END_KEY = "Q end"
CLOSE_KEY = "Q close"
FULL_SCREEN_KEY = "F full screen"
MUTE_KEY = "M sound off"
UNMUTE_KEY = "M sound on"
MUTED = "Sound off"

ONE_MOMENT = "One moment…"
NO_PICTURE = "No picture from the camera"
WAITING_FOR_CAMERA = "Waiting for the camera."

PAUSED = "Paused"
GO_ON = "Wave again, or press SPACE, to go on."

PAIN = "Stopped."
PAIN_NOW = "Come out slowly."
PAIN_GO_ON = ("Wave or SPACE", "go on gently")
PAIN_NEXT = ("N", "next stretch")
PAIN_END = ("Q", "end")

REST = "Rest"
GET_READY = "Get ready"
FINISHED = "Finished"
ALL_FOR_NOW = "That is all for now"


def of(seconds: float) -> str:
    return f"of {seconds:g} s"


def of_count(goal: int) -> str:
    return f"of {goal}"


def count_of(done: int, goal: int) -> str:
    return f"{done} of {goal}"


def routine(state: LiveState) -> str:
    """Which stretch of the routine this is; nothing where there is only one."""
    return f"Stretch {state.number} of {state.of}" if state.of > 1 else ""


def keys(state: LiveState, *, muted: bool) -> str:
    """What each key does now; those that do nothing are left out."""
    going_on = [NEXT_KEY] if state.upcoming else []
    match state.mode:
        case Mode.COACHING:
            named = [PAUSE_KEY, *going_on, PAIN_KEY, RATING_KEY, END_KEY]
        case Mode.RESTING:
            named = [PAUSE_KEY, BEGIN_KEY, PAIN_KEY, RATING_KEY, END_KEY]
        case Mode.PAUSED:
            named = [GO_ON_KEY, *going_on, PAIN_KEY, RATING_KEY, END_KEY]
        case Mode.PAIN:
            named = [GO_ON_KEY, *going_on, RATING_KEY, END_KEY]
        case Mode.FINISHED:
            named = [CLOSE_KEY]
    return " · ".join([*named, FULL_SCREEN_KEY, UNMUTE_KEY if muted else MUTE_KEY])


def pain_choices(state: LiveState) -> list[tuple[str, str]]:
    """Key and what it does; after the last stretch there is no next one."""
    return [PAIN_GO_ON, PAIN_NEXT, PAIN_END] if state.upcoming else [PAIN_GO_ON, PAIN_END]


def upcoming(name: str, *, first: bool) -> str:
    return f"First: {name}" if first else f"Next: {name}"


def dose(state: LiveState, sides: int) -> str:
    """How long and how often. sides: how many of them do it, one after the other."""
    held = [f"hold {state.dose.hold_s:g} s"] if state.dose.hold_s else []
    total = state.dose.total
    times = "once" if total == 1 else f"{total} times"
    return " · ".join([*held, f"{total} each side" if sides > 1 else times])


def norm(usual: Norm) -> str:
    return f"usual {degrees(usual.low_deg).rstrip('°')} to {degrees(usual.high_deg)}"


def best(value: str) -> str:
    return f"best {value}"


def phase(state: CoachState) -> str:
    """Nothing is stopped once the time is up, or where there is none."""
    at_end = state.phase in (Phase.HOLDING, Phase.PAUSED)
    if not state.hold_goal_s:
        return REACHED if at_end or state.best_deg is not None else PHASES[state.phase]
    return COME_BACK if at_end and state.held_s >= state.hold_goal_s else PHASES[state.phase]
