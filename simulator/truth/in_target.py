"""When a repetition was truly in its target.

A hold lasts from the moment when the way in has come within a degree of its end to the moment when the way
out has left by a degree: movements begin and end so gently that nobody sees the rest. A repetition without a
hold lasts from reaching the target to leaving it, by the stretch's release band.
"""

from __future__ import annotations

import numpy as np

from posecoach.coaching.conditions import column
from posecoach.kinematics.points import BodySide
from posecoach.stretches.load import load_rules
from posecoach.stretches.model import Stretch
from simulator.motion.play import Performed
from simulator.skeleton import Floats
from simulator.truth.conditions import Measures, Span, all_met, between, joined, spans

UNSEEN_DEG = 1.0


def paced_column(stretch: Stretch, working: BodySide) -> str | None:
    """The measure whose movement is watched: the target's own, if it has degrees."""
    watched = stretch.target if stretch.target.graded else stretch.target.pace
    return column(watched.measure, watched.side, working) if watched else None


def in_target(
    done: Performed, stretch: Stretch, working: BodySide, measures: Measures, time_s: Floats, hold_s: float
) -> list[Span]:
    """Seconds, none shorter than an attempt. Where the position is broken in between, it is several."""
    rules = load_rules().hold
    shortest_s = (rules.shortest_attempt_s if hold_s else rules.shortest_repetition_s).value
    paced = paced_column(stretch, working)
    values = measures[paced] if paced else np.zeros(len(time_s))
    if not stretch.target.graded:
        kept = all_met(stretch.target.keep, working, measures)
        held = spans(kept & between(time_s, _held(time_s, values, done)), time_s)
        found = joined(held, load_rules().timing.grace_s.value)
    elif hold_s:
        found = _plateau(done, stretch, values, time_s)
    else:
        found = _reached(done, stretch, values, time_s)
    return [span for span in found if span[1] - span[0] >= shortest_s - 1e-9]


def _plateau(done: Performed, stretch: Stretch, values: Floats, time_s: Floats) -> list[Span]:
    held = _held(time_s, values, done)
    deep_enough = np.median(values[between(time_s, held)]) >= _least_deg(done, stretch, values, time_s)
    return [held] if deep_enough else []


def _reached(done: Performed, stretch: Stretch, values: Floats, time_s: Floats) -> list[Span]:
    least_deg = _least_deg(done, stretch, values, time_s)
    during = between(time_s, (done.begins_s, done.ends_s))
    there = np.flatnonzero(during & (values >= least_deg))
    if not there.size:
        return []
    still_there = np.flatnonzero(during & (values >= least_deg - stretch.target.release_deg))
    frame_s = float(time_s[1] - time_s[0])
    return [(float(time_s[there[0]]), float(time_s[still_there[-1]]) + frame_s)]


def _least_deg(done: Performed, stretch: Stretch, values: Floats, time_s: Floats) -> float:
    rest_deg = float(values[np.searchsorted(time_s, done.begins_s - 1e-9)])
    return max(stretch.target.least_deg, rest_deg + stretch.target.rise_deg)


def _held(time_s: Floats, values: Floats, done: Performed) -> Span:
    first, last = np.searchsorted(time_s, [done.hold_start_s, done.hold_end_s])
    coming = np.abs(values[:first] - values[first]) > UNSEEN_DEG
    leaving = np.abs(values[last:] - values[last - 1]) > UNSEEN_DEG
    start = int(np.flatnonzero(coming)[-1]) + 1 if coming.any() else int(first)
    end = last + int(np.argmax(leaving)) if leaving.any() else len(values) - 1
    return float(time_s[start]), float(time_s[end])
