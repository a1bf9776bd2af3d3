"""``posecoach demo``: a bundled recording analysed, with the true angles beside the measured ones."""

from __future__ import annotations

import json
import sys
from itertools import product
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from posecoach.cli.analyse import Request, analyse_all
from posecoach.errors import PosecoachError
from posecoach.history.safety import disclaimer
from posecoach.report.words import angle, clock, side_name
from posecoach.stretches.load import specs_folder

SAMPLE = "straight_leg_raise"

Interval = dict[str, Any]
"""A hold or an attempt, as in ``summary.json``."""


def samples_folder() -> Path:
    """Where the samples are: beside the stretch specs, in the installed package as in a checkout."""
    return specs_folder().with_name("sample_videos")


def show_demo(out: Path, *, debug: bool = False) -> None:
    """Analyse the sample into ``out/straight_leg_raise/`` and print what it found beside what is true."""
    video = samples_folder() / f"{SAMPLE}.mp4"
    truth = _truth(video.with_suffix(".truth.json"))
    request = Request(
        videos=(video,),
        poses=None,
        stretch=truth["stretch"],
        dose=truth["dose"],
        side="auto",
        camera_pitch_deg=None,
        turn_deg=0,
        out=out,
        annotate=False,
        opensim=False,
        keep=False,
        person="",
        date="",
        database="",
        model="full",
        debug=debug,
    )
    analyse_all(request)
    folder = out / SAMPLE
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    console = Console()
    console.print("\nThis person is rendered, so that every angle is known:")
    console.print(_beside_truth(summary, truth))
    console.print(disclaimer())
    console.print(
        f"Next: open {folder / 'report.html'}, then film yourself and run "
        f"`{sys.argv[0]} analyse YOUR_VIDEO --stretch {truth['stretch']}`.",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


def _truth(path: Path) -> dict[str, Any]:
    try:
        truth: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PosecoachError(
            f"{path}: the sample is missing ({error.strerror}); install posecoach again"
        ) from error
    return truth


def _beside_truth(summary: dict[str, Any], truth: dict[str, Any]) -> Table:
    """A row for each hold and attempt that was found, or that there truly was."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("side", "from", "held", "measured", "true"):
        table.add_column(heading, justify="left" if heading in ("side", "true") else "right")
    for hold, held, measured, true in _rows(summary, truth):
        table.add_row(side_name(hold["side"]), clock(hold["start_s"]), held, measured, true)
    return table


def _rows(summary: dict[str, Any], truth: dict[str, Any]) -> list[tuple[Interval, str, str, str]]:
    """In time: which hold or attempt, how long it was held and what was measured, and what is true of it."""
    found = [*summary["holds"], *summary["attempts"]]
    true = [*truth["holds"], *truth["attempts"]]
    pairs = _pairs(found, true)
    rows = [(seen, *_measured(seen), _true(done)) for seen, done in pairs]
    rows += [(seen, *_measured(seen), "nothing") for seen in found if all(seen is not s for s, _ in pairs)]
    rows += [(done, "", "not found", _true(done)) for done in true if all(done is not d for _, d in pairs)]
    return sorted(rows, key=lambda row: row[0]["start_s"])


def _pairs(found: list[Interval], true: list[Interval]) -> list[tuple[Interval, Interval]]:
    """Found ones with the true ones of their side, each used once: those that share most time first."""
    pairs: list[tuple[Interval, Interval]] = []
    for seen, done in sorted(product(found, true), key=lambda pair: -_shared_s(*pair)):
        free = all(seen is not s and done is not d for s, d in pairs)
        if free and seen["side"] == done["side"] and _shared_s(seen, done) > 0:
            pairs.append((seen, done))
    return pairs


def _shared_s(a: Interval, b: Interval) -> float:
    shared_s: float = min(a["end_s"], b["end_s"]) - max(a["start_s"], b["start_s"])
    return shared_s


def _measured(hold: Interval) -> tuple[str, str]:
    return f"{hold['held_s']:.1f} s", angle(hold["value_deg"], hold["error_deg"])


def _true(hold: Interval) -> str:
    return f"{hold['value_deg']:.1f}°, held {hold['held_s']:.1f} s"
