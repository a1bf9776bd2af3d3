"""``posecoach analyse``: a recording, or its saved poses, to a folder of results and a closing table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from posecoach.analysis import Analysis
from posecoach.cli.closing import closing_table
from posecoach.coaching.session import analyse_track, coach_states
from posecoach.errors import PosecoachError, UsageError
from posecoach.kinematics.calibration import LEVEL, READ_PITCH_SD_DEG, Gravity
from posecoach.kinematics.points import SIDES, BodySide
from posecoach.pose.model.progress import fetch_progress
from posecoach.pose.recording import track_video
from posecoach.pose.track import PoseTrack, load
from posecoach.report.files import check_folder, report_folder, write_report_folder
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids
from posecoach.stretches.model import Dose, Stretch
from posecoach.video.frame import Turn, VideoInfo
from posecoach.video.libav import show_libav_log
from posecoach.video.reader import probe

LEAST_FPS = 5.0
"""Speed is the slope over half a second, which takes three frames."""
LEAST_SIDE_PX = 64
"""A body this small has joints a pixel apart; the pose network works on 224 pixels."""

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
    model: str
    debug: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    """The request, understood."""

    stretch: Stretch
    dose: Dose
    sides: tuple[BodySide, ...]
    gravity: Gravity


def analyse_all(request: Request) -> bool:
    """Analyse every recording of the request; False where one of several could not be.

    Raises UsageError and PosecoachError; the results of each recording are written whole or not at all.
    """
    plan = _understand(request)
    if request.debug:
        show_libav_log()
    console, progress = Console(), _progress()
    if request.poses:
        track = load(request.poses)
        check_folder(report_folder(request.out, track.source.file), from_poses=True)
        _finish(track, plan, request, None, console, progress)
        return True
    model = _model(request)
    failures = 0
    for video in request.videos:
        with _one_of_several(request, progress.console) as outcome:
            _require_watchable(probe(video), video)
            check_folder(report_folder(request.out, video))
            track = _track(video, model, request, progress)
            _finish(track, plan, request, video, console, progress)
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
        raise UsageError(f"say which stretch it is with --stretch ID: {', '.join(stretch_ids())}")
    if request.side not in WORKING:
        raise UsageError(f"--side {request.side!r}: expected {', '.join(WORKING)}")
    stretch = load_stretch(request.stretch)
    if request.dose and request.dose not in stretch.doses:
        raise UsageError(f"{stretch.id} has no dose {request.dose!r}: {', '.join(stretch.doses)}")
    if stretch.sides == "both" and request.side != "auto":
        raise UsageError(f"{stretch.id} stretches both sides at once: leave --side out")
    stems = Counter(video.stem for video in request.videos)
    twice = [stem for stem, count in stems.items() if count > 1]
    if twice:
        raise UsageError(f"several videos are called {twice[0]}: analyse them into different --out folders")
    return _Plan(
        stretch, stretch.dose(request.dose), WORKING[request.side], _gravity(request.camera_pitch_deg)
    )


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
        console.print(f"posecoach: {error}", markup=False, highlight=False, soft_wrap=True)


def _model(request: Request) -> Path:
    # Here and not above: saved poses are analysed without MediaPipe.
    from posecoach.pose.model.resolve import resolve_model

    with fetch_progress() as fetching:
        return resolve_model(request.model, progress=fetching)


def _track(video: Path, model: Path, request: Request, progress: Progress) -> PoseTrack:
    with _bar(progress, f"Watching {video.name}") as report:
        track = track_video(
            video, model, turn_deg=TURNS[request.turn_deg], on_progress=report, debug=request.debug
        )
    if not any(pose.measured for pose in track):
        raise PosecoachError(
            f"{video}: nobody was found in any of {len(track)} frames; "
            "the whole body has to be in the picture, in good light"
        )
    return track


def _require_watchable(info: VideoInfo, video: Path) -> None:
    if min(info.width, info.height) < LEAST_SIDE_PX:
        raise PosecoachError(
            f"{video}: {info.width}×{info.height} pixels are too small to see a person in; "
            f"record at {LEAST_SIDE_PX} or more in both directions"
        )
    least_s = load_rules().timing.start_s.value
    if info.duration_s < least_s:
        raise PosecoachError(
            f"{video}: {info.frames} frames in {info.duration_s:.1f} s are too short for a stretch; "
            f"record the start posture ({least_s:g} s) and the hold"
        )
    if info.frames < LEAST_FPS * info.duration_s:
        raise PosecoachError(
            f"{video}: {info.frames / info.duration_s:.1f} frames a second are too few to tell a hold from a "
            f"movement; record at {LEAST_FPS:g} or more"
        )


def _finish(
    track: PoseTrack, plan: _Plan, request: Request, video: Path | None, console: Console, progress: Progress
) -> None:
    rules = load_rules()
    analysis = analyse_track(track, plan.stretch, plan.dose, rules, plan.sides, plan.gravity)
    folder = report_folder(request.out, video or track.source.file)
    if request.annotate:
        states = coach_states(track, plan.stretch, plan.dose, rules, plan.sides, plan.gravity)
        with _bar(progress, "Drawing") as report:
            write_report_folder(
                folder,
                analysis,
                track,
                video=video,
                states=states,
                on_progress=lambda done: report(done, len(track)),
            )
    else:
        write_report_folder(folder, analysis, track, video=video)
    _conclude(analysis, folder, console)


def _conclude(analysis: Analysis, folder: Path, console: Console) -> None:
    console.print(closing_table(analysis))
    console.print(f"Report: {folder / 'report.html'}", markup=False, highlight=False, soft_wrap=True)


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def _bar(progress: Progress, description: str) -> Iterator[Callable[[int, int], None]]:
    with progress:
        task = progress.add_task(description, total=None)
        try:
            yield lambda done, total: progress.update(task, completed=done, total=total or None)
        finally:
            progress.remove_task(task)
