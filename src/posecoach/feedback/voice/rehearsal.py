"""Turns sentences into sound ahead of time, in a thread of its own, and keeps them."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import PriorityQueue

import numpy as np

from posecoach.errors import PosecoachError
from posecoach.feedback.voice.samples import Samples
from posecoach.feedback.voice.speech import Speaker

_END, _NOW, _SOMETIME = range(3)
"""What the thread takes first."""


class Rehearsal:
    """spoken: every sentence that is ready; an empty sound is one that could not be spoken."""

    def __init__(self, speaker: Speaker, complain: Callable[[str], None]) -> None:
        self.spoken: dict[str, Samples] = {}
        self._speaker = speaker
        self._complain = complain
        self._complained = False
        self._wanted: PriorityQueue[tuple[int, int, str]] = PriorityQueue()
        self._order = itertools.count()

    def want(self, text: str, *, now: bool) -> None:
        """Have a sentence ready, before all others where it is to be said now. Returns at once."""
        if text not in self.spoken:
            self._wanted.put((_NOW if now else _SOMETIME, next(self._order), text))

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """While this is open, sentences are made ready."""
        thread = threading.Thread(target=self._work, name="voice")
        thread.start()
        try:
            yield
        finally:
            self._wanted.put((_END, next(self._order), ""))
            thread.join()

    def _work(self) -> None:
        while True:
            when, _, text = self._wanted.get()
            if when == _END:
                return
            if text not in self.spoken:
                self.spoken[text] = self._try(text)

    def _try(self, text: str) -> Samples:
        try:
            return self._speaker(text)
        except PosecoachError as error:
            if not self._complained:
                self._complained = True
                self._complain(f"Going on with tones alone: {error}")
            return np.zeros(0, np.float32)
