"""Tables of what was found, counted, timed and said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.accuracy.landmarks import JOINTS, Offset, pooled
from benchmarks.accuracy.outcome import Outcome
from benchmarks.accuracy.sheet import Cell, Sheet
from posecoach.coaching.events import Hold


def outcome_sheets(outcomes: Sequence[Outcome], offsets: Sequence[Offset]) -> list[Sheet]:
    return [_clips(outcomes), _holds(outcomes), _faults(outcomes), _landmarks(offsets)]


def _clips(outcomes: Sequence[Outcome]) -> Sheet:
    rows = [
        (
            *(o.clip, o.body, o.near, o.yaw_deg, o.measured, o.swapped),
            *(_listed(o.true), _listed(o.found), "yes" if o.exact else "NO"),
            *(", ".join(f.id for f in o.missed), ", ".join(f.id for f in o.false)),
        )
        for o in outcomes
    ]
    note = (
        "swapped: frames with the legs taken for each other. L, R, B: sides of holds; l, r, b: of attempts."
    )
    headings = (
        *("clip", "body", "near", "yaw", "measured", "swapped", "true", "found", "exact"),
        *("missed faults", "false faults"),
    )
    return Sheet("Clips", note, headings, tuple(rows))


def _listed(holds: Sequence[Hold]) -> str:
    """``L R r``: two holds and an attempt, in time."""
    in_time = sorted(holds, key=lambda hold: hold.start_s)
    return " ".join(h.side[0].upper() if h.completed else h.side[0] for h in in_time)


def _holds(outcomes: Sequence[Outcome]) -> Sheet:
    views = sorted({o.view for o in outcomes})
    groups = [("all", list(outcomes)), *((view, [o for o in outcomes if o.view == view]) for view in views)]
    headings = (
        *("view", "clips", "measured", "counts exact", "true", "found", "matched", "right side"),
        *("length off, median s", "length off, p95 s"),
    )
    note = (
        "counts exact: share of clips whose holds and attempts agree on each side. matched: found when "
        "there was one."
    )
    return Sheet("Holds and attempts", note, headings, tuple(_holds_row(*group) for group in groups))


def _holds_row(name: str, outcomes: Sequence[Outcome]) -> tuple[Cell, ...]:
    both = [pair for o in outcomes for pair in o.pairs]
    lengths = np.abs([found.held_s - true.held_s for found, true in both])
    return (
        *(name, len(outcomes), _mean([o.measured for o in outcomes]), _mean([o.exact for o in outcomes])),
        *(sum(len(o.true) for o in outcomes), sum(len(o.found) for o in outcomes), len(both)),
        *(_mean([found.side == true.side for found, true in both]), _percentile(lengths, 50)),
        _percentile(lengths, 95),
    )


def _faults(outcomes: Sequence[Outcome]) -> Sheet:
    kinds = ("true_faults", "missed", "false", "said", "said_falsely")
    ids = sorted({f.id for o in outcomes for kind in kinds for f in getattr(o, kind)})
    rows: list[tuple[Cell, ...]] = []
    for fault in ids:
        true, missed, false, said, said_falsely = (
            sum(f.id == fault for o in outcomes for f in getattr(o, kind)) for kind in kinds
        )
        clips = sum(any(f.id == fault for f in o.false) for o in outcomes)
        rows.append((fault, true, true - missed, missed, said, false, clips, said_falsely))
    headings = ("fault", "true", "found", "missed", "said", "false", "clips with a false one", "said falsely")
    note = (
        "Found and true ones are matched one to one, by kind, side and time. said: a sentence of its own was "
        "spoken about it; said falsely: sentences about none."
    )
    return Sheet("Faults", note, headings, tuple(rows))


def _landmarks(offsets: Sequence[Offset]) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for joint in JOINTS:
        for near in (True, False):
            off, hidden = pooled([o for o in offsets if o.joint == joint and o.near == near])
            rows.append(
                (
                    *(joint, "near" if near else "far", off.size, float(hidden.mean())),
                    *(_percentile(off[~hidden], 50), _percentile(off[~hidden], 95)),
                    *(_percentile(off[hidden], 50), _percentile(off[hidden], 95)),
                )
            )
    headings = (
        *("landmark", "side", "frames", "hidden", "median in sight", "p95 in sight"),
        *("median hidden", "p95 hidden"),
    )
    return Sheet(
        "Landmarks", "Distance from the true place in the picture, torso lengths.", headings, tuple(rows)
    )


def _mean(values: Sequence[float] | np.ndarray) -> float | None:
    return float(np.mean(values)) if len(values) else None


def _percentile(values: np.ndarray, percent: float) -> float | None:
    return float(np.percentile(values, percent)) if values.size else None
