"""Holds that no camera sees: the coach says when they begin and end, as somebody does who counts for another.

What is counted here is what was led through, not what was done: no hold comes of it.
"""

from __future__ import annotations

from dataclasses import replace

from posecoach.coaching.events import CoachState, Cue, Phase
from posecoach.coaching.leading.state import Said, Urgency
from posecoach.stretches.model import Dose, Led
from posecoach.stretches.rules import Rules

_READY = (Phase.READY, Phase.MOVING, Phase.HOLDING, Phase.PAUSED)
"""Lying as the stretch has it, moving a little or not."""


class UnseenHolds:
    """Fed with every state of the coach, whose posture checks still hold: the clock stands while they fail.

    A hold begins once the coach has been silent for a while, so that all steps of moving in were said.
    """

    def __init__(self, led: Led, dose: Dose, rules: Rules) -> None:
        self._led = led
        self._dose = dose
        self._rules = rules.cues
        self._grace_s = rules.timing.grace_s.value
        self._out_s = 0.0
        self._time_s: float | None = None
        self._held_s: float | None = None
        self._words_s = 0.0
        self._rested_s = 0.0
        self._cue: Cue | None = None
        self.count = 0

    @property
    def finished(self) -> bool:
        return self.count >= self._dose.total

    @property
    def holding(self) -> bool:
        """Whether a hold is under way."""
        return self._held_s is not None

    def step(self, state: CoachState) -> tuple[CoachState, list[Said]]:
        """The state as it is to be shown, and what is to be said."""
        step_s = 0.0 if self._time_s is None else state.time_s - self._time_s
        self._time_s = state.time_s
        ready = state.phase in _READY
        self._out_s = 0.0 if ready else self._out_s + step_s
        if self._out_s > self._grace_s:
            self.stop()
        say = self._move_on(state, step_s) if ready else []
        if say:
            self._cue = Cue(state.time_s, "led", say[-1].text, "progress")
        return self._shown(state), say

    def stop(self) -> None:
        """The hold under way is not one."""
        self._held_s, self._rested_s, self._cue = None, 0.0, None

    def _move_on(self, state: CoachState, step_s: float) -> list[Said]:
        if self._held_s is not None and self._held_s >= self._dose.hold_s:
            # It was shown to its end.
            self._held_s = None
        if self.finished:
            return []
        if self._held_s is not None:
            self._words_s = max(0.0, self._words_s - step_s)
            self._held_s += step_s if self._words_s == 0.0 else 0.0
            return self._end() if self._held_s >= self._dose.hold_s else []
        # Whatever the coach says of the posture comes first.
        self._rested_s = 0.0 if state.cue and self.count == 0 else self._rested_s + step_s
        wait_s = self._led.rest_s if self.count else self._rules.idle_after_s.value * 2
        return self._begin() if self._rested_s >= wait_s else []

    def _begin(self) -> list[Said]:
        self._held_s = 0.0
        self._words_s = len(self._led.begin.split()) / self._rules.words_per_s.value
        return [Said(self._led.begin, Urgency.URGENT)]

    def _end(self) -> list[Said]:
        self._rested_s = 0.0
        self.count += 1
        return [Said(self._led.end, Urgency.URGENT)]

    def _shown(self, state: CoachState) -> CoachState:
        held_s = self._held_s or 0.0
        holds = self._held_s is not None and state.phase in _READY
        phase = Phase.HOLDING if holds else state.phase
        return replace(
            state, phase=phase, held_s=held_s, repetitions={"both": self.count}, cue=state.cue or self._cue
        )
