"""The bundles that Google publishes for download."""

from __future__ import annotations

import os
import urllib.request
from http.client import HTTPException
from pathlib import Path

from posecoach.errors import PosecoachError
from posecoach.pose.model.bundle import fault_of
from posecoach.pose.model.progress import Report

MIRROR_VARIABLE = "POSECOACH_MODEL_MIRROR"
"""Names another place with the same folders, for networks that cannot reach Google's."""
_GOOGLE = "https://storage.googleapis.com/mediapipe-models/pose_landmarker"
_SILENCE_S = 30.0
_BLOCK_BYTES = 1 << 18


def mirror() -> str | None:
    return os.environ.get(MIRROR_VARIABLE) or None


def url_of(size: str) -> str:
    """Where the bundle of that size (lite, full, heavy) is published."""
    base = (mirror() or _GOOGLE).rstrip("/")
    return f"{base}/pose_landmarker_{size}/float16/1/pose_landmarker_{size}.task"


def download(size: str, target: Path, report: Report) -> None:
    """Fetch the bundle into ``target`` and check it: as long as announced, and a pose model."""
    url = url_of(size)
    try:
        with urllib.request.urlopen(url, timeout=_SILENCE_S) as response, target.open("wb") as file:
            announced = int(response.headers["Content-Length"] or 0) or None
            while block := response.read(_BLOCK_BYTES):
                file.write(block)
                report(file.tell(), announced)
    except (OSError, HTTPException, ValueError) as error:
        # ValueError: what the mirror variable holds is no address.
        raise PosecoachError(f"{url} could not be fetched ({error})") from error
    received = target.stat().st_size
    if announced not in (None, received):
        raise PosecoachError(f"{url} broke off after {received} of {announced} bytes")
    if fault := fault_of(target):
        raise PosecoachError(f"what came from {url} {fault}")
