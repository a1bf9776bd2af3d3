"""Files are read back by the letter of the formats, and by OpenSim itself where it is installed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from posecoach.analysis import Analysis
from posecoach.errors import PosecoachError
from posecoach.pose.landmarks import COUNT, Landmark
from posecoach.pose.pose import Status
from posecoach.pose.track import PoseTrack
from posecoach.report.measures_csv import write_measures
from posecoach.report.opensim import write_mot, write_trc
from posecoach.stretches.load import load_stretch
from tests.report.examples import analysis, empty, track_at

Table = npt.NDArray[np.float64]


def read_mot(path: Path) -> tuple[dict[str, str], list[str], Table]:
    """The header's values, the columns' names, and (rows, columns); as strict as the strictest reader."""
    head, found, body = path.read_text(encoding="utf-8").partition("endheader\n")
    assert found
    values = dict(line.split("=") for line in head.splitlines() if "=" in line)
    assert all(line.strip() for line in head.splitlines()), "some readers stop at an empty line"
    names, *rows = (line.split("\t") for line in body.splitlines())
    table = np.array(rows, dtype=np.float64)
    assert table.shape == (int(values["nRows"]), int(values["nColumns"])) == (len(rows), len(names))
    assert np.isfinite(table).all()
    assert (np.diff(table[:, 0]) > 0).all()
    return values, names, table


def read_trc(path: Path) -> tuple[dict[str, str], list[str], Table, Table]:
    """The header's values, the markers' names, (n,) times and (n, markers, 3) places."""
    first, keys, values, names, axes, blank, *rows = path.read_text(encoding="utf-8").splitlines()
    assert first == f"PathFileType\t4\t(X/Y/Z)\t{path.name}"
    header = dict(zip(keys.split("\t"), values.split("\t"), strict=True))
    frame, time, *markers = names.split("\t")
    assert (frame, time, blank) == ("Frame#", "Time", "")
    assert set(markers[1::3]) | set(markers[2::3]) == {""}
    count = int(header["NumMarkers"])
    assert axes.split("\t") == ["", "", *(f"{axis}{n}" for n in range(1, count + 1) for axis in "XYZ")]
    table = np.array([row.split("\t") for row in rows], dtype=np.float64)
    assert table.shape == (int(header["NumFrames"]), 2 + 3 * count)
    assert table[:, 0].tolist() == list(range(1, len(rows) + 1))
    assert (np.diff(table[:, 1]) > 0).all()
    return header, markers[::3], table[:, 1], table[:, 2:].reshape(len(rows), count, 3)


def measured(**series: npt.ArrayLike) -> Analysis:
    """A recording of which these measures alone are known."""
    usual = empty(analysis())
    known = {name: np.broadcast_to(values, usual.time_s.shape) for name, values in series.items()}
    return replace(usual, measures=usual.measures | {k: v.astype(np.float32) for k, v in known.items()})


def seldom(value: float, rows: int) -> Table:
    """A number that is known in the first rows alone."""
    whole = np.full(len(analysis().time_s), np.nan)
    whole[:rows] = value
    return whole


def test_angles_are_those_of_measures_csv(tmp_path: Path) -> None:
    whole = analysis()
    assert write_mot(whole, tmp_path / "angles.mot")
    write_measures(whole, tmp_path / "measures.csv")
    csv = np.genfromtxt(tmp_path / "measures.csv", delimiter=",", names=True)
    values, names, table = read_mot(tmp_path / "angles.mot")
    assert values["version"] == "1"
    assert values["inDegrees"] == "yes"
    column = dict(zip(names, table.T, strict=True))
    rows = np.isin(csv["time_s"], column.pop("time"))
    assert rows.sum() == len(table) == 350
    expected = {"hip_flexion": ("hip_extension", 0, -1), "knee_angle": ("knee", 180, -1)}
    for name, written in column.items():
        start, side = name[:-2], {"l": "_left", "r": "_right"}.get(name[-1], "")
        measure, offset, sign = expected.get(start, ("", 0, 1))
        np.testing.assert_allclose(
            written, offset + sign * csv[measure + side if measure else name][rows], atol=1e-9
        )
    assert {"hip_flexion_l", "hip_flexion_r", "knee_angle_l", "knee_angle_r"} <= set(names)
    assert {"leg_elevation_left", "leg_elevation_right", "trunk_elevation"} <= set(names)


def test_the_signs_are_opensims(tmp_path: Path) -> None:
    """A thigh at a right angle before the trunk, the knee bent by 60°."""
    bent = measured(hip_extension_right=-90.0, knee_right=120.0)
    write_mot(bent, tmp_path / "angles.mot")
    _, names, table = read_mot(tmp_path / "angles.mot")
    assert names == ["time", "hip_flexion_r", "knee_angle_r"]
    assert table[0, 1:].tolist() == [90.0, 60.0]


def test_what_is_known_too_seldom_is_named_and_left_out(tmp_path: Path) -> None:
    leg, knee, trunk = seldom(60.0, 200), seldom(170.0, 190), seldom(0.0, 400)
    write_mot(
        measured(
            leg_elevation_right=leg,
            leg_elevation_left=seldom(1.0, 60),
            knee_right=knee,
            trunk_elevation=trunk,
        ),
        tmp_path / "angles.mot",
    )
    _, names, table = read_mot(tmp_path / "angles.mot")
    assert names == ["time", "knee_angle_r", "leg_elevation_right", "trunk_elevation"]
    assert len(table) == 190
    assert "too seldom: leg_elevation_left." in (tmp_path / "angles.mot").read_text()


def test_the_angle_of_the_stretch_is_there_however_seldom(tmp_path: Path) -> None:
    write_mot(measured(leg_elevation_right=seldom(60.0, 5), trunk_elevation=0.0), tmp_path / "angles.mot")
    _, names, table = read_mot(tmp_path / "angles.mot")
    assert names == ["time", "leg_elevation_right", "trunk_elevation"]
    assert len(table) == 5


@pytest.mark.parametrize(
    ("stretch", "column"),
    [("half_kneeling_hip_flexor", "thigh_lean_left"), ("standing_back_bend", "trunk_back_lean")],
)
def test_a_stretchs_own_measure_is_among_them(stretch: str, column: str, tmp_path: Path) -> None:
    write_mot(replace(analysis(), stretch=load_stretch(stretch)), tmp_path / "angles.mot")
    assert column in read_mot(tmp_path / "angles.mot")[1]


def test_without_any_angle_there_is_no_file(tmp_path: Path) -> None:
    assert not write_mot(empty(analysis()), tmp_path / "angles.mot")
    assert list(tmp_path.iterdir()) == []


def irregular() -> PoseTrack:
    """Five poses at odd times; the third of nobody, the left heel out of sight in the fourth."""
    track = track_at([0.5, 0.6, 0.63, 0.8, 1.0])
    track.status[2] = Status.ABSENT
    track.presence[3, Landmark.LEFT_HEEL] = 0.1
    return track


def test_markers_are_the_landmarks_with_y_up(tmp_path: Path) -> None:
    track = irregular()
    track.world[1, Landmark.NOSE] = (0.1, 0.2, -0.3)
    assert write_trc(track, tmp_path / "markers.trc")
    header, names, time_s, places = read_trc(tmp_path / "markers.trc")
    assert names == [mark.name.lower() for mark in Landmark]
    assert header["Units"] == "mm"
    assert time_s.tolist() == [0.5, 0.6, 0.8, 1.0]
    assert float(header["DataRate"]) == float(header["CameraRate"]) == 6.0
    assert places[1, Landmark.NOSE].tolist() == [100.0, -200.0, 300.0]
    rows = [0, 1, 3, 4]
    known = ~np.isnan(places)
    np.testing.assert_allclose(
        places[known], (track.world[rows] * np.array([1000, -1000, -1000]))[known], atol=0.006
    )


def test_a_marker_out_of_sight_is_nan(tmp_path: Path) -> None:
    track = irregular()
    track.image[0, Landmark.RIGHT_HEEL] = (-1.0, 10.0)
    write_trc(track, tmp_path / "markers.trc")
    _, _, _, places = read_trc(tmp_path / "markers.trc")
    missing = {(int(row), Landmark(int(mark))) for row, mark, _ in np.argwhere(np.isnan(places))}
    assert missing == {(2, Landmark.LEFT_HEEL), (0, Landmark.RIGHT_HEEL)}


def test_one_frame_has_a_rate_too(tmp_path: Path) -> None:
    write_trc(track_at([0.5]), tmp_path / "markers.trc")
    assert float(read_trc(tmp_path / "markers.trc")[0]["DataRate"]) > 0


def test_of_nobody_there_are_no_markers(tmp_path: Path) -> None:
    track = irregular()
    track.status[:] = Status.IMPLAUSIBLE
    assert not write_trc(track, tmp_path / "markers.trc")
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "angles.mot").mkdir()
    with pytest.raises(PosecoachError, match="Cannot write"):
        write_mot(analysis(), tmp_path / "angles.mot")
    assert [path.name for path in tmp_path.iterdir()] == ["angles.mot"]


def test_opensim_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # It writes its log to wherever it is imported.
    monkeypatch.chdir(tmp_path)
    opensim = pytest.importorskip("opensim", reason="needs OpenSim: pip install opensim")
    write_mot(analysis(), tmp_path / "angles.mot")
    write_trc(irregular(), tmp_path / "markers.trc")
    _, names, table = read_mot(tmp_path / "angles.mot")
    angles = opensim.TimeSeriesTable(str(tmp_path / "angles.mot"))
    assert list(angles.getColumnLabels()) == names[1:]
    np.testing.assert_array_equal(angles.getMatrix().to_numpy(), table[:, 1:])
    storage = opensim.Storage(str(tmp_path / "angles.mot"))
    assert storage.isInDegrees()
    assert storage.getSize() == len(table)
    _, marks, time_s, places = read_trc(tmp_path / "markers.trc")
    markers = opensim.TimeSeriesTableVec3(str(tmp_path / "markers.trc"))
    assert list(markers.getColumnLabels()) == marks
    assert list(markers.getIndependentColumn()) == time_s.tolist()
    older = opensim.MarkerData(str(tmp_path / "markers.trc"))
    triples = [(row, mark) for row in range(len(places)) for mark in range(COUNT)]
    read = [[markers.getRowAtIndex(row)[mark][axis] for axis in range(3)] for row, mark in triples]
    read_older = [
        [older.getFrame(row).getMarker(mark).get(axis) for axis in range(3)] for row, mark in triples
    ]
    np.testing.assert_array_equal(read, places.reshape(-1, 3))
    np.testing.assert_array_equal(read_older, places.reshape(-1, 3))
