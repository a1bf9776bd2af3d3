"""What the posture and flexibility test found: in the terminal, as ``screen.json``, and as a routine file."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from posecoach.errors import PosecoachError
from posecoach.history.entries import Finding, ScreenEntry
from posecoach.history.record.exchange import write_whole
from posecoach.history.screening.findings import DIFFERENCE, in_words, is_told, number, read_of
from posecoach.history.screening.person import Person
from posecoach.history.screening.suggestions import advice, routine_of
from posecoach.stretches.screen import load_screens

SCHEMA = "posecoach.screen/1"
WIDE_ENOUGH = 120
"""Columns, so that a table that goes into a file keeps a finding on its line."""


def show(entry: ScreenEntry, console: Console) -> None:
    """What was found, what may be worth trying and why, what was left out, and what no camera sees."""
    if entry.findings:
        _head(console, "What the camera saw")
        width = None if sys.stdout.isatty() else WIDE_ENOUGH
        console.print(_table(entry.findings), width=width)
    parts: dict[str, Sequence[str]] = {
        "What may be worth trying": _numbered([suggestion.why for suggestion in entry.suggestions]),
        "Besides": advice(entry.findings),
        "Left out": list(entry.left_out.values()),
        "What a camera cannot see": _cannot_see(entry),
        "": load_screens().afterwards,
    }
    for title, lines in parts.items():
        if lines:
            _head(console, title)
        for line in lines:
            console.print(line, markup=False, highlight=False)


def write(folder: Path, entry: ScreenEntry, person: Person) -> list[Path]:
    """``screen.json``, and ``routine.yaml`` where anything is suggested; the paths written. They
    are for their owner alone.

    Raises PosecoachError where they cannot be written.
    """
    texts = {"screen.json": json.dumps(_as_json(entry), ensure_ascii=False, indent=2) + "\n"}
    routine = routine_of(entry.suggestions, person)
    if routine:
        content = routine.model_dump(exclude_none=True)
        texts["routine.yaml"] = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PosecoachError(f"Cannot write into {folder}: {error.strerror or error}") from error
    for name, text in texts.items():
        write_whole(folder / name, text)
    return [folder / name for name in texts]


def _table(found: Sequence[Finding]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("", "side", "", "that is"):
        table.add_column(heading)
    for finding in found:
        table.add_row(*_row(finding))
    return table


def _row(finding: Finding) -> tuple[str, str, str, str]:
    differ = finding.measure.endswith(DIFFERENCE)
    name = read_of(finding).name
    told = number(finding) if is_told(finding) else ""
    if differ:
        return f"{name}, left against right", "", told, in_words(finding)
    return name, finding.side or "", told, in_words(finding)


def _cannot_see(entry: ScreenEntry) -> list[str]:
    screens = load_screens()
    done = dict.fromkeys(finding.screen for finding in entry.findings)
    own = [sentence for name in done for sentence in screens.screens[name].cannot_see]
    return [*own, *screens.cannot_see]


def _as_json(entry: ScreenEntry) -> dict[str, Any]:
    """Everything that is kept, and the words for it; lengths and rough angles in words alone."""
    content = entry.model_dump(mode="json")
    for finding, row in zip(entry.findings, content["findings"], strict=True):
        row["in_words"] = in_words(finding)
        if is_told(finding):
            row["value"], row["error"] = round(finding.value, 1), round(finding.error or 0.0, 1)
        else:
            row["value"] = row["error"] = None
    return {
        "schema": SCHEMA,
        **content,
        "advice": advice(entry.findings),
        "cannot_see": _cannot_see(entry),
        "notice": load_screens().afterwards,
    }


def _numbered(lines: Sequence[str]) -> list[str]:
    return [f"{position}. {line}" for position, line in enumerate(lines, 1)]


def _head(console: Console, title: str) -> None:
    console.print(f"\n{title}" if title else "", style="bold", markup=False)
