"""Where fetched models are kept."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

from posecoach.errors import PosecoachError
from posecoach.pose.model.bundle import fault_of

_PARTIAL = "partial-"


def cache_folder() -> Path:
    return user_cache_path("posecoach", appauthor=False) / "models"


def cached_path(size: str) -> Path:
    """Where the model of that size is, or would be, kept: under its official name, so that a person can
    put the published file there by hand."""
    return cache_folder() / f"pose_landmarker_{size}.task"


def keep(size: str, make: Callable[[Path, Path], None]) -> Path:
    """The path of the cached model, which ``make(folder, file)`` writes first where there is none or where
    it is damaged.

    ``make`` works in an empty folder of its own; the file appears in the cache whole or not at all, and is
    made once however many processes ask. What a killed process leaves behind, the next one removes.
    """
    path = cached_path(size)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.parent / "lock"):
            if fault_of(path) is not None:
                for stale in path.parent.glob(f"{_PARTIAL}*"):
                    shutil.rmtree(stale, ignore_errors=True)
                with tempfile.TemporaryDirectory(prefix=_PARTIAL, dir=path.parent) as folder:
                    made = Path(folder) / path.name
                    make(Path(folder), made)
                    os.replace(made, path)
    except OSError as error:
        raise PosecoachError(
            f"the pose model cannot be kept in {path.parent} ({error.strerror or error}); "
            "make that folder writable, or name another with XDG_CACHE_HOME"
        ) from error
    return path
