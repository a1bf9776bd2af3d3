"""A finished analysis as the record keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import overload

from posecoach.analysis import Analysis
from posecoach.coaching.events import Hold
from posecoach.history.entries import HoldEntry, PainEntry, StretchEntry, plain
from posecoach.stretches.model import Dose, Stretch
from posecoach.stretches.screen import DOSE as OF_A_SCREEN

POSTURE_TEST = "posture test"
"""The variant of what was done in the posture and flexibility test: it is no practice, and no line of it."""


def done_in(analyses: Iterable[Analysis]) -> tuple[StretchEntry, ...]:
    """Of each stretch in which anything was done."""
    return tuple(filter(anything_done, map(stretch_entry, analyses)))


def stretch_entry(analysis: Analysis) -> StretchEntry:
    """One stretch of a session."""
    stretch, target = analysis.stretch, analysis.stretch.target
    done = sorted((*analysis.holds, *analysis.attempts), key=lambda hold: hold.start_s)
    return StretchEntry(
        stretch=stretch.id,
        name=plain(stretch.name),
        variant=variant(stretch, analysis.dose),
        measure=target.measure if target.graded else None,
        spine_load=stretch.spine_load,
        dose=plain(analysis.dose_name),
        hold_goal_s=analysis.dose.hold_s,
        repetition_goal=analysis.dose.total,
        view=analysis.view.kind,
        holds=tuple(_hold_entry(hold) for hold in done),
        led=analysis.led,
        pains=tuple(PainEntry(time_s=pain.time_s, rating=pain.rating) for pain in analysis.pains),
    )


def anything_done(entry: StretchEntry) -> bool:
    """Whether anything happened that is worth remembering: who only walked past did not stretch."""
    return bool(entry.holds or entry.pains or entry.led)


def variant(stretch: Stretch, dose: Dose) -> str:
    """What sets a dose apart from the stretch's others: holds of other lengths reach other angles."""
    if stretch.doses.keys() == {OF_A_SCREEN}:
        return POSTURE_TEST
    if len({each.hold_s for each in stretch.doses.values()}) == 1:
        return ""
    return f"held {dose.hold_s:g} s" if dose.hold_s else "counted"


def _hold_entry(hold: Hold) -> HoldEntry:
    camera = hold.camera
    return HoldEntry(
        side=hold.side,
        start_s=_rounded(hold.start_s),
        end_s=_rounded(hold.end_s),
        held_s=_rounded(hold.held_s),
        completed=hold.completed,
        why=hold.why,
        value_deg=_rounded(hold.value_deg),
        error_deg=_rounded(hold.error_deg),
        peak_deg=_rounded(hold.peak_deg),
        faults=tuple(map(plain, hold.faults)),
        yaw_deg=_rounded(camera.yaw_deg if camera else None),
        pitch_deg=_rounded(camera.pitch_deg if camera else None),
        near=camera.near if camera else None,
    )


@overload
def _rounded(value: float) -> float: ...
@overload
def _rounded(value: None) -> None: ...
@overload
def _rounded(value: float | None) -> float | None: ...
def _rounded(value: float | None) -> float | None:
    """To hundredths of a second or degree: finer than anything is measured, the same in every database."""
    return None if value is None else round(float(value), 2)
