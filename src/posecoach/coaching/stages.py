"""The steps between a start posture and its target, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from posecoach.stretches.model import Stage

STAGE_S = 0.5
"""A posture, not a passage (judgement)."""


class Stages:
    """Which step somebody is at; None before the start posture, and after the last one. They are gone through
    once, and again by somebody who went away."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        self._stages = stages
        self._at = len(stages)
        self._begun = False
        self._since_s: float | None = None

    @property
    def now(self) -> Stage | None:
        return self._stages[self._at] if self._at < len(self._stages) else None

    @property
    def number(self) -> int:
        """Of the step that is due, from 1."""
        return self._at + 1

    def begin(self) -> None:
        """The start posture is kept: the first step comes next."""
        if not self._begun:
            self._at, self._since_s, self._begun = 0, None, True

    def skip(self) -> None:
        """The target is reached: no step is due."""
        self._at, self._since_s = len(self._stages), None

    def forget(self) -> None:
        """The person has gone."""
        self.skip()
        self._begun = False

    def step(self, time_s: float, met: Callable[[Stage], bool]) -> None:
        """One frame further. met: whether the conditions of a stage that has some are met now."""
        stage = self.now
        if stage is None:
            return
        if stage.when and not met(stage):
            self._since_s = None
            return
        self._since_s = time_s if self._since_s is None else self._since_s
        if time_s - self._since_s >= (STAGE_S if stage.when else stage.wait_s):
            self._at, self._since_s = self._at + 1, None
