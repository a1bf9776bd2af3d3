"""A few of the benchmark's clips, kept as truth and poses: no figure may be worse than those kept with them.

After a change for the better they are kept anew: ``python -m benchmarks.accuracy.subset FOLDER``, where
FOLDER is ``benchmarks/accuracy/subset`` itself, or that of the development clips.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy.clip import names_in
from benchmarks.accuracy.subset import FIGURES, SUBSET, chosen, figures_of, keep
from posecoach.stretches.load import stretch_ids
from tests.benchmarks.rendered import Script, write_clip

MOST_MB = 13
WORSE_DEG = 0.3
"""How much an average over thousands of frames may move for reasons that nobody needs to look into."""


@pytest.fixture(scope="module")
def now() -> dict[str, Any]:
    return figures_of(SUBSET)


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    figures: dict[str, Any] = json.loads((SUBSET / FIGURES).read_text(encoding="utf-8"))
    return figures


def test_the_subset_is_small_and_has_clips_of_every_stretch() -> None:
    assert names_in(SUBSET) == sorted(chosen(names_in(SUBSET)))
    assert all(any(name.startswith(stretch) for name in names_in(SUBSET)) for stretch in stretch_ids())
    assert sum(path.stat().st_size for path in SUBSET.iterdir()) <= MOST_MB * 1_000_000


@pytest.mark.parametrize("title", ["Measures as reported", "Measures as read"])
def test_no_measure_is_further_off_than_it_was(title: str, now: dict[str, Any], kept: dict[str, Any]) -> None:
    before = {row["measure"]: row for row in kept[title]}
    assert {row["measure"] for row in now[title]} == set(before)
    for row in now[title]:
        if row["unit"] == "deg" and row["MAE"] is not None:
            assert row["MAE"] <= before[row["measure"]]["MAE"] + WORSE_DEG, row["measure"]
            assert abs(row["bias"]) <= abs(before[row["measure"]]["bias"]) + WORSE_DEG, row["measure"]


def test_as_many_angles_are_told_as_before(now: dict[str, Any], kept: dict[str, Any]) -> None:
    before = {row["measure"]: row["covered"] for row in kept["Measures as reported"]}
    for row in now["Measures as reported"]:
        assert row["covered"] >= before[row["measure"]] - 0.01, row["measure"]


def test_no_clip_is_counted_worse_than_it_was(now: dict[str, Any], kept: dict[str, Any]) -> None:
    right_before = {row["clip"] for row in kept["Clips"] if row["exact"] == "yes"}
    right_now = {row["clip"] for row in now["Clips"] if row["exact"] == "yes"}
    assert right_before <= right_now


def test_no_more_faults_are_missed_or_made_up(now: dict[str, Any], kept: dict[str, Any]) -> None:
    for kind in ("missed faults", "false faults"):
        before = {row["clip"]: faults(row[kind]) for row in kept["Clips"]}
        for row in now["Clips"]:
            assert faults(row[kind]) <= before[row["clip"]], (row["clip"], kind)


def faults(listed: str) -> Counter[str]:
    return Counter(listed.split(", ")) if listed else Counter()


def test_a_subset_is_the_first_clips_of_a_folder_and_what_was_found(tmp_path: Path) -> None:
    for number in range(3):
        write_clip(tmp_path, f"active_straight_leg_raise_{number:02d}", Script(hold_s=6.0))
    subset = tmp_path / "subset"
    keep(tmp_path, subset)
    names = ["active_straight_leg_raise_00"]
    assert names_in(subset) == names
    kept: dict[str, Any] = json.loads((subset / FIGURES).read_text(encoding="utf-8"))
    assert [row["clip"] for row in kept["Clips"]] == names
    keep(subset, subset)
    assert names_in(subset) == names
