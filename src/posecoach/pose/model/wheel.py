"""The two networks, out of an older mediapipe wheel that pip fetches.

The wheel comes through the user's own pip configuration, so a mirror or a proxy that serves pip serves this
too. Later mediapipe wheels hold no networks.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from posecoach.errors import PosecoachError
from posecoach.pose.model.progress import Report

REQUIREMENT = "mediapipe==0.10.21"
# Any one platform will do, the networks are the same in all of them.
_PLATFORM = ["--python-version", "3.11", "--implementation", "cp", "--platform", "manylinux_2_28_x86_64"]
_PIP_DOWNLOAD = [sys.executable, "-m", "pip", "download"]
_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")


@dataclass(frozen=True, slots=True)
class Network:
    member: str
    sha256: str


DETECTOR = Network(
    "mediapipe/modules/pose_detection/pose_detection.tflite",
    "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
)
LANDMARKS_FULL = Network(
    "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
    "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
)


def fetch_wheel(folder: Path, report: Report) -> Path:
    """Let pip fetch the wheel into the folder, which must exist and hold no other wheel."""
    what = ["--no-deps", "--only-binary=:all:", *_PLATFORM, "--dest", str(folder), REQUIREMENT]
    how = ["--no-input", "--disable-pip-version-check", "--progress-bar", _progress_style()]
    said: list[str] = []
    with subprocess.Popen(
        [*_PIP_DOWNLOAD, *how, *what],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            if progress := _PROGRESS.match(line):
                report(int(progress[1]), int(progress[2]) or None)
            elif line.strip():
                said.append(line.strip())
    wheels = list(folder.glob("mediapipe-*.whl"))
    if pip.returncode or not wheels:
        raise PosecoachError(f"pip could not fetch {REQUIREMENT} ({_complaint(said)})")
    return wheels[0]


def read_network(wheel: Path, network: Network) -> bytes:
    """One network out of the wheel, its SHA-256 checked."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            content = archive.read(network.member)
    except (KeyError, zipfile.BadZipFile) as error:
        raise PosecoachError(f"{wheel.name} holds no sound {network.member}") from error
    if (found := hashlib.sha256(content).hexdigest()) != network.sha256:
        name = Path(network.member).name
        raise PosecoachError(f"{name} in {wheel.name} is not the expected network (SHA-256 {found})")
    return content


def _progress_style() -> str:
    """Lines that a program can read are new in pip 24.1; older ones are left to fetch in silence."""
    usage = subprocess.run([*_PIP_DOWNLOAD, "--help"], capture_output=True, check=False)
    return "raw" if re.search(rb"\braw\b", usage.stdout) else "off"


def _complaint(said: list[str]) -> str:
    errors = [line.removeprefix("ERROR: ") for line in said if line.startswith("ERROR: ")]
    return (errors or said or ["it said nothing"])[-1]
