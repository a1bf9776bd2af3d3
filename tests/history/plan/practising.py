"""People who practise: sessions as the record keeps them, made of routines and plans."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from posecoach.coaching.events import Side
from posecoach.history.entries import Diagnosis, HoldEntry, SafetyAnswers, SessionEntry, StretchEntry
from posecoach.history.plan.data import shipped
from posecoach.stretches.model import Dose
from posecoach.stretches.routine import Routine

HERE = timezone(timedelta(hours=1))
FIRST = date(2025, 3, 3)


def at(on: date, hour: int = 8) -> datetime:
    return datetime.combine(on, time(hour), HERE)


def answers(diagnosis: Diagnosis = "neither", on: date = FIRST, hour: int = 7, **more: Any) -> SafetyAnswers:
    return SafetyAnswers(person="me", answered_at=at(on, hour), diagnosis=diagnosis, **more)


def session(on: date, *stretches: StretchEntry, hour: int = 8, **more: Any) -> SessionEntry:
    return SessionEntry(person="me", began_at=at(on, hour), kind="live", stretches=stretches, **more)


def entry(
    stretch_id: str,
    count: int | None = None,
    dose: Dose | None = None,
    values: Mapping[str, float] | None = None,
    only: Side | None = None,
    **more: Any,
) -> StretchEntry:
    """``count`` repetitions a side, the dose's own without it. values: what each side's holds measured.
    only: the one side that was done."""
    stretch = shipped()[stretch_id]
    dose = dose or stretch.dose()
    count = dose.total if count is None else count
    sides: tuple[Side, ...] = ("left", "right") if stretch.sides == "each" else ("both",)
    sides = (only,) if only else sides
    holds = [
        HoldEntry(
            side=side,
            start_s=number,
            end_s=number + dose.hold_s,
            held_s=dose.hold_s,
            completed=True,
            value_deg=(values or {}).get(side),
            error_deg=3.0,
            yaw_deg=0.0,
            near=None if side == "both" else side,
        )
        for side in sides
        for number in range(count)
    ]
    return StretchEntry(
        stretch=stretch_id,
        name=stretch.name,
        dose="standard",
        hold_goal_s=dose.hold_s,
        repetition_goal=dose.total,
        spine_load=stretch.spine_load,
        holds=() if stretch.led else tuple(holds),
        led=count if stretch.led else 0,
        **more,
    )


def all_of(routine: Routine, values: Mapping[str, float] | None = None) -> list[StretchEntry]:
    """Every step done as it is written, an entry for each of them as a led session keeps it."""
    return [
        entry(step.stretch, dose=step.prescribed()[1], values=values, only=step.side)
        for step in routine.steps
    ]
