from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from posecoach.errors import PosecoachError
from posecoach.video.frame import Frame
from posecoach.video.reader import probe, read_frames
from posecoach.video.writer import VideoWriter
from tests.films import corner_picture, corners_of, moving_pictures


def frames(count: int = 20, width: int = 64, height: int = 48) -> list[Frame]:
    return [Frame(i / 25, picture) for i, picture in enumerate(moving_pictures(count, width, height))]


def write(path: Path, sequence: Iterable[Frame], size: tuple[int, int] = (64, 48)) -> Path:
    with VideoWriter(path, *size) as writer:
        for frame in sequence:
            writer.write(frame)
    return path


def test_every_frame_keeps_its_time(tmp_path: Path, irregular_times_s: list[float]) -> None:
    pictures = moving_pictures(len(irregular_times_s), 64, 48)
    sequence = [Frame(100 + t, picture) for t, picture in zip(irregular_times_s, pictures, strict=True)]
    read = [frame.time_s for frame in read_frames(write(tmp_path / "a.mp4", sequence))]
    assert read == pytest.approx([t - irregular_times_s[0] for t in irregular_times_s], abs=1e-4)


def test_a_browser_can_play_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp4", frames())
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert "mp4" in container.format.name
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_colours_and_shapes_stay(tmp_path: Path) -> None:
    picture = corner_picture(640, 352)
    path = write(tmp_path / "a.mp4", [Frame(i / 25, picture) for i in range(5)], (640, 352))
    image = next(read_frames(path)).image
    assert corners_of(image) == {corner: corner for corner in ("top left", "top right", "bottom left")}
    assert np.abs(image.astype(int) - picture).mean() < 3


@pytest.mark.parametrize(("width", "height"), [(63, 47), (64, 47), (1, 1), (16, 16)])
def test_sizes_become_even(tmp_path: Path, width: int, height: int) -> None:
    info = probe(write(tmp_path / "a.mp4", frames(3, width, height), (width, height)))
    assert (info.width, info.height) == (width + width % 2, height + height % 2)


@pytest.mark.parametrize("count", [1, 2])
def test_very_short_films(tmp_path: Path, count: int) -> None:
    assert probe(write(tmp_path / "a.mp4", frames(count))).frames == count


def test_times_closer_than_a_tick(tmp_path: Path) -> None:
    sequence = [Frame(i * 1e-7, frame.image) for i, frame in enumerate(frames(5))]
    assert probe(write(tmp_path / "a.mp4", sequence)).frames == 5


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
@pytest.mark.parametrize("written", [0, 10])
def test_an_error_leaves_the_folder_as_it_was(
    tmp_path: Path, error: type[BaseException], written: int
) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"the one before")

    def interrupted() -> Iterator[Frame]:
        yield from frames(written)
        raise error

    with pytest.raises(error):
        write(path, interrupted(), (64, 48))
    assert os.listdir(tmp_path) == ["a.mp4"]
    assert path.read_bytes() == b"the one before"


def test_the_file_appears_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with VideoWriter(path, 64, 48) as writer:
        for frame in frames():
            writer.write(frame)
        assert not path.exists()
    assert os.listdir(tmp_path) == ["a.mp4"]


def test_nothing_to_write(tmp_path: Path) -> None:
    with pytest.raises(PosecoachError, match="no picture"), VideoWriter(tmp_path / "a.mp4", 64, 48):
        pass
    assert os.listdir(tmp_path) == []


def test_a_frame_of_another_size(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="64x48"), VideoWriter(tmp_path / "a.mp4", 64, 48) as writer:
        writer.write(Frame(0.0, np.zeros((48, 48, 3), np.uint8)))
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PosecoachError, match="cannot be written"):
        write(tmp_path / "none" / "a.mp4", frames(3))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_disk(tmp_path: Path) -> None:
    """In a process of its own, whose files may not grow beyond 20 kB."""
    script = """
import resource, signal, sys
from pathlib import Path
from posecoach.errors import PosecoachError
from tests.video.test_writer import frames, write
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    write(Path(sys.argv[1]), frames(200, 320, 240), (320, 240))
except PosecoachError as error:
    print(error)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.mp4")],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", str(root)])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "cannot be written" in done.stdout
    assert os.listdir(tmp_path) == []
