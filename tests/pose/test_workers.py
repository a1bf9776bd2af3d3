from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from posecoach.errors import PosecoachError, UsageError
from posecoach.pose.workers import run_in_processes
from tests.pose import tasks


def test_results_come_in_the_order_of_the_jobs_and_progress_is_the_sum() -> None:
    heard: list[int] = []
    assert run_in_processes(tasks.double, [5, 3], heard.append) == [10, 6]
    assert heard == sorted(heard)
    assert heard[-1] == 8


def test_an_error_for_a_person_ends_all_and_arrives_as_it_is() -> None:
    start = time.monotonic()
    with pytest.raises(UsageError, match="one is no number"):
        run_in_processes(tasks.refuse, [1, 2], lambda _: None)
    assert time.monotonic() - start < 50


def test_a_fault_of_ours_arrives_with_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError) as error:
        run_in_processes(tasks.fail, [1], lambda _: None)
    assert "in fail" in error.value.__notes__[0]


def test_a_process_killed_from_outside_is_one_clear_error() -> None:
    with pytest.raises(PosecoachError, match="ended from outside"):
        run_in_processes(tasks.die, [1, 2], lambda _: None)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise on Windows")
def test_ctrl_c_ends_all_and_leaves_nothing_behind() -> None:
    """As a terminal does it: every process of the group gets the signal."""
    script = (
        "import signal; from tests.pose import tasks; from posecoach.pose.workers import run_in_processes\n"
        # Who is started in the background of a shell ignores Ctrl-C.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "if __name__ == '__main__':\n"
        "    run_in_processes(tasks.sleep, [1, 2], lambda pids: print(pids, flush=True))\n"
    )
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert parent.stdout is not None
    first = int(parent.stdout.readline())
    second = int(parent.stdout.readline()) - first
    os.killpg(parent.pid, signal.SIGINT)
    _, errors = parent.communicate(timeout=30)
    assert errors.count("Traceback") == 1
    assert errors.rstrip().endswith("KeyboardInterrupt")
    for pid in (first, second):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
