"""All clips of a set through the coach, and all tables about them."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.accuracy.bodies_sheet import bodies_sheet
from benchmarks.accuracy.clip import Clip, coached
from benchmarks.accuracy.held_sheet import held_sheet
from benchmarks.accuracy.landmarks import Offset, offsets
from benchmarks.accuracy.marks_sheets import marks_sheets
from benchmarks.accuracy.measures_sheets import measures_sheet, targets_sheet, trait_sheets
from benchmarks.accuracy.outcome import Outcome, outcome
from benchmarks.accuracy.outcome_sheets import outcome_sheets
from benchmarks.accuracy.series import Series, series_of
from benchmarks.accuracy.sheet import Sheet
from benchmarks.accuracy.worst import worst_sheet
from posecoach.stretches.load import load_stretch


def assessed(clips: Sequence[Clip]) -> tuple[list[Series], list[Outcome], list[Offset]]:
    """Every clip through the coach: readings, outcomes and the landmarks' distances."""
    series: list[Series] = []
    outcomes = []
    for number, clip in enumerate(clips):
        found = coached(clip)
        series += series_of(number, clip, found, load_stretch(clip.truth.stretch))
        outcomes.append(outcome(clip, found))
    return series, outcomes, [offset for clip in clips for offset in offsets(clip)]


def all_sheets(series: Sequence[Series], outcomes: Sequence[Outcome], apart: Sequence[Offset]) -> list[Sheet]:
    return [
        *marks_sheets(series),
        held_sheet(outcomes),
        bodies_sheet(series),
        measures_sheet(series, "reported"),
        measures_sheet(series, "read"),
        targets_sheet(series),
        *trait_sheets(series),
        *outcome_sheets(outcomes, apart),
        worst_sheet(series),
    ]
