"""What the worker processes of the tests do."""

from __future__ import annotations

import os
import signal
import time

from posecoach.errors import UsageError
from posecoach.pose.workers import Report


def double(number: int, report: Report) -> int:
    for done in range(number + 1):
        report(done)
    return 2 * number


def refuse(number: int, _report: Report) -> int:
    if number == 1:
        raise UsageError("one is no number")
    time.sleep(60)
    return number


def fail(number: int, _report: Report) -> int:
    return 1 // (number - 1)


def die(number: int, _report: Report) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)
    return number


def sleep(number: int, report: Report) -> int:
    report(os.getpid())
    time.sleep(60)
    return number
