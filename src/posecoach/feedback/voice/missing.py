"""What to do where the library that plays sound cannot be loaded."""

from __future__ import annotations

import platform
import shutil


def how_to_hear(error: ImportError | OSError) -> str:
    """One line: what the failed import of sounddevice lacks, and the command that installs it."""
    if isinstance(error, ImportError):
        return "the voice is not installed: pip install 'posecoach[voice]'"
    if platform.system() == "Linux" and shutil.which("apt-get"):
        return "PortAudio is missing: sudo apt-get install libportaudio2 espeak-ng"
    return "PortAudio is missing: install your system's package of it"
