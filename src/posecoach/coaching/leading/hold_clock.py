"""A hold as somebody hears it who cannot see the screen: tones, and the seconds that are left."""

from __future__ import annotations

import math
from dataclasses import dataclass

from posecoach.coaching.events import CoachState, Phase
from posecoach.coaching.leading.state import Said, Sound, Urgency
from posecoach.stretches.rules import CueRules, Sentences

LAST_S = 5
"""So many seconds before the end are counted one by one."""
EVERY_S = 10


@dataclass(frozen=True, slots=True)
class Heard:
    """What becomes due at one moment."""

    sounds: tuple[Sound, ...] = ()
    say: tuple[Said, ...] = ()


class HoldClock:
    """Fed with every state of one coach. A clock that stands is silent, and one that begins anew starts
    again; repetitions without a hold have a tone when they count."""

    def __init__(self, rules: CueRules, sentences: Sentences) -> None:
        self._rules = rules
        self._sentences = sentences
        self._held_s = 0.0
        self._count = 0

    def step(self, state: CoachState) -> Heard:
        before_s, self._held_s = self._held_s, state.held_s
        before, self._count = self._count, sum(state.repetitions.values())
        goal_s = state.hold_goal_s
        if goal_s == 0:
            return Heard(("done",)) if self._count > before else Heard()
        if state.phase not in (Phase.HOLDING, Phase.PAUSED) or not before_s < self._held_s:
            return Heard()
        if before_s == 0.0:
            return Heard(("start",))
        if before_s < goal_s <= self._held_s:
            return Heard(("done",))
        return self._between(before_s, self._held_s, goal_s)

    def _between(self, before_s: float, now_s: float, goal_s: float) -> Heard:
        left_s = math.ceil(goal_s - now_s)
        passed = left_s < math.ceil(goal_s - before_s) and now_s < goal_s
        halfway = goal_s >= self._rules.halfway_from_s.value and before_s < goal_s / 2 <= now_s
        sounds: tuple[Sound, ...] = ("halfway",) if halfway else ()
        if not passed:
            return Heard(sounds)
        # Of shorter holds the repetitions are counted aloud: two counts would be none.
        counted = goal_s >= self._rules.long_hold_s.value
        if left_s <= LAST_S:
            words = (self._aside(f"{self._sentences.count(left_s)}."),) if counted else ()
            return Heard((*sounds, "tick"), words)
        if counted and left_s % EVERY_S == 0 and not halfway:
            return Heard(sounds, (self._aside(self._sentences.seconds_left.format(seconds=left_s)),))
        return Heard(sounds)

    def _aside(self, text: str) -> Said:
        return Said(text, Urgency.ASIDE)
