"""What could be said now, from where the person is; the cue board picks one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.coaching.cues import (
    ACKNOWLEDGEMENT,
    BLOCKS,
    GUIDE,
    NOTICE,
    PROGRESS,
    STOP,
    Candidate,
    CueBoard,
)
from posecoach.coaching.events import Side
from posecoach.coaching.gate import Problem
from posecoach.coaching.side import SideCoach
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.rules import Rules

_PRIORITY = {"stop": STOP, "blocks_hold": BLOCKS, "notice": NOTICE}


@dataclass(frozen=True, slots=True)
class _Pending:
    candidate: Candidate
    until_s: float


class Commentary:
    """Guidance while setting up, corrections and thanks, and the moments of the hold clock."""

    def __init__(self, stretch: Stretch, dose: Dose, rules: Rules) -> None:
        self._stretch = stretch
        self._goal_s = dose.hold_s
        self._repetitions = dose.repetitions
        self._rules = rules
        self._board = CueBoard(rules.cues)
        self._problems_since_s: dict[str, float] = {}
        self._pending: list[_Pending] = []
        self._clocks: dict[Side, float] = {}
        self._counts: dict[Side, int] = {}

    @property
    def board(self) -> CueBoard:
        return self._board

    def step(self, time_s: float, problems: Sequence[Problem], sides: Sequence[SideCoach]) -> None:
        """problems: what keeps the person from starting, the first to be mended first."""
        self._note_progress(time_s, sides)
        self._note_finished(time_s, sides)
        self._note_corrected(time_s, sides)
        self._pending = [p for p in self._pending if time_s <= p.until_s]
        due = [*self._guidance(time_s, problems), *self._corrections(sides)]
        said = self._board.step(time_s, [*due, *(p.candidate for p in self._pending)])
        self._pending = [p for p in self._pending if p.candidate is not said]

    def _guidance(self, time_s: float, problems: Sequence[Problem]) -> list[Candidate]:
        since = {p.id: self._problems_since_s.get(p.id, time_s) for p in problems}
        self._problems_since_s = since
        cues = self._rules.cues
        return [
            Candidate(GUIDE, problem.id, problem.text, "guide", cues.guide_again_s.value)
            for problem in problems
            if time_s - since[problem.id] >= cues.guide_after_s.value
        ]

    def _corrections(self, sides: Sequence[SideCoach]) -> list[Candidate]:
        ids = dict.fromkeys(fault_id for side in sides for fault_id in side.faults.to_say())
        faults = [(fault_id, self._stretch.faults[fault_id]) for fault_id in ids]
        again_s = self._rules.cues.same_again_s.value
        return [Candidate(_PRIORITY[f.severity], i, f.say, "fault", again_s) for i, f in faults]

    def _note_corrected(self, time_s: float, sides: Sequence[SideCoach]) -> None:
        """Thanks are due only for what was asked for."""
        again_s = self._rules.cues.same_again_s.value
        for span in (span for side in sides for span in side.faults.put_right):
            if self._board.was_said(("fault", span.id), span.start_s):
                text = self._stretch.faults[span.id].acknowledge
                self._soon(time_s, Candidate(ACKNOWLEDGEMENT, span.id, text, "acknowledgement", again_s))

    def _note_progress(self, time_s: float, sides: Sequence[SideCoach]) -> None:
        cues, say = self._rules.cues, self._rules.say
        moments = [(self._goal_s, "done", say.done)]
        if self._goal_s >= cues.halfway_from_s.value:
            moments.append((self._goal_s / 2, "halfway", say.halfway))
        if self._goal_s >= cues.breathe_from_s.value:
            moments.append((self._goal_s * 3 / 4, "breathe", say.breathe))
        if self._goal_s >= cues.praise_from_s.value:
            moments.append((cues.praise_after_s.value, "hold_start", say.hold_start))
        for side in sides:
            before_s, now_s = self._clocks.get(side.label, 0.0), side.repetition.held_s
            self._clocks[side.label] = now_s
            if now_s == 0.0 < before_s < self._goal_s:
                # The hold is over before its time: what was to be said of it is not true any more.
                self._pending = [p for p in self._pending if p.candidate.kind != "progress"]
            for moment_s, cue_id, text in moments:
                if before_s < moment_s <= now_s:
                    self._soon(time_s, Candidate(PROGRESS, cue_id, text, "progress", 0.0))

    def _note_finished(self, time_s: float, sides: Sequence[SideCoach]) -> None:
        """Both sides are stretched: after the last repetition of one, the other comes."""
        counts = {side.label: len(side.holds) for side in sides}
        for label, count in counts.items():
            fewest = min((other for name, other in counts.items() if name != label), default=count)
            if self._counts.get(label, 0) < count == self._repetitions and fewest < count:
                text = self._rules.say.other_side
                self._soon(time_s, Candidate(PROGRESS, "other_side", text, "progress", 0.0))
        self._counts = counts

    def _soon(self, time_s: float, candidate: Candidate) -> None:
        self._pending.append(_Pending(candidate, time_s + self._rules.cues.stale_after_s.value))
