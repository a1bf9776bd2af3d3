"""Leads a person through one stretch or several, hands free: poses in, what is shown and said out.

The coach of each stretch knows nothing of pauses, of pain or of the stretches before and after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import CoachState, Cue, Side
from posecoach.coaching.leading.gesture import Waving
from posecoach.coaching.leading.hold_clock import HoldClock
from posecoach.coaching.leading.state import Action, LiveState, Mode, Said, Sound, Urgency
from posecoach.coaching.leading.unseen import UnseenHolds
from posecoach.coaching.session import Session
from posecoach.kinematics.calibration import LEVEL, Gravity
from posecoach.kinematics.points import SIDES, BodySide
from posecoach.pose.pose import Pose
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.rules import Rules

_URGENT = ("done", "finished", "count")
"""What somebody in the target waits for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch to be led through, and the rest after it."""

    stretch: Stretch
    dose: Dose
    sides: tuple[BodySide, ...] = SIDES
    rest_s: float = 0.0


class Leader:
    """One live session. Call :meth:`step` with every pose and :meth:`tick` where none comes; both answer
    with the state of the moment, and times of poses must increase. advice: what to say before it begins, and
    then give time for."""

    def __init__(
        self, parts: Sequence[Part], rules: Rules, gravity: Gravity = LEVEL, advice: Sequence[str] = ()
    ) -> None:
        self._parts = parts
        self._rules = rules
        self._live = rules.live
        self._gravity = gravity
        self._waving = Waving()
        self._waved = 0.0
        self._now_s = 0.0
        self._trouble: str | None = None
        self._say: list[Said] = []
        self._sounds: list[Sound] = []
        self._shown: Cue | None = None
        self._mode = Mode.COACHING
        self._paused_from = Mode.COACHING
        self._rest_until_s = 0.0
        self._rest_left_s = 0.0
        self._seen_s = 0.0
        self._called_back = False
        self._finished_s: float | None = None
        self.sessions: list[Session] = []
        self.coached = False
        """Whether the last pose was coached, and belongs to the last session; not in pauses and rests."""
        if advice:
            self._rest(self._live.prepare_s.value, self._live.first, advice)
        else:
            self._begin(0)

    def step(self, pose: Pose, trouble: str | None = None) -> LiveState:
        """One pose further. trouble: what is wrong with the camera all the same, as a sentence."""
        self._now_s = max(self._now_s, pose.time_s)
        self._watch_trouble(trouble)
        if pose.measured:
            self._seen_s = self._now_s
        if self._mode is not Mode.FINISHED:
            self._waved = self._waving.step(pose)
            if self._waved >= 1.0:
                self._pause_or_go_on()
        self.coached = self._mode is Mode.COACHING
        if self.coached:
            self._coach(pose)
        return self._state_after()

    def tick(self, time_s: float, trouble: str | None = None) -> LiveState:
        """No picture came. trouble: as above."""
        self._now_s = max(self._now_s, time_s)
        self.coached = False
        self._watch_trouble(trouble)
        return self._state_after()

    def press(self, action: Action, time_s: float) -> None:
        """What the person asks for; the next state shows it."""
        self._now_s = max(self._now_s, time_s)
        if self._mode is Mode.FINISHED:
            return
        match action:
            case Action.PAUSE:
                self._pause_or_go_on()
            case Action.PAIN:
                self._stop_for_pain()
            case Action.NEXT:
                self._next()
            case Action.QUIT:
                self._end()

    @property
    def stretch(self) -> Stretch:
        """The one that is being done, or was done last."""
        return self._part.stretch

    def _watch_trouble(self, trouble: str | None) -> None:
        if trouble and trouble != self._trouble and self._mode is not Mode.PAIN:
            self._tell(trouble)
        self._trouble = trouble

    def _begin(self, index: int) -> None:
        part = self._parts[index]
        coach = Coach(part.stretch, part.dose, self._rules, part.sides, self._gravity)
        self.sessions.append(Session(coach, part.stretch, part.dose, self._rules))
        self._clock = HoldClock(self._rules.cues, self._rules.say)
        led = part.stretch.led
        self._unseen = UnseenHolds(led, part.dose, self._rules.cues) if led else None
        self._cues_told = 0
        self._finished_s = None
        self._state: CoachState | None = None
        self._mode = Mode.COACHING
        self._shown = None
        self._seen_s = self._now_s
        self._tell(self._introduction(part))

    @property
    def _part(self) -> Part:
        return self._parts[max(0, len(self.sessions) - 1)]

    @property
    def _upcoming(self) -> Part | None:
        return self._parts[len(self.sessions)] if len(self.sessions) < len(self._parts) else None

    def _coach(self, pose: Pose) -> None:
        session = self.sessions[-1]
        self._state = session.step(pose)
        for cue in session.coach.cues[self._cues_told :]:
            if not self._is_left_out(cue):
                self._say.append(Said(cue.text, self._urgency(cue)))
        self._cues_told = len(session.coach.cues)
        if self._unseen:
            self._state, led = self._unseen.step(self._state)
            self._say += led
            session.led = self._unseen.count
        self._shown = self._state.cue
        heard = self._clock.step(self._state)
        self._sounds += heard.sounds
        self._say += heard.say
        self._watch_end(session.coach)

    def _urgency(self, cue: Cue) -> Urgency:
        fault = self._part.stretch.faults.get(cue.id) if cue.kind == "fault" else None
        stops = fault is not None and fault.severity != "notice"
        return Urgency.URGENT if stops or cue.id in _URGENT else Urgency.PLAIN

    def _is_left_out(self, cue: Cue) -> bool:
        """Nobody is called again and again who has left the room; and of holds that are led, the leader tells
        the beginning and the end."""
        away = cue.kind == "guide" and self._now_s - self._seen_s > self._live.call_for_s.value
        return away or (self._unseen is not None and cue.kind == "progress")

    def _watch_end(self, coach: Coach) -> None:
        finished = coach.finished or (self._unseen is not None and self._unseen.finished)
        if not finished or coach.in_target:
            self._finished_s = None
            return
        self._finished_s = self._now_s if self._finished_s is None else self._finished_s
        if self._now_s - self._finished_s >= self._live.after_last_s.value:
            self._next()

    def _next(self) -> None:
        """On to the rest, or to what comes after it."""
        upcoming = self._upcoming
        if self._mode is Mode.RESTING or (upcoming and not self._part.rest_s):
            self._close()
            self._begin(len(self.sessions))
        elif upcoming:
            self._close()
            self._rest(self._part.rest_s, self._live.rest)
        else:
            self._end()

    def _rest(self, for_s: float, announcement: str, advice: Sequence[str] = ()) -> None:
        upcoming = self._parts[len(self.sessions)].stretch
        self._mode = Mode.RESTING
        self._rest_until_s = self._now_s + for_s
        announced = announcement.format(seconds=round(for_s), name=upcoming.name)
        self._tell(*advice, announced, upcoming.steps.setting_up[0])

    def _close(self) -> None:
        if self.sessions:
            self.sessions[-1].coach.finish()
        self._state = self._shown = None

    def _end(self) -> None:
        self._close()
        self._mode = Mode.FINISHED

    def _pause_or_go_on(self) -> None:
        if self._mode in (Mode.PAUSED, Mode.PAIN):
            self._mode = self._paused_from
            self._rest_until_s = self._now_s + self._rest_left_s
            self._seen_s = self._now_s
            self._sounds.append("go_on")
            self._tell(self._live.go_on)
            return
        self._stand_still(Mode.PAUSED)
        self._sounds.append("pause")
        self._tell(self._live.paused)

    def _stop_for_pain(self) -> None:
        if self._mode is not Mode.PAIN:
            self._stand_still(Mode.PAIN)
        self._say = [Said(self._live.pain, Urgency.PAIN), Said(self._live.pain_choices, Urgency.URGENT)]

    def _stand_still(self, mode: Mode) -> None:
        if self._mode is Mode.COACHING:
            self.sessions[-1].coach.stop("pain" if mode is Mode.PAIN else "paused")
            if self._unseen:
                self._unseen.stop()
        if self._mode not in (Mode.PAUSED, Mode.PAIN):
            self._paused_from = self._mode
        self._rest_left_s = max(0.0, self._rest_until_s - self._now_s)
        self._mode = mode
        self._state = self._shown = None
        self._say, self._sounds = [], []

    def _state_after(self) -> LiveState:
        self._watch_time()
        part, upcoming = self._part, self._upcoming
        state = self._state if self._mode is Mode.COACHING else None
        problem = self.sessions[-1].coach.problem if state else None
        live = LiveState(
            time_s=self._now_s,
            mode=self._mode,
            stretch=part.stretch,
            dose=part.dose,
            number=max(1, len(self.sessions)),
            of=len(self._parts),
            coach=state,
            best_deg=self._best_deg(),
            problem=problem.id if problem else None,
            sentence=self._shown,
            rest_left_s=max(0.0, self._rest_until_s - self._now_s) if self._mode is Mode.RESTING else None,
            upcoming=upcoming.stretch if upcoming else None,
            waved=self._waved if self._mode is not Mode.FINISHED else 0.0,
            trouble=self._trouble,
            say=tuple(self._say),
            sounds=tuple(self._sounds),
        )
        self._say, self._sounds = [], []
        return live

    def _watch_time(self) -> None:
        """What happens without anybody doing anything."""
        if self._mode is Mode.RESTING and self._now_s >= self._rest_until_s:
            self._next()
        if self._mode is not Mode.COACHING:
            return
        away_s = self._now_s - self._seen_s
        if away_s < self._live.call_for_s.value:
            self._called_back = False
        elif not self._called_back:
            self._called_back = True
            self._tell(self._live.waiting)
        if away_s >= self._live.gone_s.value:
            self._end()

    def _best_deg(self) -> dict[Side, float]:
        best: dict[Side, float] = {}
        for hold in self.sessions[-1].coach.holds if self.sessions else ():
            if hold.value_deg is not None:
                best[hold.side] = max(hold.value_deg, best.get(hold.side, hold.value_deg))
        return best

    def _introduction(self, part: Part) -> str:
        words, dose = self._live, part.dose
        number = dose.repetitions * dose.sets
        times = words.once if number == 1 else words.times.format(number=number)
        if part.stretch.sides == "each" and len(part.sides) > 1:
            times = f"{times} {words.each_side}"
        held = words.held.format(seconds=round(dose.hold_s), times=times) if dose.hold_s else times
        return f"{part.stretch.name}. {held[0].upper()}{held[1:]}."

    def _tell(self, *texts: str) -> None:
        self._say += [Said(text) for text in texts]
