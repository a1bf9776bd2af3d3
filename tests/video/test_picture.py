"""Upright, in square pixels, in true colours, whatever the file stores."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from posecoach.video.reader import probe, read_frames
from tests.conftest import FilmMaker
from tests.films import corner_picture, corners_of

UPRIGHT = {"top left": "top left", "top right": "top right", "bottom left": "bottom left"}
QUARTER_LEFT = {"top left": "bottom left", "top right": "top left", "bottom left": "bottom right"}
HALF = {"top left": "bottom right", "top right": "bottom left", "bottom left": "top right"}
QUARTER_RIGHT = {"top left": "top right", "top right": "bottom right", "bottom left": "top left"}
MIRRORED = {"top left": "top right", "top right": "top left", "bottom left": "bottom right"}
UPENDED = {"top left": "bottom left", "top right": "bottom right", "bottom left": "top left"}


def only_picture(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    image = next(read_frames(path)).image
    info = probe(path)
    assert image.shape == (info.height, info.width, 3)
    assert image.dtype == np.uint8
    assert image.flags.c_contiguous
    return image


@pytest.mark.parametrize("name", ["turned.mp4", "turned.mov", "turned.mkv"])
@pytest.mark.parametrize(
    ("turned", "expected"),
    [
        ((0, False, False), UPRIGHT),
        ((90, False, False), QUARTER_LEFT),
        ((180, False, False), HALF),
        ((-90, False, False), QUARTER_RIGHT),
        ((270, False, False), QUARTER_RIGHT),
        ((0, True, False), MIRRORED),
        ((0, False, True), UPENDED),
    ],
)
def test_turned_upright(
    film: FilmMaker, name: str, turned: tuple[float, bool, bool], expected: dict[str, str]
) -> None:
    image = only_picture(film(name, pictures=[corner_picture()] * 3, turned=turned))
    assert corners_of(image) == expected
    assert image.shape[:2] == ((64, 48) if turned[0] % 180 else (48, 64))


def test_quarter_turn_with_a_mirror(film: FilmMaker) -> None:
    image = only_picture(film("turned.mp4", pictures=[corner_picture()] * 3, turned=(90, True, False)))
    plain = only_picture(film("plain.mp4", pictures=[corner_picture()] * 3))
    np.testing.assert_allclose(image.astype(int), np.rot90(plain)[:, ::-1], atol=3)


def test_an_odd_angle_is_ignored(film: FilmMaker) -> None:
    image = only_picture(film("askew.mp4", pictures=[corner_picture()] * 3, turned=(37, False, False)))
    assert corners_of(image) == UPRIGHT


@pytest.mark.parametrize(
    ("aspect", "expected"), [(Fraction(4, 3), (85, 48)), (Fraction(1, 2), (64, 96)), (Fraction(1), (64, 48))]
)
def test_pixels_are_made_square(film: FilmMaker, aspect: Fraction, expected: tuple[int, int]) -> None:
    image = only_picture(film("wide.mp4", pictures=[corner_picture()] * 3, pixel_aspect=aspect))
    assert (image.shape[1], image.shape[0]) == expected
    assert corners_of(image) == UPRIGHT


def test_square_pixels_of_a_turned_picture(film: FilmMaker) -> None:
    path = film(
        "both.mp4", pictures=[corner_picture()] * 3, pixel_aspect=Fraction(2), turned=(90, False, False)
    )
    image = only_picture(path)
    assert image.shape == (128, 48, 3)
    assert corners_of(image) == QUARTER_LEFT


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt", "colours"),
    [
        ("a.mkv", "libx264", "yuv420p10le", {}),
        ("a.mkv", "libx264", "yuv444p", {}),
        ("a.mkv", "libx264rgb", "rgb24", {}),
        ("a.mkv", "ffv1", "gbrp10le", {}),
        ("a.mkv", "ffv1", "yuv422p16le", {}),
        ("a.mkv", "ffv1", "yuva420p", {}),
        ("a.mov", "prores_ks", "yuv422p10le", {}),
        ("a.avi", "mjpeg", "yuvj420p", {}),
        ("a.mov", "mjpeg", "yuvj444p", {}),
        ("a.mov", "png", "rgb24", {}),
        ("a.mov", "png", "rgba64be", {}),
        ("a.mp4", "libx264", "yuv420p", {"color_range": 2}),
        ("a.mp4", "libx264", "yuv420p10le", {"colorspace": 9, "color_primaries": 9, "color_trc": 16}),
        ("a.mp4", "libx264", "yuv420p10le", {"colorspace": 9, "color_primaries": 9, "color_trc": 18}),
        ("a.mp4", "libx264", "yuv420p", {"colorspace": 8}),
    ],
)
def test_pixel_formats(film: FilmMaker, name: str, codec: str, pix_fmt: str, colours: dict[str, int]) -> None:
    path = film(name, codec, pictures=[corner_picture()] * 3, pix_fmt=pix_fmt, fps=25, colours=colours)
    image = only_picture(path)
    assert corners_of(image) == UPRIGHT or "colorspace" in colours
    assert image.shape == (48, 64, 3)


def test_grey_pictures_come_as_rgb(film: FilmMaker) -> None:
    image = only_picture(film("grey.mkv", "ffv1", pictures=[corner_picture()] * 3, pix_fmt="gray"))
    assert (image[..., 0] == image[..., 2]).all()
    assert image.std() > 10


@pytest.mark.parametrize("size", [(63, 47), (16, 16), (1, 1), (17, 99)])
def test_odd_and_tiny_sizes(film: FilmMaker, size: tuple[int, int]) -> None:
    path = film("odd.mkv", "ffv1", size=size, count=3)
    assert [frame.image.shape for frame in read_frames(path)] == [(size[1], size[0], 3)] * 3


def test_a_recording_that_changes_its_size_keeps_one(film: FilmMaker, tmp_path: Path) -> None:
    wide = film("wide.ts", pictures=[corner_picture(64, 48)] * 10)
    tall = film("tall.ts", pictures=[corner_picture(48, 96)] * 10, times_s=[1 + i / 25 for i in range(10)])
    joined = tmp_path / "joined.ts"
    joined.write_bytes(wide.read_bytes() + tall.read_bytes())
    frames = list(read_frames(joined))
    # The last packet before the joint does not connect, so it is not trusted.
    assert len(frames) >= 19
    assert {frame.image.shape for frame in frames} == {(48, 64, 3)}
    last = frames[-1].image
    # 48x96 fits as 24x48, with twenty black columns on either side.
    assert last[:, :18].max() < 20
    assert corners_of(last[:, 20:44]) == UPRIGHT
