"""A film as a network camera on this machine sends it: once, at its own speed, by a process of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Literal

from posecoach.video.reader import probe, read_frames
from tests.video.camera.rtsp import RtspServer
from tests.video.camera.servers import MjpegServer, Script, at_own_speed, timed_jpegs

Protocol = Literal["mjpeg", "rtsp"]

READY_WITHIN_S = 60.0


@dataclass(frozen=True, slots=True)
class Played:
    """over: is set when the last picture is on its way; who connects again gets none."""

    url: str
    over: Event


@contextmanager
def played(video: Path, protocol: Protocol) -> Iterator[Played]:
    """A stream that begins with its first connection. All is in memory by then: reading and compressing the
    film takes no time away from those who watch it. RTSP plays it at an even rate."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    over = context.Event()
    process = context.Process(target=_serve, args=(video, protocol, theirs, over), daemon=True)
    process.start()
    try:
        if not ours.poll(READY_WITHIN_S):
            raise TimeoutError(f"{video} was not ready to be played within {READY_WITHIN_S:.0f} s")
        yield Played(ours.recv(), over)
    finally:
        ours.close()
        process.join()


def _serve(video: Path, protocol: Protocol, told: Connection, over: Event) -> None:
    """Until the other end of ``told`` is closed."""
    with _mjpeg(video, over) if protocol == "mjpeg" else _rtsp(video, over) as server:
        told.send(server.url)
        told.poll(None)


def _mjpeg(video: Path, over: Event) -> MjpegServer:
    jpegs = list(timed_jpegs(video))
    film = at_own_speed(lambda: jpegs)

    def script() -> Iterator[bytes]:
        yield from film()
        over.set()

    once: tuple[Script, None] = (script, None)
    return MjpegServer(*once)


def _rtsp(video: Path, over: Event) -> RtspServer:
    pictures = [frame.image for frame in read_frames(video)]
    info = probe(video)

    def late_s(index: int) -> float:
        if index == len(pictures) - 1:
            over.set()
        return 0.0

    return RtspServer(pictures, round(len(pictures) / info.duration_s), late_s)
