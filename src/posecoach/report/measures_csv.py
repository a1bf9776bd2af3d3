"""``measures.csv``: every measure of every frame."""

from __future__ import annotations

import csv
from pathlib import Path

from posecoach.analysis import Analysis
from posecoach.kinematics.definitions import columns


def write_measures(analysis: Analysis, path: Path) -> None:
    """Write ``time_s`` and one column a measure, in degrees or torso lengths; empty where not measured."""
    names = columns()
    series = [analysis.measures[name].tolist() for name in names]
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["time_s", *names])
        for time_s, *values in zip(analysis.time_s.tolist(), *series, strict=True):
            # Only NaN differs from itself.
            rows.writerow([f"{time_s:.4f}", *("" if v != v else f"{v:.3f}" for v in values)])
