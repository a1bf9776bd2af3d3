"""A folder of results that appears whole or not at all."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from posecoach.analysis import Analysis
from posecoach.coaching.events import CoachState
from posecoach.coaching.naming import Segment
from posecoach.errors import PosecoachError
from posecoach.pose.track import PoseTrack, save
from posecoach.report.annotated import write_annotated
from posecoach.report.html import report_html
from posecoach.report.measures_csv import write_measures
from posecoach.report.opensim import write_mot, write_trc
from posecoach.report.summary import summary, summary_of_recording, write_summary

ANNOTATED, SUMMARY, POSES = "annotated.mp4", "summary.json", "poses.npz"
SESSION = "session.mp4"
"""A live session's own recording. It cannot be made again, so no later analysis replaces a folder with it."""
ANGLES, MARKERS = "angles.mot", "markers.trc"
FILES = frozenset({SUMMARY, "measures.csv", POSES, "report.html", ANNOTATED, ANGLES, MARKERS})
_PART = re.compile(r"[1-9][0-9]*-[a-z][a-z0-9_]*")
"""The folder of one stretch of several."""
_FILE_BROWSERS_OWN = frozenset({"Thumbs.db", "desktop.ini"})


def report_folder(out: Path, analysed_file: str | Path) -> Path:
    """Where the results of ``analysed_file`` go: a folder of its name without the ending, in ``out``."""
    return out / Path(analysed_file).stem


@dataclass(frozen=True, slots=True)
class Results:
    """What there is to write of one stretch. states: one for each pose; with them ``annotated.mp4`` is
    written too, which needs the video. opensim: ``angles.mot`` and ``markers.trc`` too."""

    analysis: Analysis
    track: PoseTrack
    states: Iterable[CoachState] | None = None
    opensim: bool = False


def write_report_folder(
    folder: Path,
    results: Results,
    *,
    video: Path | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> None:
    """Write the results into ``folder``, replacing those of an earlier run once these are complete.

    video: the recording itself, where it is at hand, for pictures in the report. on_progress: is told how
    many frames of the video are written. After a failure or Ctrl-C the earlier results stand as they were.
    Raises PosecoachError where the folder cannot be written, holds files of somebody else, or holds an
    ``annotated.mp4`` while there is no ``video`` to make it from again.
    """
    check_folder(folder, from_poses=video is None)
    with _replaced(folder) as new:
        _write(new, results, (), video, on_progress)


def write_recognised_folder(
    folder: Path,
    track: PoseTrack,
    recognised: Sequence[Segment],
    parts: Sequence[Results],
    *,
    video: Path | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> None:
    """The same where nobody said which stretch it is. parts: one for each stretch that was recognised.

    Of one stretch the folder is as always. Of several, it has a folder for each, numbered, and beside them a
    summary of all and the poses of the whole recording. Of none it has these two alone.
    """
    check_folder(folder, from_poses=video is None)
    with _replaced(folder) as new:
        _write_parts(new, track, parts, recognised, video, on_progress)


def write_session_folder(
    folder: Path, track: PoseTrack, parts: Sequence[Results], *, video: Path | None = None
) -> None:
    """The same of a live session, whose stretches were not recognised but asked for.

    track: the poses of all of them. video: a recording of the session, which moves into the folder.
    """
    check_folder(folder)
    with _replaced(folder) as new:
        _write_parts(new, track, parts, (), video, None)
        if video:
            shutil.move(video, new / SESSION)


def _write_parts(
    new: Path,
    track: PoseTrack,
    parts: Sequence[Results],
    recognised: Sequence[Segment],
    video: Path | None,
    on_progress: Callable[[int], None] | None,
) -> None:
    if len(parts) == 1:
        _write(new, parts[0], recognised, video, on_progress)
        return
    folders = {f"{number}-{part.analysis.stretch.id}": part for number, part in enumerate(parts, start=1)}
    for number, (name, part) in enumerate(folders.items()):
        (new / name).mkdir()
        _write(new / name, part, recognised[number : number + 1], video, on_progress)
    analyses = {name: part.analysis for name, part in folders.items()}
    write_summary(summary_of_recording(track.source, recognised, analyses), new / SUMMARY)
    save(track, new / POSES)


def _write(
    new: Path,
    results: Results,
    recognised: Sequence[Segment],
    video: Path | None,
    on_progress: Callable[[int], None] | None,
) -> None:
    analysis, track, states = results.analysis, results.track, results.states
    write_summary(summary(analysis, recognised), new / SUMMARY)
    write_measures(analysis, new / "measures.csv")
    save(track, new / POSES)
    if results.opensim:
        write_mot(analysis, new / ANGLES)
        write_trc(track, new / MARKERS)
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
    inside = [path for path in folder.iterdir() if not _is_part(path)]
    inside += [path for part in folder.iterdir() if _is_part(part) for path in part.iterdir()]
    strangers = sorted(str(path.relative_to(folder)) for path in inside if not _may_go(path))
    if strangers:
        raise PosecoachError(
            f"{folder} holds {strangers[0]}, which is not a result of posecoach; "
            "move it away or choose another folder with --out."
        )
    films = sorted(str(path.relative_to(folder)) for path in inside if path.name == ANNOTATED)
    if from_poses and films:
        raise PosecoachError(
            f"{folder} holds {films[0]}, which saved poses cannot make again; "
            "choose another folder with --out."
        )


def _is_part(path: Path) -> bool:
    return path.is_dir() and _PART.fullmatch(path.name) is not None


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
