"""The poses of a session that is still going on: in a file, so that an hour of them needs no memory."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from posecoach.pose.pose import Pose
from posecoach.pose.track import ROW, PoseTrack, Source, as_row, from_rows


class PoseSpool:
    """Appends poses to the file at ``path``, about 1 kB each. Use it in a ``with`` statement; the file
    stays."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.count = 0

    def __enter__(self) -> Self:
        # Unbuffered: whatever ends the program, the poses until then are in the file.
        self._file = self._path.open("wb", buffering=0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self, pose: Pose) -> None:
        """``time_s`` must increase from call to call. Raises OSError where the disk is full."""
        row = as_row(pose).tobytes()
        if self._file.write(row) < len(row):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.count += 1

    def track(self, source: Source, first: int = 0, last: int | None = None) -> PoseTrack:
        """The poses from number ``first`` up to, and without, ``last``; all of them by default."""
        count = (self.count if last is None else last) - first
        rows = np.fromfile(self._path, ROW, count=count, offset=first * ROW.itemsize)
        return from_rows(rows, source)
