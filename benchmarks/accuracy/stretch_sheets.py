"""Tables of every stretch: what was counted, timed, found wrong, said and recognised, a row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks.accuracy.outcome import Outcome
from benchmarks.accuracy.sheet import Cell, Sheet
from posecoach.stretches.load import load_stretch

Names = Mapping[str, tuple[str, ...]]
"""A clip → the stretches that were recognised in it."""

PER_S = 120.0


def stretch_sheets(outcomes: Sequence[Outcome], names: Names) -> list[Sheet]:
    """names: of the clips in which somebody was asked to recognise anything."""
    return [_stretches(outcomes, names), _faults(outcomes)]


def f1(true: int, found: int, false: int) -> float | None:
    """found: of the true ones. None where there are neither true ones nor false ones."""
    return 2 * found / (true + found + false) if true + false else None


def _stretches(outcomes: Sequence[Outcome], names: Names) -> Sheet:
    stretches = sorted({o.stretch for o in outcomes})
    groups = [(name, [o for o in outcomes if o.stretch == name]) for name in stretches]
    note = (
        "exact: share of clips with as many holds, or repetitions, and attempts on each side as there were. "
        "off: seconds that a hold's clock is off, where there is something to hold. false cues: corrections "
        "while nothing was wrong, in two minutes of that. recognised: share of clips in which this stretch "
        "was named, and no other."
    )
    headings = (
        *("stretch", "clips", "exact", "true", "found", "off, median s", "off, p95 s"),
        *("true faults", "faults found", "false faults", "F1", "false cues", "recognised"),
    )
    rows = [_row(name, ours, names) for name, ours in groups]
    return Sheet("Stretches", note, headings, (*rows, _row("all", outcomes, names)) if rows else ())


def _row(name: str, outcomes: Sequence[Outcome], names: Names) -> tuple[Cell, ...]:
    off_s = [abs(f.held_s - t.held_s) for o in outcomes if _is_held(o) for f, t in o.pairs]
    true, missed, false = (
        sum(len(getattr(o, kind)) for o in outcomes) for kind in ("true_faults", "missed", "false")
    )
    correct_s = sum(o.correct_s for o in outcomes)
    amiss = sum(len(o.said_amiss) for o in outcomes)
    named = [names[o.clip] == (o.stretch,) for o in outcomes if o.clip in names]
    return (
        *(name, len(outcomes), float(np.mean([o.exact for o in outcomes]))),
        *(sum(len(o.true) for o in outcomes), sum(len(o.found) for o in outcomes)),
        *(float(np.percentile(off_s, p)) if off_s else None for p in (50, 95)),
        *(true, true - missed, false, f1(true, true - missed, false)),
        *(PER_S * amiss / correct_s if correct_s else None, float(np.mean(named)) if named else None),
    )


def _is_held(outcome: Outcome) -> bool:
    return load_stretch(outcome.stretch).dose(outcome.dose or None).hold_s > 0


def _faults(outcomes: Sequence[Outcome]) -> Sheet:
    kinds = ("true_faults", "missed", "false")
    all_of = {(o.stretch, fault.id) for o in outcomes for kind in kinds for fault in getattr(o, kind)}
    rows: list[tuple[Cell, ...]] = []
    for stretch, fault in sorted(all_of):
        ours = [o for o in outcomes if o.stretch == stretch]
        true, missed, false = (sum(f.id == fault for o in ours for f in getattr(o, kind)) for kind in kinds)
        rows.append((stretch, fault, true, true - missed, false, f1(true, true - missed, false)))
    note = "Found and true ones are matched one to one, by kind, side and time."
    return Sheet(
        "Faults of each stretch", note, ("stretch", "fault", "true", "found", "false", "F1"), tuple(rows)
    )
