"""``angles.mot`` and ``markers.trc``: an analysis in the text formats of OpenSim.

Two readers of OpenSim 4.6 decide what may stand in a file. ``Storage``, which shows motions, stops at the
first missing value of a .mot without a word; so the angles have no gaps. ``TRCFileAdapter`` refuses an empty
last field of a .trc, while it and ``MarkerData`` read NaN; so a marker out of sight is NaN.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from posecoach.analysis import Analysis
from posecoach.errors import PosecoachError
from posecoach.kinematics.definitions import Unit, columns, definition_of
from posecoach.kinematics.points import LEAST_PRESENCE
from posecoach.pose.landmarks import COUNT, Landmark
from posecoach.pose.pose import Status
from posecoach.pose.track import PoseTrack

Numbers = npt.NDArray[np.float64]

COORDINATES = {"hip_flexion": ("hip_extension", 0, -1), "knee_angle": ("knee", 180, -1)}
"""A coordinate of OpenSim's models without its side → what it is made of: a measure, offset and sign, for
offset + sign * measure. Hip: the thigh against the trunk, not the pelvis; 0° straight, positive forwards.
Knee: 0° straight, flexion positive as in the model Rajagopal2016, negative in gait2392."""
_MADE_OF = {measure: name for name, (measure, _, _) in COORDINATES.items()}
OWN = ("leg_elevation", "thigh_elevation", "trunk_elevation", "trunk_inclination")
"""Measures that no coordinate of a model stands for; they keep the names of ``measures.csv``."""
MOST = 0.9
"""Judgement: further columns may cost this share of rows, as every row has every column."""
_SIDES = {"_left": "_l", "_right": "_r"}
_TO_OPENSIM = np.array([1.0, -1.0, -1.0])
"""From y down and z away from the camera to y up and z towards it: half a turn about x."""
_MM = 1000.0


def write_mot(analysis: Analysis, path: Path) -> bool:
    """Write the angles of the stretch in degrees; False, and no file, where there are none.

    The best known angle of the target is always there. Others are added, the best known first, as long as
    most rows are left; the header names those that are not in the file. Rows in which one is missing are left
    out: the times tell the gaps.
    Raises PosecoachError where the file cannot be written.
    """
    series = _angles(analysis)
    if not series:
        return False
    target = analysis.stretch.target.measure
    names, rows = _complete(series, _MADE_OF.get(target, target))
    missing = [name for name in series if name not in names]
    table = np.column_stack([analysis.time_s, *(series[name] for name in names)])[rows]
    header = [
        "posecoach angles",
        "version=1",
        f"nRows={len(table)}",
        f"nColumns={len(names) + 1}",
        "inDegrees=yes",
        "Angles in the picture of one camera. hip_flexion: thigh against trunk, flexion positive.",
        "knee_angle: flexion positive, as in the model Rajagopal2016; the other way round in gait2392.",
        "Left out, because they are known too seldom: " + (", ".join(missing) or "nothing") + ".",
        "endheader",
        "\t".join(["time", *names]),
    ]
    _write(path, header, table, ["%.6f", *["%.3f"] * len(names)])
    return True


def write_trc(track: PoseTrack, path: Path) -> bool:
    """Write the 33 landmarks of every measured pose in millimetres; False, and no file, where there are none.

    x to the right of the picture, y up in it, z towards the camera. The origin is the middle of the hips in
    every frame: the person does not move through the room, and there is no floor. DataRate is the mean rate;
    the times are the recording's own.
    Raises PosecoachError where the file cannot be written.
    """
    rows = track.status == Status.MEASURED
    if not rows.any():
        return False
    time_s = track.time_s[rows]
    places = track.world[rows].astype(np.float64) * _TO_OPENSIM * _MM
    # Adding zero turns -0.0 into 0.0.
    places = np.where(_seen(track)[rows][..., None], places, np.nan) + 0.0
    table = np.column_stack([np.arange(1, len(time_s) + 1), time_s, places.reshape(len(time_s), -1)])
    rate = f"{_mean_rate(time_s):.3f}"
    markers = [mark.name.lower() for mark in Landmark]
    header = [
        f"PathFileType\t4\t(X/Y/Z)\t{path.name}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate}\t{rate}\t{len(table)}\t{COUNT}\tmm\t{rate}\t1\t{len(table)}",
        "Frame#\tTime\t" + "\t\t\t".join(markers) + "\t\t",
        "\t\t" + "\t".join(f"X{n}\tY{n}\tZ{n}" for n in range(1, COUNT + 1)),
        "",
    ]
    _write(path, header, table, ["%d", "%.6f", *["%.2f"] * (3 * COUNT)])
    return True


def _angles(analysis: Analysis) -> dict[str, Numbers]:
    """The columns that have any number, in the order of the definitions here."""
    found: dict[str, Numbers] = {}
    for name, (measure, offset, sign) in COORDINATES.items():
        for side, ending in _SIDES.items():
            found[name + ending] = offset + sign * analysis.measures[measure + side].astype(np.float64)
    measures = {*OWN, analysis.stretch.target.measure} - {*COORDINATES, *_MADE_OF}
    for column in columns():
        definition, side = definition_of(column)
        wanted = column.removesuffix(side) in measures
        if wanted and definition.unit is Unit.DEGREES:
            found[column] = analysis.measures[column].astype(np.float64)
    # Adding zero turns -0.0 into 0.0.
    return {name: values + 0.0 for name, values in found.items() if np.isfinite(values).any()}


def _complete(series: dict[str, Numbers], target: str) -> tuple[list[str], npt.NDArray[np.bool_]]:
    """The columns to write, and the rows (n,) that have all of them; at least one row."""
    known = {name: np.isfinite(values) for name, values in series.items()}
    best, *others = sorted(series, key=lambda name: (not name.startswith(target), -known[name].sum()))
    kept, rows = {best}, known[best]
    least = MOST * rows.sum()
    for name in others:
        both = rows & known[name]
        if both.sum() >= least:
            kept.add(name)
            rows = both
    return [name for name in series if name in kept], rows


def _seen(track: PoseTrack) -> npt.NDArray[np.bool_]:
    """(n, 33): in the picture, as measures ask of a joint."""
    size = np.array([track.source.width, track.source.height])
    inside = ((track.image >= 0) & (track.image <= size)).all(axis=2)
    return np.asarray(inside & (track.presence >= LEAST_PRESENCE))


def _mean_rate(time_s: Numbers) -> float:
    """Frames a second; 1 for a single frame, which has none, as readers divide by it."""
    return float((len(time_s) - 1) / (time_s[-1] - time_s[0])) if len(time_s) > 1 else 1.0


def _write(path: Path, header: Sequence[str], table: Numbers, formats: Sequence[str]) -> None:
    """Whole or not at all."""
    text = io.StringIO()
    np.savetxt(text, table, fmt=list(formats), delimiter="\t", header="\n".join(header), comments="")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            part.write_text(text.getvalue(), encoding="utf-8", newline="\n")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise PosecoachError(f"Cannot write {path}: {error.strerror or error}.") from error
