"""When a recording was taken, and what tells it from others."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import av
import pytest

from posecoach.video.origin import digest, recorded_at
from tests.conftest import FilmMaker
from tests.films import moving_pictures


def tagged(path: Path, **tags: str) -> Path:
    """A short film with these tags in its container."""
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as container:
        container.metadata.update(tags)
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for picture in moving_pictures(10, 64, 48):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        container.mux(stream.encode(None))
    return path


def test_the_cameras_own_clock_is_believed(tmp_path: Path) -> None:
    film = tagged(tmp_path / "a.mp4", creation_time="2026-03-05T17:30:00.000000Z")
    assert recorded_at(film) == datetime(2026, 3, 5, 17, 30, tzinfo=UTC)


def test_a_camera_that_tells_its_place_is_believed_first(tmp_path: Path) -> None:
    tags = {
        "com.apple.quicktime.creationdate": "2026-03-05T23:30:00+0900",
        "creation_time": "2026-03-05T14:31:00Z",
    }
    taken_at = recorded_at(tagged(tmp_path / "a.mov", **tags))
    assert taken_at == datetime(2026, 3, 5, 23, 30, tzinfo=timezone(timedelta(hours=9)))
    assert taken_at.utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize(
    "never_set", ["1904-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2926-01-01T00:00:00Z"]
)
def test_a_clock_that_was_never_set_is_not(tmp_path: Path, never_set: str) -> None:
    film = tagged(tmp_path / "a.mp4", creation_time=never_set)
    os.utime(film, (1_700_000_000, 1_700_000_000))
    assert recorded_at(film).timestamp() == 1_700_000_000


def test_a_film_that_says_nothing_is_as_old_as_its_file(film: FilmMaker) -> None:
    path = film("a.mp4")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    assert recorded_at(path).timestamp() == 1_600_000_000
    assert recorded_at(path).tzinfo is not None


def test_copies_are_the_same_recording_and_others_are_not(film: FilmMaker, tmp_path: Path) -> None:
    one = film("one.mp4")
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(one.read_bytes())
    assert digest(one) == digest(copy) != digest(film("other.mp4", count=31))
