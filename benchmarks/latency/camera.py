"""A stand-in for a camera: a sample at 30 pictures a second, as MJPEG, from a process of its own.

Every picture carries its number, as a row of black and white squares in its upper left corner, so that
whoever finds it on the screen knows when it was sent.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np

from posecoach.video.frame import Image
from posecoach.video.reader import read_frames
from tests.video.camera.servers import MjpegServer, jpeg, part

FPS = 30
SQUARE_PX, BITS = 8, 16
READY_WITHIN_S = 120.0
_QUALITY = 90


@dataclass(frozen=True, slots=True)
class StandIn:
    """sent_s: when each picture was last sent, by ``time.monotonic``, which all processes share."""

    url: str
    sent_s: Any

    def captured_s(self, image: Image) -> float:
        """When this very picture was sent."""
        return float(self.sent_s[number_in(image)])


@contextmanager
def stand_in(video: Path, size: tuple[int, int]) -> Iterator[StandIn]:
    """A camera that shows ``video`` in the middle of pictures of ``size``, at its own speed, on and on."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    sent_s = context.Array("d", 1 << BITS, lock=False)
    process = context.Process(target=_serve, args=(video, size, theirs, sent_s), daemon=True)
    process.start()
    try:
        if not ours.poll(READY_WITHIN_S):
            raise TimeoutError(f"{video} was not ready to be shown within {READY_WITHIN_S:.0f} s")
        yield StandIn(ours.recv(), sent_s)
    finally:
        ours.close()
        process.join()


def number_in(image: Image) -> int:
    middles = SQUARE_PX // 2 + SQUARE_PX * np.arange(BITS)
    bits = image[SQUARE_PX // 2, middles].mean(axis=1) > 127
    return int(bits @ (1 << np.arange(BITS)))


def numbered(image: Image, number: int) -> Image:
    bits = (number >> np.arange(BITS)) & 1
    squares = np.kron(bits, np.ones((SQUARE_PX, SQUARE_PX))) * 255
    image[:SQUARE_PX, : SQUARE_PX * BITS] = squares[:, :, None].astype(np.uint8)
    return image


def _serve(video: Path, size: tuple[int, int], told: Connection, sent_s: Any) -> None:
    """Until the other end of ``told`` is closed."""
    jpegs = [jpeg(numbered(picture, n), _QUALITY) for n, picture in enumerate(_evenly(video, size))]

    def script() -> Iterator[bytes]:
        began = time.monotonic()
        shown = 0
        while True:
            time.sleep(max(0.0, began + shown / FPS - time.monotonic()))
            number = shown % len(jpegs)
            picture = part(jpegs[number])
            sent_s[number] = time.monotonic()
            yield picture
            shown += 1

    with MjpegServer(script) as server:
        told.send(server.url)
        told.poll(None)


def _evenly(video: Path, size: tuple[int, int]) -> Iterator[Image]:
    """The picture that the film shows at each thirtieth of a second."""
    tick = 0
    first_s: float | None = None
    for frame in read_frames(video):
        first_s = frame.time_s if first_s is None else first_s
        picture = _in_the_middle(frame.image, size)
        while tick / FPS <= frame.time_s - first_s:
            yield picture.copy()
            tick += 1


def _in_the_middle(image: Image, size: tuple[int, int]) -> Image:
    """Enlarged to the full height, what is missing at the sides filled up."""
    width, height = size
    scaled = cv2.resize(image, (round(image.shape[1] * height / image.shape[0]), height))
    missing = width - scaled.shape[1]
    left = missing // 2
    return cast(Image, cv2.copyMakeBorder(scaled, 0, 0, left, missing - left, cv2.BORDER_REPLICATE))
