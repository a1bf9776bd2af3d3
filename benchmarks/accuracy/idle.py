"""Clips in which nobody does a stretch: each stretch's coach watches them all, and should count nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.accuracy.clip import Clip
from benchmarks.accuracy.sheet import Cell, Sheet
from benchmarks.accuracy.stretch_sheets import Names
from posecoach.coaching.events import Hold
from posecoach.coaching.session import analyse_track
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids


@dataclass(frozen=True, slots=True)
class Watched:
    """One clip by one stretch's coach: what it counted, though there was nothing, and what it corrected."""

    clip: str
    stretch: str
    seconds: float
    counted: tuple[Hold, ...]
    corrections: int


def watched(clip: Clip) -> list[Watched]:
    """By every stretch."""
    return [_watched(clip, stretch_id) for stretch_id in stretch_ids()]


def _watched(clip: Clip, stretch_id: str) -> Watched:
    stretch, rules = load_stretch(stretch_id), load_rules()
    analysis = analyse_track(clip.track, stretch, stretch.dose(), rules)
    return Watched(
        clip=clip.name,
        stretch=stretch_id,
        seconds=clip.track.source.duration_s,
        counted=(*analysis.holds, *analysis.attempts),
        corrections=sum(cue.kind == "fault" for cue in analysis.cues),
    )


def idle_sheet(all_watched: Sequence[Watched], names: Names) -> Sheet:
    rows = [
        _row(stretch, [w for w in all_watched if w.stretch == stretch], names)
        for stretch in sorted({w.stretch for w in all_watched})
    ]
    note = (
        "Walking, tidying, sitting down, gesturing, fidgeting, heel slides, leg raises on the side, on all "
        "fours. held: of doses with something to hold; where: clips with a hold, a repetition or an attempt. "
        "recognised: clips in which this stretch was named."
    )
    counted = ("holds", "repetitions", "attempts", "where")
    headings = ("stretch", "minutes", *counted, "corrections", "recognised")
    return Sheet("None of the stretches", note, headings, tuple(rows))


def _row(stretch: str, ours: Sequence[Watched], names: Names) -> tuple[Cell, ...]:
    done = [hold for w in ours for hold in w.counted if hold.completed]
    is_held = load_stretch(stretch).dose().hold_s > 0
    return (
        *(stretch, sum(w.seconds for w in ours) / 60),
        *((len(done), 0) if is_held else (0, len(done))),
        sum(not hold.completed for w in ours for hold in w.counted),
        ", ".join(w.clip for w in ours if w.counted),
        sum(w.corrections for w in ours),
        sum(stretch in names.get(w.clip, ()) for w in ours),
    )
