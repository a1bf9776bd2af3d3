"""From a sentence to the sound of it, by the voice that the system has.

Each system's own command writes a WAV file; nothing is played here. Libraries that wrap these commands play
through an output of their own, which could not be stopped within a few milliseconds, and lose their event
loops in threads.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np

from posecoach.errors import PosecoachError
from posecoach.feedback.voice.samples import RATE_HZ, Samples, read_wav
from posecoach.feedback.voice.wording import read_aloud, wording

Speaker = Callable[[str], Samples]
"""From a sentence to its sound, without silence before and after it. Raises PosecoachError."""

WORDS_PER_MINUTE = 160
"""The slowest at which espeak-ng takes, of all sentences of all stretches, at most half a second longer than
the coach reckons with, which leaves 1.5 s between two. On macOS the same number means the same."""

_WINDOWS_RATE = -1
"""Of -10 to 10, where 0 is some 180 words a minute. Chosen from its documentation, not by ear."""

_PATIENCE_S = 10
_TEXT, _SOUND = "text.txt", "sound.wav"
"""In a folder of their own in which the command runs, so that no path has to be quoted."""

_SILENT = 0.003
"""What is fainter than this (-50 dB) at either end is no part of a sentence."""
_MARGIN = RATE_HZ // 100


def find_speaker() -> Speaker:
    """The voice of this system. Raises PosecoachError, with what mends it, where there is none."""
    command, mend = _command()
    if shutil.which(command[0]) is None:
        raise PosecoachError(f"{command[0]} is missing, so nothing can be spoken: {mend}")
    return lambda text: _synthesise(text, command, mend)


def _command() -> tuple[list[str], str]:
    """(the command that turns _TEXT into _SOUND, how to mend it where it is missing)"""
    system, voices = platform.system(), wording().voices
    speed = str(WORDS_PER_MINUTE)
    if system == "Darwin":
        form = f"--data-format=LEI16@{RATE_HZ}"
        command = ["say", "-v", voices["say"], "-r", speed, "-f", _TEXT, "-o", _SOUND, form]
        return command, f"add the voice {voices['say']} in System Settings, Accessibility, Spoken Content"
    if system == "Windows":
        script = _WINDOWS_SCRIPT.replace("LANGUAGE", voices["powershell"])
        command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", script]
        return command, "add a voice in Settings, Time & language, Speech"
    # From a file: version 1.51 swallows the last letter of what comes through standard input.
    command = ["espeak-ng", "-v", voices["espeak-ng"], "-s", speed, "-b", "1", "-f", _TEXT, "-w", _SOUND]
    apt = shutil.which("apt-get") is not None
    return command, "sudo apt-get install espeak-ng" if apt else "install your system's package espeak-ng"


_WINDOWS_SCRIPT = f"""
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
try {{ $voice.SelectVoiceByHints('NotSet', 'NotSet', 0, [Globalization.CultureInfo]'LANGUAGE') }} catch {{ }}
$voice.Rate = {_WINDOWS_RATE}
$form = New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo({RATE_HZ}, 'Sixteen', 'Mono')
$voice.SetOutputToWaveFile((Join-Path $PWD '{_SOUND}'), $form)
$voice.Speak([IO.File]::ReadAllText((Join-Path $PWD '{_TEXT}')))
$voice.Dispose()
"""


def _synthesise(text: str, command: list[str], mend: str) -> Samples:
    try:
        with tempfile.TemporaryDirectory(prefix="posecoach-") as name:
            folder = Path(name)
            (folder / _TEXT).write_text(read_aloud(text), encoding="utf-8")
            return _spoken(folder, command, mend)
    except OSError as error:
        reason = error.strerror or error
        raise PosecoachError(f"there is no room for a sound ({reason}): free some of the disk") from error


def _spoken(folder: Path, command: list[str], mend: str) -> Samples:
    try:
        subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=_PATIENCE_S,
        )
        return _trimmed(read_wav(folder / _SOUND))
    except (OSError, subprocess.SubprocessError, wave.Error, EOFError, ValueError) as error:
        raise PosecoachError(f"{command[0]} could not speak ({_reason(error)}): {mend}") from error


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return f"no answer within {_PATIENCE_S} s"
    said = error.stderr.decode(errors="replace") if isinstance(error, subprocess.CalledProcessError) else ""
    return (said.strip().splitlines() or [str(error) or "half a sound"])[-1]


def _trimmed(samples: Samples) -> Samples:
    """Without the silence at both ends, so that what is said next follows when it is meant to."""
    loud = np.flatnonzero(np.abs(samples) > _SILENT)
    if not len(loud):
        return samples[:0]
    return samples[max(0, loud[0] - _MARGIN) : loud[-1] + 1 + _MARGIN]
