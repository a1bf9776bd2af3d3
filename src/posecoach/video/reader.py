"""Frames out of a video file, each at the file's own time."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from posecoach.errors import PosecoachError
from posecoach.video.frame import Frame, Turn, VideoInfo
from posecoach.video.opening import open_video
from posecoach.video.packets import decode, lacks_display_times, packets, survey
from posecoach.video.picture import Developer
from posecoach.video.seek import decode_from
from posecoach.video.stamps import mend

# For the rare stream that tells neither times nor a rate.
_USUAL_FPS = 25


def probe(path: str | Path, turn_deg: Turn = 0) -> VideoInfo:
    """What the file holds: reads through its packets, but decodes no more than the first.

    turn_deg: how far its pictures are to be turned, see :func:`read_frames`.

    Raises PosecoachError where the file cannot be read or holds no picture.
    """
    path = Path(path)
    developer = _developer(path, turn_deg=turn_deg)
    with open_video(path) as (container, stream):
        contents = survey(container, stream)
        picture_s = float(1 / _nominal_fps(stream))
        end_s = _seconds(contents.end_pts, stream)
    start_s = next(read_frames(path)).time_s
    duration_s = end_s - start_s if contents.well_timed else contents.pictures * picture_s
    return VideoInfo(
        file=str(path),
        width=developer.width,
        height=developer.height,
        start_s=start_s,
        duration_s=duration_s,
        frames=contents.pictures,
        seekable=contents.well_timed,
        turn_deg=turn_deg,
    )


def read_frames(
    path: str | Path,
    *,
    start_s: float | None = None,
    end_s: float | None = None,
    longest_side_px: int | None = None,
    turn_deg: Turn = 0,
) -> Iterator[Frame]:
    """The frames with start_s <= time_s < end_s (all of them by default), in order; with ``longest_side_px``,
    shrunk on the way where they are larger, which is quicker than to do so afterwards; turned clockwise by
    ``turn_deg``, on top of what the file itself says about its orientation.

    A part has the same times and pixels as the same part of the whole. Reading begins at the key
    picture before ``start_s``, or at the beginning where the file is not seekable.
    Missing and backward time stamps are mended (see ``stamps.mend``), damaged pictures are left out.
    Memory does not grow with the length. Raises PosecoachError as :func:`probe` does.
    """
    path = Path(path)
    developer = _developer(path, longest_side_px, turn_deg)
    for time_s, picture in _timed(path, start_s):
        if end_s is not None and time_s >= end_s:
            return
        if start_s is None or time_s >= start_s:
            yield Frame(time_s, developer.picture(picture))


def _developer(path: Path, longest_side_px: int | None = None, turn_deg: Turn = 0) -> Developer:
    with open_video(path) as (container, stream):
        first = next(decode(packets(container, stream)), None)
        if first is None:
            raise PosecoachError(
                f"{path} holds no picture that can be decoded; copy or record the video again."
            )
        return Developer(stream, first, longest_side_px, turn_deg)


def _timed(path: Path, start_s: float | None) -> Iterator[tuple[float, VideoFrame]]:
    """The decoded frames with their times, from ``start_s`` or somewhat before."""
    if start_s is not None:
        with open_video(path) as (container, stream):
            frames = _decode_late(container, stream, start_s)
            if frames is not None:
                yield from mend(_by_pts(frames, stream), float(1 / _nominal_fps(stream)))
                return
    with open_video(path) as (container, stream):
        stamped = _by_dts if lacks_display_times(container, stream) else _by_pts
        yield from mend(stamped(decode(packets(container, stream)), stream), float(1 / _nominal_fps(stream)))


def _decode_late(
    container: InputContainer, stream: VideoStream, start_s: float
) -> Iterator[VideoFrame] | None:
    """Frames from the key picture before ``start_s``; None where only the beginning will do."""
    contents = survey(container, stream)
    if not contents.well_timed:
        return None
    return decode_from(
        container, stream, [key for key in contents.keys if _seconds(key.pts, stream) <= start_s]
    )


def _by_pts(frames: Iterator[VideoFrame], stream: VideoStream) -> Iterator[tuple[float | None, VideoFrame]]:
    for frame in frames:
        yield None if frame.pts is None else _seconds(frame.pts, stream), frame


def _by_dts(frames: Iterator[VideoFrame], stream: VideoStream) -> Iterator[tuple[float | None, VideoFrame]]:
    """For pictures that come in the right order, each with the stored time of the packet that released
    it, which is late by a fixed delay."""
    delay: int | None = None
    for frame in frames:
        time_s = None
        if frame.dts is not None:
            delay = frame.dts if delay is None else delay
            time_s = _seconds(frame.dts - delay, stream)
        yield time_s, frame


def _seconds(ticks: int, stream: VideoStream) -> float:
    base = stream.time_base or Fraction(1)
    return ticks * base.numerator / base.denominator


def _nominal_fps(stream: VideoStream) -> Fraction:
    return stream.average_rate or stream.guessed_rate or Fraction(_USUAL_FPS)
