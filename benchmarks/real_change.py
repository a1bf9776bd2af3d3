"""How often progress claims a change that is none, and how soon it tells one that is.

    python -m benchmarks.real_change [--histories N] [--sessions N]

Histories of 60 days on two sides, a session on three days of four, each side read once a session and looked
at after every session. Angles scatter by their errors and by a body that is not the same every day.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from uuid import UUID

import numpy as np
from rich.console import Console
from rich.table import Table

from posecoach.history.entries import HoldEntry, SessionEntry, StretchEntry
from posecoach.history.progress.change import over_fortnight, since_first
from posecoach.history.progress.values import Reading
from posecoach.history.record.record import open_record

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Noise = Callable[[np.random.Generator, Floats], Floats]

DAYS, MISSED = 60, 0.25
ERRORS_DEG = (3.0, 5.0)
"""Half-widths told for a straight leg, square to the side and from 20° off it."""
BODY_DEG = 2.5
START = datetime(2026, 9, 1, 8, tzinfo=UTC)
ONE = UUID(int=0)
RUN = "from posecoach.cli.main import run; run()"

NOISES: dict[str, Noise] = {
    "errors as told": lambda rng, error: rng.normal(0, error / 1.96),
    "and the body's own, 2.5°": lambda rng, error: rng.normal(0, np.hypot(error / 1.96, BODY_DEG)),
    "errors twice as told": lambda rng, error: rng.normal(0, 2 * error / 1.96),
    "twice, and the body's own": lambda rng, error: rng.normal(0, np.hypot(2 * error / 1.96, BODY_DEG)),
    "heavy tails (t of 3), body": lambda rng, error: (
        rng.standard_t(3, len(error)) / 3**0.5 * np.hypot(error / 1.96, BODY_DEG)
    ),
}


def history(
    rng: np.random.Generator, noise: Noise, rise_deg: float = 0, over_days: float = 14
) -> list[Reading]:
    """One side: 50° on the first day, and rise_deg more from over_days on."""
    days = np.array([day for day in range(DAYS) if day == 0 or rng.random() > MISSED])
    errors = rng.uniform(*ERRORS_DEG, len(days))
    values = 50 + rise_deg * np.minimum(days / over_days, 1) + noise(rng, errors)
    return [
        Reading(ONE, START + timedelta(days=int(day)), float(value), float(error), 3)
        for day, value, error in zip(days, values, errors, strict=True)
    ]


def claims(line: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """For every look but the first: the day, and the change that is claimed, 0 for none."""
    for count in range(2, len(line) + 1):
        seen = line[:count]
        found = [change for change in (since_first(seen), over_fortnight(seen)) if change and change.real]
        yield (seen[-1].at - START).days, found[0].change_deg if found else 0


def false_claims(noise: Noise, histories: int, seed: int = 0) -> tuple[float, float]:
    """The shares of histories with any false claim, and of looks with one."""
    rng = np.random.default_rng(seed)
    wrong_histories, looks, wrong_looks = 0, 0, 0
    for _ in range(histories):
        told = [bool(change) for _ in range(2) for _, change in claims(history(rng, noise))]
        wrong_histories += any(told)
        looks, wrong_looks = looks + len(told), wrong_looks + sum(told)
    return wrong_histories / histories, wrong_looks / looks


def told_on(noise: Noise, rise_deg: float, histories: int, seed: int = 0) -> list[int | None]:
    """The day on which a true change is first told, in each history."""
    rng = np.random.default_rng(seed)
    lines = [history(rng, noise, rise_deg) for _ in range(histories)]
    return [next((day for day, change in claims(line) if change > 0), None) for line in lines]


def when(days: Sequence[int | None]) -> str:
    told = sorted(day for day in days if day is not None)
    middle = f"day {told[len(told) // 2]}" if told else "never"
    return f"{middle} ({len(told) / len(days):.0%})"


def seconds_of_command(sessions: int) -> list[float]:
    """Of ``posecoach progress`` with so many sessions of three holds a side; three times."""
    rng = np.random.default_rng(0)
    begin = datetime.now(UTC) - timedelta(days=1 + sessions // 4)
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "record.db")
        with open_record(database) as record:
            record.add([_session(begin + timedelta(hours=6 * number), rng) for number in range(sessions)])
        command = [sys.executable, "-c", RUN, "progress", "--database", database]
        return [_timed(command) for _ in range(3)]


def _timed(command: Sequence[str]) -> float:
    begin_s = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin_s


def _session(at: datetime, rng: np.random.Generator) -> SessionEntry:
    holds: list[HoldEntry] = []
    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    for side in sides:
        yaw_deg = rng.normal(0, 4)
        holds += [_hold(side, rng.normal(60, 3), yaw_deg) for _ in range(3)]
    done = StretchEntry(
        stretch="active_straight_leg_raise",
        name="Active straight-leg raise",
        measure="leg_elevation",
        dose="standard",
        hold_goal_s=20,
        repetition_goal=3,
        holds=tuple(holds),
    )
    return SessionEntry(person="me", began_at=at, kind="live", stretches=(done,))


def _hold(side: Literal["left", "right"], value_deg: float, yaw_deg: float) -> HoldEntry:
    return HoldEntry(
        side=side,
        start_s=5,
        end_s=25,
        held_s=20,
        completed=True,
        value_deg=value_deg,
        error_deg=4,
        yaw_deg=yaw_deg,
        pitch_deg=2,
        near=side,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--histories", type=int, default=1000)
    parser.add_argument("--sessions", type=int, default=10_000)
    arguments = parser.parse_args()
    table = Table(title=f"{arguments.histories} histories of {DAYS} days, two sides")
    for heading in ("scatter", "any false claim", "of all looks", "+10° told by", "+18° told by"):
        table.add_column(heading)
    for name, noise in NOISES.items():
        any_claim, looks = false_claims(noise, arguments.histories)
        rises = [when(told_on(noise, rise, max(1, arguments.histories // 5))) for rise in (10, 18)]
        table.add_row(name, f"{any_claim:.1%}", f"{looks:.2%}", *rises)
    console = Console(width=100)
    console.print(table)
    took = ", ".join(f"{seconds_s:.2f} s" for seconds_s in seconds_of_command(arguments.sessions))
    console.print(f"posecoach progress of {arguments.sessions} sessions: {took}")
    console.print("A rise is even over 14 days. In brackets: in how many histories it is told by day 60.")


if __name__ == "__main__":
    main()
