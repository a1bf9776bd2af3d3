"""``posecoach stretches``: listing and checking stretch files, their schema and their pages."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from posecoach.cli.conditions import dose_in_short, measure_words
from posecoach.errors import PosecoachError
from posecoach.stretches.load import load_stretch, stretch_ids
from posecoach.stretches.model import Stretch
from posecoach.stretches.page import pages, write_pages
from posecoach.stretches.routine import is_routine, load_routine, minutes, routine_ids

WIDE_ENOUGH = 120
"""Columns, so that a list that goes into a file or another program keeps a stretch on its line."""


def show_list() -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("id", "name", "dose", "measured"):
        table.add_column(heading, no_wrap=heading == "id")
    for stretch_id in stretch_ids():
        stretch = load_stretch(stretch_id)
        target = stretch.target
        measured = measure_words(target.measure) if target.graded else "time in position"
        table.add_row(stretch.id, stretch.name, dose_in_short(stretch, next(iter(stretch.doses))), measured)
    _print(table)


def show_routines() -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("id", "name", "minutes", "stretches"):
        table.add_column(heading, no_wrap=heading == "id")
    for routine_id in routine_ids():
        routine = load_routine(routine_id)
        table.add_row(routine.id, routine.name, f"{minutes(routine):.0f}", str(len(routine.steps)))
    _print(table)


def _print(table: Table) -> None:
    Console(width=None if sys.stdout.isatty() else WIDE_ENOUGH).print(table)


def check_file(file: Path) -> None:
    if file.suffix not in (".yaml", ".yml"):
        raise PosecoachError(f"{file}: a stretch file ends in .yaml")
    if is_routine(file):
        routine = load_routine(str(file))
        lasts = f"{len(routine.steps)} stretches, about {minutes(routine):.0f} minutes"
        Console().print(f"{file}: good. {routine.name} ({routine.id}), {lasts}.")
        return
    stretch = load_stretch(str(file))
    Console().print(f"{file}: good. {stretch.name} ({stretch.id}), {len(stretch.faults)} faults.")


def write_documentation(folder: Path) -> None:
    """Write the page of every stretch into ``folder``, which may hold nothing else: its README.md is one of
    them."""
    try:
        names = {path.name for path in folder.iterdir()} if folder.exists() else set()
        strangers = sorted(name for name in names - pages().keys() if not name.startswith("."))
        if strangers:
            raise PosecoachError(
                f"{folder} holds {strangers[0]}, which is not a page of a stretch; choose another folder"
            )
        written = write_pages(folder)
    except OSError as error:
        raise PosecoachError(f"Cannot write pages into {folder}: {error.strerror or error}") from error
    print(f"{folder}: {len(written)} files written.")


def print_schema() -> None:
    print(json.dumps(Stretch.model_json_schema(), indent=2))
