"""``posecoach coach``: a session in front of a camera."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rich.console import Console

from posecoach.cli import safety
from posecoach.cli.analyse import WORKING, dose_of
from posecoach.cli.closing import closing_table
from posecoach.cli.leading import Outcome, Plan, Setting, lead_through, require_setting
from posecoach.coaching.leading.part import Part
from posecoach.errors import PosecoachError, UsageError
from posecoach.history.entries import SessionEntry
from posecoach.history.filing import anything_done, stretch_entry
from posecoach.history.plan import today_routine
from posecoach.history.record import Record, open_record
from posecoach.kinematics.points import SIDES
from posecoach.live.diary import Diary
from posecoach.stretches.load import load_stretch
from posecoach.stretches.routine import Routine, RoutineStep, is_routine, load_routine, routine_ids
from posecoach.video.camera.names import camera_names, identity

TODAY = "today"
"""The routine that the plan of the day makes."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, as it was asked."""

    stretch: str
    routine: str
    side: str
    dose: str | None
    person: str
    database: str
    setting: Setting


def show_cameras() -> None:
    """One line for each camera of this machine."""
    names = camera_names()
    if not names:
        raise PosecoachError("no camera was found; plug one in, or name a file or a stream with --camera")
    for index, name in names:
        print(f"{index}  {name}")


def lead_session(request: Request) -> None:
    """Lead a person through a stretch or a routine, write what was done, and keep it in the record.

    Raises UsageError and PosecoachError. What was done is kept whatever ends the session; the results are
    written whole or not at all.
    """
    console = Console()
    with open_record(request.database) as record:
        now = datetime.now().astimezone()
        plan = _plan(request, record, now, console)
        require_setting(plan, request.setting)
        stretches = [part.stretch for part in plan.parts]
        cleared = safety.before(record, request.person, stretches, console, now)
        parts = [part for part in plan.parts if part.stretch.spine_load in cleared.allowed]
        plan = replace(plan, parts=parts, pain_before=cleared.pain_before)
        begun = SessionEntry(
            person=request.person,
            began_at=datetime.now().astimezone(),
            kind="live",
            source=plan.name,
            camera=identity(request.setting.camera),
            pain_before=cleared.pain_before,
            diagnosis=cleared.answers.diagnosis if cleared.answers else None,
        )
        outcome = lead_through(plan, request.setting, console, Diary(begun, record.keep))
        _show(outcome, console)
        _keep(outcome, begun, record, console)
    if outcome.complaint:
        raise outcome.complaint


def _plan(request: Request, record: Record, now: datetime, console: Console) -> Plan:
    if request.routine and request.stretch:
        raise UsageError("name a stretch or a routine, not both")
    if request.side not in WORKING:
        raise UsageError(f"--side {request.side!r}: expected {', '.join(WORKING)}")
    if request.routine:
        if request.dose or request.side != "auto":
            raise UsageError("--dose and --side are for a single stretch: a routine has its own")
        routine = _routine(request, record, now, console)
        return Plan([_part(step) for step in routine.steps], _name(routine.id, now), routine.advice)
    if not request.stretch:
        raise UsageError(
            "name a stretch (`posecoach stretches list` shows them) or a routine "
            f"(--routine {', '.join([TODAY, *routine_ids()])})"
        )
    if request.stretch.endswith((".yaml", ".yml")) and is_routine(Path(request.stretch)):
        raise UsageError(f"{request.stretch} is a routine: --routine {request.stretch}")
    stretch = load_stretch(request.stretch)
    dose = dose_of(stretch, request.dose, request.side)
    return Plan([Part(stretch, dose, WORKING[request.side])], _name(stretch.id, now))


def _routine(request: Request, record: Record, now: datetime, console: Console) -> Routine:
    if request.routine != TODAY:
        return load_routine(request.routine)
    plan = today_routine(record, request.person, now.date())
    if plan.routine is None:
        raise PosecoachError(" ".join(plan.reasons))
    for reason in plan.reasons:
        console.print(reason, markup=False, highlight=False)
    return plan.routine


def _name(title: str, now: datetime) -> str:
    return f"{now:%Y-%m-%d-%H%M%S}-{title}"


def _part(step: RoutineStep) -> Part:
    stretch, dose = step.prescribed()
    return Part(stretch, dose, (step.side,) if step.side else SIDES, step.rest_s)


def _show(outcome: Outcome, console: Console) -> None:
    if not outcome.results:
        console.print(outcome.nothing)
        return
    for part in outcome.results:
        console.print(closing_table(part.analysis))
    console.print(f"Results: {outcome.folder}", markup=False, highlight=False, soft_wrap=True)


def _keep(outcome: Outcome, begun: SessionEntry, record: Record, console: Console) -> None:
    done = tuple(filter(anything_done, (stretch_entry(part.analysis) for part in outcome.results)))
    if not done:
        return
    session = begun.model_copy(update={"stretches": done, "finished": outcome.complaint is None})
    # Before anything is asked: who walks away from a question has stretched all the same.
    record.keep(session)
    record.keep(safety.after(record, session, console))
    console.print(f"Kept: posecoach history show {str(session.id)[:8]}", markup=False, highlight=False)
