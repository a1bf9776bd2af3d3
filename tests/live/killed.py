"""A live session that is killed in the middle, and what can be found of it.

``python -m tests.live.killed OUT RECORD`` leads through leg raises without a camera, as fast as it can, and
prints how many holds are kept.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import numpy as np

from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.session import analyse_track
from posecoach.history.entries import SessionEntry
from posecoach.history.record.record import open_record
from posecoach.live.broken_off import found_again
from posecoach.live.diary import Diary
from posecoach.live.finish import scratch_folder
from posecoach.live.keeping import Keeping
from posecoach.pose.track import load
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.video.frame import Frame
from tests.coaching.scripts import raise_right, session
from tests.test_wheel import ROOT

RAISE = load_stretch("active_straight_leg_raise")
DOSE = RAISE.dose().model_copy(update={"hold_s": 1.0, "repetitions": 30, "sets": 1})
LONGEST_S = 1.5
"""From the first hold to the kill."""


def lead(out: Path, record_file: str) -> None:
    knots = [
        (6.0 * n + at, angle) for n in range(30) for at, angle in ((0, 0), (1, 0), (2, 50), (4, 50), (5, 0))
    ]
    leader = Leader([Part(RAISE, DOSE, ("right",))], load_rules())
    begun = SessionEntry(person="me", began_at=datetime.now().astimezone(), kind="live")
    with open_record(record_file) as record, scratch_folder(out / "session") as scratch:

        def keep(entry: SessionEntry) -> None:
            record.keep(entry)
            print(sum(hold.completed for hold in entry.stretches[0].holds), flush=True)

        with Keeping(scratch, "session") as keeping, Diary(begun, keep) as diary:
            keeping.picture(Frame(0.0, np.zeros((360, 640, 3), np.uint8)))
            for pose in session(raise_right, knots):
                leader.step(pose)
                if leader.coached:
                    keeping.pose(pose, len(leader.sessions))
                diary.note(leader.sessions, keeping)


def kill_one(out: Path, record_file: str, chance: random.Random) -> tuple[int, int, int]:
    """Kill a session at a random moment after its first hold. Returns how many holds it had been told are
    kept, how many are in the record, and how many its poses show."""
    command = [sys.executable, "-m", "tests.live.killed", str(out), record_file]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        time.sleep(chance.uniform(0, LONGEST_S))
        running.kill()
        told = [int(line) for line in [first, *running.stdout] if line.endswith("\n")]
    with open_record(record_file) as record:
        [*_, entry] = record.sessions("me")
    [folder] = found_again(out)
    shown = analyse_track(load(folder / "poses.npz"), RAISE, DOSE, load_rules(), ("right",))
    kept = sum(hold.completed for hold in entry.stretches[0].holds)
    return max(told), kept, len(shown.holds)


if __name__ == "__main__":
    lead(Path(sys.argv[1]), sys.argv[2])
