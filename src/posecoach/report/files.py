"""A folder of results that appears whole or not at all."""

from __future__ import annotations

import shutil
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

FILES = frozenset({"summary.json", "measures.csv", "poses.npz", "report.html", "annotated.mp4"})


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
    Raises PosecoachError where the folder cannot be written or holds files of somebody else.
    """
    with replaced(folder) as new:
        write_summary(analysis, new / "summary.json")
        write_measures(analysis, new / "measures.csv")
        save(track, new / "poses.npz")
        (new / "report.html").write_text(report_html(analysis, track, video), encoding="utf-8")
        if states is not None and video is not None:
            write_annotated(video, track, states, analysis.stretch, new / "annotated.mp4", on_progress)


def check_folder(folder: Path) -> None:
    """Raise PosecoachError where :func:`write_report_folder` would not write; ask before a long analysis."""
    with _explained(folder):
        if folder.exists() and not folder.is_dir():
            raise PosecoachError(f"{folder} is a file; choose another folder with --out.")
        strangers = (
            sorted(path.name for path in folder.iterdir() if path.name not in FILES)
            if folder.exists()
            else []
        )
        if strangers:
            raise PosecoachError(
                f"{folder} holds {strangers[0]}, which is not a result of posecoach; "
                "move it away or choose another folder with --out."
            )
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder.parent):
            pass


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, which becomes ``folder`` when the block ends without an error."""
    check_folder(folder)
    with (
        _explained(folder),
        tempfile.TemporaryDirectory(prefix=".posecoach-", dir=folder.parent) as scratch,
    ):
        new, old = Path(scratch, "new"), Path(scratch, "old")
        new.mkdir()
        yield new
        if not folder.exists():
            new.rename(folder)
            return
        folder.rename(old)
        try:
            new.rename(folder)
        except BaseException:
            shutil.move(old, folder)
            raise


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PosecoachError(
            f"Cannot write {folder}: {error.strerror or error}. Choose another folder with --out."
        ) from error
