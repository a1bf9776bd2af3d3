"""The sound output of this machine. Importing this needs the extra ``voice``, and on Linux libportaudio2."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sounddevice

from posecoach.errors import PosecoachError
from posecoach.feedback.voice.mixer import Mixer
from posecoach.feedback.voice.samples import RATE_HZ

LATENCY_S = 0.08
"""From the mixer to the ear: little enough to be stopped at once, and more than other threads hold it up."""
STALLED_S = 2.0
"""An output that has asked for no sound for this long has gone, whether or not it says so."""


def device_name() -> str:
    """What the system plays through. Raises PosecoachError where there is nothing."""
    try:
        return str(sounddevice.query_devices(kind="output")["name"])
    except (sounddevice.PortAudioError, ValueError) as error:
        raise PosecoachError("no sound output was found: connect or choose one, then start again") from error


@contextmanager
def device(mixer: Mixer, on_lost: Callable[[], None]) -> Iterator[None]:
    """While this is open, what the mixer renders is heard. on_lost: is told when the output has gone.

    Raises PosecoachError where there is no output, or it cannot be used.
    """
    over = threading.Event()
    asked_s = time.monotonic()

    def fill(out: Any, count: int, _time: Any, _status: sounddevice.CallbackFlags) -> None:
        nonlocal asked_s
        asked_s = time.monotonic()
        out[:, 0] = mixer.render(count)

    def gone() -> None:
        if not over.is_set():
            over.set()
            on_lost()

    def watch() -> None:
        while not over.wait(STALLED_S / 4):
            if time.monotonic() - asked_s > STALLED_S:
                gone()

    name = device_name()
    try:
        stream = sounddevice.OutputStream(
            RATE_HZ, channels=1, dtype="float32", latency=LATENCY_S, callback=fill, finished_callback=gone
        )
        stream.start()
    except sounddevice.PortAudioError as error:
        raise PosecoachError(f"the sound output {name} cannot be used: {error}") from error
    watcher = threading.Thread(target=watch, name="voice output")
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
        stream.close()
