"""The coach: poses in, holds, faults and cues out.

Live and recorded sessions run the same :meth:`Coach.step`; time is each pose's own.
"""

from __future__ import annotations

from collections import deque

from posecoach.coaching.commentary import Commentary
from posecoach.coaching.conditions import met
from posecoach.coaching.events import CoachState, Cue, FaultSpan, Hold, Phase, Side, Why
from posecoach.coaching.gate import IN_VIEW, Problem, first_problem
from posecoach.coaching.resting import Resting
from posecoach.coaching.side import SideCoach
from posecoach.coaching.stages import Stages
from posecoach.coaching.start_posture import StartPosture
from posecoach.coaching.viewpoint import view_problem
from posecoach.kinematics.calibration import LEVEL, Gravity
from posecoach.kinematics.error import half_widths_deg, supported
from posecoach.kinematics.measure import Measures, measure
from posecoach.kinematics.points import SIDES, BodySide
from posecoach.kinematics.rest import Rest
from posecoach.kinematics.view import View, steady, view
from posecoach.pose.pose import Pose
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.rules import Rules

FIRST_S = 0.15
"""Of a recording that is cut to the movement (judgement)."""


class Coach:
    """Coaches one stretch.

    sides: which sides may work; for a stretch of both sides at once it makes no difference. gravity: how the
    camera is known to look down and lean. later: of a recording, the start posture that it comes to
    first, which tells of what was before: where it begins in the target, that repetition counts from its
    first frame. cut_short: of a recording that never keeps the start posture: its first moments are that.
    """

    def __init__(
        self,
        stretch: Stretch,
        dose: Dose,
        rules: Rules,
        sides: tuple[BodySide, ...] = SIDES,
        gravity: Gravity = LEVEL,
        later: StartPosture | None = None,
        cut_short: bool = False,
    ) -> None:
        self._stretch = stretch
        self._dose = dose
        self._rules = rules
        self._working_sides: tuple[BodySide, ...] = SIDES if stretch.sides == "both" else sides
        if stretch.sides == "both":
            self._sides = [SideCoach(stretch, dose, rules, "both", "left")]
        else:
            self._sides = [SideCoach(stretch, dose, rules, side, side) for side in sides]
        self._commentary = Commentary(stretch, dose, rules)
        self._stages = Stages(stretch.stages)
        self._resting = Resting(stretch, rules, gravity)
        self._views: deque[tuple[float, View]] = deque()
        self._later = later
        self._began_s = 0.0
        self._first: list[Pose] | None = [] if cut_short else None
        self._scene: int | None = None
        self._time_s: float | None = None
        self._problem: Problem | None = None
        self._problem_since_s: float | None = None
        self._away = True
        self._shown: SideCoach | None = None
        self.view: View | None = None
        self.sees_target = False

    def step(self, pose: Pose) -> CoachState:
        """One pose further; ``time_s`` must increase from call to call."""
        self._watch_continuity(pose)
        self._watch_view(pose)
        rest = self.rest
        measures = measure(pose, rest, self.near)
        self.sees_target = any(side.sees(measures) for side in self._sides)
        self._watch_gate(pose, measures)
        if not self._away:
            self._begin(pose)
            self._follow(pose, measures)
            self._take_first(pose)
        if self.rest is not rest:
            measures = measure(pose, self.rest, self.near)
        self._commentary.step(pose.time_s, self._problems(), self._sides, self.near)
        return self._state(pose.time_s, self._presentable(measures))

    def finish(self) -> None:
        """Ends what is still going on; call it once, after the last pose."""
        for side in self._sides:
            side.finish()

    def stop(self, why: Why) -> None:
        """Ends what is going on, for this reason; nothing counts until the start posture comes again."""
        for side in self._sides:
            side.stop(why)
        self._commentary.forget()
        self._lose(seen=True)

    @property
    def finished(self) -> bool:
        """Whether the whole dose is done."""
        return self._commentary.finished

    @property
    def in_target(self) -> bool:
        return any(side.repetition.entered_s is not None for side in self._sides)

    @property
    def problem(self) -> Problem | None:
        """What is to be mended first before the person can begin."""
        return next(iter(self._problems()), None)

    @property
    def holds(self) -> list[Hold]:
        holds = [hold for side in self._sides for hold in side.with_faults(side.holds)]
        return sorted(holds, key=lambda hold: hold.start_s)

    @property
    def attempts(self) -> list[Hold]:
        attempts = [hold for side in self._sides for hold in side.with_faults(side.attempts)]
        return sorted(attempts, key=lambda hold: hold.start_s)

    @property
    def faults(self) -> list[FaultSpan]:
        spans = [span for side in self._sides for span in side.faults.spans]
        return sorted(spans, key=lambda span: span.start_s)

    @property
    def cues(self) -> list[Cue]:
        return self._commentary.board.said

    @property
    def start_posture(self) -> StartPosture | None:
        """The last that was held; None after the body went away."""
        return self._resting.start

    @property
    def near(self) -> BodySide | None:
        """The side that the camera sees."""
        return self.view.near if self.view else None

    @property
    def rest(self) -> Rest | None:
        """What readings are compared with now; None until a start posture has been held."""
        return self._resting.rest

    def _watch_continuity(self, pose: Pose) -> None:
        """A cut, or a hole in the recording, is an end: what follows need not be what was."""
        if (self._scene is not None and pose.scene != self._scene) or (
            self._time_s is not None and pose.time_s - self._time_s > self._rules.timing.away_s.value
        ):
            self._lose(seen=False)
        self._scene, self._time_s = pose.scene, pose.time_s

    def _watch_view(self, pose: Pose) -> None:
        """The view of the last moments: a camera stands still, one frame's yaw does not."""
        seen = view(pose)
        if seen is None:
            self.view = None
            return
        self._views.append((pose.time_s, seen))
        while self._views[0][0] < pose.time_s - self._rules.timing.view_s.value:
            self._views.popleft()
        self.view = steady([seen for _, seen in self._views])

    def _watch_gate(self, pose: Pose, measures: Measures) -> None:
        problem = first_problem(
            pose,
            self.view,
            measures,
            self._stretch,
            self._rules,
            self._working_sides,
            coached=not self._away,
            in_target=self.in_target,
        )
        if problem is None:
            self._problem_since_s = None
            self._away = False
        elif self._problem_since_s is None:
            self._problem_since_s = pose.time_s
        elif pose.time_s - self._problem_since_s > self._rules.timing.away_s.value and not self._away:
            self._lose(seen=problem.id in IN_VIEW)
        self._problem = problem

    def _lose(self, *, seen: bool) -> None:
        for side in self._sides:
            side.lose(seen=seen)
        self._later = None
        self._resting.forget()
        self._stages.forget()
        self._views.clear()
        self._shown = None
        self._away = True

    def _begin(self, pose: Pose) -> None:
        """The first moments of a recording whose start posture is known from later."""
        start = self._later
        if start is None or self._problem:
            return
        if self._resting.start is None:
            self._resting.start, self._began_s = start, pose.time_s
        measures = measure(pose, start.rest, self.near)
        for side in self._sides:
            side.begin_knowing(start, measures, self.near)
        if pose.time_s - self._began_s >= self._rules.timing.start_s.value:
            self._later = None

    def _take_first(self, pose: Pose) -> None:
        resting = [side for side in self._sides if side.in_start]
        if self._first is None or self.rest or not resting or self._problem or self.view is None:
            self._first = None
            return
        self._first.append(pose)
        if pose.time_s - self._first[0].time_s >= FIRST_S:
            for side in resting:
                side.armed = True
            self._resting.take_first(self._first, resting, self.view)

    def _follow(self, pose: Pose, measures: Measures) -> None:
        coachable = self._problem is None
        if coachable and self._stretch.sides == "both" and self.view:
            self._sides[0].working = self.view.near
        for side in self._sides:
            seen = coachable or (self._problem is not None and self._problem.id in IN_VIEW)
            for other in (s for s in self._sides if s is not side):
                side.other_best_deg = other.best_held_deg
                side.other_busy = other.repetition.entered_s is not None
            side.step(pose.time_s, measures if coachable else {}, seen=seen, near=self.near)
        self._watch_stages(pose.time_s, measures)
        self._resting.step(pose, self._sides, self.view if coachable else None)

    def _watch_stages(self, time_s: float, measures: Measures) -> None:
        if self.in_target:
            self._stages.skip()
        elif any(side.armed and side.in_start for side in self._sides):
            self._stages.begin()
        stage = self._stages.now
        told = self._commentary.board.was_said(("guide", f"stage_{self._stages.number}"), 0.0)
        if stage and (stage.when or told):
            self._stages.step(
                time_s, lambda stage: any(met(stage.when, side.working, measures) for side in self._sides)
            )

    def _problems(self) -> list[Problem]:
        """What keeps the person from starting, the first to be mended first."""
        if self._problem:
            return [self._problem]
        if self.in_target:
            return []
        problems = (
            [problem] if (problem := view_problem(self._stretch, self._rules, self.rest, self.view)) else []
        )
        if self.rest is None or not any(side.armed for side in self._sides):
            problems.append(Problem("start", self._stretch.start.say))
        elif self._stages.now:
            problems.append(Problem(f"stage_{self._stages.number}", self._stages.now.say))
        return problems

    def _presentable(self, measures: Measures) -> Measures:
        """The measures that may be shown and stored: none whose reference is not known yet, and none that
        the view cannot support."""
        within_deg = self._rules.numbers.report_within_deg.value
        return supported(measures, half_widths_deg(measures, self.rest), within_deg)

    def _state(self, time_s: float, measures: Measures) -> CoachState:
        shown = None if self._away else self._side_on_show()
        counts: dict[Side, int] = {coach.label: len(coach.holds) for coach in self._sides}
        numbered = shown if shown and measures.get(shown.told_column(measures)) is not None else None
        faults = dict.fromkeys(fault_id for side in self._sides for fault_id in side.faults.active())
        return CoachState(
            time_s=time_s,
            phase=Phase.AWAY if self._away else (shown.phase() if shown else Phase.SETTING_UP),
            side=shown.label if shown else None,
            value_deg=numbered.value_deg if numbered else None,
            best_deg=numbered.repetition.best_deg if numbered else None,
            held_s=shown.repetition.held_s if shown else 0.0,
            hold_goal_s=self._dose.hold_s,
            repetition_goal=self._dose.total,
            repetitions=counts,
            active_faults=tuple(faults),
            cue=self._commentary.board.shown,
            measures=measures,
            camera=self.rest.calibration.camera if self.rest and self.rest.calibration else None,
        )

    def _side_on_show(self) -> SideCoach | None:
        """The side that works; while none does, the one that did last: the screen must not flicker."""
        working = [
            s for s in self._sides if s.armed and (s.repetition.entered_s is not None or s.is_moving())
        ]
        if working:
            self._shown = max(working, key=lambda s: (s.repetition.entered_s is not None, s.moved_deg()))
        elif self._shown is None or not self._shown.armed:
            self._shown = next((side for side in self._sides if side.armed), None)
        return self._shown
