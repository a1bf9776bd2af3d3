from __future__ import annotations

from pathlib import Path

import pytest

from posecoach.errors import PosecoachError
from posecoach.pose.model import official
from tests.pose.model_sources import NOBODY_LISTENS, Answer, Web


@pytest.fixture
def target(tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(official.MIRROR_VARIABLE, f"{web.url}/")
    return tmp_path / "fetched.task"


def test_good_bundle(web: Web, target: Path, bundle: bytes) -> None:
    web.publish("heavy", Answer(bundle))
    told: list[tuple[int, int | None]] = []
    official.download("heavy", target, lambda done, total: told.append((done, total)))
    assert target.read_bytes() == bundle
    assert told[-1] == (len(bundle), len(bundle))


def test_broken_off(web: Web, target: Path, bundle: bytes) -> None:
    # Whole as a zip, so that only the announced length betrays it.
    web.publish("lite", Answer(bundle, announced=len(bundle) + 1))
    with pytest.raises(PosecoachError, match=r"broke off|IncompleteRead"):
        official.download("lite", target, lambda *_: None)


def test_not_found(target: Path) -> None:
    with pytest.raises(PosecoachError, match=r"lite\.task could not be fetched \(HTTP Error 404"):
        official.download("lite", target, lambda *_: None)


def test_something_else(web: Web, target: Path) -> None:
    web.publish("lite", Answer(b"<html>Please log in to this network</html>"))
    with pytest.raises(PosecoachError, match="no pose model"):
        official.download("lite", target, lambda *_: None)


@pytest.mark.parametrize("mirror", [NOBODY_LISTENS, "no-address", "http://["])
def test_nobody_there(target: Path, mirror: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(official.MIRROR_VARIABLE, mirror)
    with pytest.raises(PosecoachError, match="could not be fetched"):
        official.download("lite", target, lambda *_: None)


def test_without_a_mirror_it_is_googles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(official.MIRROR_VARIABLE, raising=False)
    assert official.url_of("full") == (
        "https://storage.googleapis.com/mediapipe-models/pose_landmarker/"
        "pose_landmarker_full/float16/1/pose_landmarker_full.task"
    )
