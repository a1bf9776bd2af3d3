"""Silence for native libraries that talk on standard error, without losing a word of Python's."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import threading
from collections.abc import Iterator

_STDERR = 2
_CHATTER = re.compile(rb"INFO: |WARNING: |[IWE]\d{4} \d\d:\d\d:")
_one_at_a_time = threading.Lock()


@contextlib.contextmanager
def quiet_native_code() -> Iterator[None]:
    """Hold back what is written to standard error's file descriptor, then drop the library's log lines and
    let the rest through: other threads may have written warnings meanwhile. Not to be nested."""
    with _one_at_a_time, tempfile.TemporaryFile() as kept:
        stderr = os.dup(_STDERR)
        os.dup2(kept.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(stderr, _STDERR)
            os.close(stderr)
            kept.seek(0)
            for line in kept:
                if not _CHATTER.match(line):
                    os.write(_STDERR, line)
