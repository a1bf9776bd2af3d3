"""What truly happened in a script: holds, attempts and faults, in the shape of ``summary.json``.

Only numbers of the stretch's own file (its dose, its least angle, how fast is too fast) decide what counts;
the coach's judgement takes no part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.points import BodySide
from posecoach.stretches.model import Dose, Stretch
from simulator.motion.play import Made, Motion, Performed
from simulator.skeleton import Floats
from simulator.truth.conditions import Measures, Span, between, working_side
from simulator.truth.derived import Past, derived_faults
from simulator.truth.in_target import in_target, paced_column

Interval = dict[str, Any]


@dataclass
class Happened:
    """In time."""

    holds: list[Interval] = field(default_factory=list)
    attempts: list[Interval] = field(default_factory=list)
    faults: list[Interval] = field(default_factory=list)


def happened(
    motion: Motion, measures: Measures, stretch: Stretch, dose: Dose, near: BodySide = "left"
) -> Happened:
    """near: the side that the camera sees, which a stretch of both sides is measured by."""
    found, past = Happened(), Past()
    faults = [made for made in motion.made if made.fault in stretch.faults]
    for done in motion.performed:
        working = working_side(done.side, near)
        held = in_target(done, stretch, working, measures, motion.time_s, dose.hold_s)
        still = held if dose.hold_s else [(done.hold_start_s, done.hold_end_s)]
        faults += derived_faults(done, stretch, working, measures, motion.time_s, past, still)
        for span in held:
            values = measures[paced_column(stretch, working) or ""] if stretch.target.graded else None
            hold = _hold(done, span, motion.time_s, values, faults, stretch, dose)
            (found.holds if hold["completed"] else found.attempts).append(hold)
            if values is not None:
                past.record(done.side, hold["value_deg"], hold["completed"])
    found.faults = [
        {"id": m.fault, "side": m.side, "start_s": round(m.start_s, 3), "end_s": round(m.end_s, 3)}
        for m in sorted(faults, key=lambda mistake: mistake.start_s)
    ]
    return found


def _hold(
    done: Performed,
    span: Span,
    time_s: Floats,
    values: Floats | None,
    faults: Sequence[Made],
    stretch: Stretch,
    dose: Dose,
) -> Interval:
    """A hold or an attempt. values: of the target's measure, if it has degrees."""
    start_s, end_s = span
    during = [m for m in faults if m.side == done.side and m.start_s <= end_s and m.end_s >= start_s]
    inside = between(time_s, span)
    blocked = float((_blocked(during, stretch, time_s) & inside).sum() / inside.sum())
    held_s = round((end_s - start_s) * (1.0 - blocked), 3)
    completed = held_s >= dose.hold_s - 1e-6 and (dose.hold_s > 0 or blocked < 0.5)
    by_fault = blocked >= 0.5 or (blocked > 0 and end_s - start_s >= dose.hold_s)
    return {
        "side": done.side,
        "start_s": round(start_s, 3),
        "end_s": round(end_s, 3),
        "held_s": held_s,
        **_degrees(values, inside, stretch, dose),
        "faults": list(dict.fromkeys(m.fault for m in sorted(during, key=lambda m: m.start_s))),
        "completed": completed,
        **({} if completed else {"why": "fault" if by_fault else "too_short"}),
    }


def _blocked(faults: Sequence[Made], stretch: Stretch, time_s: Floats) -> NDArray[np.bool_]:
    """(n,) whether one of the faults stops the clock."""
    blocked = np.zeros(len(time_s), bool)
    for made in faults:
        if stretch.faults[made.fault].severity == "blocks_hold":
            blocked |= between(time_s, (made.start_s, made.end_s))
    return blocked


def _degrees(
    values: Floats | None, inside: NDArray[np.bool_], stretch: Stretch, dose: Dose
) -> dict[str, float | None]:
    if values is None:
        return {"value_deg": None, "peak_deg": None}
    held = values[inside]
    if not dose.hold_s:
        held = held[held >= held.max() - stretch.target.release_deg]
    return {"value_deg": round(float(np.median(held)), 2), "peak_deg": round(float(held.max()), 2)}
