"""What smoothing the landmarks is worth, and what it costs.

    python -m benchmarks.smoothing FOLDER…

A folder holds recordings' poses (NAME.poses.npz). Where the truth lies beside them, readings are judged by
it; where it does not, as of real people, only by how much they tremble while the body is still. Before that,
what is left of movements that a coach must see.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.accuracy.clip import POSES_ENDING, together
from benchmarks.one_euro import one_euro
from posecoach.kinematics.measure import measure
from posecoach.pose.landmarks import Landmark
from posecoach.pose.smoothing import smoothed
from posecoach.pose.track import PoseTrack, collect, load
from simulator.truth.file import SUFFIX, read_truth

Floats = NDArray[np.float64]
Smoother = Callable[[PoseTrack], PoseTrack]

COLUMNS = {
    "leg elevation": ("leg_elevation_left", "leg_elevation_right"),
    "hip flexion": ("hip_flexion_left", "hip_flexion_right"),
    "knee": ("knee_left", "knee_right"),
    "trunk": ("trunk_elevation", "trunk_inclination"),
}
LEAST_SEEN = 0.6
"""The share of a clip's frames that must have a reading."""
USUAL_DEG = 12.0
"""A joint is judged in the clips in which 90 % of its unsmoothed errors are no further from their own median.
In the others a hidden leg is guessed or taken for the other, which no smoothing mends or ruins."""
STILL_DEG, STILL_S = 1.0, 1.0
MOVING_DEG, MOVING_S = 5.0, 1.0
"""A body is still where nothing changes by more within so long, and moves where it changes by more."""
LEAST_RANGE_DEG, LEAST_CORRELATION = 15.0, 0.9
"""Of the movements that tell a lag."""
FLING_S = 0.3
VERDICT = """Recordings get the low-pass with the smallest error that leaves 95 % of a bounce at 2 Hz.
Live poses get nothing after MediaPipe's own filter: One-Euro trembles less, but hardly errs less, lags
more and swallows bounces; and the coach decides by a median of 0.15 s as it is."""
DIGITS = (2, 1, 2, 2, 0, 1)
LAGS_S = np.arange(-0.3, 0.301, 0.01)


def smoothers() -> dict[str, Smoother]:
    """Those for recordings, then those that look back only. A cut-off too near half the frame rate takes only
    the spikes out."""
    found: dict[str, Smoother] = {"nothing more": lambda track: track}
    for order in (2, 4):
        for cutoff_hz in (1.5, 2.0, 3.0, 4.0, 6.0, 8.0):
            found[f"Butterworth {cutoff_hz:g} Hz, order {order}"] = partial(
                smoothed, cutoff_hz=cutoff_hz, order=order
            )
    found["spikes out only"] = partial(smoothed, cutoff_hz=1000.0)
    for least_hz, hz_per_speed in ((0.5, 0.5), (0.5, 2), (0.5, 5), (1, 2), (1, 5), (2, 2), (2, 5)):
        found[f"One-Euro {least_hz:g} Hz + {hz_per_speed:g} a torso/s"] = partial(
            one_euro, least_hz=least_hz, hz_per_speed=hz_per_speed
        )
    return found


@dataclass(frozen=True, slots=True)
class Series:
    """One angle through one clip, degrees. true, unsmoothed: (n,). true is all NaN where nobody knows it."""

    clip: int
    column: str
    time_s: Floats
    true: Floats
    unsmoothed: Floats

    @property
    def known(self) -> bool:
        return bool(np.isfinite(self.true).any())

    def spreads_s(self, over_s: float) -> Floats:
        """(n,) how far the truth, or else the reading's running median, gets within ``over_s``."""
        slow = self.true if self.known else running(np.nanmedian, self.time_s, self.unsmoothed, over_s)
        return running(_range, self.time_s, slow, over_s)


@dataclass(frozen=True, slots=True)
class Figures:
    """Degrees and seconds, NaN for what is not known.

    mae, p95: of the size of the error. own: mean size of the error about the clip's own median error.
    jitter: standard deviation about the median of one second while still, in the middling series.
    lag_s: the shift at which truth and reading correlate best. peak: the highest reading above the highest
    truth, without the clip's own error.
    """

    mae: float
    p95: float
    own: float
    jitter: float
    lag_s: float
    peak: float


