"""Opening a video file, or saying in one line why it cannot be opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from posecoach.errors import PosecoachError

_CONVERT = "convert it, for example with: ffmpeg -i INPUT -c:v libx264 OUTPUT.mp4"

# More threads than this hold more pictures in memory and hardly decode faster.
_DECODER_THREADS = min(4, os.cpu_count() or 1)


@contextmanager
def open_video(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    """The container and its video stream, ready to decode; closed on leaving.

    Raises PosecoachError where ``path`` is not a readable file with a video stream.
    """
    _check_readable(path)
    try:
        # The prefix keeps libav from taking "10:30 stretch.mp4" for an address of protocol "10".
        container = av.open(f"file:{path}", metadata_errors="replace")
    except av.error.FFmpegError as error:
        raise PosecoachError(_why_not_opened(path, error)) from error
    with container:
        yield container, _video_stream(container, path)


def _check_readable(path: Path) -> None:
    if path.is_dir():
        raise PosecoachError(f"{path} is a folder; name the video file inside it.")
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except FileNotFoundError as error:
        raise PosecoachError(f"There is no file {path}; check the name and the folder.") from error
    except PermissionError as error:
        raise PosecoachError(f"{path} may not be read; give yourself permission to read it.") from error
    except OSError as error:
        raise PosecoachError(
            f"{path} cannot be read: {error.strerror}; check the disk, or copy it."
        ) from error
    if empty:
        raise PosecoachError(f"{path} is empty; copy or record the video again.")


def _why_not_opened(path: Path, error: av.error.FFmpegError) -> str:
    if isinstance(error, av.error.InvalidDataError):
        return f"{path} is not a video, or it was cut off before it was finished; copy or record it again."
    return f"{path} cannot be opened as a video ({error.strerror}); {_CONVERT}"


def _video_stream(container: InputContainer, path: Path) -> VideoStream:
    # A cover picture in a sound file counts as video for libav; so does text, drawn as by a terminal.
    films = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not films or container.format.name == "tty":
        raise PosecoachError(f"{path} holds no moving picture; choose a video file.")
    best = container.streams.best("video")
    stream = next((film for film in films if film is best), films[0])
    if stream.codec_context is None:
        raise PosecoachError(f"{path} is compressed in a way that cannot be decoded here; {_CONVERT}")
    stream.thread_type = "AUTO"
    stream.thread_count = _DECODER_THREADS
    return stream
