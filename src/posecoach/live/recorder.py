"""The session's pictures into a video file, in a thread of its own."""

from __future__ import annotations

import queue
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from posecoach.errors import PosecoachError
from posecoach.video.frame import Frame
from posecoach.video.writer import VideoWriter

MOST_WAITING = 30
"""Pictures. An encoder that is so far behind loses some, and neither holds up the coach nor fills memory."""


class Recorder:
    """Use it in a ``with`` statement: the file appears at ``path`` when the block ends; none without a
    picture. Pictures are of one size.

    error: what made the recording fail. Nobody is interrupted for it; later pictures are let go.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lost = 0
        self._frames: queue.Queue[Frame | None] = queue.Queue(MOST_WAITING)
        self.error: PosecoachError | None = None
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._frames.put(None)
        self._thread.join()

    def write(self, frame: Frame) -> None:
        try:
            self._frames.put_nowait(frame)
        except queue.Full:
            self.lost += 1

    def _run(self) -> None:
        try:
            self._write_all()
        except PosecoachError as error:
            self.error = error

    def _write_all(self) -> None:
        pictures = iter(self._frames.get, None)
        first = next(pictures, None)
        if first is None:
            return
        height, width = first.image.shape[:2]
        try:
            with VideoWriter(self.path, width, height) as writer:
                writer.write(first)
                for frame in pictures:
                    writer.write(frame)
        finally:
            # Whoever still puts pictures here must not wait for room for ever.
            for _ in pictures:
                pass
