"""``posecoach coach``: a session in front of a camera."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rich.console import Console

from posecoach.cli.analyse import WORKING, dose_of
from posecoach.cli.closing import closing_table
from posecoach.cli.terminal_screen import TerminalScreen
from posecoach.cli.watching import find_model
from posecoach.coaching.leading.leader import Leader, Part
from posecoach.coaching.leading.sentences import sentences
from posecoach.coaching.leading.state import Action, Said
from posecoach.coaching.session import Session
from posecoach.errors import PosecoachError, UsageError
from posecoach.feedback.voice.voice import Silent, Voice, speaking
from posecoach.feedback.window import Window
from posecoach.kinematics.points import SIDES
from posecoach.live.coaching import Coaching
from posecoach.live.keeping import Keeping
from posecoach.live.moment import Moment, Screen
from posecoach.live.results import analyses, write_results
from posecoach.live.session import lead
from posecoach.live.window_screen import WindowScreen
from posecoach.pose.mediapipe_engine import MediaPipeEngine, MediaPipeSearch
from posecoach.pose.tracker import Tracker
from posecoach.report.files import Results, check_folder
from posecoach.report.headline import headline
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.stretches.routine import RoutineStep, load_routine, routine_ids
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

    Raises UsageError and PosecoachError; the results are written whole or not at all.
    """
    parts, title, advice = _parts(request)
    name = f"{datetime.now():%Y-%m-%d-%H%M%S}-{title}"
    folder = request.out / name
    check_folder(folder)
    model = find_model(request.model)
    console = Console()
    console.print("Starting…")
    leader = Leader(parts, load_rules(), advice=advice)
    with (
        tempfile.TemporaryDirectory(prefix=".posecoach-live-", dir=request.out) as scratch,
        _voice(request) as voice,
    ):
        voice.prepare(sentences(parts, load_rules()))
        keeping = Keeping(Path(scratch), name, record=request.record)
        with (
            open_camera(request.camera, time.monotonic) as camera,
            MediaPipeEngine(model, debug=request.debug) as engine,
            MediaPipeSearch(model, debug=request.debug) as search,
            _screen(request, voice, console) as screen,
        ):
            with keeping:
                tracker = Tracker(engine, search)
                coaching = Coaching(camera, tracker, leader, voice, keeping, time.monotonic)
                last, failure = _led(coaching, screen, leader)
            results = analyses(leader.sessions, keeping)
            if results:
                write_results(folder, keeping, results)
            if last:
                _close(results, leader.sessions, last, screen, voice, SHOWN_S if request.window else 0.0)
    if failure and not results:
        raise failure
    _report(results, folder, console)
    if failure:
        raise PosecoachError(f"{failure} What was done until then is kept.") from failure
    if keeping.complaint:
        raise PosecoachError(keeping.complaint)


def _led(coaching: Coaching, screen: Screen, leader: Leader) -> tuple[Moment | None, PosecoachError | None]:
    """The last moment of the session, or else what ended it early: what was done until then is not lost."""
    try:
        return lead(coaching, screen), None
    except PosecoachError as error:
        leader.press(Action.QUIT, 0.0)
        return None, error


def _parts(request: Request) -> tuple[list[Part], str, list[str]]:
    """What to lead through, what to call it, and what to say before it."""
    if request.routine and request.stretch:
        raise UsageError("name a stretch or a routine, not both")
    if request.side not in WORKING:
        raise UsageError(f"--side {request.side!r}: expected {', '.join(WORKING)}")
    if request.routine:
        if request.dose or request.side != "auto":
            raise UsageError("--dose and --side are for a single stretch: a routine has its own")
        routine = load_routine(request.routine)
        return [_part(step) for step in routine.steps], routine.id, routine.advice
    if not request.stretch:
        raise UsageError(
            "name a stretch (`posecoach stretches list` shows them) or a routine "
            f"(--routine {', '.join(routine_ids())})"
        )
    stretch = load_stretch(request.stretch)
    dose = dose_of(stretch, request.dose, request.side)
    return [Part(stretch, dose, WORKING[request.side])], stretch.id, []


def _part(step: RoutineStep) -> Part:
    stretch, dose = step.prescribed()
    return Part(stretch, dose, (step.side,) if step.side else SIDES, step.rest_s)


def _voice(request: Request) -> AbstractContextManager[Voice]:
    return speaking(request.voice_file) if request.voice else nullcontext(Silent())


@contextmanager
def _screen(request: Request, voice: Voice, console: Console) -> Iterator[Screen]:
    if not request.window:
        with TerminalScreen(console) as screen:
            yield screen
        return
    with Window("posecoach", fullscreen=request.full_screen) as window:
        yield WindowScreen(window, voice)


def _close(
    results: Sequence[Results],
    sessions: Sequence[Session],
    last: Moment,
    screen: Screen,
    voice: Voice,
    shown_s: float,
) -> None:
    """What was done, on the screen and aloud, until it is said and read, or a key is pressed."""
    summary = (*_done(results, sessions),) or (load_rules().live.nothing,)
    for line in summary:
        voice.say(Said(line))
    until_s = time.monotonic() + shown_s
    while time.monotonic() < until_s or voice.is_speaking:
        screen.show(replace(last, summary=summary))
        if Action.QUIT in screen.asked():
            return
        time.sleep(0.05)


def _done(results: Sequence[Results], sessions: Sequence[Session]) -> Iterator[str]:
    for part in results:
        yield f"{part.analysis.stretch.name}: {headline(part.analysis)}"
    for session in sessions:
        if session.led:
            goal = session.dose.repetitions * session.dose.sets
            led_through = load_rules().live.led_through.format(count=session.led, goal=goal)
            yield f"{session.stretch.name}: {led_through}"


def _report(results: Sequence[Results], folder: Path, console: Console) -> None:
    if not results:
        console.print("Nobody was seen, so nothing is kept.")
        return
    for part in results:
        console.print(closing_table(part.analysis))
    console.print(f"Results: {folder}", markup=False, highlight=False, soft_wrap=True)
