"""Local stand-ins for the places that models come from: a web server and a package index."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import pytest

NOBODY_LISTENS = "http://127.0.0.1:9"
WHEEL_NAME = "mediapipe-0.10.21-cp311-cp311-manylinux_2_28_x86_64.whl"


@dataclass
class Answer:
    """What the server says. It announces ``announced`` bytes, by default as many as it has. A server that
    stalls sends half, sets ``half_sent`` and waits for ``go_on``."""

    body: bytes
    announced: int | None = None
    stalls: bool = False
    half_sent: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)


@dataclass
class Web:
    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def publish(self, size: str, answer: Answer) -> str:
        """Answer for the official bundle of that size; returns its path."""
        path = f"/pose_landmarker_{size}/float16/1/pose_landmarker_{size}.task"
        self.answers[path] = answer
        return path


def use_index(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Let pip see that index and nothing else."""
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", url)
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
