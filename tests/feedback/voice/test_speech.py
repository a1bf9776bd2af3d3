from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from posecoach.errors import PosecoachError
from posecoach.feedback.voice.samples import RATE_HZ
from posecoach.feedback.voice.speech import find_speaker
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids

needs_a_voice = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed, so nothing can be spoken"
)


def sentences() -> Iterator[str]:
    """What the coach says, but for what is filled in while it speaks."""
    said = load_rules().say.model_dump().values()
    yield from (text for text in said if isinstance(text, str) and "{" not in text)
    for name in stretch_ids():
        stretch = load_stretch(name)
        yield stretch.start.say
        yield stretch.view.say
        yield from (stage.say for stage in stretch.stages)
        yield from (fault.say for fault in stretch.faults.values())
        yield from (fault.acknowledge for fault in stretch.faults.values() if fault.acknowledge)


@needs_a_voice
def test_no_sentence_takes_much_longer_than_the_coach_reckons() -> None:
    """So that it is over in the pause that the coach leaves before the next."""
    speak, cues = find_speaker(), load_rules().cues
    over_s = {
        text: len(speak(text)) / RATE_HZ - len(text.split()) / cues.words_per_s.value
        for text in set(sentences())
    }
    assert len(over_s) > 100
    assert max(over_s.values()) < 0.5 < cues.pause_between_s.value
    late = [text for text, seconds in over_s.items() if seconds > cues.pause_before_urgent_s.value]
    assert len(late) <= 2, late
    assert np.mean(list(over_s.values())) < -0.3


@needs_a_voice
def test_counting_leaves_room_for_the_next_second() -> None:
    speak = find_speaker()
    for number in load_rules().say.counts:
        assert len(speak(f"{number}.")) / RATE_HZ < 0.8


@needs_a_voice
def test_speech_has_no_silence_around_it_and_is_loud_enough() -> None:
    samples = find_speaker()("Well done.")
    for end in (samples[: RATE_HZ // 20], samples[-RATE_HZ // 20 :]):
        assert np.abs(end).max() > 0.003
    assert 0.3 < np.abs(samples).max() <= 1


@needs_a_voice
def test_numbers_are_longer_than_no_numbers() -> None:
    speak = find_speaker()
    assert len(speak("68°")) > 1.5 * len(speak("8"))


def test_nothing_is_spoken_without_words() -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed, so nothing can be spoken")
    assert len(find_speaker()("")) == 0


def test_a_missing_voice_is_named_with_its_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text("#!/bin/sh\n")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PosecoachError, match=r"^espeak-ng is missing.*: sudo apt-get install espeak-ng$"):
        find_speaker()


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("echo no such voice >&2; exit 1", "no such voice"),
        ("exit 0", "sound.wav"),
        ("echo half > sound.wav", "half a sound"),
    ],
)
def test_a_voice_that_fails_says_so(
    program: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = tmp_path / "espeak-ng"
    voice.write_text(f"#!/bin/sh\n{program}\n")
    voice.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PosecoachError, match=rf"^espeak-ng could not speak \(.*{reason}.*\): "):
        find_speaker()("Well done.")


@needs_a_voice
def test_without_room_for_a_sound_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(PosecoachError, match="no room for a sound"):
        find_speaker()("Well done.")
