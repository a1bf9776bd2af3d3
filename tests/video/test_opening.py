"""What cannot be read is told in one line."""

from __future__ import annotations

import os
import re
from pathlib import Path

import av
import numpy as np
import pytest

from posecoach.errors import PosecoachError
from posecoach.video.reader import probe, read_frames
from tests.conftest import FilmMaker


def assert_refused(path: Path, reason: str) -> None:
    for attempt in (probe, lambda path: next(read_frames(path))):
        with pytest.raises(PosecoachError, match=reason) as caught:
            attempt(path)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    assert_refused(tmp_path / "none.mp4", "There is no file")


def test_a_folder(tmp_path: Path) -> None:
    assert_refused(tmp_path, "is a folder")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    assert_refused(tmp_path / "empty.mp4", "is empty")


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.mp4", "This is a letter, not a film.\n", "is not a video"),
        ("a.txt", "This is a letter, not a film.\n", "no moving picture"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nNot a picture.\n\n", "no moving picture"),
    ],
)
def test_text(tmp_path: Path, name: str, text: str, reason: str) -> None:
    path = tmp_path / name
    path.write_text(text * 50)
    assert_refused(path, reason)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root and Windows may read everything"
)
def test_no_permission(film: FilmMaker) -> None:
    path = film("secret.mp4")
    path.chmod(0)
    assert_refused(path, "may not be read")


def sound(path: Path, cover: bool) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44_100)
        picture = container.add_stream("mjpeg") if cover else None
        if picture is not None:
            picture.disposition = av.stream.Disposition.attached_pic
            picture.width, picture.height, picture.pix_fmt = 32, 32, "yuvj420p"
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 44_100), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 44_100
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if picture is not None:
            image = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8)).reformat(format="yuvj420p")
            container.mux(picture.encode(image))
            container.mux(picture.encode(None))
    return path


@pytest.mark.parametrize("cover", [False, True])
def test_sound_only(tmp_path: Path, cover: bool) -> None:
    assert_refused(sound(tmp_path / "sound.mp4", cover), "no moving picture")


def test_cut_off_before_the_index(film: FilmMaker) -> None:
    path = film("cut.mp4", count=60)
    path.write_bytes(path.read_bytes()[:2000])
    assert_refused(path, "cut off")


def test_nothing_to_decode(film: FilmMaker) -> None:
    path = film("hollow.mp4")
    data = path.read_bytes()
    start, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    path.write_bytes(data[:start] + bytes(end - start) + data[end:])
    assert_refused(path, "no picture that can be decoded")


def test_an_unknown_codec(film: FilmMaker) -> None:
    path = film("odd.mp4")
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zzz9").replace(b"avcC", b"zzzC"))
    assert_refused(path, "cannot be decoded here")


@pytest.mark.parametrize("name", ["10:30 stretch.mp4", "100% é.mp4", "-i.mp4", "img%03d.mp4", "file:x.mp4"])
def test_awkward_names(film: FilmMaker, name: str, tmp_path: Path) -> None:
    path = film("plain.mp4", count=3).rename(tmp_path / name)
    assert len(list(read_frames(path))) == 3


def test_libav_keeps_quiet(film: FilmMaker, capfd: pytest.CaptureFixture[str]) -> None:
    path = film("damaged.ts", count=60)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 400] = bytes(400)
    path.write_bytes(data)
    capfd.readouterr()
    assert list(read_frames(path))
    written = capfd.readouterr()
    assert (written.out, written.err) == ("", "")


def test_text_in_another_encoding_does_not_matter(film: FilmMaker) -> None:
    path = film("titled.mkv", count=3)
    with av.open(str(path)) as source, av.open(str(path.with_name("b.mkv")), "w") as copy:
        copy.metadata["title"] = "Dehnung XYZ"
        stream = copy.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.size:
                packet.stream = stream
                copy.mux(packet)
    data = path.with_name("b.mkv").read_bytes()
    assert re.search(b"Dehnung XYZ", data)
    path.write_bytes(data.replace(b"Dehnung XYZ", b"Dehnung \xfc\xe4\xf6"))
    assert len(list(read_frames(path))) == 3
