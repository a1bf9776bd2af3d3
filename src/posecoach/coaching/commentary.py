"""What could be said now, from where the person is; the cue board picks one."""

from __future__ import annotations

from collections.abc import Sequence

from posecoach.coaching.corrections import Corrections
from posecoach.coaching.cues import CueBoard
from posecoach.coaching.gate import Problem
from posecoach.coaching.guidance import Guidance
from posecoach.coaching.progress import Progress
from posecoach.coaching.side import SideCoach
from posecoach.kinematics.points import BodySide
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.rules import Rules


class Commentary:
    """Guidance on the way to a hold, corrections and thanks, and the moments of the hold clock."""

    def __init__(self, stretch: Stretch, dose: Dose, rules: Rules) -> None:
        self._guidance = Guidance(stretch, rules)
        self._corrections = Corrections(stretch, rules)
        self._progress = Progress(stretch, dose, rules)
        self.board = CueBoard(rules.cues)

    @property
    def finished(self) -> bool:
        """Whether the whole dose is done."""
        return self._progress.finished

    def forget(self) -> None:
        """What waits to be said is about what is over."""
        self._progress.forget()

    def step(
        self, time_s: float, problems: Sequence[Problem], sides: Sequence[SideCoach], near: BodySide | None
    ) -> None:
        """problems: what keeps the person from starting, the first to be mended first. near: the side that
        the camera sees."""
        progress = self._progress.step(time_s, sides, near)
        corrections = self._corrections.step(time_s, sides, self.board.was_said)
        silent_s = self.board.silent_s(time_s)
        # Who has done everything gets up and goes, and is not called back.
        guidance = [] if self.finished else self._guidance.step(time_s, problems, sides, silent_s)
        within_s = self._progress.until_done_s(sides)
        said = self.board.step(time_s, [*progress, *corrections, *guidance], within_s)
        if said:
            self._progress.said(said)
            if self.board.cut_short:
                self._progress.cut_short(self.board.cut_short)
            self._corrections.said(said, sides)
            self._guidance.said(said, time_s)
