"""The packets of a video stream: what they tell without decoding, and decoding that outlives damage."""

from __future__ import annotations

import logging
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import av
import numpy as np
import numpy.typing as npt
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

_log = logging.getLogger(__name__)

# A demuxer that fails this often in a row will not find its way again.
_MOST_FAILURES = 8

# H.264 and HEVC hold back at most sixteen pictures; a stamp farther out of place is wrong.
_FARTHEST_MOVE = 16


@dataclass(frozen=True, slots=True)
class Key:
    """A picture that can be decoded by itself; its times in ticks of the stream's time base."""

    pts: int
    dts: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The pictures of a stream, counted; times in ticks of the stream's time base.

    ``well_timed`` tells that every picture has a time of its own, so that none needs repair.
    """

    pictures: int
    end_pts: int
    well_timed: bool
    keys: tuple[Key, ...]


def survey(container: InputContainer, stream: VideoStream) -> Contents:
    """Read through all packets without decoding; takes sixteen bytes of memory a picture."""
    stamps, durations = array("q"), array("q")
    keys = []
    pictures = 0
    for packet in packets(container, stream):
        if not packet.size or packet.is_discard:
            continue
        pictures += 1
        if packet.pts is None:
            continue
        stamps.append(packet.pts)
        durations.append(packet.duration or 0)
        if packet.is_keyframe:
            keys.append(Key(packet.pts, packet.pts if packet.dts is None else packet.dts))
    if not stamps:
        return Contents(pictures, 0, False, ())
    in_file = np.array(stamps, np.int64)
    last, span = int(in_file.max()), int(np.ptp(in_file))
    last_duration = durations[int(in_file.argmax())] or span // max(1, len(in_file) - 1)
    return Contents(
        pictures=pictures,
        end_pts=last + last_duration,
        well_timed=len(in_file) == pictures and _well_timed(container, stream, in_file),
        keys=tuple(sorted(keys, key=lambda key: key.pts)),
    )


def lacks_display_times(container: InputContainer, stream: VideoStream) -> bool:
    """AVI stores pictures in coding order without the time they are shown at; ask before decoding."""
    return container.format.name == "avi" and bool(stream.codec_context.has_b_frames)


def _well_timed(container: InputContainer, stream: VideoStream, stamps: npt.NDArray[np.int64]) -> bool:
    """Whether decoded pictures will come with increasing times, judged by the stamps in file order."""
    if lacks_display_times(container, stream) or len(np.unique(stamps)) < len(stamps):
        return False
    moves = np.abs(np.argsort(np.argsort(stamps)) - np.arange(len(stamps)))
    # With other containers too: a codec that reorders, and times that never go back, do not fit together.
    suspicious = bool(stream.codec_context.has_b_frames) and len(stamps) > 1 and not moves.any()
    return bool(moves.max() <= _FARTHEST_MOVE) and not suspicious


def packets(container: InputContainer, stream: VideoStream) -> Iterator[Packet[VideoStream]]:
    """The stream's packets from where the container stands; damaged ones are left out.

    Left out, not tried: a damaged picture measures worse than none, and one cut short at the end of
    a file takes the pictures that still wait in the decoder with it.
    """
    failures = 0
    while failures < _MOST_FAILURES:
        try:
            for packet in container.demux(stream):
                failures = 0
                if not packet.is_corrupt:
                    yield packet
            return
        except av.error.FFmpegError as error:
            failures += 1
            _log.debug("damaged data in the container: %s", error)


def decode(packets: Iterable[Packet[VideoStream]]) -> Iterator[VideoFrame]:
    """The pictures of those packets that can be decoded without a patch."""
    for packet in packets:
        try:
            yield from (frame for frame in packet.decode() if not frame.is_corrupt)
        except av.error.FFmpegError as error:
            _log.debug("the packet at %s cannot be decoded: %s", packet.pts, error)
