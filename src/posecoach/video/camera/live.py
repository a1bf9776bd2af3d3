"""A camera for a whole session: its newest picture, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Condition, Event, Thread
from types import TracebackType
from typing import Self

from posecoach.errors import PosecoachError
from posecoach.video.camera import device, film, stream
from posecoach.video.camera.fitted import fitted
from posecoach.video.camera.judge import SILENT_S, PictureJudge
from posecoach.video.camera.reading import read_on
from posecoach.video.camera.source import Clock, Source
from posecoach.video.camera.trouble import CameraError, Trouble
from posecoach.video.camera.unreachable import shown
from posecoach.video.frame import Frame
from posecoach.video.opening import open_video

_FIRST_PICTURE_S = 8.0

# Every attempt and every read ends by itself long before that, unless it hangs in a driver.
_HUNG_S = 12.0

_CLOSE_S = 2.0


def open_camera(where: str, clock: Clock) -> LiveCamera:
    """A camera by its number or any part of its name, a video file, or a stream's URL (http, rtsp, rtmp...).

    clock: seconds of the session. To be called in the main thread, for the sake of macOS.
    Raises PosecoachError where there is no such file or camera; a stream may still come.
    """
    return LiveCamera(_source(where), clock)


def _source(where: str) -> Source:
    if "://" in where:
        return Source(shown(where), partial(stream.pictures, where))
    if Path(where).is_dir():
        raise PosecoachError(f"{where} is a folder; name a video file, a camera or a stream with --camera.")
    if (path := Path(where)).is_file():
        with open_video(path):
            return Source(where, partial(film.pictures, path), ends=True)
    device.ask_permission(where)
    return Source(f"Camera {where}", partial(device.pictures, where))


@dataclass(eq=False)
class _Reader:
    """A thread that reads, how it is told to stop, and when it last came out of what may hang."""

    since_s: float
    stopped: Event = field(default_factory=Event)
    thread: Thread | None = None

    @property
    def alive(self) -> bool:
        return self.thread is not None and self.thread.is_alive()


class LiveCamera:
    """Read by a thread of its own, which keeps the newest picture only. One thread asks for pictures;
    any may ask for the rest. All pictures have the size of the first; others are fitted into it."""

    def __init__(self, source: Source, clock: Clock) -> None:
        self._source, self._clock = source, clock
        self._judge = PictureJudge(may_freeze=not source.ends)
        self._changed = Condition()
        self._newest: Frame | None = None
        self._last: Frame | None = None
        self._judged: Trouble | None = None
        self._failure: CameraError | None = None
        self._broken: BaseException | None = None
        self._finished = False
        self._opened_s = self._arrived_s = clock()
        self._abandoned: _Reader | None = None
        self._reader = self._start()

    def newest(self, timeout_s: float) -> Frame | None:
        """The newest picture, if it was not returned before; else waits for the next, no longer than
        ``timeout_s``. Frames that came in between are gone. None when the time is up, and at the end.

        Raises PosecoachError, in one line, where no picture has come within eight seconds of opening.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._newest or self._finished or self._broken, timeout_s)
            frame, self._newest = self._newest, None
            if self._broken is not None:
                raise self._broken
        if frame is None and not self._finished:
            self._look_after_reader()
        return frame

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong at this moment. A camera that is gone is missed after two seconds."""
        if self._finished:
            return None
        if self._clock() - self._arrived_s < SILENT_S:
            return self._judged
        # A reader that hangs keeps the camera busy for the one that came after it.
        hangs = self._abandoned is not None and self._abandoned.alive
        return Trouble.SILENT if self._failure is None or hangs else self._failure.trouble

    @property
    def ended(self) -> bool:
        """A film is over, and its last picture was taken; a camera never ends."""
        return self._finished and self._newest is None

    @property
    def size(self) -> tuple[int, int] | None:
        """(width, height) of all pictures; None before the first."""
        last = self._last
        return None if last is None else (last.image.shape[1], last.image.shape[0])

    @property
    def fps(self) -> float | None:
        """Pictures a second that the camera gave over the last three seconds; None while it gives none."""
        return None if self._clock() - self._arrived_s >= SILENT_S else self._judge.fps

    def close(self) -> None:
        """Stop reading; a camera that hangs is left behind after two seconds."""
        self._reader.stopped.set()
        if self._reader.thread is not None:
            self._reader.thread.join(_CLOSE_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _look_after_reader(self) -> None:
        now_s = self._clock()
        if self._last is None and now_s - self._opened_s > _FIRST_PICTURE_S:
            raise PosecoachError(
                str(self._failure or f"{self._source.name} gives no picture; check that it is on.")
            )
        # A film would begin again; between its pictures it may wait as long as it likes.
        if self._source.ends or now_s - self._reader.since_s < _HUNG_S:
            return
        if self._abandoned is None or not self._abandoned.alive:
            self._reader.stopped.set()
            self._abandoned, self._reader = self._reader, self._start()

    def _start(self) -> _Reader:
        reader = _Reader(self._clock())
        reader.thread = Thread(target=self._read, args=(reader,), name="camera", daemon=True)
        reader.thread.start()
        return reader

    def _read(self, reader: _Reader) -> None:
        """What the thread does."""
        take, fail = partial(self._take, reader), partial(self._fail, reader)
        broken = None
        try:
            read_on(self._source, self._clock, reader.stopped, take, fail)
        except Exception as error:  # noqa: BLE001 - raised again by newest(), in the thread that can end the session
            broken = error
        with self._changed:
            if not reader.stopped.is_set():
                self._finished, self._broken = broken is None, broken
            self._changed.notify_all()

    def _take(self, reader: _Reader, frame: Frame | None) -> None:
        if frame is None:
            damaged = (
                f"{self._source.name} sends data that are no pictures; check the address, or restart it."
            )
            self._fail(reader, CameraError(Trouble.GARBAGE, damaged))
            return
        last = self._last
        if reader.stopped.is_set() or (last is not None and frame.time_s <= last.time_s):
            return
        if last is not None and frame.image.shape != last.image.shape:
            height, width = last.image.shape[:2]
            frame = Frame(frame.time_s, fitted(frame.image, width, height))
        judged = self._judge.step(frame)
        with self._changed:
            self._newest = self._last = frame
            self._judged, self._failure = judged, None
            self._arrived_s = reader.since_s = self._clock()
            self._changed.notify_all()

    def _fail(self, reader: _Reader, failure: CameraError) -> None:
        reader.since_s = self._clock()
        if not reader.stopped.is_set():
            self._failure = failure
