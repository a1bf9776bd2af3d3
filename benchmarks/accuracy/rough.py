"""How much rough pictures change what is told.

    python -m benchmarks.accuracy.rough [CLIP …] [--document FILE.md]

Takes clips of the test set, writes them anew as :mod:`benchmarks.accuracy.rough_pictures` says, and puts all
of them through the network and the coach. Poses are kept in the user's cache: remove the folder ``rough``
after a change in how poses are found.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_cache_path
from rich.console import Console

from benchmarks.accuracy.agreement import Floats, agreement
from benchmarks.accuracy.clip import POSES_ENDING, Clip, clips_of, coached, together
from benchmarks.accuracy.document import rewrite
from benchmarks.accuracy.outcome import outcome
from benchmarks.accuracy.rough_pictures import UNCHANGED, VARIANTS, Variant, write_variant
from benchmarks.accuracy.series import errors_of, held_targets, series_of
from benchmarks.accuracy.sheet import Cell, Sheet, as_table
from posecoach.pose.model.resolve import resolve_model
from posecoach.pose.recording import track_video
from posecoach.pose.track import load, save
from posecoach.stretches.load import load_stretch
from simulator.truth.file import Truth

CLIPS = (
    "active_straight_leg_raise_15",
    "active_straight_leg_raise_14",
    "single_knee_to_chest_00",
    "prone_press_up_05",
)
"""Near legs that work, side-on and from 28° off, and the other stretches side-on."""
MOST_CHANGE_DEG = 1.5
"""How much pictures in which nothing is harder to see may change a held value."""

AS_RENDERED = "as rendered"


@dataclass(frozen=True, slots=True)
class Told:
    """Of one recording. errors: (n,) of the target as reported in holds, degrees. values: of each true hold
    and attempt, by its beginning: the held value told, or None, and the true one."""

    errors: Floats
    values: Mapping[float, tuple[float | None, float]]


def told_of(clip: Clip) -> Told:
    """What the coach says of the target."""
    found, stretch = coached(clip), load_stretch(clip.truth.stretch)
    held = held_targets(list(series_of(0, clip, found, stretch)), stretch.id)
    told = {
        true.start_s: found.value_deg for found, true in outcome(clip, found).pairs if found.side == true.side
    }
    return Told(
        errors=errors_of(held, "reported")[0] if held else np.empty(0),
        values={
            true.start_s: (told.get(true.start_s), true.value_deg)
            for true in (*clip.holds, *clip.attempts)
            if true.value_deg is not None
        },
    )


def rough_sheet(told: Mapping[str, Sequence[Told]]) -> Sheet:
    """told: variant → what is told of each recording, in one order; among them those as rendered."""
    rows = [(name, *_row(clips, told[AS_RENDERED])) for name, clips in told.items()]
    note = (
        f"In degrees; clips: {len(told[AS_RENDERED])}. target: as reported in holds, of the side that works. "
        "values: held ones told, of those there truly were.\nchange: from the value told of the clip as "
        f"rendered. Of pictures {'; '.join(UNCHANGED)} it should be no more than {MOST_CHANGE_DEG:g}."
    )
    headings = (
        *("picture", "target frames", "target MAE", "target p95", "true", "values", "value MAE"),
        *("compared", "median change", "largest change"),
    )
    return Sheet("Rough pictures", note, headings, tuple(rows))


def mirrored(truth: Truth) -> Truth:
    """With left and right exchanged in what is measured and done; its picture stays."""
    postures = [
        posture.model_copy(update={"measures": {_other(name): v for name, v in posture.measures.items()}})
        for posture in truth.postures
    ]
    return truth.model_copy(
        update={
            "postures": postures,
            "camera": {**truth.camera, "near": _other(truth.camera["near"])},
            **{name: _other_sides(getattr(truth, name)) for name in ("holds", "attempts", "faults")},
        }
    )


def _row(clips: Sequence[Told], originals: Sequence[Told]) -> tuple[Cell, ...]:
    errors = np.concatenate([np.empty(0), *(clip.errors for clip in clips)])
    target = agreement(errors, np.zeros(errors.size, np.int64))
    pairs = [pair for clip in clips for pair in clip.values.values()]
    off = [abs(value - true) for value, true in pairs if value is not None]
    changes = [abs(c) for pair in zip(clips, originals, strict=True) for c in _changes(*pair)]
    return (
        *((target.frames, target.mae, target.p95) if target else (0, None, None)),
        *(len(pairs), len(off), float(np.mean(off)) if off else None),
        *(len(changes), float(np.median(changes)) if changes else None, max(changes, default=None)),
    )


def _changes(clip: Told, original: Told) -> Iterator[float]:
    for start_s, (value, _) in clip.values.items():
        before, _ = original.values[start_s]
        if value is not None and before is not None:
            yield value - before


def _other(name: str) -> str:
    return name.replace("left", "#").replace("right", "left").replace("#", "right")


def _other_sides(spans: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [span | {"side": _other(span["side"])} for span in spans]


def _rough(clip: Clip, variant: Variant, source: Path, folder: Path) -> Clip:
    """Poses of an older recording than the source are found anew."""
    name = f"{clip.name}.{re.sub('[^0-9a-z]+', '_', variant.name)}"
    poses = folder / f"{name}{POSES_ENDING}"
    if not poses.exists() or poses.stat().st_mtime < source.stat().st_mtime:
        video = folder / f"{name}.mp4"
        write_variant(source, variant, video)
        save(track_video(video, resolve_model("full")), poses)
    return together(name, mirrored(clip.truth) if variant.mirrored else clip.truth, load(poses))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy.rough")
    parser.add_argument("clips", nargs="*", default=CLIPS, help="of the test set")
    parser.add_argument("--document", type=Path, metavar="FILE.md", help="write its table anew")
    options = parser.parse_args()
    cache = user_cache_path("posecoach") / "accuracy"
    test, rough = cache / "test", cache / "rough"
    rough.mkdir(parents=True, exist_ok=True)
    clips = list(clips_of(test, options.clips, lambda: resolve_model("full")))
    told = {AS_RENDERED: [told_of(clip) for clip in clips]}
    for variant in VARIANTS:
        told[variant.name] = [
            told_of(_rough(clip, variant, test / clip.truth.video, rough)) for clip in clips
        ]
    sheet = rough_sheet(told)
    Console(width=200).print(as_table(sheet))
    if options.document:
        rewrite(options.document, [sheet])


if __name__ == "__main__":
    main()
