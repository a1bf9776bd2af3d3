"""``posecoach stretches new``: the draft of a stretch file, from the recording of a demonstration."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from posecoach.cli.draft_file import draft_text, means, sides, times
from posecoach.cli.watching import find_model, progress_bars, watch
from posecoach.coaching.demonstration import Demonstration, understand
from posecoach.coaching.draft import HELD_FROM_S, draft
from posecoach.coaching.recognition import Recognition, recognition, shortest_hold_s
from posecoach.coaching.session import analyse_track
from posecoach.errors import PosecoachError, UsageError
from posecoach.pose.smoothing import smoothed
from posecoach.pose.track import PoseTrack
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids
from posecoach.stretches.model import Stretch
from posecoach.video.libav import show_libav_log

MODEL = "full"
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def new_stretch(name: str, video: Path, *, debug: bool = False) -> bool:
    """Watch the demonstration and write ``NAME.yaml`` into the current folder; False where the draft does
    not count all that was shown.

    Raises UsageError for a name that cannot be one, PosecoachError where there is such a file already, or
    where the demonstration is not understood; nothing is written then.
    """
    path = _free_path(name)
    if debug:
        show_libav_log()
    with _appearing(path) as scratch:
        track = watch(video, find_model(MODEL), progress_bars(), debug=debug)
        shown = understand(smoothed(track), load_rules())
        stretch, result = write_draft(name, track, shown, scratch)
    _conclude(path, stretch, shown, result, video)
    return result.whole


def write_draft(name: str, track: PoseTrack, shown: Demonstration, path: Path) -> tuple[Stretch, Recognition]:
    """Write the draft to ``path``, and let it watch the demonstration that it was made from.

    The dose takes the coach's own clock, so a draft that asks for the shortest hold watches first. Raises
    PosecoachError where the draft counts nothing of what was shown.
    """
    rules = load_rules()

    def watching(hold_s: float) -> Stretch:
        path.write_text(draft_text(draft(name, shown, hold_s), shown), encoding="utf-8")
        return load_stretch(str(path))

    first = watching(HELD_FROM_S)
    shortest_s = shortest_hold_s(shown, analyse_track(track, first, first.dose(), rules).holds)
    stretch = watching(shortest_s)
    result = recognition(shown, analyse_track(track, stretch, stretch.dose(), rules))
    if not result.counted:
        raise PosecoachError(
            f"{track.source.file}: no draft was written, because it would not count what was shown; "
            "keep the start posture for two seconds, then move slowly, seen from the side"
        )
    return stretch, result


def _free_path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot be a stretch's name: use small letters, digits and _, such as wall_push"
        )
    if name in stretch_ids():
        raise UsageError(f"there is a stretch called {name} already; choose another name")
    path = Path(f"{name}.yaml")
    if path.exists():
        raise PosecoachError(f"{path} is there already; move it away or choose another name")
    return path


@contextmanager
def _appearing(path: Path) -> Iterator[Path]:
    """A file to write, which becomes ``path`` when the block ends without an error."""
    try:
        with tempfile.TemporaryDirectory(prefix=".posecoach-", dir=path.parent) as folder:
            scratch = Path(folder, path.name)
            yield scratch
            scratch.rename(path)
    except OSError as error:
        raise PosecoachError(f"Cannot write {path}: {error.strerror or error}") from error


def _conclude(path: Path, stretch: Stretch, shown: Demonstration, result: Recognition, video: Path) -> None:
    target, dose = shown.target, stretch.dose()
    start_s, end_s = (float(shown.time_s[row]) for row in (shown.start.first, shown.start.last))
    lines = [
        f"Position: {stretch.position.replace('_', ' ')}. {sides(shown)}",
        f"Start posture: seen at {start_s:.1f} to {end_s:.1f} s.",
        f"Stretch: {means(shown)} ({target.measure}), "
        f"from {target.start_deg:.0f}° to {target.held_deg:.0f}°.",
        times(shown, dose.hold_s),
        _recognised(result),
        f"Draft: {path}. Its comments say what to look at and to change.",
        f"Next: posecoach stretches check {path}",
        f"Then: posecoach analyse {video} --stretch {path}",
    ]
    console = Console()
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _recognised(result: Recognition) -> str:
    if result.whole:
        return "The draft recognises the demonstration: it counts all that was shown, and nothing else."
    others = f", and {result.others} times something else" if result.others else ""
    return (
        f"Careful: the draft counts {result.counted} of {result.shown} that were shown{others}. "
        "Was the start posture kept for a second before each? Film again, or change the numbers."
    )
