"""A session without a window: sentences with their times, and a line that says where it stands."""

from __future__ import annotations

import queue
import sys
import threading

from rich.console import Console
from rich.live import Live
from rich.text import Text

from posecoach.coaching.leading.state import Action, LiveState, Mode, Urgency
from posecoach.live.moment import Moment
from posecoach.report.words import clock

KEYS = {"": Action.PAUSE, "n": Action.NEXT, "p": Action.PAIN, "q": Action.QUIT}
HELP = "ENTER pauses and goes on, p + ENTER: it hurts, n + ENTER: next, q + ENTER or Ctrl-C: quit."


class TerminalScreen:
    """A :class:`~posecoach.live.moment.Screen`. Use it in a ``with`` statement."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, auto_refresh=False, transient=True)
        self._line = ""
        self._asked: queue.SimpleQueue[Action] = queue.SimpleQueue()

    def __enter__(self) -> TerminalScreen:
        if sys.stdin.isatty():
            self._console.print(HELP)
            # It waits for a line for ever; a daemon does not hold up the end.
            threading.Thread(target=self._read, name="keys", daemon=True).start()
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def show(self, moment: Moment) -> None:
        state = moment.state
        for said in state.say:
            if said.urgency is Urgency.ASIDE:
                continue
            self._console.print(Text(f"{clock(state.time_s)}  {said.text}"))
        line = _line(state)
        if line != self._line:
            self._line = line
            self._live.update(Text(line), refresh=True)

    def asked(self) -> list[Action]:
        actions = []
        while not self._asked.empty():
            actions.append(self._asked.get())
        return actions

    def _read(self) -> None:
        for line in sys.stdin:
            action = KEYS.get(line.strip().lower())
            if action:
                self._asked.put(action)


def _line(state: LiveState) -> str:
    coach = state.coach
    if state.trouble:
        return state.trouble
    if state.mode is not Mode.COACHING or coach is None:
        left = f", {state.rest_left_s:.0f} s" if state.rest_left_s is not None else ""
        return f"{state.mode.value}{left}"
    value = "" if coach.value_deg is None else f"  {coach.value_deg:.0f}°"
    held = f"  {coach.held_s:.0f} of {coach.hold_goal_s:.0f} s" if coach.hold_goal_s else ""
    done = ", ".join(f"{side} {count}" for side, count in coach.repetitions.items())
    return f"{coach.phase.value}{value}{held}  ({done} of {coach.repetition_goal})"
