from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from posecoach.kinematics.definitions import columns
from posecoach.report.measures_csv import write_measures
from tests.report.examples import analysis


def test_every_measure_comes_back_and_gaps_stay_empty(tmp_path: Path) -> None:
    written = analysis()
    path = tmp_path / "measures.csv"
    write_measures(written, path)
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["time_s", *columns()]
    np.testing.assert_allclose([float(row["time_s"]) for row in rows], written.time_s, atol=1e-4)
    for name in columns():
        read = [float(row[name]) if row[name] else np.nan for row in rows]
        np.testing.assert_allclose(read, written.measures[name], atol=1e-3, equal_nan=True)
    assert rows[-1]["knee_left"] == ""
