"""One sentence at a time: what is said now, of all that could be said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from posecoach.coaching.events import Cue
from posecoach.stretches.rules import CueRules

Kind = Literal["guide", "fault", "acknowledgement", "progress"]

STOP, BLOCKS, DONE, GUIDE, PROGRESS, NOTICE, ACKNOWLEDGEMENT = range(7)
"""What comes first when several sentences are due. Up to DONE they are urgent: they wait for the last word
of the sentence before, and for hardly any pause. Up to BLOCKS they do not even wait for that, unless what is
being said is urgent, too: the clock stands, and the person does not know why."""


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
        self._words_end_s = float("-inf")
        self._speaking: Candidate | None = None
        self.cut_short: Candidate | None = None
        """What the last sentence interrupted."""
        self.said: list[Cue] = []
        self.shown: Cue | None = None

    def step(
        self, time_s: float, candidates: list[Candidate], within_s: float = float("inf")
    ) -> Candidate | None:
        """The candidate that is said now, if one is. within_s: how long a sentence may take, with the pause
        after it, so that the next urgent one can begin in time."""
        if self.shown and self.shown.kind == "guide" and not any(c.kind == "guide" for c in candidates):
            self.shown = None
        if self.silent_s(time_s) >= self._rules.pause_between_s.value:
            self.shown = None
        due = [c for c in candidates if self._may_begin(c, time_s, within_s)]
        if not due:
            return None
        chosen = min(due, key=lambda candidate: candidate.priority)
        self.cut_short = self._speaking if self.silent_s(time_s) < 0 else None
        self._speaking = chosen
        self.shown = Cue(time_s, chosen.id, chosen.text, chosen.kind)
        self.said.append(self.shown)
        self._last_said_s[chosen.kind, chosen.id] = time_s
        self._words_end_s = time_s + self._spoken_s(chosen)
        return chosen

    def was_said(self, cue: tuple[Kind, str], since_s: float) -> bool:
        return self._said_s(cue) >= since_s

    def silent_s(self, time_s: float) -> float:
        """For how long nothing has been said; below zero while something is."""
        return time_s - self._words_end_s

    def _may_begin(self, candidate: Candidate, time_s: float, within_s: float) -> bool:
        rules, urgent = self._rules, candidate.priority <= DONE
        pause_s = (rules.pause_before_urgent_s if urgent else rules.pause_between_s).value
        if candidate.priority <= BLOCKS and self._speaking and self._speaking.priority > DONE:
            pause_s = float("-inf")
        takes_s = self._spoken_s(candidate) + rules.pause_before_urgent_s.value
        return (
            self.silent_s(time_s) >= pause_s - 1e-9
            and time_s - self._said_s((candidate.kind, candidate.id)) >= candidate.again_s
            and (urgent or takes_s <= within_s)
        )

    def _spoken_s(self, candidate: Candidate) -> float:
        return len(candidate.text.split()) / self._rules.words_per_s.value

    def _said_s(self, cue: tuple[Kind, str]) -> float:
        return self._last_said_s.get(cue, float("-inf"))
