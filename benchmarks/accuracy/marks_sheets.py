"""The product beside the bar it has to clear, in the views that its marks are set for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.agreement import agreement, share
from benchmarks.accuracy.crossing import LEAST_APART_DEG, NEAR_TORSO
from benchmarks.accuracy.series import BANDS, Kind, Series, errors_of, figures
from benchmarks.accuracy.sheet import Cell, Sheet

MARKED = ("leg_elevation", "hip_flexion", "knee", "trunk_elevation")
WRONG_DEG = 10.0

_KINDS: tuple[Kind, ...] = ("plain", "trial", "reported")
_LEGS = (("working", "near"), ("working", "far"), ("support", "near"), ("support", "far"))
_FIGURES = (
    *("clips", "frames"),
    *(f"{figure} {kind}" for kind in _KINDS for figure in ("MAE", "p95", "bias")),
    *("covered", f"> {WRONG_DEG:g}° off", "inside"),
)


def marks_sheets(series: Sequence[Series]) -> list[Sheet]:
    """By the camera's place: of everything, and of the legs by what they do and where they lie."""
    crossing = share(
        np.concatenate([np.empty(0, bool), *(s.crossing for s in series if s.measure == "knee")])
    )
    marked = _where(series, lambda s: ~s.crossing if s.measure == "knee" else np.isfinite(s.true))
    held = [s for s in marked if s.traits["phase"] == "holding"]
    return [
        _marks("Marks", _note(crossing or 0.0), marked),
        _marks(
            "Marks where reported",
            "The same of those frames alone that have a number: one set of frames for all three.",
            _where(marked, lambda s: np.isfinite(s.reported)),
        ),
        _by_leg("Marks by leg", marked),
        _by_leg("Marks by leg, held", held),
    ]


def _where(series: Sequence[Series], judged: Callable[[Series], NDArray[np.bool_]]) -> list[Series]:
    """The marked measures in the frames that are judged."""
    masked = (replace(s, true=np.where(judged(s), s.true, np.nan)) for s in series if s.measure in MARKED)
    return [s for s in masked if np.isfinite(s.true).any()]


def _note(crossing: float) -> str:
    return (
        "In degrees. Of frames in which a body was measured: plain, the picture's angle against a level "
        "floor; trial, the first trial's correction; of frames with a number: reported.\n"
        f"covered: frames with a number, of all. > {WRONG_DEG:g}° off, inside (the number ± its half-width): "
        f"shares of the reported.\nThe knee without the {crossing:.0%} of frames in which one leg crosses "
        f"the other's knee: within {NEAR_TORSO:g} torso lengths in the picture, the shanks "
        f"{LEAST_APART_DEG:g}° apart or more."
    )


def _marks(title: str, note: str, marked: Sequence[Series]) -> Sheet:
    held = [s for s in marked if s.traits["phase"] == "holding"]
    rows = [
        (measure, band, when, *_row(ours))
        for measure in MARKED
        for band in BANDS
        for when, group in (("all", marked), ("held", held))
        if (ours := [s for s in group if (s.measure, s.traits["band"]) == (measure, band)])
    ]
    return Sheet(title, note, ("measure", "view", "when", *_FIGURES), tuple(rows))


def _by_leg(title: str, group: Sequence[Series]) -> Sheet:
    rows = [
        (measure, band, "works" if role == "working" else "other", side, *_row(ours))
        for measure in MARKED
        for band in BANDS
        for role, side in _LEGS
        if (ours := _of_leg(group, measure, band, role, side))
    ]
    note = "As above. near, far: the leg on the camera's side, and the one behind it."
    return Sheet(title, note, ("measure", "view", "leg", "side", *_FIGURES), tuple(rows))


def _of_leg(group: Sequence[Series], measure: str, band: str, role: str, side: str) -> list[Series]:
    wanted = {"band": band, "role": role, "side": side}
    return [s for s in group if s.measure == measure and wanted.items() <= s.traits.items()]


def _row(group: Sequence[Series]) -> tuple[Cell, ...]:
    found = [agreement(*errors_of(group, kind)) for kind in _KINDS]
    measured, told = found[0], figures(group)
    errors, _ = errors_of(group, "reported")
    return (
        *((measured.clips, measured.frames) if measured else (0, 0)),
        *(cell for one in found for cell in ((one.mae, one.p95, one.bias) if one else (None,) * 3)),
        *(told.coverage, share(np.abs(errors) > WRONG_DEG), told.inside),
    )
