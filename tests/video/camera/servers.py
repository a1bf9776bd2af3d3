"""A network camera on this machine: MJPEG over HTTP, as telephones send it, well-behaved or not.

A script says what one connection gets: it yields bytes and sleeps between them. Scripts are made of
``part`` (a whole picture as it travels), so any misbehaviour is a few lines in a test.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from posecoach.video.frame import Image
from posecoach.video.reader import read_frames

Script = Callable[[], Iterable[bytes]]

_BOUNDARY = b"picture"


class MjpegServer:
    """Serves ``scripts[n]`` to the n-th connection, the last one to all that follow; None answers 404.

    ``stopping`` is set on leaving, so that a script that waits can wait for it.
    """

    def __init__(self, *scripts: Script | None, port: int = 0, path: str = "/video") -> None:
        server = self
        self.connections = 0
        self.stopping = Event()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                script = scripts[min(server.connections, len(scripts) - 1)]
                server.connections += 1
                if script is None or self.path.partition("?")[0] != path:
                    self.send_error(404)
                    return
                self.send_response(200)
                kind = f"multipart/x-mixed-replace; boundary={_BOUNDARY.decode()}"
                self.send_header("Content-Type", kind)
                self.end_headers()
                try:
                    for data in script():
                        self.wfile.write(data)
                        if server.stopping.is_set():
                            return
                except ConnectionError:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

        self._server = Server(("127.0.0.1", port), Handler)
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}{path}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()


def jpeg(image: Image, quality: int = 90) -> bytes:
    """The RGB picture, compressed."""
    whole, data = cv2.imencode(
        ".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    assert whole
    return data.tobytes()


def part(picture: bytes) -> bytes:
    """A JPEG as it stands in the stream."""
    return (
        b"--%b\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % (_BOUNDARY, len(picture))
        + picture
        + b"\r\n"
    )


def at(fps: float, pictures: Sequence[bytes], count: int | None = None) -> Script:
    """The JPEGs over and over, so many a second; ``count`` of them and then the end."""

    def script() -> Iterator[bytes]:
        began = time.monotonic()
        for index, picture in enumerate(itertools.islice(itertools.cycle(pictures), count)):
            time.sleep(max(0.0, began + index / fps - time.monotonic()))
            yield part(picture)

    return script


def timed_jpegs(path: Path, quality: int = 95) -> Iterator[tuple[float, bytes]]:
    """A film's pictures with their times; keep them in a list where compressing must not take time later."""
    return ((frame.time_s, jpeg(frame.image, quality)) for frame in read_frames(path))


def at_own_speed(timed: Callable[[], Iterable[tuple[float, bytes]]]) -> Script:
    """A film as it was taken: once from beginning to end for each connection."""

    def script() -> Iterator[bytes]:
        began: float | None = None
        for time_s, picture in timed():
            began = time.monotonic() - time_s if began is None else began
            time.sleep(max(0.0, began + time_s - time.monotonic()))
            yield part(picture)

    return script


def garbage(size: int, seed: int = 0) -> bytes:
    """Bytes that mean nothing."""
    return np.random.default_rng(seed).integers(0, 256, size, dtype=np.uint8).tobytes()
