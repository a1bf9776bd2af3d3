"""Live sessions that are killed (SIGKILL) at random moments: ``python -m benchmarks.killed_sessions``.

Each is a process that leads through leg raises as ``posecoach coach`` does, without camera and network. What
it had been told is kept must be in the record, and the poses that it left must show it.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.live.killed import kill_one


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, "record.db")
        found = []
        for number in track(range(asked.kills), "Killing"):
            out = Path(folder, str(number))
            out.mkdir()
            found.append(kill_one(out, str(record), chance))
        sound = sqlite3.connect(record).execute("PRAGMA integrity_check").fetchone()[0]
    table = Table("killed", "holds told", "lost in the record", "lost in the poses", "database")
    table.add_row(
        str(len(found)),
        str(sum(told for told, _, _ in found)),
        str(sum(max(0, told - kept) for told, kept, _ in found)),
        str(sum(max(0, told - shown) for told, _, shown in found)),
        str(sound),
    )
    Console().print(table)


if __name__ == "__main__":
    main()
