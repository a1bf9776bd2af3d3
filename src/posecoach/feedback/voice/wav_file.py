"""What would be heard, as a file: rendered as time passes, so that every moment in it is true."""

from __future__ import annotations

import threading
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from posecoach.errors import PosecoachError
from posecoach.feedback.voice.mixer import Mixer
from posecoach.feedback.voice.samples import RATE_HZ, pcm

_BLOCK = RATE_HZ // 100


@contextmanager
def wav_file(mixer: Mixer, path: Path, on_lost: Callable[[str], None]) -> Iterator[None]:
    """Record what the mixer renders from now until this is closed; only then does the file appear,
    whole also where the session ended in an error.

    on_lost: is told why, once, where it cannot be written to its end; then no file appears, and one that was
    there stays. Raises PosecoachError where it cannot be begun.
    """
    if path.is_dir():
        raise PosecoachError(f"{path} is a folder: name a file in it")
    part = path.with_name(path.name + ".part")
    try:
        handle = part.open("wb")
    except OSError as error:
        raise PosecoachError(f"{path} cannot be written ({error.strerror}): name another file") from error
    over = threading.Event()

    def work() -> None:
        try:
            _record(mixer, handle, over)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            on_lost(f"{path} cannot be written ({error.strerror})")

    thread = threading.Thread(target=work, name="voice file")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _record(mixer: Mixer, handle: BinaryIO, over: threading.Event) -> None:
    """A block each time that one begins: what is said later cannot be heard in it."""
    with handle, wave.open(handle) as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        began_s = time.monotonic()
        written = 0
        while not over.is_set():
            while written <= (time.monotonic() - began_s) * RATE_HZ:
                file.writeframesraw(pcm(mixer.render(_BLOCK)))
                written += _BLOCK
            over.wait(began_s + written / RATE_HZ - time.monotonic())
