"""A virtual screen whose pixels can be looked at: what is on it is shown, whatever was only asked for."""

from __future__ import annotations

import mmap
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

WIDTH, HEIGHT = 1600, 900


@contextmanager
def virtual_screen() -> Iterator[tuple[str, Path]]:
    """The name of the display, and the file that holds its pixels. Needs Xvfb."""
    with tempfile.TemporaryDirectory() as folder:
        read, write = os.pipe()
        screen = ["-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", folder]
        command = ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-nocursor", *screen]
        server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        try:
            with os.fdopen(read) as number:
                yield f":{number.readline().strip()}", Path(folder) / "Xvfb_screen0"
        finally:
            server.terminate()
            server.wait()


def pixels(file: Path) -> npt.NDArray[np.uint8]:
    """(height, width, 4) BGRX, as they are at every moment."""
    with file.open("rb") as handle:
        held = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    # An X window dump: its header tells its own length and the number of its colours, of 12 bytes each.
    header = np.frombuffer(held, ">u4", 25)
    begins = int(header[0] + 12 * header[19])
    bytes_a_line = int(header[12])
    lines = np.frombuffer(held, np.uint8, HEIGHT * bytes_a_line, begins).reshape(HEIGHT, -1, 4)
    return lines[:, :WIDTH]
