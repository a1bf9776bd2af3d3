"""``posecoach coach``: a session in front of a camera."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console

from posecoach.cli.analyse import WORKING, dose_of
from posecoach.cli.closing import closing_table
from posecoach.cli.terminal_screen import PrintedVoice, TerminalScreen
from posecoach.cli.watching import find_model
from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.leading.sentences import sentences
from posecoach.errors import PosecoachError, UsageError
from posecoach.feedback.voice.voice import Silent, Voice, speaking
from posecoach.feedback.window import Window
from posecoach.kinematics.points import SIDES
from posecoach.live.coaching_thread import CoachingThread
from posecoach.live.finish import finish, scratch_folder
from posecoach.live.keeping import Keeping
from posecoach.live.lead import interrupts, lead
from posecoach.live.moment import Screen
from posecoach.live.window_screen import WindowScreen
from posecoach.pose.mediapipe_engine import MediaPipeEngine, MediaPipeSearch
from posecoach.pose.tracker import Tracker
from posecoach.report.files import Results, check_folder
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.stretches.routine import RoutineStep, is_routine, load_routine, routine_ids
from posecoach.video.camera.live import open_camera
from posecoach.video.camera.names import camera_names

SHOWN_S = 20.0
"""How long the summary stays on the screen before the program ends by itself."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, as it was asked."""

    stretch: str
    routine: str
    camera: str
    side: str
    dose: str | None
    out: Path
    record: bool
    window: bool
    full_screen: bool
    voice: bool
    voice_file: Path | None
    model: str
    debug: bool


def show_cameras() -> None:
    """One line for each camera of this machine."""
    names = camera_names()
    if not names:
        raise PosecoachError("no camera was found; plug one in, or name a file or a stream with --camera")
    for index, name in names:
        print(f"{index}  {name}")


def lead_session(request: Request) -> None:
    """Lead a person through a stretch or a routine, and write what was done.

    Raises UsageError and PosecoachError. What was done is kept whatever ends the session; the results are
    written whole or not at all.
    """
    plan = _plan(request)
    name = f"{datetime.now():%Y-%m-%d-%H%M%S}-{plan.title}"
    folder = request.out / name
    check_folder(folder)
    model = find_model(request.model)
    console = Console()
    console.print("Starting…")
    leader = Leader(plan.parts, load_rules(), advice=plan.advice)
    with (
        scratch_folder(folder) as scratch,
        interrupts(),
        _voice(request, console) as voice,
        _screen(request, voice, console) as screen,
    ):
        voice.prepare(sentences(plan.parts, load_rules(), plan.advice))
        keeping = Keeping(scratch, name, record=request.record)
        failure = _lead(request, model, leader, keeping, voice, screen)
        if failure and not keeping.count:
            raise failure
        end_s = SHOWN_S if request.window else 0.0
        results = finish(leader, keeping, folder, screen, voice, broke_off=failure is not None, shown_s=end_s)
    _report(results, leader, folder, console)
    if failure:
        raise failure
    if keeping.complaint:
        raise PosecoachError(keeping.complaint)


def _lead(
    request: Request, model: Path, leader: Leader, keeping: Keeping, voice: Voice, screen: Screen
) -> Exception | None:
    """What ended the session early, if anything did: it is raised again when what was done is safe."""
    try:
        with (
            keeping,
            MediaPipeEngine(model, debug=request.debug) as engine,
            MediaPipeSearch(model, debug=request.debug) as search,
            # After all that takes its time: a film's first pictures would be missed.
            open_camera(request.camera, time.monotonic) as camera,
        ):
            tracker = Tracker(engine, search)
            lead(CoachingThread(camera, tracker, leader, voice, keeping, time.monotonic), screen)
    except KeyboardInterrupt:
        leader.end()
    except Exception as error:  # noqa: BLE001 - raised again by the caller, whatever it is
        leader.end()
        return error
    return None


@dataclass(frozen=True, slots=True)
class _Plan:
    """The request, understood: what to lead through, what to call it, what to say before it."""

    parts: list[Part]
    title: str
    advice: list[str]


def _plan(request: Request) -> _Plan:
    if request.routine and request.stretch:
        raise UsageError("name a stretch or a routine, not both")
    if request.side not in WORKING:
        raise UsageError(f"--side {request.side!r}: expected {', '.join(WORKING)}")
    if request.routine:
        if request.dose or request.side != "auto":
            raise UsageError("--dose and --side are for a single stretch: a routine has its own")
        routine = load_routine(request.routine)
        return _Plan([_part(step) for step in routine.steps], routine.id, routine.advice)
    if not request.stretch:
        raise UsageError(
            "name a stretch (`posecoach stretches list` shows them) or a routine "
            f"(--routine {', '.join(routine_ids())})"
        )
    if request.stretch.endswith((".yaml", ".yml")) and is_routine(Path(request.stretch)):
        raise UsageError(f"{request.stretch} is a routine: --routine {request.stretch}")
    stretch = load_stretch(request.stretch)
    dose = dose_of(stretch, request.dose, request.side)
    return _Plan([Part(stretch, dose, WORKING[request.side])], stretch.id, [])


def _part(step: RoutineStep) -> Part:
    stretch, dose = step.prescribed()
    return Part(stretch, dose, (step.side,) if step.side else SIDES, step.rest_s)


@contextmanager
def _voice(request: Request, console: Console) -> Iterator[Voice]:
    with speaking(request.voice_file) if request.voice else nullcontext(Silent()) as voice:
        yield voice if request.window else PrintedVoice(voice, console)


@contextmanager
def _screen(request: Request, voice: Voice, console: Console) -> Iterator[Screen]:
    if not request.window:
        with TerminalScreen(console) as screen:
            yield screen
        return
    with Window("posecoach", fullscreen=request.full_screen) as window:
        yield WindowScreen(window, voice)


def _report(results: Sequence[Results], leader: Leader, folder: Path, console: Console) -> None:
    if not results:
        words = load_rules().live
        console.print(words.nothing if leader.sessions else words.not_begun)
        return
    for part in results:
        console.print(closing_table(part.analysis))
    console.print(f"Results: {folder}", markup=False, highlight=False, soft_wrap=True)
