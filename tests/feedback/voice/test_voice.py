"""A whole voice, into a file: real speech, real time."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from posecoach.coaching.leading.state import Said, Urgency
from posecoach.errors import PosecoachError
from posecoach.feedback.voice.samples import RATE_HZ, Samples, read_wav
from posecoach.feedback.voice.tones import tone
from posecoach.feedback.voice.voice import speaking
from tests.feedback.voice.test_speech import needs_a_voice

SOURCE = Path(__file__).parents[3] / "src"
LONG = "Turn round, so that this side is nearer to the camera."


def sounding(samples: Samples) -> list[tuple[float, float]]:
    """(from, to) in seconds of what is between silences of 0.11 s and more."""
    loud = np.flatnonzero(np.abs(samples) > 0.004)
    breaks = np.flatnonzero(np.diff(loud) > 0.11 * RATE_HZ)
    begins, ends = loud[np.r_[0, breaks + 1]], loud[np.r_[breaks, len(loud) - 1]]
    return [(a / RATE_HZ, b / RATE_HZ) for a, b in zip(begins, ends, strict=True)]


@needs_a_voice
def test_what_is_heard_is_in_the_file_at_its_time(tmp_path: Path) -> None:
    with speaking(tmp_path / "heard.wav") as voice:
        began_s = time.monotonic()
        voice.prepare(["One."])
        time.sleep(0.5)
        said_s = time.monotonic() - began_s
        voice.say(Said("One."))
        assert voice.is_speaking
        while voice.is_speaking and time.monotonic() < began_s + 10:
            time.sleep(0.01)
    (span,) = sounding(read_wav(tmp_path / "heard.wav"))
    assert span[0] > said_s - 0.02
    assert span[1] - span[0] < 0.6


@needs_a_voice
def test_an_urgent_sentence_is_heard_whole_and_the_other_is_cut(tmp_path: Path) -> None:
    with speaking(tmp_path / "whole.wav") as voice:
        voice.say(Said("Well done.", Urgency.URGENT))
        time.sleep(1.5)
    with speaking(tmp_path / "cut.wav") as voice:
        voice.prepare([LONG, "Well done."])
        voice.say(Said(LONG))
        time.sleep(0.6)
        voice.say(Said("Well done.", Urgency.URGENT))
        time.sleep(1.5)
    (whole,), (cut, after) = (sounding(read_wav(tmp_path / f"{name}.wav")) for name in ("whole", "cut"))
    assert cut[1] - cut[0] < 1.0
    assert after[1] - after[0] == pytest.approx(whole[1] - whole[0], abs=0.02)


def test_tones_alone_where_there_is_no_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    complaints: list[str] = []
    with speaking(tmp_path / "heard.wav", complaints.append) as voice:
        voice.prepare(["One.", "Two."])
        voice.say(Said("Three."))
        voice.sound("halfway")
        time.sleep(0.8)
        assert not voice.is_speaking
    assert len(complaints) == 1
    assert "espeak-ng is missing" in complaints[0]
    assert np.abs(read_wav(tmp_path / "heard.wav")).max() == pytest.approx(
        np.abs(tone("halfway")).max(), 0.01
    )


def test_what_was_heard_is_kept_when_a_session_fails(tmp_path: Path) -> None:
    target = tmp_path / "heard.wav"

    def session() -> None:
        with speaking(target) as voice:
            voice.sound("tick")
            time.sleep(0.3)
            raise PosecoachError("interrupted")

    with pytest.raises(PosecoachError, match="interrupted"):
        session()
    assert list(tmp_path.iterdir()) == [target]
    assert read_wav(target).any()


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with (
        pytest.raises(PosecoachError, match="cannot be written"),
        speaking(tmp_path / "no folder" / "heard.wav"),
    ):
        pass


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(PosecoachError, match="is a folder"), speaking(tmp_path):
        pass


@pytest.fixture
def full_disk(tmp_path: Path) -> Path:
    """Where a file can be begun, and then nothing can be written to it."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    target = tmp_path / "heard.wav"
    (tmp_path / "heard.wav.part").symlink_to("/dev/full")
    return target


def test_a_full_disk_ends_the_sound_and_not_the_session(full_disk: Path) -> None:
    full_disk.write_text("what was there before")
    complaints: list[str] = []
    with speaking(full_disk, complaints.append) as voice:
        voice.say(Said("One."))
        deadline_s = time.monotonic() + 10
        while not complaints and time.monotonic() < deadline_s:
            time.sleep(0.01)
        voice.mute(True)
        voice.mute(False)
        voice.say(Said("Two."))
        assert not voice.is_speaking
    assert complaints == [f"Going on without sound: {full_disk} cannot be written (No space left on device)"]
    assert full_disk.read_text() == "what was there before"
    assert list(full_disk.parent.iterdir()) == [full_disk]


def test_a_disk_that_is_full_at_the_very_end_is_said_once(full_disk: Path) -> None:
    """The little that was heard is only written when the file is closed."""
    complaints: list[str] = []
    with speaking(full_disk, complaints.append):
        pass
    assert len(complaints) == 1
    assert not full_disk.exists()


@pytest.mark.parametrize(
    ("error", "mend"),
    [
        ("ModuleNotFoundError(\"No module named 'sounddevice'\")", "pip install 'posecoach[voice]'"),
        ("OSError('PortAudio library not found')", "PortAudio is missing: "),
    ],
)
def test_without_an_output_it_says_so_once_and_goes_on(error: str, mend: str, tmp_path: Path) -> None:
    (tmp_path / "sounddevice.py").write_text(f"raise {error}\n")
    program = """
from posecoach.coaching.leading.state import Said
from posecoach.feedback.voice.voice import speaking
with speaking() as voice:
    voice.prepare(["One."])
    for _ in range(3):
        voice.say(Said("One."))
        voice.sound("start")
    voice.mute(True)
    voice.hush()
    assert not voice.is_speaking
print("went on")
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": f"{tmp_path}:{SOURCE}", "PATH": "/usr/bin:/bin"},
    )
    assert ran.stdout == "went on\n"
    (line,) = ran.stderr.splitlines()
    assert line.startswith("Going on without sound: ")
    assert mend in line
