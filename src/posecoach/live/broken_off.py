"""Sessions that never came to their end, because the program was killed or the power went: found again."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from posecoach.errors import PosecoachError
from posecoach.pose.track import ROW, PoseTrack, Source, from_rows, save, spanned

_log = logging.getLogger(__name__)

HIDDEN = ".posecoach-live-"
UNFINISHED = ".unfinished"
POSES = "poses.npz"
ROWS, SOURCE, LOCK = "poses.rows", "source.json", "in-use"


@contextmanager
def in_use(scratch: Path) -> Iterator[None]:
    """Meanwhile nobody takes the folder for one that was left behind."""
    with FileLock(scratch / LOCK, timeout=0):
        yield


def write_source(source: Source, scratch: Path) -> None:
    """What the poses in the folder are of, for whoever finds them."""
    (scratch / SOURCE).write_text(json.dumps(asdict(source)), encoding="utf-8")


def found_again(out: Path) -> list[Path]:
    """Folders in ``out`` that sessions left behind, under a name that is seen, with their poses as
    ``poses.npz``. Where nothing was seen the folder goes. Raises PosecoachError where that cannot be done."""
    left = [*out.glob(f"{HIDDEN}*"), *(rows.parent for rows in out.glob(f"*{UNFINISHED}/{ROWS}"))]
    try:
        return [kept for folder in sorted(left) if not _goes_on(folder) and (kept := set_aside(folder))]
    except OSError as error:
        raise PosecoachError(
            f"A session that broke off cannot be put in order in {out}: {error.strerror or error}. "
            "Free some space, or choose another folder with --out."
        ) from error


def set_aside(folder: Path) -> Path | None:
    """What a session left, under a name that is seen: its poses as ``poses.npz``, or just as they are while
    the disk is full. None where nothing was seen: the folder goes. Raises OSError."""
    track = _track(folder)
    if track is None:
        shutil.rmtree(folder)
        return None
    try:
        save(track, folder / POSES)
    except PosecoachError as error:
        _log.debug("the poses stay as they are: %s", error)
    else:
        for name in (ROWS, SOURCE, LOCK):
            (folder / name).unlink(missing_ok=True)
    name = folder.name.removeprefix(HIDDEN).removesuffix(UNFINISHED)
    return folder.rename(folder.with_name(name + UNFINISHED))


def _goes_on(scratch: Path) -> bool:
    try:
        with in_use(scratch):
            return False
    except Timeout:
        return True


def _track(scratch: Path) -> PoseTrack | None:
    rows, source = scratch / ROWS, scratch / SOURCE
    if not rows.is_file() or not source.is_file():
        return None
    # A row that was not written to its end is left out.
    whole = np.fromfile(rows, ROW, count=rows.stat().st_size // ROW.itemsize)
    if not len(whole):
        return None
    return spanned(from_rows(whole, Source(**json.loads(source.read_text(encoding="utf-8")))))
