"""Faults of one side: conditions that persist, from their first moment to their last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from posecoach.coaching.conditions import Values, broken, met, seen
from posecoach.coaching.events import FaultSpan, Side
from posecoach.kinematics.points import BodySide
from posecoach.stretches.model import Fault


@dataclass
class _Watch:
    since_s: float | None = None
    last_s: float = 0.0
    active: bool = False
    put_right: bool = False


class FaultWatcher:
    """Turns conditions that flicker from frame to frame into spans of time.

    A fault is active once its conditions have been met for its ``for_s``, and over once they have not been
    met for ``clears_s``. It was put right, rather than merely over, if the person was seen without it: the
    first condition is what the fault is about, the others say when it matters.
    """

    def __init__(self, faults: Mapping[str, Fault], label: Side, clears_s: float) -> None:
        self._faults = faults
        self._label = label
        self._clears_s = clears_s
        self._watches = {fault_id: _Watch() for fault_id in faults}
        self._time_s = 0.0
        self.spans: list[FaultSpan] = []
        self.put_right: list[FaultSpan] = []
        """Those that the last step found put right."""

    def step(
        self,
        time_s: float,
        phase: str | None,
        working: BodySide,
        now: Values,
        near: BodySide | None = None,
        *,
        leaving: bool = False,
    ) -> None:
        """phase: ``moving``, ``holding`` or None where no fault can be made. near: the side that the camera
        sees. leaving: on the way out, which puts nothing right."""
        self._time_s = time_s
        self.put_right = []
        for fault_id, fault in self._faults.items():
            watch = self._watches[fault_id]
            there = seen(fault.when, working, near) and met(fault.when, working, now, near)
            if phase in fault.during and there:
                watch.since_s = time_s if watch.since_s is None else watch.since_s
                watch.last_s = time_s
                watch.active = watch.active or time_s - watch.since_s >= fault.for_s - 1e-9
            elif watch.since_s is not None:
                watch.put_right = (
                    not leaving and phase in fault.during and broken(fault.when[:1], working, now, near)
                )
                if not watch.active or time_s - watch.last_s >= self._clears_s:
                    self._end(fault_id)

    def active(self) -> list[str]:
        return [fault_id for fault_id, watch in self._watches.items() if watch.active]

    def to_say(self) -> list[str]:
        """The active faults whose conditions are met at this very moment."""
        return [fault_id for fault_id in self.active() if self._watches[fault_id].last_s == self._time_s]

    def end_all(self) -> None:
        for fault_id in self._faults:
            self._watches[fault_id].put_right = False
            self._end(fault_id)

    def _end(self, fault_id: str) -> None:
        watch = self._watches[fault_id]
        if watch.active and watch.since_s is not None:
            span = FaultSpan(fault_id, self._label, watch.since_s, watch.last_s)
            self.spans.append(span)
            if watch.put_right:
                self.put_right.append(span)
        self._watches[fault_id] = _Watch()
