from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from posecoach.errors import PosecoachError
from posecoach.pose.model import wheel
from tests.pose.model_sources import WHEEL_NAME, Web


def test_wheel_comes_through_the_users_pip(index: Web, tmp_path: Path) -> None:
    (tmp_path / "into").mkdir()
    fetched = wheel.fetch_wheel(tmp_path / "into", lambda *_: None)
    assert fetched.read_bytes() == index.answers[f"/{WHEEL_NAME}"].body


def test_index_without_the_wheel(index: Web, tmp_path: Path) -> None:
    del index.answers["/simple/mediapipe/"]
    with pytest.raises(PosecoachError, match=r"No matching distribution found for mediapipe==0.10.21"):
        wheel.fetch_wheel(tmp_path, lambda *_: None)


def test_no_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pip").mkdir()
    (tmp_path / "pip" / "__init__.py").write_text("raise ImportError('pip is not here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(PosecoachError, match="pip is not here"):
        wheel.fetch_wheel(tmp_path, lambda *_: None)


@pytest.mark.usefixtures("expected_networks")
def test_expected_network_is_read(index: Web, tmp_path: Path, network: bytes) -> None:
    file = tmp_path / "some.whl"
    file.write_bytes(index.answers[f"/{WHEEL_NAME}"].body)
    assert wheel.read_network(file, wheel.DETECTOR) == network


def test_wrong_sha256(index: Web, tmp_path: Path) -> None:
    file = tmp_path / "some.whl"
    file.write_bytes(index.answers[f"/{WHEEL_NAME}"].body)
    with pytest.raises(
        PosecoachError, match=r"pose_detection\.tflite in some\.whl is not the expected network"
    ):
        wheel.read_network(file, wheel.DETECTOR)


def test_wheel_without_networks(tmp_path: Path) -> None:
    file = tmp_path / "some.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("nothing", b"")
    with pytest.raises(PosecoachError, match="holds no sound"):
        wheel.read_network(file, wheel.LANDMARKS_FULL)
