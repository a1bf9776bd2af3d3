"""``posecoach demo`` as a newcomer runs it: without arguments, without a screen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from posecoach.cli.demo import SAMPLE, _beside_truth, samples_folder
from tests.cli.test_analyse import posecoach


def hold(start_s: float, end_s: float, value_deg: float, side: str = "left") -> dict[str, Any]:
    held_s = end_s - start_s
    return {
        **{"side": side, "start_s": start_s, "end_s": end_s, "held_s": held_s},
        **{"value_deg": value_deg, "error_deg": 3.0},
    }


def shown(found: list[dict[str, Any]], true: list[dict[str, Any]]) -> list[list[str]]:
    """The table's rows, their cells."""
    table = _beside_truth({"holds": found, "attempts": []}, {"holds": true, "attempts": []})
    return [list(row) for row in zip(*(column.cells for column in table.columns), strict=True)]


def test_a_hold_that_was_not_found_has_its_row() -> None:
    rows = shown([hold(30, 40, 70.0)], [hold(5, 15, 60.0), hold(30, 41, 71.0)])
    assert rows == [
        ["left", "0:05.0", "", "not found", "60.0°, held 10.0 s"],
        ["left", "0:30.0", "10.0 s", "70° ± 3°", "71.0°, held 11.0 s"],
    ]


def test_a_hold_that_there_was_not_is_beside_nothing() -> None:
    rows = shown([hold(5, 15, 60.0, "right")], [hold(5, 15, 60.0)])
    assert [row[3:] for row in rows] == [["60° ± 3°", "nothing"], ["not found", "60.0°, held 10.0 s"]]


def test_the_true_hold_is_the_one_that_most_time_is_shared_with() -> None:
    rows = shown([hold(4, 15, 70.0), hold(15, 30, 50.0)], [hold(5, 8, 69.0), hold(8, 31, 51.0)])
    assert [row[4] for row in rows] == ["69.0°, held 3.0 s", "51.0°, held 23.0 s"]


@pytest.mark.usefixtures("model_path")
def test_the_sample_beside_its_truth(tmp_path: Path) -> None:
    done = posecoach("demo", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    folder = tmp_path / "posecoach-results" / SAMPLE
    assert {"report.html", "summary.json", "measures.csv", "poses.npz"} <= {p.name for p in folder.iterdir()}
    truth = json.loads((samples_folder() / f"{SAMPLE}.truth.json").read_text(encoding="utf-8"))
    [true] = truth["holds"]
    assert "1 of 3 holds done" in done.stdout
    row = next(line for line in done.stdout.splitlines() if f"{true['value_deg']:.1f}°, held" in line)
    measured, error = map(float, re.findall(r"(\d+)° ± (\d+)°", row)[0])
    assert measured == pytest.approx(true["value_deg"], abs=error + 0.5)
    assert done.stdout.splitlines()[-1].startswith("Next: open posecoach-results/")


@pytest.mark.usefixtures("model_path")
def test_no_screen_is_needed_and_results_go_where_they_are_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    done = posecoach("demo", "--out", tmp_path / "here")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "here" / SAMPLE / "report.html").exists()
