"""What is installed, what is missing, and the command that mends it.

Every library is tried in a process of its own, so that one that is missing or crashes is a line to read.
Nothing that this module imports needs a system library.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from posecoach.pose.model.bundle import fault_of
from posecoach.pose.model.cache import cache_folder, cached_path

_PATIENCE_S = 120
_MEDIAPIPE = "mediapipe>=1.2,<2"

# Those of a row are missing together on a bare Debian 12, and the loader names only the first of them.
_IMPORT_PACKAGES = "libgl1 libglib2.0-0"
_LANDMARKER_PACKAGES = "libegl1 libgles2"
_DEBIAN_PACKAGES = {
    "libxcb.so.1": _IMPORT_PACKAGES,  # libgl1 depends on it.
    "libGL.so.1": _IMPORT_PACKAGES,
    "libgthread-2.0.so.0": _IMPORT_PACKAGES,
    "libglib-2.0.so.0": _IMPORT_PACKAGES,
    "libEGL.so.1": _LANDMARKER_PACKAGES,
    "libGLESv2.so.2": _LANDMARKER_PACKAGES,
}
_MISSING_LIBRARY = re.compile(r"([\w.+-]+\.so[.\d]*): cannot open shared object file")
_MISSING_MODULE = re.compile(r"No module named '?([\w.]+)")

_CREATE_LANDMARKER = """
import sys
from mediapipe.tasks.python import BaseOptions, vision
options = vision.PoseLandmarkerOptions(base_options=BaseOptions(model_asset_path=sys.argv[1]))
vision.PoseLandmarker.create_from_options(options).close()
"""
# Without a model, a complaint about the model shows that the native library was found and works.
_LOAD_LANDMARKER = """
from mediapipe.tasks.python import BaseOptions, vision
options = vision.PoseLandmarkerOptions(base_options=BaseOptions(model_asset_buffer=b"no model"))
try:
    vision.PoseLandmarker.create_from_options(options)
except RuntimeError:
    pass
"""
_ENCODE_VIDEO = """
import io
import av
with av.open(io.BytesIO(), "w", format="mp4") as container:
    stream = container.add_stream("libx264", rate=30)
    stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
    for _ in range(3):
        container.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
    container.mux(stream.encode(None))
"""
_LIST_CAMERAS = """
import sys
from posecoach.video.camera.names import camera_names
cameras = ", ".join(f"{index} {name}" for index, name in camera_names())
print(cameras) if cameras else sys.exit("none was found; a file or a stream will do")
"""
_OPEN_WINDOW = """
from posecoach.feedback.window import Window
with Window("posecoach"):
    print("opens")
"""
_OPEN_RECORD = """
import os
from posecoach.history.record.place import place_of
from posecoach.history.record.record import open_record
where = os.environ.get("POSECOACH_DATABASE", "")
place = place_of(where)
if place.file is not None and not place.file.exists():
    print(f"{place}, which the first session begins")
else:
    with open_record(where) as record:
        record.require_writable()
        print(place)
"""
_ERRORS = ("posecoach.errors.PosecoachError: ", "posecoach.errors.UsageError: ")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried: ``problem`` and ``mend``, a command, where it failed (no mend where the
    problem itself says how), at most a ``note`` where not. absent: it is not there, and need not be."""

    name: str
    problem: str | None = None
    mend: str | None = None
    note: str | None = None
    absent: bool = False


def run_doctor(console: Console) -> int:
    """Try everything, print how each went, then the commands that mend what failed.

    Returns the exit code: 0 where nothing failed, else 1.
    """
    failed = []
    for finding in examine():
        _show(finding, console)
        if finding.problem:
            failed.append(finding)
    if failed:
        _show_mends(failed, console)
    return 1 if failed else 0


def examine() -> Iterator[Finding]:
    """Try everything, in the order in which one thing needs another; each is tried as it is asked for."""
    yield try_python("pip", "-m", "pip", "--version", package="pip")
    yield try_python("OpenCV", "-c", "import cv2", package="opencv-contrib-python")
    yield try_python("MediaPipe", "-c", "import mediapipe", package=_MEDIAPIPE)
    yield _landmarker()
    yield try_python("H.264 video", "-c", _ENCODE_VIDEO, package="av")
    yield _optional("Camera (live)", "-c", _LIST_CAMERAS)
    yield _optional("Window (live)", "-c", _OPEN_WINDOW)
    yield _optional("Voice (live)", "-m", "posecoach.feedback.voice.check")
    yield _record()
    yield _cache_folder()
    yield _model()


def _landmarker() -> Finding:
    model = cached_path("full")
    arguments = (
        ("-c", _CREATE_LANDMARKER, str(model)) if fault_of(model) is None else ("-c", _LOAD_LANDMARKER)
    )
    return try_python("Pose landmarker", *arguments, package=_MEDIAPIPE)


