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
from benchmarks.accuracy.short_clips import FIRST_SEED
from benchmarks.accuracy.worst import worst_sheet
from posecoach.coaching.naming import segments
from posecoach.coaching.session import analyse_track
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids
from simulator.scene_file import NO_STRETCH


def assessed(clips: Sequence[Clip]) -> tuple[list[Series], list[Outcome], list[Offset]]:
    """Every clip through the coach, whose angles are judged too: readings, outcomes and the landmarks'
    distances."""
    series: list[Series] = []
    outcomes = []
    for number, clip in enumerate(clips):
        found = coached(clip)
        series += series_of(number, clip, found, load_stretch(clip.truth.stretch))
        outcomes.append(outcome(clip, found))
    return series, outcomes, [offset for clip in clips for offset in offsets(clip)]


def sorted_by_kind(clips: Sequence[Clip]) -> tuple[list[Clip], list[Clip], list[Clip]]:
    """Those whose angles are judged too, the short ones of all stretches, and those of none."""
    kinds = [2 if c.truth.stretch == NO_STRETCH else int(c.truth.seed >= FIRST_SEED) for c in clips]
    judged, others, idle = (
        [clip for clip, of in zip(clips, kinds, strict=True) if of == kind] for kind in range(3)
    )
    return judged, others, idle


def followed(clip: Clip) -> Outcome:
    """A clip of which only what was counted, timed and said is asked."""
    stretch = load_stretch(clip.truth.stretch)
    return outcome(clip, analyse_track(clip.track, stretch, stretch.dose(clip.truth.dose), load_rules()))


def recognised(clip: Clip) -> tuple[str, ...]:
    """The stretches that are named where nobody says which it is."""
    found = segments(clip.track, [load_stretch(name) for name in stretch_ids()], load_rules())
    return tuple(dict.fromkeys(segment.stretch_id for segment in found if segment.stretch_id))


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
