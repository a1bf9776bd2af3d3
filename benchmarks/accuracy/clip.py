"""One rendered clip: its truth beside what the product saw, coached and measured in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.agreement import Floats
from benchmarks.accuracy.trial import trial_angles
from posecoach.coaching.coach import Coach
from posecoach.coaching.events import Cue, FaultSpan, Hold
from posecoach.coaching.session import analyse_track
from posecoach.kinematics.definitions import columns
from posecoach.kinematics.measure import Measures, measure
from posecoach.pose.recording import track_video
from posecoach.pose.smoothing import smoothed
from posecoach.pose.track import PoseTrack, load, save
from posecoach.stretches.load import load_rules, load_stretch
from simulator.truth.file import SUFFIX, Truth, read_truth

POSES_ENDING = ".poses.npz"


@dataclass(frozen=True, slots=True)
class Clip:
    """frames: (n,) which of the truth's frames each of the track's n frames is. holds, attempts, faults: the
    true ones."""

    name: str
    truth: Truth
    track: PoseTrack
    frames: NDArray[np.int64]
    holds: tuple[Hold, ...]
    attempts: tuple[Hold, ...]
    faults: tuple[FaultSpan, ...]


@dataclass(frozen=True, slots=True)
class Coached:
    """One clip through the coach. Each table: a column of measures.csv → (n,), NaN where there is no number.

    reported: what the product tells. read: the same before it leaves out what the view cannot support.
    plain: the picture's angles as they are, the floor taken as level. trial: see
    :mod:`benchmarks.accuracy.trial`. half_width: what it would say that a reading of this frame may be off.
    """

    reported: dict[str, Floats]
    read: dict[str, Floats]
    plain: dict[str, Floats]
    trial: dict[str, Floats]
    half_width: dict[str, Floats]
    holds: tuple[Hold, ...]
    attempts: tuple[Hold, ...]
    faults: tuple[FaultSpan, ...]
    cues: tuple[Cue, ...]


def names_in(folder: Path) -> list[str]:
    """The clips that there are."""
    return sorted(path.name.removesuffix(SUFFIX) for path in folder.glob(f"*{SUFFIX}"))


def clips_of(folder: Path, names: Iterable[str], model: Callable[[], Path]) -> Iterator[Clip]:
    """These clips of a folder. Poses lie beside their video, and are made where they are missing, by the
    network that ``model`` names."""
    for name in names:
        poses = folder / f"{name}{POSES_ENDING}"
        truth = read_truth(folder / f"{name}{SUFFIX}")
        if not poses.exists():
            save(track_video(folder / truth.video, model()), poses)
        yield together(name, truth, load(poses))


def together(name: str, truth: Truth, track: PoseTrack) -> Clip:
    """The truth of each of the track's frames: that of the nearest time."""
    true_s = np.asarray(truth.frames.time_s)
    return Clip(
        name=name,
        truth=truth,
        track=track,
        frames=np.searchsorted((true_s[1:] + true_s[:-1]) / 2, track.time_s),
        holds=tuple(map(_hold, truth.holds)),
        attempts=tuple(map(_hold, truth.attempts)),
        faults=tuple(FaultSpan(**fault) for fault in truth.faults),
    )


def coached(clip: Clip) -> Coached:
    """What the product says of every frame and of the whole."""
    stretch, rules = load_stretch(clip.truth.stretch), load_rules()
    dose = stretch.dose(clip.truth.dose)
    analysis = analyse_track(clip.track, stretch, dose, rules)
    names = columns()
    read, plain = (np.full((len(names), len(clip.track)), np.nan) for _ in range(2))
    coach = Coach(stretch, dose, rules)
    for frame, pose in enumerate(smoothed(clip.track)):
        coach.step(pose)
        read[:, frame] = _numbers(measure(pose, coach.rest), names)
        plain[:, frame] = _numbers(measure(pose), names)
    pictured = dict(zip(names, plain, strict=True))
    return Coached(
        reported={name: values.astype(float) for name, values in analysis.measures.items()},
        read=dict(zip(names, read, strict=True)),
        plain=pictured,
        trial=_trial(clip, pictured),
        half_width={name: values.astype(float) for name, values in analysis.error_deg.items()},
        holds=analysis.holds,
        attempts=analysis.attempts,
        faults=analysis.faults,
        cues=analysis.cues,
    )


def _trial(clip: Clip, plain: dict[str, Floats]) -> dict[str, Floats]:
    """Where the picture gives an angle and the trial knows how to mend it."""
    at_rest = np.array(clip.truth.frames.phase)[clip.frames] == "rest"
    mended = trial_angles(clip.track, at_rest, clip.truth.camera["near"])
    return {
        column: np.where(np.isfinite(values), mended[column], np.nan)
        if column in mended
        else np.full_like(values, np.nan)
        for column, values in plain.items()
    }


def _hold(true: dict[str, Any]) -> Hold:
    return Hold(**{"error_deg": None, **true, "faults": tuple(true["faults"])})


def without_side(column: str) -> str:
    return column.removesuffix("_left").removesuffix("_right")


def _numbers(measures: Measures, names: list[str]) -> list[float]:
    found = [measures.get(name) for name in names]
    return [np.nan if value is None else value for value in found]
