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
from posecoach.cli.person import announce
from posecoach.cli.printing import say
from posecoach.coaching.leading.part import Part
from posecoach.errors import PosecoachError, UsageError
from posecoach.history.entries import SessionEntry, plain
from posecoach.history.filing import done_in
from posecoach.history.plan.plan import today_routine
from posecoach.history.record.record import Record, open_record
from posecoach.kinematics.points import SIDES
from posecoach.live.diary import Diary
from posecoach.report.files import POSES, SESSION
from posecoach.stretches.load import load_stretch, stretch_ids
from posecoach.stretches.model import Stretch
from posecoach.stretches.routine import Routine, RoutineStep, is_routine, load_routine, routine_ids
from posecoach.video.camera.names import camera_names, identity
from posecoach.video.origin import digest

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
    now = datetime.now().astimezone()
    of_today = request.routine == TODAY
    _require_understood(request)
    with open_record(request.database) as record:
        record.require_writable()
        announce(record, request.person, console)
        # Today's plan follows from the answers, all others stand before them.
        plan = Plan([], _name(TODAY, now)) if of_today else _plan(request, now)
        require_setting(plan, request.setting)
        stretches = _neutral() if of_today else [part.stretch for part in plan.parts]
        cleared = safety.before(record, request.person, stretches, console, now)
        if of_today:
            plan = _plan_of_today(record, request.person, now, console)
        parts = [part for part in plan.parts if part.stretch.spine_load in cleared.allowed]
        plan = replace(plan, parts=parts, pain_before=cleared.pain_before)
        begun = begin(request.person, plan, request.setting, cleared)
        outcome = lead_through(plan, request.setting, console, Diary(begun, record.keep))
        _show(outcome, console)
        keep_outcome(outcome, begun, record, console)
    if outcome.complaint:
        raise outcome.complaint


def begin(person: str, plan: Plan, setting: Setting, cleared: safety.Cleared) -> SessionEntry:
    """A session as the record knows it before anything was done."""
    return SessionEntry(
        person=person,
        began_at=datetime.now().astimezone(),
        kind="live",
        source=plan.name,
        camera=plain(identity(setting.camera)),
        pain_before=cleared.pain_before,
        diagnosis=cleared.answers.diagnosis if cleared.answers else None,
    )


def keep_outcome(outcome: Outcome, begun: SessionEntry, record: Record, console: Console) -> None:
    """Keep what was done, if anything was, and how it feels afterwards.

    Raises PosecoachError where the record does not take it: the results stay, and can be filed later.
    """
    done = done_in(part.analysis for part in outcome.results)
    if not done:
        return
    film = outcome.folder / SESSION
    known = {"stretches": done, "finished": outcome.complaint is None}
    session = begun.model_copy(update=known | ({"digest": digest(film)} if film.is_file() else {}))
    try:
        # Before anything is asked: who walks away from a question has stretched all the same.
        record.keep(session)
        safety.after(record, session, console)
    except PosecoachError as error:
        which = done[0].stretch if len(done) == 1 else "auto"
        later = f"posecoach analyse --poses '{outcome.folder / POSES}' --stretch {which}"
        also = f" {outcome.complaint}" if outcome.complaint else ""
        raise PosecoachError(f"{str(error).rstrip('.')}. To add the session later: {later}{also}") from error
    console.print(f"Kept: posecoach history show {str(session.id)[:8]}", markup=False, highlight=False)


def _require_understood(request: Request) -> None:
    if request.routine and request.stretch:
        raise UsageError("name a stretch or a routine, not both")
    if request.side not in WORKING:
        raise UsageError(f"--side {request.side!r}: expected {', '.join(WORKING)}")
    if request.routine and (request.dose or request.side != "auto"):
        raise UsageError("--dose and --side are for a single stretch: a routine has its own")
    if not request.routine and not request.stretch:
        raise UsageError(
            "name a stretch (`posecoach stretches list` shows them) or a routine "
            f"(--routine {', '.join([TODAY, *routine_ids()])})"
        )
    if request.stretch.endswith((".yaml", ".yml")) and is_routine(Path(request.stretch)):
        raise UsageError(f"{request.stretch} is a routine: --routine {request.stretch}")


def _plan(request: Request, now: datetime) -> Plan:
    if request.routine:
        return _of_routine(load_routine(request.routine), now)
    stretch = load_stretch(request.stretch)
    dose = dose_of(stretch, request.dose, request.side)
    return Plan([Part(stretch, dose, WORKING[request.side])], _name(stretch.id, now))


def _plan_of_today(record: Record, person: str, now: datetime, console: Console) -> Plan:
    """With its reasons printed. Raises PosecoachError where nothing is to be done today."""
    today = today_routine(record, person, now.date())
    for reason in today.reasons:
        console.print(reason, markup=False, highlight=False)
    if today.routine is None:
        raise PosecoachError("Nothing is planned for today.")
    return _of_routine(today.routine, now)


def _of_routine(routine: Routine, now: datetime) -> Plan:
    return Plan([_part(step) for step in routine.steps], _name(routine.id, now), routine.advice)


def _neutral() -> list[Stretch]:
    """What everybody may do who may start at all."""
    every = map(load_stretch, stretch_ids())
    return [stretch for stretch in every if stretch.spine_load == "neutral"]


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
    say(console, f"Results: {outcome.folder}")
