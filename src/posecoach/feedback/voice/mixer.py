"""What is heard at each moment, of all that was asked for: one sentence at a time, and the tones.

Its clock is the sound itself: a second is over when a second of it has been rendered. So it is the same for
an audio device, for a file, and for a test that renders an hour at once.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from posecoach.coaching.leading.state import Said, Sound, Urgency
from posecoach.feedback.voice.samples import RATE_HZ, Samples, ramp
from posecoach.feedback.voice.tones import tone

FADE_S = 0.03
"""What is cut short dies away in this time: at once to the ear, and without a click."""
BREATH_S = 0.12
"""Silence between one sentence and the next that waits for it."""
TOGETHER_S = 0.1
"""Sentences of the same urgency that come within this time of each other belong together."""
PATIENCE_S = {Urgency.ASIDE: 0.4, Urgency.PLAIN: 3.0, Urgency.URGENT: 3.0, Urgency.PAIN: float("inf")}
"""A sentence waits for the end of what is being said when it comes. One that others then go before, or that
cannot be spoken yet, for longer than this is about the past, and is dropped."""
SPEECH_LEVEL, DUCKED = 0.8, 0.5
"""Of speech, so that a tone fits on top of it; and of a tone that begins while somebody speaks."""

_NOTHING: Samples = np.zeros(0, np.float32)
_FADE = ramp(round(FADE_S * RATE_HZ))[::-1]


@dataclass(slots=True, eq=False)
class _Utterance:
    """due_at: when it first could have begun, or was passed over for another; None before."""

    urgency: Urgency
    said_at: int
    texts: list[str]
    due_at: int | None = None


class Mixer:
    """Takes sentences and tones from any thread; one other thread renders.

    spoken: the sound of each sentence; one that is not in it yet is waited for. An empty sound is a sentence
    that cannot be spoken.
    """

    def __init__(self, spoken: Mapping[str, Samples]) -> None:
        self._spoken = spoken
        self._lock = threading.Lock()
        self._now = 0
        self._free_at = 0
        self._current: _Utterance | None = None
        self._waiting: list[_Utterance] = []
        self._speech = _NOTHING
        self._tones: list[Samples] = []
        self._muted = False
        self._ended = False

    def say(self, said: Said) -> None:
        """Have a sentence said, as its urgency asks.

        An aside is dropped unless there is silence. Of what waits, the most urgent comes first, and else
        what came first. What comes together is said in order, one after the other.
        """
        with self._lock:
            if self._muted or self._ended or self._joined(said):
                return
            utterance = _Utterance(said.urgency, self._now, [said.text])
            if said.urgency is Urgency.PAIN:
                self._stop()
            elif said.urgency is Urgency.URGENT and self._current and self._current.urgency < Urgency.URGENT:
                self._cut_speech()
            if self._current is None:
                self._current = utterance
            elif said.urgency is not Urgency.ASIDE:
                self._waiting.append(utterance)

    def sound(self, name: Sound) -> None:
        """Play a tone at once: softer where it begins under a sentence, whose words matter more. A tick, one
        of several, is left out there."""
        with self._lock:
            if self._muted or self._ended or (name == "tick" and len(self._speech)):
                return
            self._tones.append(tone(name) * np.float32(DUCKED if len(self._speech) else 1))

    def hush(self) -> None:
        """Stop everything now, and forget what waits."""
        with self._lock:
            self._stop()

    def mute(self, muted: bool) -> None:
        with self._lock:
            self._muted = muted
            if muted:
                self._stop()

    def end(self) -> None:
        """Nobody renders any more: forget everything, also what will be asked for from now on."""
        with self._lock:
            self._ended = True
            self._stop()

    @property
    def is_speaking(self) -> bool:
        """From the moment that a sentence is taken until it has been heard."""
        return self._current is not None

    def render(self, count: int) -> Samples:
        """The next ``count`` samples of what is heard."""
        with self._lock:
            self._begin()
            heard = np.zeros(count, np.float32)
            speech = self._speech[:count]
            heard[: len(speech)] = speech
            self._speech = self._speech[count:]
            if len(speech):
                self._free_at = self._now + len(speech) + round(BREATH_S * RATE_HZ)
            for sounding in self._tones:
                heard[: len(sounding)] += sounding[:count]
            self._tones = [rest for sounding in self._tones if len(rest := sounding[count:])]
            self._now += count
            return heard

    def _joined(self, said: Said) -> bool:
        """Whether it became part of what was said in the same moment."""
        for utterance in (self._current, *self._waiting):
            if utterance and utterance.urgency is said.urgency and self._age_s(utterance) <= TOGETHER_S:
                utterance.texts.append(said.text)
                return True
        return False

    def _begin(self) -> None:
        """Take what comes next, once the sentence before it is over and has been followed by a breath."""
        if len(self._speech) or self._now < self._free_at:
            return
        if self._current is None or not self._current.texts:
            self._current = self._next()
        if self._current is None:
            return
        if self._is_late(self._current, since=self._free_at):
            self._current = None
            return
        if self._tones and self._current.urgency < Urgency.URGENT:
            return  # Let it ring out: a word that is half covered is no word.
        sound = self._spoken.get(self._current.texts[0])
        if sound is not None:
            self._current.texts.pop(0)
            self._speech = sound * np.float32(SPEECH_LEVEL)

    def _next(self) -> _Utterance | None:
        """The most urgent one that was not passed over for too long."""
        self._waiting = [utterance for utterance in self._waiting if not self._is_late(utterance)]
        if not self._waiting:
            return None
        chosen = max(self._waiting, key=lambda utterance: utterance.urgency)
        self._waiting.remove(chosen)
        chosen.due_at = self._now
        return chosen

    def _is_late(self, utterance: _Utterance, since: int = 0) -> bool:
        """Whether its patience is over, which begins with the first call, and not before ``since``."""
        if utterance.due_at is None:
            utterance.due_at = self._now
        waited = self._now - max(utterance.due_at, since)
        return waited > PATIENCE_S[utterance.urgency] * RATE_HZ

    def _stop(self) -> None:
        self._waiting.clear()
        self._cut_speech()
        self._tones = [_faded(sounding) for sounding in self._tones]

    def _cut_speech(self) -> None:
        self._current = None
        self._speech = _faded(self._speech)

    def _age_s(self, utterance: _Utterance) -> float:
        return (self._now - utterance.said_at) / RATE_HZ


def _faded(samples: Samples) -> Samples:
    return samples[: len(_FADE)] * _FADE[: len(samples)]
