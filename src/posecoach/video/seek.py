"""Decoding from the middle of a file, with the very pictures that decoding from the start would give."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import av
from av.container import InputContainer
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from posecoach.video.packets import Key, decode, packets


def decode_from(
    container: InputContainer, stream: VideoStream, keys: list[Key]
) -> Iterator[VideoFrame] | None:
    """All frames from the last of ``keys`` on, or None where the container cannot find its place.

    ``keys`` are the stream's key pictures up to the wanted moment, by time.
    """
    if not keys:
        return None
    wanted = keys[-1].pts
    # Containers differ in what they seek by, and some land late: then start one key picture earlier.
    for target in (wanted, keys[-1].dts, keys[max(0, len(keys) - 2)].dts):
        frames = _decode_near(container, stream, target)
        first = next((frame for frame in frames if frame.pts is not None and frame.pts >= wanted), None)
        if first is not None and first.pts == wanted and _stands_alone(first):
            return chain([first], frames)
    return None


def _decode_near(container: InputContainer, stream: VideoStream, pts: int) -> Iterator[VideoFrame]:
    try:
        container.seek(pts, stream=stream)
    except av.error.FFmpegError:
        return iter(())
    return decode(packets(container, stream))


def _stands_alone(frame: VideoFrame) -> bool:
    # Some writers mark every packet as a key; streams with a rolling refresh are right only some way on.
    return bool(frame.key_frame) and frame.pict_type == PictureType.I
