"""A camera that sends its pictures over a network, through libav."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event

import av
from av.container import InputContainer
from av.format import Flags
from av.packet import Packet
from av.video.stream import VideoStream

from posecoach.video.camera.arrivals import Arrivals
from posecoach.video.camera.source import Clock
from posecoach.video.camera.trouble import CameraError, Trouble
from posecoach.video.camera.unreachable import shown, why
from posecoach.video.frame import Frame
from posecoach.video.packets import decode
from posecoach.video.picture import Developer

_OPEN_S, _READ_S = 5.0, 3.0

# Give out each picture at once, and do not wait to learn the rate. What was read to learn the codec is kept
# (no "nobuffer"): it holds the key picture, and the next may be seconds away.
_LIVE = {
    "flags": "low_delay",
    "fpsprobesize": "0",
    "analyzeduration": "500000",
    "rtsp_transport": "tcp",
}

# A stream cut in between two whole pictures shows the next one within seconds; after this it is lost.
_LOST_S = 10.0

_JPEG_END = b"\xff\xd9"
# Some cameras pad their pictures.
_JPEG_PADDING = 512


def pictures(url: str, clock: Clock, stopped: Event) -> Iterator[Frame | None]:
    """The stream's pictures, upright, in square pixels; None for data that gave no whole picture.

    A picture's moment is the stream's own where it has times, else that of its arrival.
    Raises CameraError where nothing can be had, or nothing for some seconds.
    """
    with _opened(url) as container:
        try:
            yield from _pictures(container, _film(container, url), clock, stopped)
        except av.error.FFmpegError as error:
            raise why(url, error, late=False) from None


def _opened(url: str) -> InputContainer:
    began = time.monotonic()
    try:
        return av.open(url, options=_LIVE, timeout=(_OPEN_S, _READ_S))
    except av.error.FFmpegError as error:
        # Not "from error": libav's text holds the whole address, with the password.
        raise why(url, error, late=time.monotonic() - began >= _OPEN_S) from None


def _film(container: InputContainer, url: str) -> VideoStream:
    stream = container.streams.best("video")
    if not isinstance(stream, VideoStream):
        raise CameraError(Trouble.GARBAGE, f"{shown(url)} sends no moving picture; check the address.")
    if container.duration is not None and container.format.name not in ("rtsp", "sdp"):
        raise CameraError(
            Trouble.GARBAGE, f"{shown(url)} is a film, not a camera; download it, and give the file."
        )
    # Decoding in several threads holds back a picture for each.
    stream.thread_type = "SLICE"
    return stream


def _pictures(
    container: InputContainer, stream: VideoStream, clock: Clock, stopped: Event
) -> Iterator[Frame | None]:
    arrivals = Arrivals()
    developer = None
    timed = not Flags(container.format.flags) & Flags.no_timestamps
    seen_s = clock()
    for packet in container.demux(stream):
        if stopped.is_set():
            return
        arrived_s = clock()
        for picture in decode([packet] if _whole(packet) else []):
            developer = developer or Developer(stream, picture)
            stamp_s = picture.time if timed else None
            yield Frame(arrivals.captured_s(stamp_s, arrived_s), developer.picture(picture))
            seen_s = arrived_s
        if seen_s != arrived_s:
            yield None
        if arrived_s - seen_s > _LOST_S:
            return


def _whole(packet: Packet[VideoStream]) -> bool:
    """libav fills up half a JPEG with grey and says nothing; nothing but its last mark tells."""
    if packet.stream.codec_context.name != "mjpeg" or not packet.size:
        return True
    return _JPEG_END in bytes(memoryview(packet)[-_JPEG_PADDING:])
