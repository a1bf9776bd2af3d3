"""What is kept of a live session while it goes on: its poses; its pictures only where they are asked for."""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from posecoach.errors import PosecoachError
from posecoach.history.entries import SessionEntry
from posecoach.live.broken_off import ROWS, write_source
from posecoach.live.recorder import Recorder
from posecoach.pose.pose import Pose
from posecoach.pose.spool import PoseSpool
from posecoach.pose.track import LIVE, PoseTrack, Source, spanned
from posecoach.report.files import SESSION
from posecoach.video.frame import Frame


class Keeping:
    """Writes into ``folder``, which is somebody else's to clear away. record: the pictures too, into
    :attr:`video`, which is there once the block has ended. of: the session, as the record knows it. Use it
    in a ``with`` statement."""

    def __init__(
        self, folder: Path, name: str, *, record: bool = False, of: SessionEntry | None = None
    ) -> None:
        self._name = name
        self._of = of
        self._folder = folder
        self._spool = PoseSpool(folder / ROWS)
        self._recorder = Recorder(folder / SESSION) if record else None
        self._size: tuple[int, int] | None = None
        self._poses: Counter[int] = Counter()
        self._seen: set[int] = set()
        self._open = contextlib.ExitStack()

    def __enter__(self) -> Self:
        self._open.enter_context(self._spool)
        if self._recorder:
            self._open.enter_context(self._recorder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    @property
    def video(self) -> Path | None:
        """The recording; None where nothing was recorded."""
        return self._recorder.path if self._recorder and self._recorder.path.is_file() else None

    @property
    def count(self) -> int:
        """How many poses were kept."""
        return self._spool.count

    @property
    def complaint(self) -> str | None:
        """What went wrong with the recording, in a sentence; known once the block has ended."""
        if self._recorder and self._recorder.error:
            return str(self._recorder.error)
        if self._recorder and self._recorder.lost:
            return f"{self._recorder.lost} pictures are missing in the recording: this machine was too slow."
        return None

    def picture(self, frame: Frame) -> None:
        self._size = self._size or (frame.image.shape[1], frame.image.shape[0])
        if self._recorder:
            self._recorder.write(frame)

    def pose(self, pose: Pose, part: int) -> None:
        """A pose that was coached. part: of which stretch of the session, counted from 1."""
        try:
            if not self._spool.count:
                write_source(self._source(), self._folder)
            self._spool.append(pose)
        except OSError as error:
            raise PosecoachError(
                f"The session cannot be kept ({error.strerror or error}); free some space, or choose another "
                "folder with --out."
            ) from error
        self._poses[part] += 1
        if pose.measured:
            self._seen.add(part)

    def saw_somebody(self, part: int) -> bool:
        """Whether anybody was measured in that part of the session."""
        return part in self._seen

    def track(self, part: int | None = None, count: int | None = None) -> PoseTrack:
        """The poses of that part of the session, or of all of it. count: no more than the first so many."""
        first = 0 if part is None else sum(n for number, n in self._poses.items() if number < part)
        whole = self._spool.count if part is None else self._poses[part]
        count = whole if count is None else min(count, whole)
        return spanned(self._spool.track(self._source(), first, first + count))

    def _source(self) -> Source:
        width, height = self._size or (0, 0)
        source = Source(self._name, 0.0, 0.0, 0, width, height)
        if self._of is None:
            return source
        return replace(source, recorded_at=self._of.began_at.isoformat(), digest=f"{LIVE}{self._of.id}")
