"""Rough pictures, and what is made of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.accuracy.clip import Clip, clips_of, names_in
from benchmarks.accuracy.rough import AS_RENDERED, Told, mirrored, rough_sheet, told_of
from benchmarks.accuracy.rough_pictures import UNCHANGED, VARIANTS, Variant, write_variant
from benchmarks.accuracy.sheet import as_json
from posecoach.video.reader import probe, read_frames
from tests.benchmarks.rendered import MENDED_DEG, OFF_DEG, Script, no_network, write_clip
from tests.conftest import FilmMaker

NAMED = {variant.name: variant for variant in VARIANTS}


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    folder = tmp_path_factory.mktemp("clips")
    write_clip(folder, "off", Script(off_deg=OFF_DEG))
    [found] = clips_of(folder, names_in(folder), no_network)
    return found


def written(film: FilmMaker, tmp_path: Path, variant: Variant) -> tuple[Path, np.ndarray]:
    """A grey film of 96 × 54 with a white square at its upper left, and the first picture of its variant."""
    picture = np.full((54, 96, 3), 100, np.uint8)
    picture[4:20, 4:20] = 255
    source = film("source.mp4", pictures=[picture] * 10, fps=10)
    write_variant(source, variant, tmp_path / "variant.mp4")
    return tmp_path / "variant.mp4", next(read_frames(tmp_path / "variant.mp4")).image.astype(int)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("encoded again", (96, 54)),
        ("rolled 6° left", (96, 54)),
        ("portrait", (96, 170)),
        ("within 320×240", (320, 180)),
        ("turned 90°", (54, 96)),
        ("turned 90°, and tagged so", (96, 54)),
        ("twice the size", (192, 108)),
    ],
)
def test_a_variant_has_its_size(name: str, size: tuple[int, int], film: FilmMaker, tmp_path: Path) -> None:
    info = probe(written(film, tmp_path, NAMED[name])[0])
    assert (info.width, info.height, info.frames) == (*size, 10)


@pytest.mark.parametrize(
    ("name", "corner"),
    [
        ("encoded again", (12, 12)),
        ("heavily compressed", (12, 12)),
        ("turned 90°, and tagged so", (12, 12)),
        ("mirrored", (12, -12)),
        ("turned 90°", (12, -12)),
    ],
)
def test_the_picture_is_where_it_belongs(
    name: str, corner: tuple[int, int], film: FilmMaker, tmp_path: Path
) -> None:
    _, image = written(film, tmp_path, NAMED[name])
    assert image[corner].min() > 220
    assert image[-12, -12].max() < 130


def test_pictures_are_rolled_both_ways(film: FilmMaker, tmp_path: Path) -> None:
    """What stands left of the middle sinks where the picture turns anticlockwise."""
    tops = [
        int(np.argmax(written(film, tmp_path, NAMED[f"rolled 6° {way}"])[1][:, 12].min(axis=1) > 180))
        for way in ("left", "right")
    ]
    assert tops[0] > 4 > tops[1]


def test_a_dim_picture_is_dark_and_grainy(film: FilmMaker, tmp_path: Path) -> None:
    _, image = written(film, tmp_path, NAMED["dim"])
    assert image[30:, 30:].mean() == pytest.approx(25, abs=4)
    assert image[30:, 30:].std() > 2


def test_every_second_picture_keeps_its_time(film: FilmMaker, tmp_path: Path) -> None:
    path, _ = written(film, tmp_path, NAMED["every second picture"])
    assert [frame.time_s for frame in read_frames(path)] == pytest.approx([0, 0.2, 0.4, 0.6, 0.8], abs=1e-3)


def test_what_is_told_of_a_recording(clip: Clip) -> None:
    told = told_of(clip)
    assert told.errors == pytest.approx(OFF_DEG, abs=MENDED_DEG)
    assert told.values == {5.0: (pytest.approx(60 + OFF_DEG, abs=MENDED_DEG), 60.0)}


def test_a_mirror_exchanges_the_sides_of_the_truth(clip: Clip) -> None:
    other = mirrored(clip.truth)
    assert other.camera["near"] == "left"
    assert [hold["side"] for hold in other.holds] == ["left"]
    assert other.measure("leg_elevation_left") == pytest.approx(clip.truth.measure("leg_elevation_right"))
    assert mirrored(other) == clip.truth


def test_changes_are_counted_where_both_tell_a_value() -> None:
    original = [Told(np.array([1.0, -1.0]), {5.0: (61.0, 60.0), 40.0: (70.0, 72.0)})]
    rough = [Told(np.array([3.0]), {5.0: (64.0, 60.0), 40.0: (None, 72.0)})]
    sheet = rough_sheet({AS_RENDERED: original, "dim": rough})
    before, after = as_json([sheet])[sheet.title]
    assert figures(before) == [2, 1.0, 2, 2, 1.5, 0.0]
    assert figures(after) == [1, 3.0, 2, 1, 4.0, 3.0]


def figures(row: dict[str, Any]) -> list[float]:
    names = ("target frames", "target MAE", "true", "values", "value MAE", "largest change")
    return [row[name] for name in names]


def test_what_should_change_nothing_is_tried() -> None:
    assert set(UNCHANGED) < NAMED.keys()
