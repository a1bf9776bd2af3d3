"""A recording watched, for the commands that need its poses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from posecoach.coaching.followed import PREFERRED
from posecoach.errors import PosecoachError
from posecoach.pose.model.progress import fetch_progress
from posecoach.pose.recording import track_video
from posecoach.pose.track import PoseTrack
from posecoach.stretches.load import load_rules
from posecoach.stretches.model import Stretch
from posecoach.video.frame import Turn, VideoInfo
from posecoach.video.reader import probe

LEAST_FPS = 5.0
"""Speed is the slope over half a second, which takes three frames."""
LEAST_SIDE_PX = 64
"""A body this small has joints a pixel apart; the pose network works on 224 pixels."""


def find_model(model: str) -> Path:
    """The pose network's file: lite, full, heavy, or one's own; fetched with a progress bar if need be."""
    # Here and not above: saved poses are analysed without MediaPipe.
    from posecoach.pose.model.resolve import resolve_model

    with fetch_progress() as fetching:
        return resolve_model(model, progress=fetching)


def watch(
    video: Path,
    model_path: Path,
    progress: Progress,
    *,
    stretch: Stretch | None = None,
    turn_deg: Turn = 0,
    debug: bool = False,
) -> PoseTrack:
    """The poses of all of its frames, of whoever is as the stretch has them where there are several people.
    Raises PosecoachError where nothing can be seen in it."""
    prefers = PREFERRED[stretch.position] if stretch else None
    require_watchable(probe(video), video)
    with bar(progress, f"Watching {video.name}") as report:
        track = track_video(
            video, model_path, prefers=prefers, turn_deg=turn_deg, on_progress=report, debug=debug
        )
    if not any(pose.measured for pose in track):
        raise PosecoachError(
            f"{video}: nobody was found in any of {len(track)} frames; "
            "the whole body has to be in the picture, in good light"
        )
    return track


def require_watchable(info: VideoInfo, video: Path) -> None:
    """Raises PosecoachError for a recording that is too small, too short or too slow."""
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


def progress_bars() -> Progress:
    """On stderr, and only where somebody looks."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def bar(progress: Progress, description: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told (done, total), and goes away in the end."""
    with progress:
        task = progress.add_task(description, total=None)
        try:
            yield lambda done, total: progress.update(task, completed=done, total=total or None)
        finally:
            progress.remove_task(task)
