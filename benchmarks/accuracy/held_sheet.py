"""Held angles with the error told beside them, against the true ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.accuracy.agreement import Floats
from benchmarks.accuracy.outcome import Outcome
from benchmarks.accuracy.series import BANDS, band_of
from benchmarks.accuracy.sheet import Cell, Sheet


def held_sheet(outcomes: Sequence[Outcome]) -> Sheet:
    """By the camera's place, over all stretches and of each."""
    stretches = sorted({o.stretch for o in outcomes})
    rows = [
        (band, stretch, *_row(ours))
        for band in BANDS
        for stretch in ("all", *stretches)
        if (ours := [o for o in outcomes if band_of(o.yaw_deg) == band and stretch in ("all", o.stretch)])
    ]
    note = (
        "Of holds and attempts, in degrees. told: values with an error beside them, of holds and attempts "
        "that there truly were.\nerror told: the median of it. inside: truths within the value ± its error."
    )
    headings = ("view", "stretch", "true", "told", "MAE", "p95", "error told", "inside")
    return Sheet("Held values", note, headings, tuple(rows))


def held_errors(outcomes: Sequence[Outcome]) -> tuple[Floats, Floats]:
    """(n,) how far held values are off, and what the product says they may be."""
    known = [
        (abs(found.value_deg - true.value_deg), found.error_deg)
        for o in outcomes
        for found, true in o.pairs
        if found.value_deg is not None and found.error_deg is not None and true.value_deg is not None
    ]
    off, widths = np.array(known, float).reshape(-1, 2).T
    return off, widths


def _row(outcomes: Sequence[Outcome]) -> tuple[Cell, ...]:
    off, widths = held_errors(outcomes)
    true = sum(len(o.true) for o in outcomes)
    if not off.size:
        return true, 0, None, None, None, None
    return (
        *(true, int(off.size), float(off.mean()), float(np.percentile(off, 95))),
        *(float(np.median(widths)), float((off <= widths).mean())),
    )
