"""What truly happened in a script: holds, attempts and faults, in the shape of ``summary.json``.

A hold lasts from the moment when the way in has come within a degree of its end to the moment when the way
out has left by a degree: movements begin and end so gently that nobody sees the rest. Only numbers of the
stretch's own file (its dose, its least angle, how fast is too fast) decide what counts; the coach's judgement
takes no part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecoach.stretches.load import load_rules
from posecoach.stretches.model import Dose, Stretch
from simulator.motion.play import Made, Motion, Performed
from simulator.motion.script import Side
from simulator.skeleton import Floats
from simulator.truth.conditions import spans

Interval = dict[str, Any]
UNSEEN_DEG = 1.0


def holds_and_attempts(
    motion: Motion, measures: Mapping[str, Floats], stretch: Stretch, dose: Dose
) -> tuple[list[Interval], list[Interval]]:
    """measures: name → (n,) a value a frame."""
    holds: list[Interval] = []
    attempts: list[Interval] = []
    faults = faults_made(motion, measures, stretch)
    shortest_s = load_rules().hold.shortest_attempt_s.value
    for done in motion.performed:
        values = measures[target_column(stretch, done.side)]
        start_s, end_s = _held(motion.time_s, values, done)
        inside = (motion.time_s >= start_s) & (motion.time_s < end_s)
        rest_deg = float(values[np.searchsorted(motion.time_s, done.begins_s)])
        least_deg = max(stretch.target.least_deg, rest_deg + stretch.target.rise_deg)
        if end_s - start_s < shortest_s or np.median(values[inside]) < least_deg:
            continue
        hold = _hold(motion, done.side, inside, values, faults, stretch)
        if hold["held_s"] >= dose.hold_s - 1e-6:
            holds.append(hold | {"completed": True})
        else:
            long_enough = end_s - start_s >= dose.hold_s
            attempts.append(hold | {"completed": False, "why": "fault" if long_enough else "too_short"})
    return holds, attempts


def faults_made(motion: Motion, measures: Mapping[str, Floats], stretch: Stretch) -> list[Interval]:
    """Mistakes made on purpose, and ways in or out that were too fast."""
    made = [*motion.made, *_too_fast(motion, measures, stretch)]
    return [
        {"id": m.fault, "side": m.side, "start_s": round(m.start_s, 3), "end_s": round(m.end_s, 3)}
        for m in sorted(made, key=lambda mistake: mistake.start_s)
    ]


def target_column(stretch: Stretch, side: Side) -> str:
    return f"{stretch.target.measure}_{side}" if stretch.target.side else stretch.target.measure


def _held(time_s: Floats, values: Floats, done: Performed) -> tuple[float, float]:
    """When the hold began and ended."""
    first, last = np.searchsorted(time_s, [done.hold_start_s, done.hold_end_s])
    coming = np.abs(values[:first] - values[first]) > UNSEEN_DEG
    leaving = np.abs(values[last:] - values[last - 1]) > UNSEEN_DEG
    start = int(np.flatnonzero(coming)[-1]) + 1 if coming.any() else 0
    end = last + int(np.argmax(leaving)) if leaving.any() else len(values) - 1
    return float(time_s[start]), float(time_s[end])


def _hold(
    motion: Motion,
    side: Side,
    inside: NDArray[np.bool_],
    values: Floats,
    faults: Sequence[Interval],
    stretch: Stretch,
) -> Interval:
    start_s, end_s = motion.time_s[inside][0], motion.time_s[inside][-1] + np.diff(motion.time_s[:2])[0]
    during = [f for f in faults if f["side"] == side and f["start_s"] <= end_s and f["end_s"] >= start_s]
    blocked = np.zeros(len(motion.time_s), bool)
    for fault in during:
        if stretch.faults[fault["id"]].severity == "blocks_hold":
            blocked |= (motion.time_s >= fault["start_s"]) & (motion.time_s < fault["end_s"])
    return {
        "side": side,
        "start_s": round(float(start_s), 3),
        "end_s": round(float(end_s), 3),
        "held_s": round(float((end_s - start_s) * (1.0 - blocked[inside].mean())), 3),
        "value_deg": round(float(np.median(values[inside])), 2),
        "peak_deg": round(float(values[inside].max()), 2),
        "faults": list(dict.fromkeys(f["id"] for f in during)),
    }


def _too_fast(motion: Motion, measures: Mapping[str, Floats], stretch: Stretch) -> list[Made]:
    fault = stretch.faults["too_fast"]
    (limit_deg_s,) = [c.at_least for c in fault.when if c.measure == "speed" and c.at_least is not None]
    found = []
    for done in motion.performed:
        speed = np.abs(np.gradient(measures[target_column(stretch, done.side)], motion.time_s))
        moving = (motion.time_s >= done.begins_s) & (motion.time_s < done.ends_s)
        for start_s, end_s in spans(moving & (speed > limit_deg_s), motion.time_s):
            if end_s - start_s >= fault.for_s:
                found.append(Made("too_fast", done.side, start_s, end_s))
    return found
