"""``posecoach analyse``: a recording, or its saved poses, to a folder of results and a closing table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from posecoach.cli.closing import closing_table
from posecoach.cli.keep_recording import keep_recording, taken_at
from posecoach.cli.naming import AUTO, lines, named
from posecoach.cli.person import announce
from posecoach.cli.printing import say
from posecoach.cli.watching import bar, find_model, progress_bars, require_watchable, watch
from posecoach.coaching.naming import Segment, part_of
from posecoach.coaching.session import analyse_track, coach_states
from posecoach.errors import PosecoachError, UsageError
from posecoach.history.record.record import Record, open_record
from posecoach.history.safety import disclaimer
from posecoach.kinematics.calibration import LEVEL, READ_PITCH_SD_DEG, Gravity
from posecoach.kinematics.points import SIDES, BodySide
from posecoach.pose.track import PoseTrack, load
from posecoach.report.files import (
    Results,
    check_folder,
    report_folder,
    write_recognised_folder,
    write_report_folder,
)
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids
from posecoach.stretches.model import Dose, Stretch
from posecoach.video.frame import Turn
from posecoach.video.libav import show_libav_log
from posecoach.video.reader import probe

TURNS: dict[int, Turn] = {0: 0, 90: 90, 180: 180, 270: 270}
WORKING: dict[str, tuple[BodySide, ...]] = {"auto": SIDES, "left": ("left",), "right": ("right",)}


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, as it was asked."""

    videos: tuple[Path, ...]
    poses: Path | None
    stretch: str
    dose: str | None
    side: str
    camera_pitch_deg: float | None
    turn_deg: int
    out: Path
    annotate: bool
    opensim: bool
    keep: bool
    person: str
    date: str
    database: str
    model: str
    debug: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    """The request, understood. stretch: None where the recording is to tell it."""

    stretch: Stretch | None
    sides: tuple[BodySide, ...]
    gravity: Gravity
    at: datetime | None


def analyse_all(request: Request) -> bool:
    """Analyse every recording of the request; False where one of several could not be.

    Raises UsageError and PosecoachError; the results of each recording are written whole or not at all.
    """
    plan = _understand(request)
    if request.debug:
        show_libav_log()
    with open_record(request.database) if request.keep else nullcontext() as record:
        return _analyse_all(request, plan, record)


def _analyse_all(request: Request, plan: _Plan, record: Record | None) -> bool:
    console, progress = Console(), progress_bars()
    if record:
        record.require_writable()
    if request.poses:
        track = load(request.poses)
        check_folder(report_folder(request.out, track.source.file), from_poses=True)
        _finish(track, plan, request, None, record, console, progress)
        return True
    model = find_model(request.model)
    failures = 0
    for video in request.videos:
        with _one_of_several(request, progress.console) as outcome:
            require_watchable(probe(video), video)
            check_folder(report_folder(request.out, video))
            turn_deg = TURNS[request.turn_deg]
            track = watch(
                video, model, progress, stretch=plan.stretch, turn_deg=turn_deg, debug=request.debug
            )
            _finish(track, plan, request, video, record, console, progress)
        failures += outcome.failed
    return failures == 0


def _understand(request: Request) -> _Plan:
    if request.poses and request.videos:
        raise UsageError("name videos or --poses, not both")
    if request.poses and request.annotate:
        raise UsageError("--video needs the video itself: saved poses hold no picture")
    if not request.poses and not request.videos:
        raise UsageError("name a video to analyse, or saved poses with --poses FILE")
    if request.turn_deg not in TURNS:
        raise UsageError(f"--turn {request.turn_deg}: expected 90, 180 or 270, clockwise")
    if request.turn_deg and request.poses:
        raise UsageError("--turn needs the video itself: saved poses are of pictures as they were read")
    if not request.stretch:
        raise UsageError(f"say which stretch it is with --stretch ID: {', '.join([*stretch_ids(), AUTO])}")
    if request.side not in WORKING:
        raise UsageError(f"--side {request.side!r}: expected {', '.join(WORKING)}")
    stretch = None if request.stretch == AUTO else load_stretch(request.stretch)
    if stretch:
        dose_of(stretch, request.dose, request.side)
    stems = Counter(video.stem for video in request.videos)
    twice = [stem for stem, count in stems.items() if count > 1]
    if twice:
        raise UsageError(f"several videos are called {twice[0]}: analyse them into different --out folders")
    gravity, at = _gravity(request.camera_pitch_deg), taken_at(request.date)
    if at and not request.keep:
        raise UsageError("--date is for the record, and --no-keep leaves it out: give one of them")
    return _Plan(stretch, WORKING[request.side], gravity, at)


