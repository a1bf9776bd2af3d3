"""One stretch of a live session, from its introduction to its last repetition."""

from __future__ import annotations

from dataclasses import dataclass

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import CoachState, Cue, Pain, Phase, Side, Why
from posecoach.coaching.leading.hold_clock import Heard, HoldClock
from posecoach.coaching.leading.state import Said, Urgency
from posecoach.coaching.leading.unseen import UnseenHolds
from posecoach.coaching.session import Session
from posecoach.kinematics.points import SIDES, BodySide
from posecoach.pose.pose import Pose
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.rules import Live, Rules

_URGENT = ("done", "finished", "count")
"""What somebody in the target waits for."""
_AT_WORK = (Phase.MOVING, Phase.HOLDING, Phase.PAUSED)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch to be led through, and the rest after it."""

    stretch: Stretch
    dose: Dose
    sides: tuple[BodySide, ...] = SIDES
    rest_s: float = 0.0

    def introduction(self, words: Live) -> str:
        """Its name and dose."""
        total, held_s = self.dose.total, round(self.dose.hold_s)
        times = words.once if total == 1 else words.times.format(number=total)
        if self.stretch.sides == "each" and len(self.sides) > 1:
            times = f"{times} {words.each_side}"
        if self.dose.hold_s:
            held = words.held_one_second if held_s == 1 else words.held.format(seconds=held_s)
            times = f"{held}, {times}"
        return f"{self.stretch.name}. {times[0].upper()}{times[1:]}."


class LedPart:
    """The coach of one part, and what a leader adds to it.

    state: the last, as it is to be shown; None before the first, and where it is about what is over.
    """

    def __init__(self, part: Part, coach: Coach, rules: Rules, now_s: float) -> None:
        self.session = Session(coach, part.stretch, part.dose, rules)
        self.state: CoachState | None = None
        self.told_to_move_on = False
        self.angle_known: bool | None = None
        """Whether the angle could be told in the target; None before anybody was there."""
        self._call_for_s = rules.live.call_for_s.value
        self._faults = part.stretch.faults
        self._clock = HoldClock(rules.cues, rules.say)
        led = part.stretch.led
        self._unseen = UnseenHolds(led, part.dose, rules) if led else None
        self._cues_told = 0
        self._worked_s = now_s
        self._finished_s: float | None = None

    @property
    def in_target(self) -> bool:
        return self.session.coach.in_target

    @property
    def finished(self) -> bool:
        """Whether the whole dose was done, or led through where no camera sees it."""
        return self.session.coach.finished or (self._unseen is not None and self._unseen.finished)

    def step(self, pose: Pose, away_s: float) -> Heard:
        """One pose further, and what becomes due with it. away_s: how long nobody has been seen."""
        state = self.session.step(pose)
        cues = self.session.coach.cues[self._cues_told :]
        self._cues_told += len(cues)
        say = [Said(cue.text, self._urgency(cue)) for cue in cues if not self._is_left_out(cue, away_s)]
        if self._unseen:
            state, led = self._unseen.step(state)
            say += led
            self.session.led = self._unseen.count
        self.state = state
        if state.phase in _AT_WORK or state.phase is Phase.AWAY:
            self._worked_s, self.told_to_move_on = pose.time_s, False
        self._watch_end(pose.time_s)
        if state.phase in (Phase.HOLDING, Phase.PAUSED):
            self.angle_known = bool(self.angle_known) or state.value_deg is not None
        heard = self._clock.step(state)
        return Heard(heard.sounds, (*say, *heard.say))

    def finished_for_s(self, now_s: float) -> float:
        """Since when everything is done and the person is back, or need not be; 0 before."""
        return 0.0 if self._finished_s is None else now_s - self._finished_s

    def idle_s(self, now_s: float) -> float:
        """For how long somebody has been there without doing anything of the stretch."""
        return now_s - self._worked_s

    def best_deg(self) -> dict[Side, float]:
        """Each side's best hold so far; none once it hurt, for nobody is to go so far again."""
        best: dict[Side, float] = {}
        for hold in self.session.coach.holds if not self.session.pain_s else ():
            if hold.value_deg is not None:
                best[hold.side] = max(hold.value_deg, best.get(hold.side, hold.value_deg))
        return best

    def hurt(self, pain: Pain, *, stops: bool) -> None:
        self.session.pains.append(pain)
        if stops:
            self.session.pain_s.append(pain.time_s)

    def stop(self, why: Why) -> None:
        """The repetition under way ends for this reason."""
        self.session.coach.stop(why)
        self.forget()

    def forget(self) -> None:
        """What was last seen is not so any more."""
        self.state = None
        if self._unseen:
            self._unseen.stop()

    def close(self) -> None:
        self.session.coach.finish()
        self.state = None

    def _watch_end(self, now_s: float) -> None:
        still_there = self.in_target and not self.session.stretch.only_keeps_still
        if not self.finished or still_there:
            self._finished_s = None
        elif self._finished_s is None:
            self._finished_s = now_s

    def _urgency(self, cue: Cue) -> Urgency:
        fault = self._faults.get(cue.id) if cue.kind == "fault" else None
        stops = fault is not None and fault.severity != "notice"
        return Urgency.URGENT if stops or cue.id in _URGENT else Urgency.PLAIN

    def _is_left_out(self, cue: Cue, away_s: float) -> bool:
        """Nobody is called again and again who has left the room; and of holds that are led, the leader tells
        the beginning and the end, with nothing between."""
        if cue.kind == "guide" and away_s > self._call_for_s:
            return True
        return self._unseen is not None and (cue.kind == "progress" or self._unseen.holding)
