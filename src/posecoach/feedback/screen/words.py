"""The words that stand on the live screen by themselves; all other sentences come with the stretches."""

from __future__ import annotations

from posecoach.coaching.events import CoachState, Phase, Side
from posecoach.coaching.leading.state import LiveState
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

KEYS = "SPACE pause · N next · P it hurts · Q end · F full screen · M sound"
KEYS_AT_THE_END = "Q end · F full screen · M sound"
NO_PICTURE = "No picture from the camera"

PAUSED = "Paused"
GO_ON = "Wave again, or press SPACE, to go on."

PAIN = "Stopped."
PAIN_NOW = "Come out slowly."
PAIN_CHOICES = (("Wave or SPACE", "go on gently"), ("N", "next stretch"), ("Q", "end"))

REST = "Rest"
GET_READY = "Get ready"
FINISHED = "Finished"


def of(seconds: float) -> str:
    return f"of {seconds:g} s"


def of_count(goal: int) -> str:
    return f"of {goal}"


def count_of(done: int, goal: int) -> str:
    return f"{done} of {goal}"


def routine(state: LiveState) -> str:
    """Which stretch of the routine this is; nothing where there is only one."""
    return f"Stretch {state.number} of {state.of}" if state.of > 1 else ""


def upcoming(name: str) -> str:
    return f"Next: {name}"


def norm(usual: Norm) -> str:
    return f"usual {usual.low_deg:.0f} to {usual.high_deg:.0f}°".replace("-", "−")


def best(value: str) -> str:
    return f"best {value}"


def phase(state: CoachState) -> str:
    """Nothing is stopped once the time is up, or where there is none."""
    at_end = state.phase in (Phase.HOLDING, Phase.PAUSED)
    if not state.hold_goal_s:
        return REACHED if at_end or state.best_deg is not None else PHASES[state.phase]
    return COME_BACK if at_end and state.held_s >= state.hold_goal_s else PHASES[state.phase]
