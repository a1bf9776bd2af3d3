"""Fixtures for the tests of the model: where it comes from, and where it is kept."""

from __future__ import annotations

import hashlib
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import flatbuffers
import pytest
from mediapipe.tasks.metadata import schema_py_generated as tflite

from posecoach.errors import PosecoachError
from posecoach.pose.model import wheel
from posecoach.pose.model.bundle import write_bundle
from tests.pose.model_sources import NOBODY_LISTENS, WHEEL_NAME, Answer, Web, use_index


@pytest.fixture
def web() -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            answer = served.answers.get(self.path)
            if answer is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if self.path.endswith("/") else "application/zip")
            self.send_header("Content-Length", str(answer.announced or len(answer.body)))
            self.end_headers()
            half = len(answer.body) // 2
            self.wfile.write(answer.body[:half])
            if answer.stalls:
                self.wfile.flush()
                answer.half_sent.set()
                answer.go_on.wait(60)
            self.wfile.write(answer.body[half:])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Web(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield served
    for answer in served.answers.values():
        answer.go_on.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and no way to any model but those that a test opens."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("POSECOACH_MODEL_MIRROR", NOBODY_LISTENS)
    use_index(monkeypatch, f"{NOBODY_LISTENS}/simple/")
    return tmp_path / "cache" / "posecoach" / "models"


@pytest.fixture
def network() -> bytes:
    """A structurally real network: weights of odd lengths, and a note that is not ours."""
    model = tflite.ModelT()
    model.version = 3
    model.buffers = []
    for length in (0, 5, 32, 7):
        buffer = tflite.BufferT()
        buffer.data = list(range(length))
        model.buffers.append(buffer)
    note = tflite.MetadataT()
    note.name, note.buffer = "TFLITE_METADATA", 3
    other = tflite.MetadataT()
    other.name, other.buffer = "min_runtime_version", 1
    model.metadata = [other, note]
    builder = flatbuffers.Builder(0)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


@pytest.fixture
def bundle(tmp_path: Path, network: bytes) -> bytes:
    path = tmp_path / "published.task"
    write_bundle(path, network, network)
    return path.read_bytes()


@pytest.fixture
def index(web: Web, cache: Path, network: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Web:
    """A package index with a wheel of the right name that holds small networks, whose SHA-256 are wrong."""
    del cache  # It shuts the other ways.
    path = tmp_path / WHEEL_NAME
    members = {
        "mediapipe-0.10.21.dist-info/METADATA": b"Metadata-Version: 2.1\nName: mediapipe\nVersion: 0.10.21\n",
        "mediapipe-0.10.21.dist-info/WHEEL": b"Wheel-Version: 1.0\nTag: cp311-cp311-manylinux_2_28_x86_64\n",
        "mediapipe-0.10.21.dist-info/RECORD": b"",
        wheel.DETECTOR.member: network,
        wheel.LANDMARKS_FULL.member: network,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    web.answers[f"/{WHEEL_NAME}"] = Answer(path.read_bytes())
    web.answers["/simple/mediapipe/"] = Answer(
        f'<!DOCTYPE html><html><body><a href="/{WHEEL_NAME}">{WHEEL_NAME}</a></body></html>'.encode()
    )
    use_index(monkeypatch, f"{web.url}/simple/")
    return web


@pytest.fixture
def expected_networks(network: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the small networks of the local wheel pass for the real ones."""
    sha256 = hashlib.sha256(network).hexdigest()
    for name in ("DETECTOR", "LANDMARKS_FULL"):
        real: wheel.Network = getattr(wheel, name)
        monkeypatch.setattr(wheel, name, wheel.Network(real.member, sha256))


@pytest.fixture(scope="session")
def real_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real wheel, through the pip configuration of whoever runs the tests."""
    try:
        return wheel.fetch_wheel(tmp_path_factory.mktemp("wheel"), lambda *_: None)
    except PosecoachError as error:
        pytest.skip(f"the real wheel cannot be reached: {error}")
