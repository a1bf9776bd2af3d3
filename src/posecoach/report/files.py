"""A folder of results that appears whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from posecoach.analysis import Analysis
from posecoach.coaching.events import CoachState
from posecoach.errors import PosecoachError
from posecoach.pose.track import PoseTrack, save
from posecoach.report.annotated import write_annotated
from posecoach.report.html import report_html
from posecoach.report.measures_csv import write_measures
from posecoach.report.summary import write_summary

ANNOTATED = "annotated.mp4"
FILES = frozenset({"summary.json", "measures.csv", "poses.npz", "report.html", ANNOTATED})
_FILE_BROWSERS_OWN = frozenset({"Thumbs.db", "desktop.ini"})


def report_folder(out: Path, analysed_file: str | Path) -> Path:
    """Where the results of ``analysed_file`` go: a folder of its name without the ending, in ``out``."""
    return out / Path(analysed_file).stem


def write_report_folder(
    folder: Path,
    analysis: Analysis,
    track: PoseTrack,
    *,
    video: Path | None = None,
    states: Iterable[CoachState] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> None:
    """Write the results into ``folder``, replacing those of an earlier run once these are complete.

    video: the recording itself, where it is at hand, for pictures in the report. states: one for each pose;
    with them ``annotated.mp4`` is written too, which needs ``video``. on_progress: is told how many frames
    of it are written. After a failure or Ctrl-C the earlier results stand as they were.
    Raises PosecoachError where the folder cannot be written, holds files of somebody else, or holds an
    ``annotated.mp4`` while there is no ``video`` to make it from again.
    """
    check_folder(folder, from_poses=video is None)
    with _replaced(folder) as new:
        write_summary(analysis, new / "summary.json")
        write_measures(analysis, new / "measures.csv")
        save(track, new / "poses.npz")
        (new / "report.html").write_text(report_html(analysis, track, video), encoding="utf-8")
        if states is not None and video is not None:
            write_annotated(video, track, states, analysis.stretch, new / ANNOTATED, on_progress)


def check_folder(folder: Path, *, from_poses: bool = False) -> None:
    """Raise PosecoachError where :func:`write_report_folder` would not write; ask before a long analysis.

    from_poses: the results are to come from saved poses alone, without the video.
    """
    with _explained(folder):
        if folder.is_dir():
            _check_contents(folder, from_poses)
        elif folder.exists():
            raise PosecoachError(f"{folder} is a file; choose another folder with --out.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder.parent):
            pass


def _check_contents(folder: Path, from_poses: bool) -> None:
    strangers = sorted(path.name for path in folder.iterdir() if not _may_go(path))
    if strangers:
        raise PosecoachError(
            f"{folder} holds {strangers[0]}, which is not a result of posecoach; "
            "move it away or choose another folder with --out."
        )
    if from_poses and (folder / ANNOTATED).exists():
        raise PosecoachError(
            f"{folder} holds {ANNOTATED}, which saved poses cannot make again; "
            "choose another folder with --out."
        )


def _may_go(path: Path) -> bool:
    if path.name in FILES | _FILE_BROWSERS_OWN:
        return True
    # Files such as .DS_Store come by themselves; a hidden folder may be somebody's work, .git for one.
    return path.name.startswith(".") and path.is_file()


@contextmanager
def _replaced(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, which becomes ``folder`` when the block ends without an error."""
    with (
        _explained(folder),
        tempfile.TemporaryDirectory(prefix=".posecoach-", dir=folder.parent) as scratch,
    ):
        new, old = Path(scratch, "new"), Path(scratch, "old")
        new.mkdir()
        yield new
        try:
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
        finally:
            # An interruption may come between any two steps, and what is left in scratch is removed.
            if old.exists() and not folder.exists():
                old.rename(folder)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PosecoachError(
            f"Cannot write {folder}: {error.strerror or error}. Choose another folder with --out."
        ) from error
