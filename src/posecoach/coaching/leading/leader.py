"""Leads a person through one stretch or several, hands free: poses in, what is shown and said out.

The coach of each stretch knows nothing of pauses, of pain or of the stretches before and after.
"""

from __future__ import annotations

from collections.abc import Sequence

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import Pain, Why
from posecoach.coaching.leading.gesture import Waving
from posecoach.coaching.leading.pain import PainLimits
from posecoach.coaching.leading.part import LedPart, Part
from posecoach.coaching.leading.presence import Presence
from posecoach.coaching.leading.state import Action, Asked, LiveState, Mode, PainRating, Said, Sound, Urgency
from posecoach.coaching.leading.troubles import Troubles
from posecoach.coaching.session import Session
from posecoach.kinematics.calibration import LEVEL, Gravity
from posecoach.pose.pose import Pose
from posecoach.stretches.model import Stretch
from posecoach.stretches.rules import Rules

_BREATH_S = 3.0
"""After the last word of the advice."""


class Leader:
    """One live session. Call :meth:`step` with every pose and :meth:`tick` where none comes; both answer
    with the state of the moment, and times of poses must increase. advice: what to say before it begins, and
    then give time for. pain_before: 0 to 10, as the person told it beforehand; None where nobody asked."""

    def __init__(
        self,
        parts: Sequence[Part],
        rules: Rules,
        gravity: Gravity = LEVEL,
        advice: Sequence[str] = (),
        pain_before: int | None = None,
    ) -> None:
        self._parts = parts
        self._rules = rules
        self._live = rules.live
        self._gravity = gravity
        self._advice = tuple(advice)
        self._waving = Waving()
        self._waved = 0.0
        self._now_s = 0.0
        self._troubles = Troubles(rules.live)
        self._pain = PainLimits(rules.live, pain_before)
        self._presence = Presence(rules)
        self._say: list[Said] = []
        self._sounds: list[Sound] = []
        self._hush = False
        self._mode = Mode.COACHING
        self._paused_from = Mode.COACHING
        self._rest_until_s = self._rest_left_s = 0.0
        self._led: list[LedPart] = []
        self.coached = False
        """Whether the last pose was coached, and belongs to the last session; not in pauses and rests."""
        if advice:
            words = sum(len(text.split()) for text in (*advice, self._live.first, parts[0].stretch.start.say))
            spoken_s = words / rules.cues.words_per_s.value + _BREATH_S
            self._rest(max(spoken_s, self._live.prepare_s.value), self._live.first, advice)
        else:
            self._begin()

    @property
    def sessions(self) -> list[Session]:
        """Of every stretch that was begun, in order."""
        return [led.session for led in self._led]

    @property
    def stretch(self) -> Stretch:
        """The one that is being done, or was done last."""
        return self._part.stretch

    def step(self, pose: Pose, trouble: str | None = None) -> LiveState:
        """One pose further. trouble: what is wrong with the camera all the same, by its id."""
        gap_s = pose.time_s - self._presence.pictured_s
        self._now_s = max(self._now_s, pose.time_s)
        self._watch_trouble(trouble)
        self._presence.step(pose)
        if self._mode is not Mode.FINISHED:
            self._waved = self._waving.step(pose)
            if self._waved >= 1.0:
                self._pause_or_go_on()
        self.coached = self._mode is Mode.COACHING
        if self.coached:
            self._coach(pose, gap_s)
        return self._state_after()

    def tick(self, time_s: float, trouble: str | None = None) -> LiveState:
        """No picture came. trouble: as above."""
        self._now_s = max(self._now_s, time_s)
        self.coached = False
        self._watch_trouble(trouble)
        self._presence.tick(self._now_s, in_trouble=trouble is not None)
        if self._led and self._presence.unpictured_s(self._now_s) > self._rules.timing.away_s.value:
            self._led[-1].forget()
        return self._state_after()

    def press(self, action: Asked, time_s: float) -> None:
        """What the person asks for; the next state shows it."""
        self._now_s = max(self._now_s, time_s)
        if self._mode is Mode.FINISHED:
            return
        match action:
            case Action.PAUSE:
                self._pause_or_go_on()
            case Action.PAIN:
                self._stop_for_pain(Pain(self._now_s))
            case PainRating(rating):
                self._hear_of_pain(Pain(self._now_s, rating))
            case Action.NEXT:
                self._stop_talking()
                self._stop_repetition("ended")
                self._next()
            case Action.QUIT:
                self._stop_talking()
                self._stop_repetition("ended")
                self.end()

    def end(self) -> None:
        """There is nothing more to come; what is under way ends as it is."""
        self._close()
        self._mode = Mode.FINISHED

    @property
    def _part(self) -> Part:
        return self._parts[max(0, len(self._led) - 1)]

    @property
    def _upcoming(self) -> Part | None:
        return self._parts[len(self._led)] if len(self._led) < len(self._parts) else None

    def _coach(self, pose: Pose, gap_s: float) -> None:
        led = self._led[-1]
        interrupted = led.in_target and gap_s > self._rules.timing.grace_s.value
        heard = led.step(pose, away_s=self._presence.away_s(self._now_s))
        self._say += heard.say
        self._sounds += heard.sounds
        if interrupted:
            self._tell(self._live.gap)
        if led.finished_for_s(self._now_s) >= self._live.after_last_s.value:
            self._next()
        elif self._upcoming:
            self._watch_standstill(led)

    def _watch_standstill(self, led: LedPart) -> None:
        """A routine does not wait for ever for what somebody cannot do, or has done enough of."""
        if led.idle_s(self._now_s) >= 2 * self._live.stuck_s.value:
            self._next()
        elif led.idle_s(self._now_s) >= self._live.stuck_s.value and not led.told_to_move_on:
            led.told_to_move_on = True
            self._tell(self._live.stuck)

    def _begin(self) -> None:
        part = self._parts[len(self._led)]
        coach = Coach(part.stretch, part.dose, self._rules, part.sides, self._gravity)
        self._led.append(LedPart(part, coach, self._rules, self._now_s))
        self._mode = Mode.COACHING
        self._presence.greet(self._now_s)
        self._tell(part.introduction(self._live))

    def _next(self) -> None:
        """On to the rest, or to what comes after it."""
        upcoming = self._upcoming
        if self._mode is Mode.RESTING or (upcoming and not self._part.rest_s):
            self._close()
            self._begin()
        elif upcoming:
            self._close()
            self._rest(self._part.rest_s, self._live.rest)
        else:
            self.end()

    def _rest(self, for_s: float, announcement: str, advice: Sequence[str] = ()) -> None:
        upcoming = self._parts[len(self._led)].stretch
        self._mode = Mode.RESTING
        self._rest_until_s = self._now_s + for_s
        announced = announcement.format(seconds=round(for_s), name=upcoming.name)
        self._tell(*advice, announced, upcoming.start.say)

    def _close(self) -> None:
        if self._led:
            self._led[-1].close()

    def _pause_or_go_on(self) -> None:
        self._stop_talking()
        self._presence.greet(self._now_s)
        if self._mode in (Mode.PAUSED, Mode.PAIN):
            self._sounds.append("go_on")
            self._tell(self._live.go_on_gently if self._mode is Mode.PAIN else self._live.go_on)
            self._mode = self._paused_from
            self._rest_until_s = self._now_s + self._rest_left_s
            return
        in_target = self._mode is Mode.COACHING and self._led[-1].in_target
        self._stop_repetition("paused")
        self._stand_still(Mode.PAUSED)
        self._sounds.append("pause")
        self._tell(self._live.paused_in_target if in_target else self._live.paused)

    def _hear_of_pain(self, pain: Pain) -> None:
        """Who has stopped already is left in peace."""
        stops = self._pain.stops(pain)
        if stops and self._mode is not Mode.PAIN:
            self._stop_for_pain(pain)
            return
        if self._led:
            self._led[-1].hurt(pain, stops=False)
        self._tell(self._live.noted)

    def _stop_for_pain(self, pain: Pain) -> None:
        self._stop_talking()
        if self._led:
            self._led[-1].hurt(pain, stops=True)
        self._stop_repetition("pain")
        self._stand_still(Mode.PAIN)
        self._say += [Said(self._live.pain, Urgency.PAIN), Said(self._live.pain_choices, Urgency.URGENT)]

    def _stop_repetition(self, why: Why) -> None:
        if self._mode is Mode.COACHING:
            self._led[-1].stop(why)

    def _stand_still(self, mode: Mode) -> None:
        if self._mode not in (Mode.PAUSED, Mode.PAIN):
            self._paused_from = self._mode
            self._rest_left_s = max(0.0, self._rest_until_s - self._now_s)
        self._mode = mode

    def _stop_talking(self) -> None:
        self._say, self._sounds, self._hush = [], [], True

    def _watch_trouble(self, trouble: str | None) -> None:
        # Who is in pain has other cares; it is told when they go on.
        sentence = self._troubles.step(self._now_s, trouble, tell=self._mode is not Mode.PAIN)
        if sentence:
            self._tell(sentence)

    def _watch_time(self) -> None:
        """What happens without anybody doing anything."""
        if self._mode is Mode.RESTING and self._now_s >= self._rest_until_s:
            self._next()
        if self._mode in (Mode.RESTING, Mode.FINISHED):
            return
        if self._mode is Mode.COACHING and self._presence.calls_once(self._now_s):
            self._tell(self._live.waiting)
        if self._presence.away_s(self._now_s) >= self._live.gone_s.value:
            self.end()

    def _state_after(self) -> LiveState:
        self._watch_time()
        part, upcoming = self._part, self._upcoming
        led = self._led[-1] if self._led else None
        coach = led.state if led and self._mode is Mode.COACHING else None
        problem = led.session.coach.problem if led and coach else None
        resting = self._mode is Mode.RESTING
        live = LiveState(
            time_s=self._now_s,
            mode=self._mode,
            stretch=part.stretch,
            dose=part.dose,
            number=max(1, len(self._led)),
            of=len(self._parts),
            coach=coach,
            best_deg=led.best_deg() if led else {},
            angle_known=led.angle_known if led else None,
            problem=problem.id if problem else None,
            sentence=coach.cue if coach else None,
            rest_left_s=max(0.0, self._rest_until_s - self._now_s) if resting else None,
            upcoming=upcoming.stretch if upcoming else None,
            waved=self._waved if self._mode is not Mode.FINISHED else 0.0,
            trouble=self._troubles.sentence,
            advice=self._advice if resting and not self._led else (),
            all_done=upcoming is None and all(led.finished for led in self._led),
            hush=self._hush,
            say=tuple(self._say),
            sounds=tuple(self._sounds),
        )
        self._say, self._sounds, self._hush = [], [], False
        return live

    def _tell(self, *texts: str) -> None:
        self._say += [Said(text) for text in texts]
