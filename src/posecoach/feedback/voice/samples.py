"""Sound as numbers: the one form that speech, tones and outputs share."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""(n,) of one channel, from -1 to 1, RATE_HZ of them a second."""

RATE_HZ = 22050
"""What espeak-ng makes, and what the other systems' voices are asked for; outputs convert it to their own."""

_FULL = 32767


def ramp(count: int) -> Samples:
    """From 0 to almost 1, as a raised cosine, which does not click."""
    return ((1 - np.cos(np.pi * np.arange(count) / max(count, 1))) / 2).astype(np.float32)


def read_wav(path: Path) -> Samples:
    """Raises OSError, EOFError or wave.Error for what is no sound, ValueError for another rate or form."""
    with wave.open(str(path), "rb") as file:
        form = file.getframerate(), file.getsampwidth(), file.getnchannels()
        if form != (RATE_HZ, 2, 1):
            raise ValueError(f"{form[0]} Hz, {form[1]} bytes, {form[2]} channels")
        samples: Samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32)
    return samples / np.float32(_FULL)


def pcm(samples: Samples) -> bytes:
    """As a WAV file holds it: 16 bits, little end first."""
    return (np.clip(samples, -1, 1) * _FULL).astype("<i2").tobytes()
