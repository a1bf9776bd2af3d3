"""Faults of one side: conditions that persist, from their first moment to their last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from posecoach.coaching.conditions import BodySide, met
from posecoach.coaching.events import FaultSpan, Side
from posecoach.kinematics.measure import Measures
from posecoach.stretches.model import Fault


@dataclass
class _Watch:
    since_s: float | None = None
    last_s: float = 0.0
    active: bool = False


class FaultWatcher:
    """Turns conditions that flicker from frame to frame into spans of time.

    A fault is active once its conditions have been met for its ``for_s``, and over once they have not been
    met for ``clears_s``.
    """

    def __init__(self, faults: Mapping[str, Fault], working: BodySide, label: Side, clears_s: float) -> None:
        self._faults = faults
        self._working = working
        self._label = label
        self._clears_s = clears_s
        self._watches = {fault_id: _Watch() for fault_id in faults}
        self.spans: list[FaultSpan] = []

    def step(
        self, time_s: float, phase: str | None, now: Mapping[str, float | None], rest: Measures | None
    ) -> None:
        """phase: ``moving``, ``holding`` or None where no fault can be made."""
        for fault_id, fault in self._faults.items():
            watch = self._watches[fault_id]
            if phase in fault.during and met(fault.when, self._working, now, rest):
                watch.since_s = time_s if watch.since_s is None else watch.since_s
                watch.last_s = time_s
                watch.active = watch.active or time_s - watch.since_s >= fault.for_s - 1e-9
            elif watch.since_s is not None and (not watch.active or time_s - watch.last_s >= self._clears_s):
                self._end(fault_id)

    def active(self) -> list[str]:
        return [fault_id for fault_id, watch in self._watches.items() if watch.active]

    def began_s(self, fault_id: str) -> float:
        """When the active fault's conditions were first met."""
        since_s = self._watches[fault_id].since_s
        assert since_s is not None
        return since_s

    def end_all(self) -> None:
        for fault_id in self._faults:
            self._end(fault_id)

    def _end(self, fault_id: str) -> None:
        watch = self._watches[fault_id]
        if watch.active and watch.since_s is not None:
            self.spans.append(FaultSpan(fault_id, self._label, watch.since_s, watch.last_s))
        self._watches[fault_id] = _Watch()
