"""A session without a window: sentences with their times, and a line that says where it stands."""

from __future__ import annotations

import time

from rich.console import Console
from rich.live import Live
from rich.text import Text

from posecoach.cli.typed_lines import TypedLines
from posecoach.coaching.leading.state import Action, Asked, LiveState, Mode, PainRating, Said, Urgency
from posecoach.feedback.screen.words import FINISHED, NO_PICTURE, PAIN, PAUSED, REST, phase
from posecoach.feedback.text import degrees
from posecoach.feedback.voice.voice import Voice
from posecoach.live.moment import Moment
from posecoach.report.words import clock

KEYS: dict[str, Asked] = {
    "": Action.PAUSE,
    "n": Action.NEXT,
    "p": Action.PAIN,
    "q": Action.QUIT,
    **{str(rating): PainRating(rating) for rating in range(11)},
}
MODES = {
    Mode.COACHING: NO_PICTURE,
    Mode.PAUSED: PAUSED,
    Mode.PAIN: PAIN,
    Mode.RESTING: REST,
    Mode.FINISHED: FINISHED,
}
HELP = """ENTER: pause, or go on       p + ENTER: it hurts
n + ENTER: next             0 to 10 + ENTER: how much it hurts now
q + ENTER or Ctrl-C: end"""


class TerminalScreen:
    """A :class:`~posecoach.live.moment.Screen`. Use it in a ``with`` statement."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, auto_refresh=False, transient=True)
        self._line = ""
        self._typed: TypedLines | None = None

    def __enter__(self) -> TerminalScreen:
        self._typed = TypedLines.of_terminal()
        if self._typed:
            self._console.print(HELP, highlight=False)
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()
        if self._typed:
            self._typed.forget()

    def show(self, moment: Moment) -> None:
        line = _line(moment.state)
        if line != self._line:
            self._line = line
            self._live.update(Text(line), refresh=True)

    def asked(self) -> list[Asked]:
        lines = self._typed.new() if self._typed else []
        keys = (line.strip().lower() for line in lines)
        return [KEYS[key] for key in keys if key in KEYS]


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
