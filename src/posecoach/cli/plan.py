"""``posecoach plan``: what to do today, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from posecoach.cli.conditions import dose_in_short
from posecoach.cli.person import announce
from posecoach.errors import PosecoachError
from posecoach.history.plan.plan import Plan, Step, today_routine
from posecoach.history.record.exchange import write_whole
from posecoach.history.record.record import open_record
from posecoach.stretches.routine import Routine, RoutineStep, minutes

COLUMNS = 80
"""What is printed into a file or another program is as wide as a common terminal."""


def show_plan(database: str, person: str, out: Path | None) -> None:
    """Print today's plan; write it as a routine file where one is named.

    Raises PosecoachError where there is nothing to write, or it cannot be written.
    """
    with open_record(database) as record:
        announce(record, person, _console())
        plan = today_routine(record, person, date.today())
    if out and out.suffix not in (".yaml", ".yml"):
        raise PosecoachError(f"{out}: a routine file ends in .yaml")
    _print(plan)
    if not out:
        return
    if not plan.routine:
        raise PosecoachError(f"There is nothing to do today, so {out} was not written.")
    _write(plan.routine, out)
    print(f"{out}: written. `posecoach coach --routine {out}` leads through it.")


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else COLUMNS, highlight=False)


def _print(plan: Plan) -> None:
    console = _console()
    if plan.routine:
        console.print(f"Today: about {_minutes(plan.routine)}", style="bold")
        console.print()
        console.print(_table(plan.routine, plan.steps))
        console.print()
    for reason in plan.reasons:
        console.print(reason, markup=False)
    if plan.routine:
        console.print()
        console.print("`posecoach coach --routine today` leads through it.")


def _minutes(routine: Routine) -> str:
    number = round(minutes(routine))
    return f"{number} minutes" if number > 1 else "a minute"


def _table(routine: Routine, steps: tuple[Step, ...]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 1, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for step, parts in _grouped(routine, steps):
        stretch, dose = parts[0].prescribed()
        how_much = dose_in_short(stretch.model_copy(update={"doses": {"today": dose}}), "today")
        table.add_row(f"{stretch.name}\n{how_much}{' +' if step.more else ''}", step.why)
    return table


def _grouped(routine: Routine, steps: tuple[Step, ...]) -> Iterator[tuple[Step, list[RoutineStep]]]:
    """Every stretch with its steps in the routine."""
    parts = iter(routine.steps)
    for step in steps:
        yield step, [next(parts) for _ in range(step.steps)]


def _write(routine: Routine, out: Path) -> None:
    text = yaml.safe_dump(
        routine.model_dump(exclude_none=True), sort_keys=False, allow_unicode=True, width=100
    )
    write_whole(out, text)
