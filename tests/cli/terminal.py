"""A real terminal, 80 columns wide, with somebody who reads it and types."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.cli.test_analyse import POSECOACH

PATIENCE_S = 120.0
COLUMNS = 80
PROMPT = "> "
CTRL_C, CTRL_D = "\x03", "\x04"

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    def __init__(self, process: subprocess.Popen[bytes], master: int) -> None:
        self._process = process
        self._master = master
        self._read_to = 0
        self.text = ""
        """All that was ever shown, without colours."""

    def wait_for(self, words: str) -> str:
        """What was shown since the last call, up to these words. Line breaks count as spaces."""
        limit_s = time.monotonic() + PATIENCE_S
        while True:
            found = re.search(re.escape(words).replace(r"\ ", r"\s+"), self.text[self._read_to :])
            if found:
                shown = self.text[self._read_to : self._read_to + found.end()]
                self._read_to += found.end()
                return shown
            assert self._more(limit_s), f"{words!r} never came, but:\n{self.text}"

    def answer(self, *answers: str) -> str:
        """One after the other, each when it is asked for; what was shown meanwhile."""
        shown = ""
        for answer in answers:
            shown += self.wait_for(f"\n{PROMPT}" if self._read_to else PROMPT)
            self.type(answer)
        return " ".join(shown.split())

    def type(self, line: str) -> None:
        os.write(self._master, line.encode() if line in (CTRL_C, CTRL_D) else f"{line}\n".encode())

    def ends(self) -> tuple[int, str]:
        """The exit code, and what was shown since the last call, on one line."""
        limit_s = time.monotonic() + PATIENCE_S
        while self._more(limit_s):
            pass
        shown, self._read_to = self.text[self._read_to :], len(self.text)
        return self._process.wait(PATIENCE_S), " ".join(shown.split())

    def _more(self, limit_s: float) -> bool:
        """Whether more came; not when the program has ended."""
        assert select.select([self._master], [], [], max(0.0, limit_s - time.monotonic()))[0], (
            f"nothing more came:\n{self.text}"
        )
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.text += _ESCAPES.sub("", data.decode(errors="replace")).replace("\r\n", "\n")
        return bool(data)


@contextmanager
def terminal(*arguments: object, command: Sequence[str] = POSECOACH) -> Iterator[Terminal]:
    """``posecoach`` with these arguments, in a terminal of its own."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))

    def take_terminal() -> None:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    process = subprocess.Popen(
        [*command, *map(str, arguments)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        preexec_fn=take_terminal,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        process.kill()
        process.wait()
        os.close(master)
