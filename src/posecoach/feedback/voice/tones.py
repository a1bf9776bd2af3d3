"""The short tones: soft, and told apart by their melody, not by their pitch alone.

All lie between 500 and 1500 Hz, which hearing that has aged keeps longest.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from posecoach.coaching.leading.state import Sound
from posecoach.feedback.voice.samples import RATE_HZ, Samples, ramp

PEAK = 0.2
"""Of 1: clearly quieter than speech, and with it never more than the output can carry."""

_ATTACK_S, _RELEASE_S = 0.012, 0.03
_OCTAVE_SHARE = 0.25
"""Of the note above it, which small loudspeakers and worn ears still carry."""

_C, _E, _G, _A, _HIGH_C = 523.25, 659.26, 783.99, 880.0, 1046.5

MELODIES: dict[Sound, tuple[tuple[float, float, float], ...]] = {
    "start": ((_G, 0.0, 0.3), (_HIGH_C, 0.14, 0.4)),
    "halfway": ((_A, 0.0, 0.5),),
    "tick": ((_HIGH_C, 0.0, 0.09),),
    "done": ((_C, 0.0, 0.3), (_E, 0.11, 0.3), (_G, 0.22, 0.3), (_HIGH_C, 0.33, 0.45)),
    "pause": ((_G, 0.0, 0.35), (_C, 0.2, 0.5)),
    "go_on": ((_C, 0.0, 0.35), (_G, 0.2, 0.5)),
}
"""(Hz, begins after s, lasts s) of each note: up is on, down is off."""


@cache
def tone(name: Sound) -> Samples:
    """Its loudest moment is PEAK."""
    melody = MELODIES[name]
    whole = np.zeros(round(max(begins + lasts for _, begins, lasts in melody) * RATE_HZ), np.float32)
    for hz, begins, lasts in melody:
        note = _note(hz, lasts)
        first = round(begins * RATE_HZ)
        whole[first : first + len(note)] += note[: len(whole) - first]
    return whole * np.float32(PEAK / np.abs(whole).max())


def _note(hz: float, lasts_s: float) -> Samples:
    """Struck and dying away, like a small bell."""
    time_s = np.arange(round(lasts_s * RATE_HZ)) / RATE_HZ
    wave = np.sin(2 * np.pi * hz * time_s) + _OCTAVE_SHARE * np.sin(4 * np.pi * hz * time_s)
    note: Samples = (wave * np.exp(-4 * time_s / lasts_s)).astype(np.float32)
    attack, release = (ramp(round(part * RATE_HZ)) for part in (_ATTACK_S, _RELEASE_S))
    note[: len(attack)] *= attack
    note[-len(release) :] *= release[::-1]
    return note
