"""The moments of a hold and what follows it, as somebody hears them who cannot see the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from posecoach.coaching.cues import DONE, PROGRESS, Candidate
from posecoach.coaching.events import Side
from posecoach.coaching.side import SideCoach
from posecoach.kinematics.points import BodySide
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.rules import Rules

_FOREVER_S = float("inf")
_OF_THE_HOLD = ("hold_start", "halfway", "breathe")
"""True only while it goes on."""
_ITS_END = ("done", "count")
"""What somebody waits for who is in the target."""
_AT_REST = ("left", "not_yet", "other_side", "next_round")
"""Pointless once the next repetition has begun."""


@dataclass
class _Known:
    """What was known of a side at the last frame. done: this stay in the target was long enough already.
    warned: the side's first hold had its word about pain."""

    clock_s: float = 0.0
    in_target: bool = False
    done: bool = False
    holds: int = 0
    attempts: int = 0
    warned: bool = False


@dataclass
class _Waiting:
    """A sentence that waits for silence."""

    candidate: Candidate
    side: Side
    until_s: float


class Progress:
    """Long holds have a beginning, a half, and an end that says how to come back; short ones are counted.
    After each comes what is left to do."""

    def __init__(self, stretch: Stretch, dose: Dose, rules: Rules) -> None:
        self._stretch = stretch
        self._dose = dose
        self._cues = rules.cues
        self._say = rules.say
        self._is_long = dose.hold_s >= rules.cues.long_hold_s.value
        self._known: dict[Side, _Known] = {}
        self._waiting: list[_Waiting] = []
        self._near: BodySide | None = None
        self.finished = False
        """Whether the whole dose is done."""

    def step(
        self, time_s: float, sides: Sequence[SideCoach], near: BodySide | None = None
    ) -> list[Candidate]:
        """near: the side that the camera sees."""
        self._near = near
        counts = {side.label: len(side.holds) for side in sides}
        for side in sides:
            known = self._known.setdefault(side.label, _Known())
            self._watch_target(time_s, side, known)
            self._watch_clock(time_s, side, known, counts)
            self._watch_counts(time_s, side, known, counts)
        self._waiting = [waiting for waiting in self._waiting if time_s <= waiting.until_s]
        return [waiting.candidate for waiting in self._waiting]

    def said(self, candidate: Candidate) -> None:
        for waiting in self._waiting:
            if waiting.candidate is candidate and self._say.hurts in candidate.text:
                self._known[waiting.side].warned = True
        self._waiting = [waiting for waiting in self._waiting if waiting.candidate is not candidate]

    def forget(self) -> None:
        """What waits to be said is about what is over."""
        self._waiting = []

    def cut_short(self, candidate: Candidate) -> None:
        """Its last words were not heard: the one about pain must come again."""
        if self._say.hurts in candidate.text:
            for known in self._known.values():
                known.warned = False

    def until_done_s(self, sides: Iterable[SideCoach]) -> float:
        """How long at least until somebody must hear that a hold is over; 0 from then on,
        until they leave."""
        if self._dose.hold_s < self._cues.praise_from_s.value:
            return _FOREVER_S
        holding = [side for side in sides if side.repetition.plateau]
        if any(self._known[side.label].done for side in holding):
            return 0.0
        return min((self._dose.hold_s - s.repetition.held_s for s in holding), default=_FOREVER_S)

    def _watch_target(self, time_s: float, side: SideCoach, known: _Known) -> None:
        before, known.in_target = known.in_target, side.repetition.entered_s is not None
        if known.in_target and not before:
            self._forget(_AT_REST)
        if before and not known.in_target:
            known.done = False
            self._forget(_OF_THE_HOLD, side.label)
            for waiting in self._waiting:
                if waiting.side == side.label and waiting.candidate.id in _ITS_END:
                    waiting.until_s = min(waiting.until_s, time_s + self._cues.stale_after_s.value)

    def _watch_clock(self, time_s: float, side: SideCoach, known: _Known, counts: dict[Side, int]) -> None:
        before_s, known.clock_s = known.clock_s, side.repetition.held_s
        if known.clock_s == 0.0 < before_s < self._dose.hold_s:
            # The hold is over before its time: what was to be said of it is not true any more.
            self._forget(_OF_THE_HOLD, side.label)
        stale_s = time_s + self._cues.stale_after_s.value
        for moment_s, cue_id, text in self._moments():
            if before_s < moment_s <= known.clock_s and not known.done:
                self._wait(side.label, cue_id, text, stale_s)
        praise_s = self._cues.praise_after_s.value
        if self._dose.hold_s >= self._cues.praise_from_s.value and before_s < praise_s <= known.clock_s:
            self._begin(time_s, side, known)
        if 0 < self._dose.hold_s <= known.clock_s and not known.done:
            known.done = True
            self._end(side, known, counts | {side.label: counts[side.label] + 1})

    def _moments(self) -> list[tuple[float, str, str]]:
        goal_s, cues = self._dose.hold_s, self._cues
        halfway = [(goal_s / 2, "halfway", self._say.halfway)] if goal_s >= cues.halfway_from_s.value else []
        # Early enough that the last seconds can be counted aloud.
        breathe = [(goal_s * 0.6, "breathe", self._say.breathe)]
        return [*halfway, *(breathe if goal_s >= cues.breathe_from_s.value else [])]

    def _begin(self, time_s: float, side: SideCoach, known: _Known) -> None:
        if known.done:
            return
        if self._is_long and not known.warned:
            self._wait(side.label, "hold_start", f"{self._say.hold_start} {self._say.hurts}")
        else:
            until_s, again_s = time_s + self._cues.stale_after_s.value, self._cues.praise_again_s.value
            self._wait(side.label, "hold_start", self._say.hold_start, until_s, again_s=again_s)

    def _end(self, side: SideCoach, known: _Known, counts: dict[Side, int]) -> None:
        """It is told while somebody is still in the target."""
        if self._is_long:
            text = f"{self._say.done} {self._stretch.steps.coming_out[0]}"
            self._wait(side.label, "done", text, priority=DONE)
        else:
            self._count(side.label, known, counts, DONE, _FOREVER_S)

    def _watch_counts(self, time_s: float, side: SideCoach, known: _Known, counts: dict[Side, int]) -> None:
        more_holds, more_attempts = len(side.holds) > known.holds, len(side.attempts) > known.attempts
        known.holds, known.attempts = len(side.holds), len(side.attempts)
        stale_s = time_s + self._cues.stale_after_s.value
        if more_holds and self._is_long:
            self._wait_for_next(side.label, counts)
        elif more_holds and self._dose.hold_s == 0:
            self._count(side.label, known, counts, PROGRESS, stale_s)
        elif more_attempts and not self.finished and self._was_short(side):
            self._wait(side.label, "not_yet", self._say.not_yet, stale_s)

    def _was_short(self, side: SideCoach) -> bool:
        attempt = side.attempts[-1]
        return attempt.why in ("too_short", "fault") and attempt.held_s >= self._cues.short_by_s.value

    def _wait_for_next(self, label: Side, counts: dict[Side, int]) -> None:
        due = self._next(label, counts)
        left = self._dose.repetitions - counts[label] % self._dose.repetitions
        if due:
            self._wait(label, *due)
        elif not self.finished:
            text = self._say.one_left if left == 1 else self._say.left.format(count=self._say.count(left))
            self._wait(label, "left", text)

    def _count(
        self, label: Side, known: _Known, counts: dict[Side, int], priority: int, until_s: float
    ) -> None:
        """The number aloud, and with it what comes next."""
        if self.finished:
            return
        number = (counts[label] - 1) % self._dose.repetitions + 1
        texts = [f"{self._say.count(number)}."] + ([] if known.warned else [self._say.hurts])
        cue_id = "count"
        if due := self._next(label, counts):
            cue_id, text, until_s = *due, _FOREVER_S
            texts.append(text)
        self._wait(label, cue_id, " ".join(texts), until_s, priority)

    def _next(self, label: Side, counts: dict[Side, int]) -> tuple[str, str] | None:
        """What comes after a repetition, unless it is the same again."""
        whole = self._dose.total
        if self.finished:
            return None
        if all(count >= whole for count in counts.values()):
            self.finished = True
            return "finished", self._say.finished
        round_over = counts[label] % self._dose.repetitions == 0 or counts[label] >= whole
        if len(counts) > 1 and (round_over or self._dose.alternate):
            return "other_side", self._other_side(label)
        return ("next_round", self._say.next_round) if round_over else None

    def _other_side(self, label: Side) -> str:
        turns = self._stretch.camera.follows and not self._dose.alternate and self._near == label
        return f"{self._say.other_side} {self._say.turn_round}" if turns else self._say.other_side

    def _wait(
        self,
        side: Side,
        cue_id: str,
        text: str,
        until_s: float = _FOREVER_S,
        priority: int = PROGRESS,
        again_s: float = 0.0,
    ) -> None:
        self._forget((cue_id,), side)
        candidate = Candidate(priority, cue_id, text, "progress", again_s)
        self._waiting.append(_Waiting(candidate, side, until_s))

    def _forget(self, cue_ids: tuple[str, ...], side: Side | None = None) -> None:
        self._waiting = [
            waiting
            for waiting in self._waiting
            if waiting.candidate.id not in cue_ids or side not in (None, waiting.side)
        ]
