"""Lines typed into the terminal while something else goes on, without waiting for them.

No thread reads the terminal meanwhile: it would swallow the answer to the next question that is asked there.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Self

if sys.platform == "win32":
    import msvcrt
else:
    import select
    import termios


class TypedLines:
    @classmethod
    def of_terminal(cls) -> Self | None:
        """None where nobody sits at a terminal, as in a script."""
        return cls() if sys.stdin is not None and sys.stdin.isatty() else None

    def __init__(self) -> None:
        self._closed = False
        self._begun = ""

    def new(self) -> list[str]:
        """Those that were ended by ENTER since the last call, without it."""
        lines = []
        while (line := self._next()) is not None:
            lines.append(line)
        return lines

    if sys.platform == "win32":

        def _next(self) -> str | None:
            while msvcrt.kbhit():
                key = msvcrt.getwche()
                if key in "\r\n":
                    line, self._begun = self._begun, ""
                    return line
                self._begun += key
            return None

        def forget(self) -> None:
            """Drop what was typed and not read: it was not meant for whoever reads next."""
            while msvcrt.kbhit():
                msvcrt.getwch()

    else:

        def _next(self) -> str | None:
            if self._closed or not select.select([sys.stdin], [], [], 0)[0]:
                return None
            try:
                line = sys.stdin.readline()
            except OSError:
                # The terminal is gone.
                line = ""
            # After Ctrl-D there would be "something" to read for ever.
            self._closed = not line
            return line.rstrip("\n") if line else None

        def forget(self) -> None:
            """Drop what was typed and not read: it was not meant for whoever reads next."""
            # A terminal that is gone has nothing to drop.
            with suppress(termios.error):
                termios.tcflush(sys.stdin, termios.TCIFLUSH)
