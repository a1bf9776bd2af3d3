"""``posecoach stretches``: listing, showing and checking stretch files."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from posecoach.errors import PosecoachError
from posecoach.kinematics.definitions import MEASURES, Unit
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids
from posecoach.stretches.model import DERIVED, Condition, Stretch

UNITS = {Unit.DEGREES: "°", Unit.DEGREES_PER_SECOND: "°/s", Unit.TORSO_LENGTHS: " torso lengths"}


def show_list() -> None:
    table = Table(box=None, header_style="bold")
    for heading in ("id", "dose", "summary"):
        table.add_column(heading, no_wrap=heading == "id")
    for stretch_id in stretch_ids():
        stretch = load_stretch(stretch_id)
        table.add_row(stretch.id, _dose(stretch, next(iter(stretch.doses))), stretch.summary)
    Console().print(table)


def show_stretch(id_or_file: str) -> None:
    stretch = load_stretch(id_or_file)
    console = Console(highlight=False)
    console.print(f"[bold]{stretch.name}[/bold]  ({stretch.id}; {stretch.source})")
    console.print(stretch.summary)
    warning = load_rules().spine_load[stretch.spine_load]
    if warning:
        console.print(f"[bold]Careful:[/bold] {warning}")
    for title, sentences in stretch.steps:
        console.print(f"\n[bold]{title.replace('_', ' ').capitalize()}[/bold]")
        for sentence in sentences:
            console.print(f"  {sentence}")
    console.print("\n[bold]Doses[/bold] (the first unless --dose names another)")
    for name, dose in stretch.doses.items():
        console.print(f"  {name}: {_dose(stretch, name)}  [dim]{dose.source}[/dim]")
    _show_target(stretch, console)
    console.print("\n[bold]Faults[/bold]")
    for fault_id, fault in stretch.faults.items():
        conditions = " and ".join(_condition(condition) for condition in fault.when)
        console.print(f"  {fault_id} ({fault.severity.replace('_', ' ')}): {conditions}")
        console.print(f"    “{fault.say}”  [dim]{fault.source}[/dim]")
    console.print("\n[bold]What the camera cannot see[/bold]")
    for sentence in stretch.cannot_see:
        console.print(f"  {sentence}")
    console.print("\n[dim]R… and D-… are the sources of a rule or number: docs/sources.md.[/dim]")


def check_file(file: Path) -> None:
    if file.suffix not in (".yaml", ".yml"):
        raise PosecoachError(f"{file}: a stretch file ends in .yaml")
    stretch = load_stretch(str(file))
    Console().print(f"{file}: good. {stretch.name} ({stretch.id}), {len(stretch.faults)} faults.")


def print_schema() -> None:
    print(json.dumps(Stretch.model_json_schema(), indent=2))


def _show_target(stretch: Stretch, console: Console) -> None:
    target = stretch.target
    side = f" of the {target.side} side" if target.side else ""
    console.print("\n[bold]Target[/bold]")
    console.print(
        f"  {target.measure}{side}: counts from {target.least_deg:g}° and {target.rise_deg:g}° past the "
        f"start, until {target.release_deg:g}° below the best  [dim]{target.source}[/dim]"
    )
    if target.norm:
        norm = target.norm
        console.print(
            f"  usual, and never demanded: {norm.low_deg:g} to {norm.high_deg:g}°  [dim]{norm.source}[/dim]"
        )


def _dose(stretch: Stretch, name: str) -> str:
    dose = stretch.doses[name]
    a_side = " a side" if stretch.sides == "each" else ""
    sets = f", {dose.sets} sets" if dose.sets > 1 else ""
    return f"{dose.hold_s:g} s, {dose.repetitions}×{a_side}{sets}"


def _condition(condition: Condition) -> str:
    name = f"{condition.measure} of the {condition.side} side" if condition.side else condition.measure
    unit = DERIVED[condition.measure] if condition.measure in DERIVED else MEASURES[condition.measure].unit
    bounds = [
        f"{words} {bound:g}{UNITS[unit]}"
        for words, bound in (("at least", condition.at_least), ("at most", condition.at_most))
        if bound is not None
    ]
    return f"{name} {' and '.join(bounds)}"
