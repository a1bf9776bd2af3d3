"""Frames into an H.264 file that plays in a browser, whole or not at all."""

from __future__ import annotations

import logging
import os
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import av
import cv2
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace

from posecoach.errors import PosecoachError
from posecoach.video.frame import Frame, Image

_log = logging.getLogger(__name__)

# Fine enough for any camera; the unit that MPEG itself uses.
_TICKS_PER_S = 90_000

# Measured, colour conversion included: superfast takes 1 ms a frame at 640x352 and 3 to 4 ms at 1280x720.
# Ultrafast saves a third of that and doubles the file; veryfast halves the file but looks softer (42.5
# against 44 dB). A key picture at least every 60 frames lets a browser jump about.
_ENCODER_OPTIONS = {"preset": "superfast", "g": "60"}
_ENCODER_THREADS = min(4, os.cpu_count() or 1)


class VideoWriter:
    """Writes frames of one size, each at its own time counted from the first one.

    Use as a context manager: the file appears at ``path`` when the block ends without an error;
    otherwise, Ctrl-C included, nothing is left and a file that stood there before stays as it was.
    H.264 needs even sizes, so an odd ``width`` or ``height`` grows by a pixel. ``crf``: 18 looks like the
    original, every 6 more halve the file.
    Raises PosecoachError where the file cannot be written, or where no frame came.
    """

    def __init__(self, path: str | Path, width: int, height: int, crf: int = 23) -> None:
        self._path = Path(path)
        self._temporary = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        self._size = (width, height)
        self._options = _ENCODER_OPTIONS | {"crf": str(crf)}
        self._first_s: float | None = None
        self._last_ticks = -1

    def __enter__(self) -> Self:
        self._container = av.open(
            f"file:{self._temporary}", "w", format="mp4", options={"movflags": "faststart"}
        )
        width, height = self._size
        self._stream = self._container.add_stream("libx264", options=self._options)
        context = self._stream.codec_context
        context.width, context.height = width + width % 2, height + height % 2
        context.pix_fmt = "yuv420p"
        context.time_base = Fraction(1, _TICKS_PER_S)
        context.thread_count = _ENCODER_THREADS
        # What cv2 converts to; players would take large pictures for BT.709 and show other colours.
        context.colorspace = Colorspace.SMPTE170M
        context.color_range = ColorRange.MPEG
        try:
            # libav would find out only at the first frame, minutes of work later.
            self._temporary.touch()
        except OSError as error:
            raise self._unwritable(error) from error
        return self

    def write(self, frame: Frame) -> None:
        """Append a frame; its size must be that of the writer, its time later than the last one's."""
        height, width = frame.image.shape[:2]
        if (width, height) != self._size:
            raise ValueError(
                f"a frame of {width}x{height} does not fit a video of {self._size[0]}x{self._size[1]}"
            )
        picture = VideoFrame.from_ndarray(_to_yuv(frame.image), format="yuv420p")
        if self._first_s is None:
            self._first_s = frame.time_s
        # Mended times may lie closer together than a tick.
        self._last_ticks = max(self._last_ticks + 1, round((frame.time_s - self._first_s) * _TICKS_PER_S))
        picture.pts = self._last_ticks
        picture.time_base = Fraction(1, _TICKS_PER_S)
        self._encode(picture)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._clear_away()

    def _finish(self) -> None:
        if self._first_s is None:
            raise PosecoachError(f"{self._path} was not written: there was no picture to put into it.")
        self._encode(None)
        try:
            self._container.close()
            os.replace(self._temporary, self._path)
        except (av.error.FFmpegError, OSError) as error:
            raise self._unwritable(error) from error

    def _clear_away(self) -> None:
        try:
            self._container.close()
        except (av.error.FFmpegError, OSError) as error:
            # The error that matters is already on its way.
            _log.debug("closing the unfinished %s: %s", self._temporary, error)
        finally:
            self._temporary.unlink(missing_ok=True)

    def _encode(self, picture: VideoFrame | None) -> None:
        try:
            self._container.mux(self._stream.encode(picture))
        except (av.error.FFmpegError, OSError) as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: Exception) -> PosecoachError:
        why = getattr(error, "strerror", None) or error
        return PosecoachError(f"{self._path} cannot be written ({why}); check the folder and the free space.")


def _to_yuv(image: Image) -> Image:
    """(height · 3/2, width) planar YUV 4:2:0 of the picture, an odd side repeated by a pixel."""
    height, width = image.shape[:2]
    if width % 2 or height % 2:
        edges = (0, height % 2, 0, width % 2)
        image = cast(Image, cv2.copyMakeBorder(image, *edges, cv2.BORDER_REPLICATE))
    # Twice as fast as libswscale.
    return cast(Image, cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420))
