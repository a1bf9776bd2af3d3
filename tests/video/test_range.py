"""A part read alone is the same part of the whole, to the pixel: so a film is shared among processes."""

from __future__ import annotations

import random
import zlib
from fractions import Fraction
from pathlib import Path

import av
import pytest

from posecoach.video import reader, seek
from posecoach.video.reader import probe, read_frames
from tests.conftest import FilmMaker

MILLISECOND = Fraction(1, 1000)
FRAME_RATE_TICK = Fraction(1, 25)


def traces(path: Path, start_s: float | None = None, end_s: float | None = None) -> list[tuple[float, int]]:
    return [
        (frame.time_s, zlib.crc32(frame.image)) for frame in read_frames(path, start_s=start_s, end_s=end_s)
    ]


def assert_parts_equal_the_whole(path: Path) -> None:
    whole = traces(path)
    times = [time_s for time_s, _ in whole]
    assert len({trace for _, trace in whole}) > len(whole) / 2
    chance = random.Random(5)
    cuts = [sorted(chance.uniform(times[0] - 0.2, times[-1] + 0.2) for _ in range(2)) for _ in range(8)]
    cuts += [[times[0], times[1]], [times[-1], times[-1] + 1], [times[40], times[41]], [times[41], times[41]]]
    for start_s, end_s in cuts:
        part = [trace for trace in whole if start_s <= trace[0] < end_s]
        assert traces(path, start_s, end_s) == part, (start_s, end_s)
    middle = times[len(times) // 2]
    assert traces(path, None, middle) + traces(path, middle, None) == whole


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt", "options", "tick"),
    [
        ("long_gop.mp4", "libx264", "yuv420p", {}, FRAME_RATE_TICK),
        ("b_frames.mp4", "libx264", "yuv420p", {"g": "12", "bf": "4"}, FRAME_RATE_TICK),
        ("b_frames.ts", "libx264", "yuv420p", {"g": "12", "bf": "4"}, FRAME_RATE_TICK),
        ("b_frames.mpg", "mpeg2video", "yuv420p", {"g": "12", "bf": "2"}, FRAME_RATE_TICK),
        ("b_frames.avi", "libx264", "yuv420p", {"g": "12", "bf": "2"}, FRAME_RATE_TICK),
        ("b_frames_2.avi", "mpeg4", "yuv420p", {"g": "12", "bf": "2"}, FRAME_RATE_TICK),
        ("b_frames.flv", "libx264", "yuv420p", {"g": "12"}, MILLISECOND),
        ("open_gop.mp4", "libx264", "yuv420p", {"x264-params": "open-gop=1:keyint=12"}, FRAME_RATE_TICK),
        ("open_gop.ts", "libx264", "yuv420p", {"x264-params": "open-gop=1:keyint=12"}, FRAME_RATE_TICK),
        ("refresh.mp4", "libx264", "yuv420p", {"x264-params": "intra-refresh=1:keyint=20"}, FRAME_RATE_TICK),
        ("refresh.ts", "libx264", "yuv420p", {"x264-params": "intra-refresh=1:keyint=20"}, FRAME_RATE_TICK),
        ("fields.ts", "libx264", "yuv420p", {"x264-params": "interlaced=1:keyint=20"}, FRAME_RATE_TICK),
        ("hevc.mkv", "libx265", "yuv420p10le", {"x265-params": "log-level=none:keyint=12"}, MILLISECOND),
        ("hevc.ts", "libx265", "yuv420p", {"x265-params": "log-level=none:keyint=12"}, FRAME_RATE_TICK),
        ("vp9.webm", "libvpx-vp9", "yuv420p", {"g": "12", "deadline": "realtime"}, MILLISECOND),
        ("every_picture_a_key.mov", "mjpeg", "yuvj420p", {}, FRAME_RATE_TICK),
        ("drawn.gif", "gif", "rgb8", {}, Fraction(1, 100)),
        ("no_times.h264", "libx264", "yuv420p", {"g": "12"}, FRAME_RATE_TICK),
    ],
)
def test_parts(
    film: FilmMaker, name: str, codec: str, pix_fmt: str, options: dict[str, str], tick: Fraction
) -> None:
    path = film(name, codec, count=120, pix_fmt=pix_fmt, options=options, tick=tick)
    assert_parts_equal_the_whole(path)


@pytest.mark.parametrize("name", ["irregular.mp4", "irregular.mkv", "irregular.ts"])
@pytest.mark.parametrize("offset_s", [0.0, 9.0])
def test_parts_of_irregular_films(
    film: FilmMaker, name: str, offset_s: float, irregular_times_s: list[float]
) -> None:
    times_s = [time_s + offset_s for time_s in irregular_times_s]
    assert_parts_equal_the_whole(film(name, times_s=times_s, count=120, options={"g": "12"}))


def test_parts_of_a_film_whose_clock_starts_again(film: FilmMaker, tmp_path: Path) -> None:
    part = film("part.ts", count=60, options={"g": "12"}).read_bytes()
    path = tmp_path / "joined.ts"
    path.write_bytes(part + part)
    whole = traces(path)
    start_s, end_s = whole[70][0], whole[90][0]
    assert traces(path, start_s, end_s) == whole[70:90]


def test_parts_where_every_packet_claims_to_be_a_key(film: FilmMaker, tmp_path: Path) -> None:
    original = film("honest.wmv", "wmv2", count=120, tick=MILLISECOND, options={"g": "50"})
    path = tmp_path / "boasting.avi"
    with av.open(str(original)) as source, av.open(str(path), "w") as copy:
        stream = copy.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.size:
                packet.is_keyframe = True
                packet.stream = stream
                copy.mux(packet)
    assert_parts_equal_the_whole(path)


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts", "a.mov"])
def test_a_part_is_found_by_seeking(film: FilmMaker, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = film(name, count=120, options={"g": "12"})
    assert probe(path).seekable
    found = []

    def watched(*arguments: object) -> object:
        found.append(seek.decode_from(*arguments))  # type: ignore[arg-type]
        return found[-1]

    monkeypatch.setattr(reader, "decode_from", watched)
    assert list(read_frames(path, start_s=3.0))
    assert found
    assert found[0] is not None


def test_an_empty_part_is_empty(film: FilmMaker) -> None:
    path = film("a.mp4")
    assert traces(path, 50.0, 60.0) == []
    assert traces(path, 0.5, 0.5) == []
