"""What helps on the way to a hold: what keeps somebody from starting, and the steps of moving in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from posecoach.coaching.cues import GUIDE, Candidate
from posecoach.coaching.events import Side
from posecoach.coaching.gate import Problem
from posecoach.coaching.side import SideCoach
from posecoach.stretches.model import Stretch
from posecoach.stretches.rules import Rules

_POSTURES = ("start", "position")
"""Problems that may lie with the camera as well as with the person."""
_STEP = "moving_in_"


class Guidance:
    """Patience: a sentence that has not helped twice comes more rarely, and in turn with another one.

    Who is ready and keeps still is told how to move in, one sentence after the other, once a session, and all
    over again while they have never come into the target; who stops on the way in, and in no target, is told
    again. Nobody is, on the way out.
    """

    def __init__(self, stretch: Stretch, rules: Rules) -> None:
        self._camera = stretch.camera.say
        self._steps = stretch.steps.moving_in
        self._cues = rules.cues
        self._since_s: dict[str, float] = {}
        self._times: Counter[str] = Counter()
        self._been: set[Side] = set()
        self._ever = False
        self._idle_since_s: float | None = None
        self._next_step = 0
        self._step: Candidate | None = None
        self._step_said_s = float("-inf")

    def step(
        self, time_s: float, problems: Sequence[Problem], sides: Sequence[SideCoach], silent_s: float
    ) -> list[Candidate]:
        """silent_s: for how long nothing has been said."""
        self._watch_target(sides)
        self._since_s = {p.id: self._since_s.get(p.id, time_s) for p in problems}
        after_s = self._cues.guide_after_s.value
        said = [self._mend(p) for p in problems if time_s - self._since_s[p.id] >= after_s]
        self._watch_steps(time_s, None if problems else self._idle(sides), silent_s)
        return [*said, self._step] if self._step else said

    def said(self, candidate: Candidate, time_s: float) -> None:
        if candidate.kind != "guide":
            return
        if candidate is self._step:
            self._next_step += 1
            self._step_said_s = time_s
        self._times[candidate.id] += 1

    def _watch_target(self, sides: Sequence[SideCoach]) -> None:
        in_target = {side.label for side in sides if side.repetition.entered_s is not None}
        if in_target:
            self._ever = True
            self._times.clear()
            self._next_step = max(self._next_step, len(self._steps))
        self._been = in_target | {
            side.label for side in sides if side.label in self._been and side.is_moving()
        }

    def _mend(self, problem: Problem) -> Candidate:
        times, cues = self._times[problem.id], self._cues
        often = times >= cues.guide_often.value
        other = often and problem.id in _POSTURES and times % 2 == 0
        again_s = cues.guide_rarely_s if often else cues.guide_again_s
        return Candidate(GUIDE, problem.id, self._camera if other else problem.text, "guide", again_s.value)

    def _idle(self, sides: Sequence[SideCoach]) -> Literal["at rest", "on the way"] | None:
        """Where somebody waits who could go on."""
        armed = [side for side in sides if side.armed]
        if not armed or any(side.repetition.entered_s is not None for side in sides):
            return None
        moved = [side for side in armed if side.is_moving()]
        if not moved:
            return "at rest"
        return "on the way" if all(s.still and s.label not in self._been for s in moved) else None

    def _watch_steps(
        self, time_s: float, idle: Literal["at rest", "on the way"] | None, silent_s: float
    ) -> None:
        if idle is None:
            self._idle_since_s = self._step = None
            return
        self._idle_since_s = time_s if self._idle_since_s is None else self._idle_since_s
        cues, count = self._cues, len(self._steps)
        if min(silent_s, time_s - self._idle_since_s) < cues.idle_after_s.value:
            return
        if idle == "at rest":
            if not self._ever and time_s - self._step_said_s >= cues.guide_rarely_s.value:
                self._next_step %= count
            due = self._next_step < count
            self._step = self._say_step(self._next_step, cues.guide_again_s.value) if due else None
        elif time_s - self._step_said_s >= cues.guide_again_s.value:
            self._step = self._say_step(self._next_step % count, cues.guide_again_s.value)

    def _say_step(self, index: int, again_s: float) -> Candidate:
        return Candidate(GUIDE, f"{_STEP}{index + 1}", self._steps[index], "guide", again_s)
