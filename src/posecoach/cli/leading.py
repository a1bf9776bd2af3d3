"""A person led through stretches in front of a camera, from the first picture to the results on disk."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from posecoach.cli.printing import say
from posecoach.cli.terminal_screen import PrintedVoice, TerminalScreen
from posecoach.cli.watching import find_model
from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.leading.sentences import sentences
from posecoach.errors import PosecoachError
from posecoach.feedback.voice.voice import Silent, Voice, speaking
from posecoach.feedback.window import Window
from posecoach.live.broken_off import POSES, found_again
from posecoach.live.coaching_thread import CoachingThread
from posecoach.live.diary import Diary
from posecoach.live.finish import finish, scratch_folder
from posecoach.live.keeping import Keeping
from posecoach.live.lead import interrupts, lead
from posecoach.live.moment import Screen
from posecoach.live.window_screen import WindowScreen
from posecoach.pose.mediapipe_engine import MediaPipeEngine, MediaPipeSearch
from posecoach.pose.tracker import Tracker
from posecoach.report.files import Results, check_folder
from posecoach.stretches.load import load_rules
from posecoach.video.camera.live import open_camera
from posecoach.video.camera.names import identity

SHOWN_S = 20.0
"""How long the summary stays on the screen before the program ends by itself."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a session takes place, and what it is seen, heard and kept with."""

    camera: str
    out: Path
    record: bool
    window: bool
    full_screen: bool
    voice: bool
    voice_file: Path | None
    model: str
    debug: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What to lead through, what its folder is called, what to say before it. pain_before: 0 to 10, where the
    person told it."""

    parts: list[Part]
    name: str
    advice: Sequence[str] = ()
    pain_before: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a session. complaint: what ended it early, or is missing; to be raised when all is kept.
    nothing: what to tell somebody of whom nothing was seen."""

    folder: Path
    results: list[Results]
    nothing: str
    complaint: Exception | None


def require_setting(plan: Plan, setting: Setting) -> None:
    """Raises PosecoachError for what would fail later: to be called before a person is asked for anything."""
    check_folder(setting.out / plan.name)
    identity(setting.camera)
    find_model(setting.model)


def lead_through(plan: Plan, setting: Setting, console: Console, diary: Diary | None = None) -> Outcome:
    """Lead a person through it, and write what was done. diary: gets what was done meanwhile.

    Raises UsageError and PosecoachError where it cannot begin. What was done is kept whatever ends the
    session; the results are written whole or not at all.
    """
    folder = setting.out / plan.name
    check_folder(folder)
    model = find_model(setting.model)
    for left in found_again(setting.out):
        _tell_of(left, console)
    console.print("Starting…")
    leader = Leader(plan.parts, load_rules(), advice=plan.advice, pain_before=plan.pain_before)
    with (
        scratch_folder(folder) as scratch,
        interrupts(),
        _voice(setting, console) as voice,
        _screen(setting, voice, console) as screen,
    ):
        voice.prepare(sentences(plan.parts, load_rules(), plan.advice))
        keeping = Keeping(scratch, plan.name, record=setting.record, of=diary.begun if diary else None)
        failure = _lead(setting, model, leader, keeping, diary, voice, screen)
        if failure and not keeping.count:
            raise failure
        end_s = SHOWN_S if setting.window else 0.0
        results = finish(leader, keeping, folder, screen, voice, broke_off=failure is not None, shown_s=end_s)
    words = load_rules().live
    nothing = words.nothing if leader.sessions else words.not_begun
    complaint = PosecoachError(keeping.complaint) if keeping.complaint else None
    return Outcome(folder, results, nothing, failure or complaint)


def _lead(
    setting: Setting,
    model: Path,
    leader: Leader,
    keeping: Keeping,
    diary: Diary | None,
    voice: Voice,
    screen: Screen,
) -> Exception | None:
    """What ended the session early, if anything did: it is raised again when what was done is safe."""
    try:
        with (
            keeping,
            diary or nullcontext(),
            MediaPipeEngine(model, debug=setting.debug) as engine,
            MediaPipeSearch(model, debug=setting.debug) as search,
            # After all that takes its time: a film's first pictures would be missed.
            open_camera(setting.camera, time.monotonic) as camera,
        ):
            tracker = Tracker(engine, search)
            lead(CoachingThread(camera, tracker, leader, voice, keeping, time.monotonic, diary), screen)
    except KeyboardInterrupt:
        leader.end()
    except Exception as error:  # noqa: BLE001 - raised again by the caller, whatever it is
        leader.end()
        return error
    return None


def _tell_of(left: Path, console: Console) -> None:
    poses = left / POSES
    how = f", to be analysed: posecoach analyse --poses '{poses}' --stretch auto" if poses.exists() else ""
    say(console, f"An earlier session broke off; its poses are in {left}{how}")


@contextmanager
def _voice(setting: Setting, console: Console) -> Iterator[Voice]:
    with speaking(setting.voice_file) if setting.voice else nullcontext(Silent()) as voice:
        yield voice if setting.window else PrintedVoice(voice, console)


@contextmanager
def _screen(setting: Setting, voice: Voice, console: Console) -> Iterator[Screen]:
    if not setting.window:
        with TerminalScreen(console) as screen:
            yield screen
        return
    with Window("posecoach", fullscreen=setting.full_screen) as window:
        yield WindowScreen(window, voice)
