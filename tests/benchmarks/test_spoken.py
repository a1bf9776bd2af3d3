"""What a session is judged by when it is read as text."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from benchmarks.spoken import live, silences_s, tell
from posecoach.coaching.events import Cue
from posecoach.stretches.load import load_stretch
from tests.coaching.scripts import as_track, raise_right, session


def cue(time_s: float, text: str) -> Cue:
    return Cue(time_s, "id", text, "guide")


def test_silence_is_counted_from_the_last_word_and_two_at_once_are_below_zero() -> None:
    cues = [cue(1.0, "Five words take two seconds."), cue(4.5, "Stay there."), cue(5.0, "Halfway.")]
    assert silences_s(cues, words_per_s=2.5) == pytest.approx([1.0, 1.5, -0.3])


def test_a_session_is_told_with_what_was_heard_of_its_faults() -> None:
    stretch = load_stretch("active_straight_leg_raise")
    fast = [(0.0, 0.0), (9.0, 0.0), (9.9, 65.0), (31.5, 65.0), (35.0, 0.0), (38.0, 0.0)]
    track = as_track(session(raise_right, fast, fps=12.0))
    written = StringIO()
    tell(live(track, stretch, stretch.dose()), Console(width=150, file=written))
    text = written.getvalue()
    assert "Slower, please" in text
    assert "fault too_fast" in text
    assert "heard after" in text
    assert "hold right" in text