def running(of: Callable[[Floats], float], time_s: Floats, values: Floats, over_s: float) -> Floats:
    """(n,) ``of`` the values within ``over_s`` around each, NaN where there is none."""
    first = np.searchsorted(time_s, time_s - over_s / 2 - 1e-9)
    end = np.searchsorted(time_s, time_s + over_s / 2 + 1e-9)
    found = np.full(len(values), np.nan)
    for i in np.flatnonzero(np.isfinite(values)).tolist():
        found[i] = of(values[first[i] : end[i]])
    return found


def _range(values: Floats) -> float:
    return float(np.nanmax(values) - np.nanmin(values))


def readings(track: PoseTrack) -> dict[str, Floats]:
    """Column → (n,) degrees in the picture against a level floor."""
    measures = [measure(pose) for pose in track]
    names = [column for columns in COLUMNS.values() for column in columns]
    return {
        name: np.array([np.nan if m[name] is None else m[name] for m in measures], float) for name in names
    }


def clips_in(folder: Path) -> Iterator[tuple[PoseTrack, dict[str, Floats]]]:
    """Every track with its truth (column → (n,)), without any where nobody knows it."""
    for poses in sorted(folder.glob(f"*{POSES_ENDING}")):
        track, name = load(poses), poses.name.removesuffix(POSES_ENDING)
        true: dict[str, Floats] = {}
        if (folder / f"{name}{SUFFIX}").exists():
            clip = together(name, read_truth(folder / f"{name}{SUFFIX}"), track)
            true = {c: clip.truth.measure(c)[clip.frames] for columns in COLUMNS.values() for c in columns}
        yield track, true


def series_of(number: int, track: PoseTrack, true: dict[str, Floats]) -> Iterator[Series]:
    """The angles of one clip that can be judged."""
    for column, unsmoothed in readings(track).items():
        truth = true.get(column, np.full(len(track), np.nan))
        if np.isfinite(unsmoothed).mean() < LEAST_SEEN:
            continue
        error = (unsmoothed - truth)[np.isfinite(unsmoothed - truth)]
        if not true or np.percentile(np.abs(error - np.median(error)), 90) <= USUAL_DEG:
            yield Series(number, column, track.time_s, truth, unsmoothed)


def figures(series: list[Series], smooth: list[Floats]) -> Figures:
    """Of all series of one measure together, with what smoothing made of each."""
    pairs = list(zip(series, smooth, strict=True))
    errors = [(read - one.true)[np.isfinite(read - one.true)] for one, read in pairs if one.known]
    own = [error - np.median(error) for error in errors]
    moved = [(one, read) for one, read in pairs if one.known and _range(one.true) >= LEAST_RANGE_DEG]
    peaks = [np.nanmax(r) - np.nanmax(s.true) - np.nanmedian(r - s.true) for s, r in moved]
    sizes = np.abs(np.concatenate(errors)) if errors else np.array([np.nan])
    return Figures(
        mae=float(sizes.mean()),
        p95=float(np.percentile(sizes, 95)),
        own=float(np.abs(np.concatenate(own)).mean()) if own else np.nan,
        jitter=_middling([jitter(one, read) for one, read in pairs]),
        lag_s=_middling([lag_s(one, read) for one, read in moved]),
        peak=_middling(peaks),
    )


def jitter(series: Series, read: Floats) -> float:
    still = series.spreads_s(STILL_S) <= (STILL_DEG if series.known else 2 * STILL_DEG)
    strays = (read - running(np.nanmedian, series.time_s, read, STILL_S))[still]
    return float(np.nanstd(strays)) if np.isfinite(strays).sum() > 1 else np.nan


