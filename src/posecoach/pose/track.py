"""The poses of a whole recording, as arrays, and the file that keeps them."""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from posecoach.errors import PosecoachError
from posecoach.pose.landmarks import COUNT
from posecoach.pose.pose import Pose, Status
from posecoach.video.frame import Turn

FORMAT = "posecoach.poses/1"
LIVE = "live:"
"""With the session's id: the digest of a live session's poses, for there is no recording that they are of."""

ROW: np.dtype[np.void] = np.dtype(
    [
        ("time_s", np.float64),
        ("image", np.float32, (COUNT, 2)),
        ("world", np.float32, (COUNT, 3)),
        ("visibility", np.float32, (COUNT,)),
        ("presence", np.float32, (COUNT,)),
        ("status", np.uint8),
        ("scene", np.int32),
    ]
)
"""What a :class:`PoseTrack` keeps of one pose, about 1 kB."""

COLUMNS = tuple(ROW.names or ())


@dataclass(frozen=True, slots=True)
class Source:
    """The recording that was analysed. ``file`` is its name without its folder, because it goes wherever the
    results go; ``width`` and ``height`` are upright pixels, of pictures turned clockwise by ``turn_deg``.
    ``recorded_at``: the moment in ISO 8601 with its offset; ``digest``: what tells the recording from every
    other; both are empty where they are not known."""

    file: str
    start_s: float
    duration_s: float
    frames: int
    width: int
    height: int
    turn_deg: Turn = 0
    recorded_at: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class PoseTrack:
    """n poses: time_s (n,), image (n, 33, 2), world (n, 33, 3), visibility and presence (n, 33),
    status and scene (n,). Iterating yields each as a :class:`Pose`."""

    source: Source
    time_s: npt.NDArray[np.float64]
    image: npt.NDArray[np.float32]
    world: npt.NDArray[np.float32]
    visibility: npt.NDArray[np.float32]
    presence: npt.NDArray[np.float32]
    status: npt.NDArray[np.uint8]
    scene: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.time_s)

    def __iter__(self) -> Iterator[Pose]:
        return (self[i] for i in range(len(self)))

    def __getitem__(self, index: int) -> Pose:
        return Pose(
            time_s=float(self.time_s[index]),
            image=self.image[index],
            world=self.world[index],
            visibility=self.visibility[index],
            presence=self.presence[index],
            width=self.source.width,
            height=self.source.height,
            scene=int(self.scene[index]),
            status=Status(int(self.status[index])),
        )


def collect(poses: Iterable[Pose], source: Source) -> PoseTrack:
    """The poses as arrays; they are taken one by one, so that memory holds numbers only."""
    return from_rows(np.fromiter((_row(pose) for pose in poses), dtype=ROW), source)


def as_row(pose: Pose) -> npt.NDArray[np.void]:
    """(1,) of :data:`ROW`."""
    return np.array([_row(pose)], dtype=ROW)


def from_rows(rows: npt.NDArray[np.void], source: Source) -> PoseTrack:
    """The track of (n,) rows; ValueError where they are not those of one."""
    return _from_columns(source, {name: np.ascontiguousarray(rows[name]) for name in COLUMNS})


def spanned(track: PoseTrack) -> PoseTrack:
    """With a source that says how many poses there are, and from when to when."""
    if not len(track):
        return track
    start_s = float(track.time_s[0])
    duration_s = float(track.time_s[-1]) - start_s
    return replace(
        track, source=replace(track.source, start_s=start_s, duration_s=duration_s, frames=len(track))
    )


def save(track: PoseTrack, path: Path) -> None:
    """Write the track to ``path``, whole or not at all; PosecoachError where it cannot be written."""
    columns = {name: getattr(track, name) for name in COLUMNS}
    source = json.dumps(asdict(track.source))
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("xb") as file:
                np.savez_compressed(file, format=np.array(FORMAT), source=np.array(source), **columns)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise PosecoachError(f"Cannot write the poses to {path}: {error.strerror or error}") from error


def load(path: Path) -> PoseTrack:
    """The track that :func:`save` wrote; PosecoachError for anything else. Nothing in it is executed."""
    try:
        with np.load(path, allow_pickle=False) as file:
            if not isinstance(file, np.lib.npyio.NpzFile) or str(file["format"]) != FORMAT:
                raise ValueError("no such format")
            columns = {name: file[name] for name in COLUMNS}
            source = Source(**json.loads(str(file["source"])))
        return _from_columns(source, columns)
    except FileNotFoundError as error:
        raise PosecoachError(f"There is no file {path}.") from error
    except (OSError, EOFError, ValueError, TypeError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise PosecoachError(
            f"{path} holds no poses of posecoach's, or is damaged; analyse the video again to write it anew."
        ) from error


def _row(pose: Pose) -> tuple[object, ...]:
    return tuple(getattr(pose, name) for name in COLUMNS)


def _from_columns(source: Source, columns: dict[str, npt.NDArray[Any]]) -> PoseTrack:
    """ValueError where the columns are not those of one track."""
    length = len(columns["time_s"])
    for name in COLUMNS:
        array, dtype = columns[name], ROW[name]
        if array.dtype != dtype.base or array.shape != (length, *dtype.shape):
            raise ValueError(f"{name} is {array.dtype} {array.shape}")
    time_s = columns["time_s"]
    if not np.isfinite(time_s).all() or (np.diff(time_s) <= 0).any():
        raise ValueError("time_s does not increase")
    if (np.diff(columns["scene"]) < 0).any():
        raise ValueError("scene decreases")
    if not np.isin(columns["status"], list(Status)).all():
        raise ValueError("status is none of Status")
    return PoseTrack(source, **columns)
