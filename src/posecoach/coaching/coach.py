"""The coach: poses in, holds, faults and cues out.

Live and recorded sessions run the same :meth:`Coach.step`; time is each pose's own.
"""

from __future__ import annotations

from collections import deque

from posecoach.coaching.conditions import BodySide
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
from posecoach.coaching.events import CoachState, Cue, FaultSpan, Hold, Phase, Side
from posecoach.coaching.gate import Problem, first_problem, off_deg
from posecoach.coaching.side import SideCoach
from posecoach.kinematics.error import supported
from posecoach.kinematics.measure import Measures, measure
from posecoach.kinematics.rest import Rest, median_pose, rest_of
from posecoach.kinematics.view import View, steady, view
from posecoach.pose.pose import Pose
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.rules import Rules

_PRIORITY = {"stop": STOP, "blocks_hold": BLOCKS, "notice": NOTICE}


class Coach:
    """Coaches one stretch.

    sides: which sides may work; for a stretch of both sides at once it makes no difference.
    """

    def __init__(
        self, stretch: Stretch, dose: Dose, rules: Rules, sides: tuple[BodySide, ...] = ("left", "right")
    ) -> None:
        self._stretch = stretch
        self._dose = dose
        self._rules = rules
        self._working_sides = sides
        if stretch.sides == "both":
            self._sides = [SideCoach(stretch, dose, rules, "both", "left")]
        else:
            self._sides = [SideCoach(stretch, dose, rules, side, side) for side in sides]
        self._cues = CueBoard(rules.cues)
        self._rest: Rest | None = None
        self._recent: deque[Pose] = deque()
        self._scene: int | None = None
        self._problem: Problem | None = None
        self._problem_since_s: float | None = None
        self._away = True
        self._guided: Problem | None = None
        self._guided_since_s = 0.0
        self._pending: list[tuple[Candidate, float]] = []
        self._active_before: dict[tuple[Side, str], float] = {}
        self._clocks: dict[Side, float] = {}
        self._views: deque[tuple[float, View]] = deque()
        self.view: View | None = None
        self.sees_target = False

    def step(self, pose: Pose) -> CoachState:
        """One pose further; ``time_s`` must increase from call to call."""
        if self._scene is not None and pose.scene != self._scene:
            self._lose()
        self._scene = pose.scene
        self._watch_view(pose)
        measures = measure(pose, self._rest)
        self.sees_target = any(measures[side.target_column] is not None for side in self._sides)
        self._watch_gate(pose, measures)
        if not self._away:
            self._follow(pose, measures)
        self._cues.step(pose.time_s, self._candidates(pose.time_s))
        yaw_deg = self._rest.yaw_deg if self._rest else (self.view.yaw_deg if self.view else None)
        shown = supported(measures, yaw_deg, self._rules.numbers.report_within_deg.value)
        return self._state(pose.time_s, shown)

    def finish(self) -> None:
        """Ends what is still going on; call it once, after the last pose."""
        for side in self._sides:
            side.finish()

    @property
    def holds(self) -> list[Hold]:
        return sorted(
            (hold for side in self._sides for hold in side.with_faults(side.holds)), key=lambda h: h.start_s
        )

    @property
    def attempts(self) -> list[Hold]:
        return sorted(
            (hold for side in self._sides for hold in side.with_faults(side.attempts)),
            key=lambda h: h.start_s,
        )

    @property
    def faults(self) -> list[FaultSpan]:
        return sorted((span for side in self._sides for span in side.faults.spans), key=lambda f: f.start_s)

    @property
    def cues(self) -> list[Cue]:
        return self._cues.said

    def _watch_view(self, pose: Pose) -> None:
        """The view of the last second: a camera stands still, one frame's yaw does not."""
        seen = view(pose)
        if seen is None:
            self.view = None
            return
        self._views.append((pose.time_s, seen))
        while self._views[0][0] < pose.time_s - 1.0:
            self._views.popleft()
        self.view = steady([seen for _, seen in self._views])

    def _watch_gate(self, pose: Pose, measures: Measures) -> None:
        sides: tuple[BodySide, ...] = (
            ("left", "right") if self._stretch.sides == "both" else self._working_sides
        )
        problem = first_problem(pose, self.view, measures, self._stretch, self._rules, sides)
        if problem is None:
            self._problem_since_s = None
            self._away = False
        elif self._problem is None or self._problem_since_s is None:
            self._problem_since_s = pose.time_s
        elif pose.time_s - self._problem_since_s > self._rules.timing.away_s.value and not self._away:
            self._lose()
        self._problem = problem

    def _lose(self) -> None:
        for side in self._sides:
            side.lose()
        self._recent.clear()
        self._views.clear()
        self._rest = None
        self._away = True

    def _follow(self, pose: Pose, measures: Measures) -> None:
        coachable = self._problem is None
        if coachable and self._stretch.sides == "both" and self.view:
            self._sides[0].working = self.view.near
        for side in self._sides:
            side.step(pose.time_s, measures if coachable else {})
        self._take_rest(pose, coachable)

    def _take_rest(self, pose: Pose, coachable: bool) -> None:
        """Rest is the median of half a second in the start posture, renewed while it lasts."""
        in_start = any(side.in_start for side in self._sides)
        if not (coachable and in_start) or any(side.repetition.in_target for side in self._sides):
            self._recent.clear()
            return
        if self._recent and self._recent[0].scene != pose.scene:
            self._recent.clear()
        self._recent.append(pose)
        settled = [side for side in self._sides if side.settled()]
        spanned_s = pose.time_s - self._recent[0].time_s
        if spanned_s < self._rules.timing.start_s.value / 2 or not settled:
            return
        assert self.view is not None
        typical = median_pose(list(self._recent))
        self._rest = rest_of(
            typical,
            self._stretch.start.floor,
            yaw_deg=self.view.yaw_deg,
            trusted_yaw_deg=self._rules.numbers.trusted_yaw_deg.value,
        )
        at_rest = measure(typical, self._rest)
        for side in settled:
            side.take_rest(at_rest, self.view.yaw_deg)
        self._recent.clear()

    def _candidates(self, time_s: float) -> list[Candidate]:
        said = [*self._guidance(time_s), *self._corrections(time_s)]
        self._note_progress(time_s)
        self._pending = [(c, until_s) for c, until_s in self._pending if time_s <= until_s]
        return said + [candidate for candidate, _ in self._pending]

    def _guidance(self, time_s: float) -> list[Candidate]:
        problem = self._problem or self._hint()
        if problem != self._guided:
            self._guided, self._guided_since_s = problem, time_s
        if problem is None or time_s - self._guided_since_s < self._rules.cues.guide_after_s.value:
            return []
        return [Candidate(GUIDE, problem.id, problem.text, "guide", self._rules.cues.guide_again_s.value)]

    def _hint(self) -> Problem | None:
        """What would help a person who can be coached, and is not in the stretch yet."""
        if any(side.repetition.in_target for side in self._sides):
            return None
        if self.view and off_deg(self.view, self._stretch) > self._rules.numbers.trusted_yaw_deg.value:
            return Problem("view", self._stretch.view.say)
        if not any(side.armed for side in self._sides):
            return Problem("start", self._stretch.start.say)
        return None

    def _corrections(self, time_s: float) -> list[Candidate]:
        """Sentences for the faults that are there, and thanks for those that were named and are gone."""
        again_s = self._rules.cues.same_again_s.value
        active = {
            (side.label, f): side.faults.began_s(f) for side in self._sides for f in side.faults.active()
        }
        for (label, fault_id), began_s in self._active_before.items():
            gone = not self._away and (label, fault_id) not in active
            if gone and self._cues.was_said(("fault", fault_id), began_s):
                text = self._stretch.faults[fault_id].acknowledge
                self._say_soon(time_s, Candidate(ACKNOWLEDGEMENT, fault_id, text, "acknowledgement", again_s))
        self._active_before = active
        faults = {fault_id: self._stretch.faults[fault_id] for _, fault_id in active}
        return [
            Candidate(_PRIORITY[fault.severity], fault_id, fault.say, "fault", again_s)
            for fault_id, fault in faults.items()
        ]

    def _note_progress(self, time_s: float) -> None:
        """The moments of the hold clock that are worth a word."""
        goal_s, say = self._dose.hold_s, self._rules.say
        for side in self._sides:
            before_s, now_s = self._clocks.get(side.label, 0.0), side.repetition.held_s
            self._clocks[side.label] = now_s
            praise_s = self._rules.cues.praise_after_s.value
            if before_s < praise_s <= now_s and goal_s >= self._rules.cues.praise_from_s.value:
                self._say_soon(time_s, Candidate(PROGRESS, "hold_start", say.hold_start, "progress", 0.0))
            if before_s < goal_s / 2 <= now_s and goal_s >= self._rules.cues.halfway_from_s.value:
                self._say_soon(time_s, Candidate(PROGRESS, "halfway", say.halfway, "progress", 0.0))
            if before_s < goal_s <= now_s:
                self._say_soon(time_s, Candidate(PROGRESS, "done", say.done, "progress", 0.0))

    def _say_soon(self, time_s: float, candidate: Candidate) -> None:
        self._pending.append((candidate, time_s + self._rules.cues.stale_after_s.value))

    def _state(self, time_s: float, measures: Measures) -> CoachState:
        side = self._side_on_show()
        counts: dict[Side, int] = {coach.label: len(coach.holds) for coach in self._sides}
        shown = None if self._away or side is None else side
        numbered = shown if shown and measures.get(shown.target_column) is not None else None
        return CoachState(
            time_s=time_s,
            phase=Phase.AWAY if self._away else (shown.phase() if shown else Phase.SETTING_UP),
            side=shown.label if shown else None,
            value_deg=numbered.value_deg if numbered else None,
            best_deg=numbered.repetition.best_deg if numbered else None,
            held_s=shown.repetition.held_s if shown else 0.0,
            hold_goal_s=self._dose.hold_s,
            repetitions=counts,
            active_faults=tuple(dict.fromkeys(f for coach in self._sides for f in coach.faults.active())),
            cue=self._cues.shown,
            measures=measures,
        )

    def _side_on_show(self) -> SideCoach | None:
        """The side that works: the one in the target, else the one furthest from its rest."""
        armed = [side for side in self._sides if side.armed]
        return max(
            armed,
            key=lambda side: (side.repetition.in_target, side.moved_deg()),
            default=None,
        )
