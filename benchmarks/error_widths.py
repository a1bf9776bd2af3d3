"""How far readings are off on rendered people: the widths that the product tells with its numbers.

    python -m benchmarks.error_widths [--write]

Fits, for each angle, for the side of the body that is nearer to the camera or farther from it, and for a
straight or a bent leg, a half-width hypot(side_on_deg, growth_deg · yaw / 45°) to the readings of the
development set, by quantile regression (pinball loss), every recording counting the same. Prints them with
the share of truths inside them on both sets, and on people left out of the fit; --write puts them where the
product reads them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import yaml
from platformdirs import user_cache_path
from rich.console import Console
from scipy.optimize import minimize

from benchmarks.accuracy.agreement import Floats
from benchmarks.accuracy.clip import Clip, clips_of, names_in
from benchmarks.accuracy.sheet import Sheet, as_table
from posecoach.coaching.coach import Coach
from posecoach.kinematics.definitions import MEASURES, columns
from posecoach.kinematics.error import WIDEST_YAW_DEG, reading_half_width_deg, situation
from posecoach.kinematics.error_model import FITTED
from posecoach.kinematics.measure import measure
from posecoach.pose.model.resolve import resolve_model
from posecoach.pose.smoothing import smoothed
from posecoach.stretches.load import load_rules, load_stretch

QUANTILE = 0.975
"""Of the readings that are fitted, so that 95 % of those of people left out are inside."""
EVERY = 5
"""Neighbouring frames err alike."""
LEAST_GROWTH_DEG = 11.6
"""Of the leg's elevation in an earlier trial of the network following films (D-view); few of the recordings
stand far enough off the side to find less."""
LEAST_READINGS = 10
LEAST_OTHERS = 3
Key = tuple[str, str, str]
"""Measure, place, posture."""


@dataclass(frozen=True, slots=True)
class Errors:
    """off_deg: (n,) readings less truth of one column of one recording, each over its misfit. yaw_deg: (n,)
    as far off as the product thinks that it may be."""

    person: str
    off_deg: Floats
    yaw_deg: Floats


def gathered(clips: Sequence[Clip]) -> dict[Key, list[Errors]]:
    """One entry a recording and side."""
    found: dict[Key, list[Errors]] = {}
    for clip in clips:
        for key, errors in _of_clip(clip):
            found.setdefault(key, []).append(errors)
    return found


def _of_clip(clip: Clip) -> Iterator[tuple[Key, Errors]]:
    stretch = load_stretch(clip.truth.stretch)
    coach = Coach(stretch, stretch.dose(clip.truth.dose), load_rules())
    true = {name: clip.truth.measure(name)[clip.frames] for name in columns()}
    found: dict[tuple[str, Key], list[tuple[float, float]]] = {}
    for frame, pose in enumerate(smoothed(clip.track)):
        coach.step(pose)
        if frame % EVERY or coach.rest is None or coach.rest.calibration is None:
            continue
        calibration = coach.rest.calibration
        if coach.rest.yaw_deg > WIDEST_YAW_DEG:
            continue
        read = measure(pose, coach.rest)
        for column, value in read.items():
            if value is None or reading_half_width_deg(column, read, coach.rest) is None:
                continue
            off = (value - true[column][frame]) / max(1.0, calibration.misfit)
            where = (column, situation(column, read, calibration.camera.near))
            found.setdefault(where, []).append((off, coach.rest.yaw_deg + calibration.yaw_sd_deg))
    for (_, key), readings in found.items():
        if len(readings) >= LEAST_READINGS:
            off_deg, yaw_deg = np.array(readings).T
            yield key, Errors(clip.truth.person, off_deg, yaw_deg)


def fit(group: Sequence[Errors]) -> tuple[float, float]:
    """(side_on_deg, growth_deg)."""
    off = np.abs(np.concatenate([e.off_deg for e in group]))
    far_off = np.concatenate([e.yaw_deg for e in group]) / WIDEST_YAW_DEG
    weight = np.concatenate([np.full(e.off_deg.size, 1.0 / e.off_deg.size) for e in group])

    def loss(x: Floats) -> float:
        over = off - np.hypot(x[0], max(LEAST_GROWTH_DEG, abs(x[1])) * far_off)
        return float((weight * np.where(over > 0, QUANTILE * over, (QUANTILE - 1) * over)).sum())

    starts = [(float(np.quantile(off, q)), g * LEAST_GROWTH_DEG) for q in (0.8, 0.95) for g in (1.5, 4.0)]
    fits = [minimize(loss, start, method="Nelder-Mead") for start in starts]
    best = min(fits, key=lambda found: float(found.fun)).x
    return round(abs(float(best[0])), 1), round(max(LEAST_GROWTH_DEG, abs(float(best[1]))), 1)


def share_inside(group: Sequence[Errors], side_on_deg: float, growth_deg: float) -> float | None:
    """Of recordings of equal weight."""
    shares = [
        float((np.abs(e.off_deg) <= np.hypot(side_on_deg, growth_deg * e.yaw_deg / WIDEST_YAW_DEG)).mean())
        for e in group
    ]
    return float(np.mean(shares)) if shares else None


def inside_left_out(group: Sequence[Errors]) -> float | None:
    """The share inside of each person's truths by what is fitted to the others."""
    shares = []
    for person in sorted({e.person for e in group}):
        others = [e for e in group if e.person != person]
        if len(others) >= LEAST_OTHERS:
            shares += [share_inside([e], *fit(others)) for e in group if e.person == person]
    return float(np.mean([share for share in shares if share is not None])) if shares else None


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.error_widths")
    parser.add_argument("--write", action="store_true", help="put the widths where the product reads them")
    options = parser.parse_args()
    development, test = (gathered(_clips(name)) for name in ("development", "test"))
    keys = sorted(development, key=lambda key: (list(MEASURES).index(key[0]), key[1:]))
    fitted = {key: fit(development[key]) for key in keys}
    rows = tuple(
        (
            *key,
            len(development[key]),
            *fitted[key],
            share_inside(development[key], *fitted[key]),
            inside_left_out(development[key]),
            share_inside(test.get(key, []), *fitted[key]),
        )
        for key in keys
    )
    note = "Half-width: hypot(side on, growth · yaw / 45°). inside: share of truths, recordings equal."
    headings = (
        "measure",
        "place",
        "posture",
        "recordings",
        "side on",
        "growth",
        "inside",
        "left out",
        "test",
    )
    Console(width=160).print(as_table(Sheet("Half-widths", note, headings, rows)))
    if options.write:
        _write(fitted)


def _clips(set_name: str) -> list[Clip]:
    folder = user_cache_path("posecoach") / "accuracy" / set_name
    return list(clips_of(folder, names_in(folder), lambda: resolve_model("full")))


def _write(fitted: dict[Key, tuple[float, float]]) -> None:
    path = Path(str(resources.files("posecoach.kinematics").joinpath(FITTED)))
    header = "".join(line for line in path.read_text(encoding="utf-8").splitlines(True) if line[0] == "#")
    table: dict[str, dict[str, dict[str, list[float]]]] = {}
    for (name, place, posture), widths in fitted.items():
        table.setdefault(place, {}).setdefault(name, {})[posture] = list(widths)
    path.write_text(header + yaml.safe_dump(table, sort_keys=False, default_flow_style=None), "utf-8")


if __name__ == "__main__":
    main()
