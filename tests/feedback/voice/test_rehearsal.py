from __future__ import annotations

import threading

import numpy as np

from posecoach.errors import PosecoachError
from posecoach.feedback.voice.rehearsal import Rehearsal
from posecoach.feedback.voice.samples import Samples


def test_what_is_due_now_comes_first_and_nothing_is_made_twice() -> None:
    made: list[str] = []
    allowed, done = threading.Event(), threading.Event()

    def speaker(text: str) -> Samples:
        allowed.wait(10)
        made.append(text)
        if len(made) == 4:
            done.set()
        return np.ones(3, np.float32)

    rehearsal = Rehearsal(speaker, print)
    for text in ("a", "b", "c", "a"):
        rehearsal.want(text, now=False)
    rehearsal.want("urgent", now=True)
    with rehearsal.going_on():
        allowed.set()
        assert done.wait(10)
    assert made == ["urgent", "a", "b", "c"]
    assert set(rehearsal.spoken) == set(made)


def test_a_voice_that_fails_is_complained_of_once() -> None:
    complaints: list[str] = []
    done = threading.Event()

    def speaker(text: str) -> Samples:
        if text == "last":
            done.set()
        raise PosecoachError("espeak-ng is missing: install it")

    rehearsal = Rehearsal(speaker, complaints.append)
    with rehearsal.going_on():
        for text in ("one", "two", "last"):
            rehearsal.want(text, now=True)
        assert done.wait(10)
    assert complaints == ["Going on with tones alone: espeak-ng is missing: install it"]
    assert all(len(sound) == 0 for sound in rehearsal.spoken.values())
