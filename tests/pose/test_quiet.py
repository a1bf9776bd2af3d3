from __future__ import annotations

import os
import sys

import pytest

from posecoach.pose.quiet import quiet_native_code


def test_log_lines_of_native_code_are_dropped_and_all_else_comes_through(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with quiet_native_code():
        os.write(2, b"W0000 00:00:1795167475.408984   10049 some.cc:121] noise\nINFO: Created a delegate\n")
        print("a warning from another thread", file=sys.stderr, flush=True)
    os.write(2, b"W0000 00:00:1 is heard again\n")
    assert capfd.readouterr().err == "a warning from another thread\nW0000 00:00:1 is heard again\n"


def test_an_error_inside_passes_and_standard_error_is_restored(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt), quiet_native_code():
        raise KeyboardInterrupt
    os.write(2, b"INFO: heard\n")
    assert capfd.readouterr().err == "INFO: heard\n"
