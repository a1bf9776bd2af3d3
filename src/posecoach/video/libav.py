"""What libav itself has to say."""

from __future__ import annotations

import av


def show_libav_log() -> None:
    """Print libav's messages to standard error; without this call they are dropped.

    They do not go through Python's logging: PyAV offers that, but its decoder threads then wait for
    the interpreter while the interpreter waits for them.
    """
    av.logging.set_libav_level(av.logging.VERBOSE)
    av.logging.restore_default_callback()
