from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from posecoach.cli.doctor import Finding, examine, try_python
from posecoach.pose.model.cache import cached_path

RUN = """
import sys
from rich.console import Console
from posecoach.cli.doctor import run_doctor
code = run_doctor(Console(width=40))
assert not {"cv2", "mediapipe", "av"} & set(sys.modules)
sys.exit(code)
"""


@pytest.fixture(autouse=True)
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty cache, and an apt-get to be found."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "the cache"))
    (tmp_path / "bin").mkdir()
    apt = tmp_path / "bin" / "apt-get"
    apt.write_text("#!/bin/sh\n")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def break_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, body: str) -> None:
    """Put a module in front of the real one, which fails as the real one does without its libraries."""
    (tmp_path / "broken" / name).mkdir(parents=True)
    (tmp_path / "broken" / name / "__init__.py").write_text(body)
    source = Path(__file__).parents[2] / "src"
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'broken'}:{source}")


def lacks(library: str) -> str:
    return f"raise ImportError('{library}: cannot open shared object file: No such file or directory')"


def run_doctor() -> subprocess.CompletedProcess[str]:
    """In a narrow terminal and a process of its own, which must import nothing heavy itself."""
    return subprocess.run([sys.executable, "-c", RUN], capture_output=True, text=True, check=False)


def find(name: str) -> Finding:
    return next(finding for finding in examine() if finding.name == name)


def test_all_is_well_before_the_first_analysis() -> None:
    ran = run_doctor()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    *others, record, _, model = ran.stdout.splitlines()
    assert model == "ok      Pose model: fetched on first use"
    assert record.startswith("ok      Record: ")
    assert record.endswith("which the first session begins")
    live = [line for line in others if "(live)" in line]
    assert len(live) == 3
    assert {line.split()[0] for line in others if line not in live} == {"ok"}
    assert {line.split()[0] for line in live} <= {"ok", "none"}


def test_terminal_that_shows_ascii_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # Rich then takes the pipe for a terminal.
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    ran = run_doctor()
    assert ran.returncode == 0, ran.stderr


def test_damaged_model_is_mended_by_the_command() -> None:
    path = cached_path("full")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"half a model")
    damaged = find("Pose model")
    assert "damaged" in (damaged.problem or "")
    subprocess.run(damaged.mend or "false", shell=True, check=True, env={"PATH": os.defpath})
    assert find("Pose model") == Finding("Pose model", note="fetched on first use")


def test_failure_stays_whole_in_a_narrow_terminal() -> None:
    path = cached_path("full")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"half a model")
    ran = run_doctor()
    assert ran.returncode == 1
    assert f"failed  Pose model: {path} is damaged" in ran.stdout
    assert f"  rm -r '{path}'" in ran.stdout


@pytest.mark.parametrize(
    ("library", "packages"),
    [
        ("libxcb.so.1", "libgl1 libglib2.0-0"),
        ("libGL.so.1", "libgl1 libglib2.0-0"),
        ("libgthread-2.0.so.0", "libgl1 libglib2.0-0"),
        ("libEGL.so.1", "libegl1 libgles2"),
        ("libGLESv2.so.2", "libegl1 libgles2"),
    ],
)
def test_missing_library_is_named(
    library: str, packages: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_module(tmp_path, monkeypatch, "cv2", lacks(library))
    assert try_python("OpenCV", "-c", "import cv2", package="x") == Finding(
        "OpenCV", f"the system library {library} is missing", f"sudo apt-get install {packages}"
    )


def test_missing_library_on_another_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    break_module(tmp_path, monkeypatch, "cv2", lacks("libGL.so.1"))
    finding = try_python("OpenCV", "-c", "import cv2", package="x")
    assert finding.mend == "install the package of your system that holds libGL.so.1"


def test_missing_package_and_pip() -> None:
    finding = try_python("Something", "-c", "import no_such_module", package="some>=1")
    assert finding.problem == "the Python package no_such_module is missing"
    assert finding.mend == f"{sys.executable} -m pip install 'some>=1'"


def test_missing_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_module(tmp_path, monkeypatch, "pip", "raise ModuleNotFoundError(\"No module named 'pip'\")")
    finding = try_python("pip", "-m", "pip", "--version", package="pip")
    assert finding.mend == f"{sys.executable} -m ensurepip"


def test_crash_is_a_finding() -> None:
    finding = try_python("Crash", "-c", "import os; os.abort()", package="some")
    assert "crashed with SIGABRT" in (finding.problem or "")
    assert "--force-reinstall" in (finding.mend or "")


def test_file_in_the_current_folder_stands_in_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise ImportError('the wrong one')")
    monkeypatch.chdir(tmp_path)
    assert try_python("JSON", "-c", "import json", package="x").problem is None


def test_cache_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert "cannot be written" in (find("Cache folder").problem or "")


def test_works_where_nothing_can_be_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("cv2", "mediapipe", "av"):
        break_module(tmp_path, monkeypatch, name, lacks("libGL.so.1"))
    ran = run_doctor()
    assert ran.returncode == 1, ran.stderr
    for name in ("OpenCV", "MediaPipe", "Pose landmarker", "H.264 video"):
        assert f"failed  {name}: the system library libGL.so.1 is missing\n" in ran.stdout
    assert ran.stdout.count("sudo apt-get install libgl1 libglib2.0-0\n") == 1
