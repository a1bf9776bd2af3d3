"""A session without a window: sentences with their times, and a line that says where it stands."""

from __future__ import annotations

import queue
import sys
import threading
import time

from rich.console import Console
from rich.live import Live
from rich.text import Text

from posecoach.coaching.leading.state import Action, LiveState, Mode, Said, Urgency
from posecoach.feedback.screen.words import FINISHED, NO_PICTURE, PAIN, PAUSED, REST, phase
from posecoach.feedback.text import degrees
from posecoach.feedback.voice.voice import Voice
from posecoach.live.moment import Moment
from posecoach.report.words import clock

KEYS = {"": Action.PAUSE, "n": Action.NEXT, "p": Action.PAIN, "q": Action.QUIT}
MODES = {
    Mode.COACHING: NO_PICTURE,
    Mode.PAUSED: PAUSED,
    Mode.PAIN: PAIN,
    Mode.RESTING: REST,
    Mode.FINISHED: FINISHED,
}
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
        line = _line(moment.state)
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


class PrintedVoice:
    """What ``voice`` is asked to say is printed, too. The seconds of a hold are in the status line anyhow."""

    def __init__(self, voice: Voice, console: Console) -> None:
        self._voice = voice
        self._console = console
        self._began_s = time.monotonic()
        self.prepare, self.sound, self.hush, self.mute = voice.prepare, voice.sound, voice.hush, voice.mute

    def say(self, said: Said) -> None:
        if said.urgency is not Urgency.ASIDE:
            self._console.print(Text(f"{clock(time.monotonic() - self._began_s)}  {said.text}"))
        self._voice.say(said)

    @property
    def is_speaking(self) -> bool:
        return self._voice.is_speaking


def _line(state: LiveState) -> str:
    coach = state.coach
    if state.trouble:
        return state.trouble
    if state.mode is not Mode.COACHING or coach is None:
        left = f", {state.rest_left_s:.0f} s" if state.rest_left_s is not None else ""
        return f"{MODES[state.mode]}{left}"
    value = "" if coach.value_deg is None else f"  {degrees(coach.value_deg)}"
    held = f"  {coach.held_s:.0f} of {coach.hold_goal_s:g} s" if coach.hold_goal_s else ""
    done = ", ".join(str(n) if side == "both" else f"{side} {n}" for side, n in coach.repetitions.items())
    return f"{phase(coach)}{value}{held}   {done} of {coach.repetition_goal}"