def dose_of(stretch: Stretch, name: str | None, side: str) -> Dose:
    """Raises UsageError where a dose is asked for, or a side, that the stretch has not."""
    if name and name not in stretch.doses:
        raise UsageError(f"{stretch.id} has no dose {name!r}: {', '.join(stretch.doses)}")
    if stretch.sides == "both" and side != "auto":
        raise UsageError(f"{stretch.id} stretches both sides at once: leave --side out")
    return stretch.dose(name)


def _gravity(camera_pitch_deg: float | None) -> Gravity:
    if camera_pitch_deg is None:
        return LEVEL
    if not -90 <= camera_pitch_deg <= 90:
        raise UsageError(f"--camera-pitch {camera_pitch_deg:g}: expected degrees from -90 (up) to 90 (down)")
    return replace(LEVEL, pitch_deg=camera_pitch_deg, pitch_sd_deg=READ_PITCH_SD_DEG)


@dataclass
class _Outcome:
    failed: bool = False


@contextmanager
def _one_of_several(request: Request, console: Console) -> Iterator[_Outcome]:
    """With several videos, one that cannot be analysed is said so, and the others go on."""
    outcome = _Outcome()
    try:
        yield outcome
    except PosecoachError as error:
        if len(request.videos) == 1 or request.debug:
            raise
        outcome.failed = True
        say(console, f"posecoach: {error}")


def _finish(
    track: PoseTrack,
    plan: _Plan,
    request: Request,
    video: Path | None,
    record: Record | None,
    console: Console,
    progress: Progress,
) -> None:
    folder = report_folder(request.out, video or track.source.file)
    found: list[Segment] = []
    if plan.stretch is None:
        with bar(progress, "Naming the stretch"):
            found = named(track, plan.gravity)
    parts = _parts(found, track, plan, request)
    with _drawing(progress, parts) as report:
        if plan.stretch:
            [part] = parts
            write_report_folder(folder, part, video=video, on_progress=report)
        else:
            write_recognised_folder(folder, track, found, parts, video=video, on_progress=report)
    for line in lines(found, track) if found else ():
        say(console, line)
    for part in parts:
        console.print(closing_table(part.analysis))
    say(console, f"Report: {folder / 'report.html'}" if len(parts) == 1 else f"Results: {folder}")
    if record:
        if not record.people():
            say(console, disclaimer())
        announce(record, request.person, console)
        analyses = [part.analysis for part in parts]
        kept = keep_recording(record, request.person, track.source, analyses, plan.at)
        say(console, kept or "Nothing was held, so nothing is kept in the record.")


def _parts(found: Sequence[Segment], track: PoseTrack, plan: _Plan, request: Request) -> list[Results]:
    """The results of each stretch. A recording of a single one is analysed whole, as if it had been named."""
    if plan.stretch:
        return [_results(track, plan.stretch, plan, request)]
    shown = [(load_stretch(s.stretch_id), s) for s in found if s.stretch_id]
    return [
        _results(track if len(shown) == 1 else part_of(track, segment), stretch, plan, request)
        for stretch, segment in shown
    ]


def _results(track: PoseTrack, stretch: Stretch, plan: _Plan, request: Request) -> Results:
    dose = dose_of(stretch, request.dose, request.side)
    session = (track, stretch, dose, load_rules(), plan.sides, plan.gravity)
    states = coach_states(*session) if request.annotate else None
    return Results(analyse_track(*session), track, states, opensim=request.opensim)


@contextmanager
def _drawing(progress: Progress, parts: Sequence[Results]) -> Iterator[Callable[[int], None] | None]:
    """A bar for the annotated video, if there is to be one."""
    if not any(part.states for part in parts):
        yield None
        return
    frames = max(len(part.track) for part in parts)
    with bar(progress, "Drawing") as report:
        yield lambda done: report(done, frames)