def lag_s(series: Series, read: Floats) -> float:
    """NaN where truth and reading have too little in common to tell."""
    moving = (series.spreads_s(MOVING_S) > MOVING_DEG) & np.isfinite(read)
    if moving.sum() < 10:
        return np.nan
    shifted = [np.interp(series.time_s - lag, series.time_s, series.true)[moving] for lag in LAGS_S]
    alike = [float(np.corrcoef(true, read[moving])[0, 1]) for true in shifted]
    return float(LAGS_S[np.argmax(alike)]) if max(alike) > LEAST_CORRELATION else np.nan


def _middling(values: Sequence[float]) -> float:
    known = [value for value in values if np.isfinite(value)]
    return float(np.median(known)) if known else np.nan


def movement(track: PoseTrack, time_s: Floats, turned_deg: Floats) -> PoseTrack:
    """The track's first measured pose at (n,) times, its left ankle turned about the hip by (n,) degrees, in
    the middle of a picture that it cannot leave."""
    pose = next(pose for pose in track if pose.measured)
    wide = replace(track.source, width=9 * pose.width, height=9 * pose.height)
    pose = replace(pose, image=pose.image + np.array([4 * pose.width, 4 * pose.height], np.float32))
    hip, ankle = pose.image[Landmark.LEFT_HIP], pose.image[Landmark.LEFT_ANKLE]
    (x, y), angle = (ankle - hip).tolist(), np.radians(turned_deg)
    places = np.column_stack([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)])
    poses = [replace(pose, time_s=t, image=pose.image.copy()) for t in time_s.tolist()]
    for one, place in zip(poses, places, strict=True):
        one.image[Landmark.LEFT_ANKLE] = hip + place
    return collect(poses, wide)


def survival_table(track: PoseTrack) -> Table:
    """What is left, in per cent, of movements without any noise at 30 frames a second."""
    time_s = np.arange(0, 6, 1 / 30)
    share = np.clip((time_s - 3) / FLING_S, 0, 1)
    moves = {f"5° at {hz:g} Hz": 2.5 * np.sin(2 * np.pi * hz * time_s) for hz in (0.5, 1, 1.5, 2)}
    moves["60° in 0.3 s"] = 60 * share**3 * (10 - 15 * share + 6 * share**2)
    title = "what is left: swing of a bounce, speed of a fling; %"
    table = Table("smoothing", *moves, title=title, caption=VERDICT)
    for name, smoother in smoothers().items():
        cells = []
        for what, turned_deg in moves.items():
            read = readings(smoother(movement(track, time_s, turned_deg)))["leg_elevation_left"]
            size = _speed if what.startswith("60") else _range
            cells.append(f"{100 * size(read[30:-30]) / size(turned_deg[30:-30]):.0f}")
        table.add_row(name, *cells)
    return table


def _speed(degrees: Floats) -> float:
    """The largest change within FLING_S at 30 frames a second."""
    frames = round(30 * FLING_S)
    return float(np.abs(degrees[frames:] - degrees[:-frames]).max())


def tables(folder: Path) -> Iterator[Table]:
    """One table a measure, one row a smoothing."""
    clips = list(clips_in(folder))
    series = [one for number, (track, true) in enumerate(clips) for one in series_of(number, track, true)]
    rows = {name: [readings(smoother(track)) for track, _ in clips] for name, smoother in smoothers().items()}
    for title, columns in COLUMNS.items():
        ours = [one for one in series if one.column in columns]
        heads = ("MAE°", "p95°", "own MAE°", "jitter°", "lag ms", "peak°")
        table = Table("smoothing", *heads, title=f"{folder.name}: {title}, {len(ours)} series")
        for name, read in rows.items():
            found = figures(ours, [read[one.clip][one.column] for one in ours])
            numbers = (found.mae, found.p95, found.own, found.jitter, 1000 * found.lag_s, found.peak)
            table.add_row(
                name, *("—" if np.isnan(n) else f"{n:.{d}f}" for n, d in zip(numbers, DIGITS, strict=True))
            )
        yield table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.smoothing")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="with NAME.poses.npz")
    folders, console = parser.parse_args().folders, Console(width=110)
    console.print(survival_table(next(clips_in(folders[0]))[0]))
    for folder in folders:
        for table in tables(folder):
            console.print(table)


if __name__ == "__main__":
    main()
