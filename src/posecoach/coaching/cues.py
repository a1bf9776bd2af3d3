"""One sentence at a time: what is said now, of all that could be said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from posecoach.coaching.events import Cue
from posecoach.stretches.rules import CueRules

Kind = Literal["guide", "fault", "acknowledgement", "progress"]

STOP, BLOCKS, GUIDE, PROGRESS, NOTICE, ACKNOWLEDGEMENT = range(6)
"""What comes first when several sentences are due."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could be said now. again_s: how long before the same one may be said again."""

    priority: int
    id: str
    text: str
    kind: Kind
    again_s: float


class CueBoard:
    """Says the most important candidate, when the last sentence is over and its own cool-down has passed."""

    def __init__(self, rules: CueRules) -> None:
        self._rules = rules
        self._last_said_s: dict[tuple[Kind, str], float] = {}
        self._quiet_until_s = float("-inf")
        self.said: list[Cue] = []
        self.shown: Cue | None = None

    def step(self, time_s: float, candidates: list[Candidate]) -> Candidate | None:
        """The candidate that is said now, if one is."""
        if self.shown and self.shown.kind == "guide" and not any(c.kind == "guide" for c in candidates):
            self.shown = None
        if time_s < self._quiet_until_s:
            return None
        self.shown = None
        due = [c for c in candidates if time_s - self._said_s((c.kind, c.id)) >= c.again_s]
        if not due:
            return None
        chosen = min(due, key=lambda candidate: candidate.priority)
        self.shown = Cue(time_s, chosen.id, chosen.text, chosen.kind)
        self.said.append(self.shown)
        self._last_said_s[chosen.kind, chosen.id] = time_s
        spoken_s = len(chosen.text.split()) / self._rules.words_per_s.value
        self._quiet_until_s = time_s + spoken_s + self._rules.pause_between_s.value
        return chosen

    def was_said(self, cue: tuple[Kind, str], since_s: float) -> bool:
        return self._said_s(cue) >= since_s

    def _said_s(self, cue: tuple[Kind, str]) -> float:
        return self._last_said_s.get(cue, float("-inf"))
