"""A writer that is killed in the middle, and what is there afterwards."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from posecoach.history.record.record import open_record
from tests.history.record.writer import HOLDS

ROOT = Path(__file__).parents[3]
LONGEST_S = 0.25


def writer(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.history.record.writer", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def kill_writer(where: str, chance: random.Random) -> dict[str, int]:
    """Let a writer keep holds for a random while after its first, and kill it with SIGKILL.

    Returns how many holds of each session it had been told are kept: id → holds.
    """
    with writer("live", where) as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        time.sleep(chance.uniform(0, LONGEST_S))
        running.kill()
        told = [first, *running.stdout]
    whole = [line for line in told if line.endswith("\n")]
    return {line.split()[0]: int(line.split()[1]) for line in whole}


def lost_holds(where: str, told: dict[str, int]) -> int:
    """How many of the holds that were told are not there. The last hold may be there untold."""
    with open_record(where) as record:
        there = {str(entry.id): len(entry.stretches[0].holds) for entry in record.sessions()}
    assert all(0 < holds <= HOLDS for holds in there.values())
    return sum(max(0, holds - there.get(session_id, 0)) for session_id, holds in told.items())
