"""Every container, every kind of clock, and files that lost a part of themselves."""

from __future__ import annotations

import os
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import pytest

from posecoach.video.reader import probe, read_frames
from tests.conftest import FilmMaker

MILLISECOND = Fraction(1, 1000)
CLIPS = Path(__file__).parents[3] / "shared" / "clips"


def times_of(path: Path) -> list[float]:
    return [frame.time_s for frame in read_frames(path)]


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt", "tick"),
    [
        ("a.mp4", "libx264", "yuv420p", Fraction(1, 25)),
        ("a.mp4", "libx265", "yuv420p", Fraction(1, 25)),
        ("a.mov", "mpeg4", "yuv420p", Fraction(1, 25)),
        ("a.mkv", "libx264", "yuv420p", MILLISECOND),
        ("a.webm", "libvpx", "yuv420p", MILLISECOND),
        ("a.webm", "libvpx-vp9", "yuv420p", MILLISECOND),
        ("a.avi", "libx264", "yuv420p", Fraction(1, 25)),
        ("a.avi", "mpeg4", "yuv420p", Fraction(1, 25)),
        ("a.avi", "mjpeg", "yuvj420p", Fraction(1, 25)),
        ("a.ts", "libx264", "yuv420p", Fraction(1, 25)),
        ("a.mpg", "mpeg2video", "yuv420p", Fraction(1, 25)),
        ("a.gif", "gif", "rgb8", Fraction(1, 100)),
        ("a.flv", "libx264", "yuv420p", MILLISECOND),
        ("a.wmv", "wmv2", "yuv420p", MILLISECOND),
        ("a.h264", "libx264", "yuv420p", Fraction(1, 25)),
    ],
)
def test_containers(film: FilmMaker, name: str, codec: str, pix_fmt: str, tick: Fraction) -> None:
    options = {"x265-params": "log-level=none"} if codec == "libx265" else {}
    path = film(name, codec, count=30, pix_fmt=pix_fmt, tick=tick, options=options)
    info = probe(path)
    times = times_of(path)
    assert (info.width, info.height) == (64, 48)
    assert info.frames == len(times) == 30
    assert info.start_s == times[0]
    assert info.duration_s == pytest.approx(1.2, abs=0.01)
    assert [time_s - times[0] for time_s in times] == pytest.approx([i / 25 for i in range(30)], abs=0.002)


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv", "a.ts"])
def test_irregular_times_are_the_files_own(
    film: FilmMaker, name: str, irregular_times_s: list[float]
) -> None:
    path = film(name, times_s=irregular_times_s, count=120)
    times = times_of(path)
    first = times[0]
    expected = [time_s - irregular_times_s[0] for time_s in irregular_times_s]
    assert [time_s - first for time_s in times] == pytest.approx(expected, abs=0.0011)
    assert probe(path).seekable


@pytest.mark.parametrize(("name", "start_s"), [("a.mp4", 7.0), ("a.mkv", 7.0), ("a.ts", 7000.0)])
def test_a_late_start_is_kept(film: FilmMaker, name: str, start_s: float) -> None:
    path = film(name, times_s=[start_s + i / 25 for i in range(30)])
    assert times_of(path)[0] == probe(path).start_s == pytest.approx(start_s, abs=0.1)


def test_times_are_exact(film: FilmMaker) -> None:
    path = film("ntsc.mp4", times_s=[i * 1001 / 30_000 for i in range(30)], tick=Fraction(1, 30_000))
    assert times_of(path) == [i * 1001 / 30_000 for i in range(30)]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_very_short_films(film: FilmMaker, count: int) -> None:
    path = film("short.mp4", count=count, size=(16, 16))
    assert len(times_of(path)) == probe(path).frames == count


def test_joined_files_go_on_where_the_clock_starts_again(film: FilmMaker, tmp_path: Path) -> None:
    part = film("part.ts", count=50).read_bytes()
    path = tmp_path / "joined.ts"
    path.write_bytes(part + part)
    times = times_of(path)
    assert len(times) >= 99
    assert all(0 < later - earlier < 0.09 for earlier, later in pairwise(times))
    assert not probe(path).seekable


def remuxed(path: Path, target: Path, stamps: dict[int, int]) -> Path:
    """A copy in which the packets of these numbers carry these times, in milliseconds."""
    with av.open(str(path)) as source, av.open(str(target), "w") as copy:
        stream = copy.add_stream_from_template(source.streams.video[0])
        for number, packet in enumerate(source.demux(source.streams.video[0])):
            if packet.size:
                packet.pts = stamps.get(number, packet.pts)
                packet.dts = packet.pts
                packet.stream = stream
                copy.mux(packet)
    return target


def test_a_repeated_stamp_moves_between_its_neighbours(film: FilmMaker, tmp_path: Path) -> None:
    original = film("a.mkv", "mjpeg", pix_fmt="yuvj420p", tick=MILLISECOND, count=10)
    path = remuxed(original, tmp_path / "b.mkv", {4: 120})
    assert times_of(path) == pytest.approx([0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.24, 0.28, 0.32, 0.36])
    assert not probe(path).seekable


def test_a_stream_without_stamps_is_timed_by_its_rate(film: FilmMaker) -> None:
    path = film("bare.h264", tick=Fraction(1, 25))
    assert times_of(path) == pytest.approx([i / 25 for i in range(30)])
    assert not probe(path).seekable


@pytest.mark.parametrize("name", ["a.mkv", "a.ts", "a.avi", "a.flv", "a.gif"])
def test_a_cut_off_file_gives_what_it_has(film: FilmMaker, name: str) -> None:
    codec, pix_fmt = ("gif", "rgb8") if name == "a.gif" else ("libx264", "yuv420p")
    tick = Fraction(1, 100) if name == "a.gif" else Fraction(1, 25)
    path = film(name, codec, count=100, pix_fmt=pix_fmt, tick=tick)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 6 // 10])
    assert 30 < len(times_of(path)) < 80


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts"])
def test_damage_in_the_middle_is_passed_over(film: FilmMaker, name: str) -> None:
    path = film(name, count=100, options={"g": "10"})
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(400)
    path.write_bytes(data)
    times = times_of(path)
    assert 60 <= len(times) < 100
    assert times[-1] - times[0] == pytest.approx(3.96, abs=0.01)
    assert all(earlier < later for earlier, later in pairwise(times))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc to count open files")
def test_a_reader_left_early_closes_its_file(film: FilmMaker) -> None:
    path = film("a.mp4")
    before = len(os.listdir("/proc/self/fd"))
    frames = read_frames(path)
    next(frames)
    assert len(os.listdir("/proc/self/fd")) > before
    frames.close()  # type: ignore[attr-defined]
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.skipif(not CLIPS.exists(), reason="needs the real recordings in ../shared/clips")
@pytest.mark.parametrize(
    ("name", "size", "frames"),
    [
        ("slr_far_leg_oblique.mp4", (640, 352), 220),
        ("prone_press_up_titles_and_cuts.mp4", (640, 360), 936),
        ("sit_ups_ten.mp4", (480, 360), 987),
        ("knee_to_chest_alternating_portrait.mp4", (1080, 1920), 456),
    ],
)
def test_real_recordings(name: str, size: tuple[int, int], frames: int) -> None:
    info = probe(CLIPS / name)
    assert (info.width, info.height) == size
    assert info.frames == len(times_of(CLIPS / name)) == frames
