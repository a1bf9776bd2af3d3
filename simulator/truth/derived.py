"""What the coach derives from a measure's history, from the true one: how fast it changes, how far it goes
beyond the last repetition, and how far it is from the other side's."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from posecoach.kinematics.points import BodySide
from posecoach.stretches.condition import DERIVED
from posecoach.stretches.load import load_rules
from posecoach.stretches.model import Fault, Stretch
from simulator.motion.play import Made, Performed
from simulator.skeleton import Floats
from simulator.truth.conditions import Measures, Span, all_met, between, joined, spans
from simulator.truth.in_target import paced_column

ONLY_MADE = "bounce"
"""Nobody bounces by accident: it is in the script, or it is not there."""


@dataclass
class Past:
    """side → degrees: where the last repetition was held, and the farthest that was held as long as it
    should."""

    last_deg: dict[str, float] = field(default_factory=dict)
    best_deg: dict[str, float] = field(default_factory=dict)

    def record(self, side: str, value_deg: float, completed: bool) -> None:
        self.last_deg[side] = value_deg
        if completed:
            self.best_deg[side] = max(value_deg, self.best_deg.get(side, value_deg))


def derives(fault: Fault) -> bool:
    """Whether the fault is found in the measures' course, and not in the script."""
    return any(c.measure in DERIVED and c.measure != ONLY_MADE for c in fault.when)


def derived_faults(
    done: Performed,
    stretch: Stretch,
    working: BodySide,
    measures: Measures,
    time_s: Floats,
    past: Past,
    held: list[Span],
) -> list[Made]:
    """Those of one repetition. held: when it was held."""
    paced = paced_column(stretch, working)
    if paced is None:
        return []
    now = dict(measures) | _courses(measures[paced], time_s, done.side, past)
    during = between(time_s, (done.begins_s, done.ends_s))
    holding = np.logical_or.reduce([between(time_s, span) for span in held]) if held else ~during & during
    found = []
    for name, fault in stretch.faults.items():
        if derives(fault):
            phases = [holding] * ("holding" in fault.during) + [~holding] * ("moving" in fault.during)
            there = all_met(fault.when, working, now) & during & np.logical_or.reduce(phases)
            found_s = joined(spans(there, time_s), load_rules().timing.fault_clears_s.value)
            long = [s for s in found_s if s[1] - s[0] >= fault.for_s - 1e-9]
            found += [Made(name, done.side, *span) for span in long]
    return found


def _courses(values: Floats, time_s: Floats, side: str, past: Past) -> dict[str, Floats]:
    speed = np.gradient(values, time_s)
    others = [value for other, value in past.best_deg.items() if other != side]
    return {
        "speed": np.abs(speed),
        "speed_in": np.maximum(speed, 0.0),
        "speed_out": np.maximum(-speed, 0.0),
        "gain": values - past.last_deg.get(side, np.nan),
        "side_difference": np.abs(values - (others[0] if others else np.nan)),
    }
