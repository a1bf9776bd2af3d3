"""Tables of how far the measures are off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.accuracy.agreement import Agreement
from benchmarks.accuracy.series import TRAITS, Kind, Series, figures, held_targets
from benchmarks.accuracy.sheet import Cell, Sheet
from posecoach.kinematics.definitions import MEASURES
from posecoach.stretches.load import load_stretch, stretch_ids

_AGREEMENT = ("clips", "frames", "bias", "MAE", "SD", "LoA from", "LoA to", "p95")
_BOTH = (
    *("clips", "frames", "bias read", "MAE read", "p95 read"),
    *("bias reported", "MAE reported", "p95 reported", "covered", "inside"),
    *("swapped", "MAE unswapped", "p95 unswapped"),
)
_NOTES = {
    "reported": "As in measures.csv. covered: share of frames with a number; inside: share of truths within "
    "the number ± its half-width.\nLoA: 95 % limits of agreement (Bland & Altman 2007), of three clips or "
    "more. Frames weigh equally; clips are the clusters, not people, of whom some are in several clips.",
    "read": "The same before the product leaves out what the view cannot support.",
}


def measures_sheet(series: Sequence[Series], kind: Kind) -> Sheet:
    """Every measure over all clips."""
    rows: list[tuple[Cell, ...]] = []
    for measure, group in _by_measure(series):
        found = figures(group)
        more = (found.coverage, found.inside) if kind == "reported" else ()
        unit = MEASURES[measure].unit.value
        rows.append((measure, unit, *_cells(getattr(found, kind)), *more))
    headings = ("measure", "unit", *_AGREEMENT, *(("covered", "inside") if kind == "reported" else ()))
    return Sheet(f"Measures as {kind}", _NOTES[kind], headings, tuple(rows))


def targets_sheet(series: Sequence[Series]) -> Sheet:
    """What a user is told: the target of each stretch, of the side that works, while it is held."""
    rows: list[tuple[Cell, ...]] = []
    for stretch in stretch_ids():
        held = held_targets(series, stretch)
        for view in sorted({s.traits["view"] for s in held}):
            ours = [s for s in held if s.traits["view"] == view]
            rows.append((stretch, ours[0].measure, *_row(view, ours)))
    note = (
        "In degrees, in holds, of the working side. swapped: share of frames with the legs taken for each "
        "other; unswapped: reported in the others."
    )
    return Sheet("Targets in holds", note, ("stretch", "measure", "view", *_BOTH), tuple(rows))


def trait_sheets(series: Sequence[Series]) -> list[Sheet]:
    """The targets of the stretches and the knee, by each of :data:`TRAITS`."""
    targets = {load_stretch(stretch).target.measure for stretch in stretch_ids()} | {"knee"}
    shown = [s for s in series if s.measure in targets]
    return [_trait_sheet(shown, trait) for trait in TRAITS]


def _trait_sheet(series: Sequence[Series], trait: str) -> Sheet:
    rows = [
        (measure, *_row(value, [s for s in group if s.traits[trait] == value]))
        for measure, group in _by_measure(series)
        for value in sorted({s.traits[trait] for s in group})
    ]
    return Sheet(
        f"Targets and knee by {trait}", "In degrees; see above.", ("measure", trait, *_BOTH), tuple(rows)
    )


def _row(name: str, group: Sequence[Series]) -> tuple[Cell, ...]:
    found = figures(group)
    read, reported = found.read, found.reported
    return (
        name,
        *((read.clips, read.frames, read.bias, read.mae, read.p95) if read else (None,) * 5),
        *((reported.bias, reported.mae, reported.p95) if reported else (None,) * 3),
        *(found.coverage, found.inside, found.swapped),
        *((found.unswapped.mae, found.unswapped.p95) if found.unswapped else (None,) * 2),
    )


def _by_measure(series: Sequence[Series]) -> Iterable[tuple[str, list[Series]]]:
    for measure in MEASURES:
        group = [s for s in series if s.measure == measure]
        if group:
            yield measure, group


def _cells(found: Agreement | None) -> tuple[Cell, ...]:
    if found is None:
        return (None,) * len(_AGREEMENT)
    return (
        *(found.clips, found.frames, found.bias, found.mae, found.sd),
        *(found.low, found.high, found.p95),
    )
