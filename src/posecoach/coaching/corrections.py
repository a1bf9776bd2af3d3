"""Faults that are told, ever more rarely, and thanks for what was put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from posecoach.coaching.cues import ACKNOWLEDGEMENT, BLOCKS, NOTICE, STOP, Candidate, Kind
from posecoach.coaching.events import Side
from posecoach.coaching.side import SideCoach
from posecoach.stretches.model import Stretch
from posecoach.stretches.rules import Rules

_PRIORITY = {"stop": STOP, "blocks_hold": BLOCKS, "notice": NOTICE}


class Corrections:
    """Of each fault, how often it was told: in the session, and in the repetition that goes on."""

    def __init__(self, stretch: Stretch, rules: Rules) -> None:
        cues = rules.cues
        self._faults = stretch.faults
        self._cues = cues
        self._often = {"blocks_hold": cues.blocks_a_hold.value, "notice": cues.notices_a_hold.value}
        self._times: Counter[str] = Counter()
        self._times_in_hold: Counter[str] = Counter()
        self._heard: set[tuple[Side, str]] = set()
        self._in_target: set[Side] = set()
        self._thanks: list[tuple[Candidate, float]] = []

    def step(
        self,
        time_s: float,
        sides: Sequence[SideCoach],
        was_said: Callable[[tuple[Kind, str], float], bool],
    ) -> list[Candidate]:
        """was_said: whether a cue was said since a time."""
        in_target = {side.label for side in sides if side.repetition.entered_s is not None}
        if self._in_target - in_target:
            self._times_in_hold.clear()
            self._thanks.clear()
        self._in_target = in_target
        self._thanks = [(thanks, until_s) for thanks, until_s in self._thanks if time_s <= until_s]
        self._note_put_right(time_s, sides, was_said)
        ids = dict.fromkeys(i for side in sides for i in side.faults.to_say() if self._is_told(side.label, i))
        return [*(self._candidate(fault_id) for fault_id in ids), *(thanks for thanks, _ in self._thanks)]

    def said(self, candidate: Candidate, sides: Sequence[SideCoach]) -> None:
        if candidate.kind == "fault":
            self._times[candidate.id] += 1
            self._times_in_hold[candidate.id] += 1
            self._heard |= {(s.label, candidate.id) for s in sides if candidate.id in s.faults.to_say()}
        self._thanks = [(thanks, until_s) for thanks, until_s in self._thanks if thanks is not candidate]

    def _is_told(self, side: Side, fault_id: str) -> bool:
        fault = self._faults[fault_id]
        if fault.once and (side, fault_id) in self._heard:
            return False
        return self._times_in_hold[fault_id] < self._often.get(fault.severity, float("inf"))

    def _candidate(self, fault_id: str) -> Candidate:
        fault, cues = self._faults[fault_id], self._cues
        again_s = cues.same_again_s.value
        if fault.severity != "stop":
            doubled = max(0, self._times[fault_id] - 1)
            again_s = min(again_s * 2**doubled, cues.same_rarely_s.value)
        return Candidate(_PRIORITY[fault.severity], fault_id, fault.say, "fault", again_s)

    def _note_put_right(
        self,
        time_s: float,
        sides: Sequence[SideCoach],
        was_said: Callable[[tuple[Kind, str], float], bool],
    ) -> None:
        """Thanks are due only for what was asked for."""
        again_s, until_s = self._cues.same_again_s.value, time_s + self._cues.thanks_stale_after_s.value
        for span in (span for side in sides for span in side.faults.put_right):
            text = self._faults[span.id].acknowledge
            if text and was_said(("fault", span.id), span.start_s):
                thanks = Candidate(ACKNOWLEDGEMENT, span.id, text, "acknowledgement", again_s)
                self._thanks.append((thanks, until_s))
