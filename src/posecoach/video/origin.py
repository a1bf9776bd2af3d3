"""Where a recording comes from: when it was taken, and what tells it from every other."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

from posecoach.video.opening import open_video

_KEYS = ("com.apple.quicktime.creationdate", "creation_time", "date")
"""Apple's own says the place's time, the others the world's."""
_FIRST_DIGITAL = datetime(1995, 1, 1, tzinfo=UTC)
"""Clocks that were never set say 1904, 1970 or 1980."""


def recorded_at(path: Path) -> datetime:
    """When it was taken, by what the camera wrote into it, or else by the file's own date; with the offset
    of this machine's place, or of the camera's where it tells.

    Raises PosecoachError where it is no video.
    """
    with open_video(path) as (container, stream):
        tags = {**stream.metadata, **container.metadata}
    said = [moment for key in _KEYS if (moment := _moment(tags.get(key, "")))]
    if said:
        return said[0]
    return datetime.fromtimestamp(os.path.getmtime(path)).astimezone()


def digest(path: Path) -> str:
    """SHA-256 of its bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _moment(text: str) -> datetime | None:
    """None for a day without a time, for what is no date, and for a clock that was never set."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if "T" not in text and " " not in text:
        return None
    if moment.tzinfo is None or moment.utcoffset() == UTC.utcoffset(None):
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone()
    return moment if _FIRST_DIGITAL <= moment <= datetime.now(UTC) else None
