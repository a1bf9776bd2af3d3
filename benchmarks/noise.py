"""How much landmarks tremble on rendered bodies, beside real ones.

    python -m benchmarks.noise FOLDER…

One row a recording, from the two seconds in which its body is quietest: a body at rest keeps its place and
its segments their lengths, so what changes is the network's own and what a picture does to it. Renders that
tremble less than real recordings make an accuracy benchmark too kind.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.recordings import ENDINGS
from posecoach.pose.landmarks import Landmark
from posecoach.pose.model.resolve import resolve_model
from posecoach.pose.pose import Status
from posecoach.pose.recording import track_video
from posecoach.pose.track import PoseTrack

Floats = NDArray[np.float64]

QUIET_S = 2.0
SLOW_S = 0.5
"""What changes more slowly than this is the body's own movement, breath for one."""
SEGMENTS = {"trunk": ("SHOULDER", "HIP"), "thigh": ("HIP", "KNEE"), "shank": ("KNEE", "ANKLE")}
JOINTS = ("SHOULDER", "HIP", "KNEE", "ANKLE")


@dataclass(frozen=True, slots=True)
class Noise:
    """variation: segment → standard deviation of its length over its mean. jitter: standard deviation of a
    joint's place after its mean over SLOW_S is taken off, the median over joints, in torso lengths."""

    variation: dict[str, float]
    jitter: float


def noise_of(track: PoseTrack) -> Noise | None:
    """Of the quietest moments of a track; None where no body was measured for so long without a gap."""
    measured = track.status == Status.MEASURED
    if len(track) < 2:
        return None
    frame_s = float(np.median(np.diff(track.time_s)))
    image = np.where(measured[:, None, None], track.image, np.nan).astype(float)
    still = _quietest(image, max(2, round(QUIET_S / frame_s)))
    if still is None:
        return None
    lengths = {name: _lengths(still, *ends) for name, ends in SEGMENTS.items()}
    torso_px = float(np.median(lengths["trunk"]))
    variation = {name: float(np.median(of.std(axis=0) / of.mean(axis=0))) for name, of in lengths.items()}
    return Noise(variation, jitter_px(_joints(still), max(1, round(SLOW_S / frame_s))) / torso_px)


def jitter_px(places: Floats, slow: int) -> float:
    """How much (n, joints, 2) places stray from their own mean over ``slow`` frames: the median of joints."""
    usual = np.lib.stride_tricks.sliding_window_view(places, slow, axis=0).mean(axis=-1)
    first = (slow - 1) // 2
    strays = places[first : first + len(usual)] - usual
    return float(np.median(np.sqrt((strays**2).sum(axis=2).mean(axis=0))))


def _quietest(image: Floats, frames: int) -> Floats | None:
    """The ``frames`` of (n, 33, 2) in which joints move least."""
    if len(image) < frames:
        return None
    windows = np.lib.stride_tricks.sliding_window_view(_joints(image), frames, axis=0)
    movement = windows.std(axis=-1).mean(axis=(1, 2))
    if np.isnan(movement).all():
        return None
    start = int(np.nanargmin(movement))
    return image[start : start + frames]


def _joints(image: Floats) -> Floats:
    places: Floats = image[:, [Landmark[f"{side}_{joint}"] for joint in JOINTS for side in ("LEFT", "RIGHT")]]
    return places


def _lengths(image: Floats, a: str, b: str) -> Floats:
    """(n, 2): of the left and of the right segment, pixels."""
    sides = [
        np.linalg.norm(image[:, Landmark[f"{side}_{a}"]] - image[:, Landmark[f"{side}_{b}"]], axis=1)
        for side in ("LEFT", "RIGHT")
    ]
    return np.column_stack(sides)


def noise_table(folder: Path, model: Path) -> Table:
    """One row a recording and their median, in per cent of a segment's and of the torso's length."""
    table = Table("recording", *(f"{name}, %" for name in SEGMENTS), "jitter, %", title=str(folder.name))
    rows: list[list[float]] = []
    for video in sorted(path for path in folder.iterdir() if path.suffix in ENDINGS):
        found = noise_of(track_video(video, model))
        if found is None:
            table.add_row(video.stem, *("—" for _ in SEGMENTS), "—")
            continue
        rows.append([100 * share for share in (*found.variation.values(), found.jitter)])
        table.add_row(video.stem, *(f"{percent:.2f}" for percent in rows[-1]))
    if rows:
        table.add_row("median", *(f"{percent:.2f}" for percent in np.median(rows, axis=0)), style="bold")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.noise")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="renders, real ones")
    folders, model = parser.parse_args().folders, resolve_model("full")
    for folder in folders:
        Console(width=120).print(noise_table(folder, model))


if __name__ == "__main__":
    main()