def _cache_folder() -> Finding:
    name, folder = "Cache folder", cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        mend = f'sudo install -d -o "$USER" "{folder}"'
        return Finding(name, f"{folder} cannot be written ({error.strerror})", mend)
    return Finding(name)


def _model() -> Finding:
    name, path = "Pose model", cached_path("full")
    # Path.exists would raise where the folder may not be looked into, which the cache folder's line says.
    if not os.path.exists(path):
        return Finding(name, note="fetched on first use")
    if (fault := fault_of(path)) is None:
        return Finding(name)
    return Finding(
        name, f"{path} {fault}", f"rm -r {shlex.quote(str(path))}    # it is then fetched on first use"
    )


def _record() -> Finding:
    name = "Record"
    try:
        tried = _run_python("-c", _OPEN_RECORD)
    except subprocess.TimeoutExpired:
        return Finding(name, f"did not answer within {_PATIENCE_S} s")
    if tried.returncode == 0:
        return Finding(name, note=_last_line(tried.stdout))
    # What it says is how to mend it.
    return Finding(name, _plain(_last_line(tried.stderr)))


def _plain(said: str) -> str:
    for name in _ERRORS:
        said = said.removeprefix(name)
    return said


def _optional(name: str, *arguments: str) -> Finding:
    """For live sessions, which go on without it, or without which recordings are analysed all the same: never
    a failure. What is tried prints how it went, or raises."""
    try:
        tried = _run_python(*arguments)
    except subprocess.TimeoutExpired:
        return Finding(name, note=f"did not answer within {_PATIENCE_S} s", absent=True)
    said = _last_line(tried.stderr if tried.returncode else tried.stdout)
    return Finding(name, note=_plain(said), absent=tried.returncode != 0)


def try_python(name: str, *arguments: str, package: str) -> Finding:
    """Run Python with the arguments in a process of its own; ``package`` is what pip should install where a
    module is missing."""
    try:
        tried = _run_python(*arguments)
    except subprocess.TimeoutExpired:
        return Finding(name, f"did not answer within {_PATIENCE_S} s", _reinstall(package))
    if tried.returncode == 0:
        return Finding(name)
    if tried.returncode < 0:
        crash = f"crashed with {signal.Signals(-tried.returncode).name}: {_last_line(tried.stderr)}"
        return Finding(name, crash, _reinstall(package))
    return Finding(name, *_diagnosis(tried.stderr, package))


def _run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        # -P: a file in the current folder must not stand in for a library.
        [sys.executable, "-P", *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
        timeout=_PATIENCE_S,
    )


def _diagnosis(stderr: str, package: str) -> tuple[str, str]:
    """(problem, mend) from what Python and the loader wrote."""
    if library := _MISSING_LIBRARY.search(stderr):
        return f"the system library {library[1]} is missing", _install_library(library[1])
    if module := _MISSING_MODULE.search(stderr):
        how = ("ensurepip",) if module[1] == "pip" else ("pip", "install", package)
        return f"the Python package {module[1]} is missing", _python_module(*how)
    return _last_line(stderr), _reinstall(package)


def _last_line(stderr: str) -> str:
    return (stderr.strip().splitlines() or ["it said nothing"])[-1]


def _install_library(library: str) -> str:
    if shutil.which("apt-get") is None:
        return f"install the package of your system that holds {library}"
    known = _DEBIAN_PACKAGES.get(library)
    if known is None:
        return f"sudo apt-get install apt-file && sudo apt-file update && apt-file search {library}"
    return f"sudo apt-get install {known}"


def _reinstall(package: str) -> str:
    return _python_module("pip", "install", "--force-reinstall", "--no-deps", package)


def _python_module(*arguments: str) -> str:
    return shlex.join([sys.executable, "-m", *arguments])


def _show(finding: Finding, console: Console) -> None:
    state, colour = ("failed", "red") if finding.problem else ("ok", "green")
    if finding.absent:
        state, colour = "none", "yellow"
    said = finding.problem or finding.note
    _print(Text.assemble((f"{state:6}", colour), f"  {finding.name}", f": {said}" if said else ""), console)


def _show_mends(failed: list[Finding], console: Console) -> None:
    mends = dict.fromkeys(finding.mend for finding in failed if finding.mend)
    if mends:
        _print(Text("Mend with, in this order, and ask again:"), console)
    for mend in mends:
        _print(Text(f"  {mend}"), console)


def _print(line: Text, console: Console) -> None:
    # Unwrapped, so that paths and commands stay whole in a file and can be copied from a narrow terminal.
    console.print(line, soft_wrap=True)
