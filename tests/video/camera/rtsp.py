"""A network camera that speaks RTSP: H.264, its packets in between the answers (RFC 2326, section 10.12)."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from types import TracebackType
from typing import Self

import av

from posecoach.video.frame import Image

_TICK = Fraction(1, 90_000)

_SDP = """v=0
o=- 0 0 IN IP4 127.0.0.1
s=camera
c=IN IP4 0.0.0.0
t=0 0
m=video 0 RTP/AVP 96
a=rtpmap:96 H264/90000
a=fmtp:96 packetization-mode=1
a=control:track1
"""


class RtspServer:
    """Gives every connection all the pictures from the first on, ``fps`` a second, and hangs up at the end.

    late_s: by how much the picture of that number is sent later than it was taken.
    """

    def __init__(self, pictures: Sequence[Image], fps: int, late_s: Callable[[int], float]) -> None:
        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                while request := _request(self.rfile):
                    method, sequence = request
                    self.wfile.write(_answer(method, sequence))
                    if method == "PLAY":
                        try:
                            for packet in _rtp(pictures, fps, late_s):
                                self.wfile.write(b"$\0" + len(packet).to_bytes(2, "big") + packet)
                        except ConnectionError:
                            pass
                        return

        class Server(ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"rtsp://127.0.0.1:{self._server.server_address[1]}/live"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _request(lines: Iterator[bytes]) -> tuple[str, str] | None:
    """The method and the number of the next request; None when there is none."""
    head = []
    for line in lines:
        if not line.strip():
            break
        head.append(line.decode().strip())
    if not head:
        return None
    sequence = next(line.partition(":")[2].strip() for line in head if line.lower().startswith("cseq:"))
    return head[0].split()[0], sequence


def _answer(method: str, sequence: str) -> bytes:
    body = _SDP.replace("\n", "\r\n") if method == "DESCRIBE" else ""
    more = {
        "OPTIONS": "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n",
        "DESCRIBE": f"Content-Type: application/sdp\r\nContent-Length: {len(body)}\r\n",
        "SETUP": "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n",
    }.get(method, "Session: 1\r\n")
    return f"RTSP/1.0 200 OK\r\nCSeq: {sequence}\r\n{more}\r\n{body}".encode()


def _rtp(pictures: Sequence[Image], fps: int, late_s: Callable[[int], float]) -> Iterator[bytes]:
    """The pictures as RTP packets by libav, which can only send them off; so they go by way of a socket."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.setblocking(False)
        address = f"rtp://127.0.0.1:{receiver.getsockname()[1]}?pkt_size=1200"
        with av.open(address, "w", format="rtp") as container:
            stream = container.add_stream("libx264", rate=fps, options={"tune": "zerolatency", "g": str(fps)})
            context = stream.codec_context
            context.height, context.width = pictures[0].shape[:2]
            context.pix_fmt, context.time_base = "yuv420p", _TICK
            began = time.monotonic()
            for index, picture in enumerate(pictures):
                time.sleep(max(0.0, began + index / fps + late_s(index) - time.monotonic()))
                frame = av.VideoFrame.from_ndarray(picture)
                frame.pts, frame.time_base = round(index / fps / _TICK), _TICK
                container.mux(stream.encode(frame))
                yield from _received(receiver)


def _received(receiver: socket.socket) -> Iterator[bytes]:
    while True:
        try:
            yield receiver.recv(2048)
        except BlockingIOError:
            return
