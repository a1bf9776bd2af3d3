from __future__ import annotations

import numpy as np

from posecoach.report.thin import thin


def test_short_recordings_stay_as_they_are() -> None:
    assert thin(np.arange(100, dtype=np.float32)).tolist() == list(range(100))


def test_peaks_and_gaps_of_a_long_recording_stay() -> None:
    values = np.sin(np.linspace(0, 60, 108_000)).astype(np.float32)
    values[50_001], values[70_007] = 99.0, -99.0
    values[90_000:90_100] = np.nan
    kept = thin(values, most=3000)
    assert len(kept) <= 3002
    assert np.all(np.diff(kept) > 0)
    assert {0, 50_001, 70_007, 107_999} <= set(kept.tolist())
    assert np.isnan(values[kept]).any()
    assert np.nanmax(values[kept]) == 99.0


def test_nothing_but_gaps() -> None:
    assert len(thin(np.full(10_000, np.nan, np.float32), most=300)) <= 302
