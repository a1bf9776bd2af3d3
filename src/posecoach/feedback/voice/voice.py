"""The voice of a session: what a coach asks to be said, and what becomes of it.

With sentences and tones that are due together, ask for the tones first.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from posecoach.coaching.leading.state import Said, Sound
from posecoach.errors import PosecoachError
from posecoach.feedback.voice.missing import how_to_hear
from posecoach.feedback.voice.mixer import Mixer
from posecoach.feedback.voice.rehearsal import Rehearsal
from posecoach.feedback.voice.samples import Samples
from posecoach.feedback.voice.speech import Speaker, find_speaker
from posecoach.feedback.voice.wav_file import wav_file

Complain = Callable[[str], None]


class Voice(Protocol):
    """Every call returns at once, from whatever thread it comes."""

    def prepare(self, texts: Iterable[str]) -> None:
        """Have these ready, so that they begin the moment they are asked for."""

    def say(self, said: Said) -> None: ...

    def sound(self, name: Sound) -> None: ...

    def hush(self) -> None:
        """Stop everything now."""

    def mute(self, muted: bool) -> None:
        """While muted, everything that is asked for is forgotten."""

    @property
    def is_speaking(self) -> bool:
        """From the moment that a sentence is taken until it has been heard."""


class Silent:
    """The voice of a session without one."""

    def prepare(self, texts: Iterable[str]) -> None: ...

    def say(self, said: Said) -> None: ...

    def sound(self, name: Sound) -> None: ...

    def hush(self) -> None: ...

    def mute(self, muted: bool) -> None: ...

    @property
    def is_speaking(self) -> bool:
        return False


class _Speaking:
    def __init__(self, mixer: Mixer, rehearsal: Rehearsal) -> None:
        self._mixer = mixer
        self._rehearsal = rehearsal
        self.sound = mixer.sound
        self.hush = mixer.hush
        self.mute = mixer.mute

    def prepare(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._rehearsal.want(text, now=False)

    def say(self, said: Said) -> None:
        self._rehearsal.want(said.text, now=True)
        self._mixer.say(said)

    @property
    def is_speaking(self) -> bool:
        return self._mixer.is_speaking


def complain_on_stderr(message: str) -> None:
    print(message, file=sys.stderr)


@contextmanager
def speaking(to: Path | None = None, complain: Complain = complain_on_stderr) -> Iterator[Voice]:
    """A voice through the sound output of this machine, or into the WAV file ``to`` with true timing.

    complain: is told once, in one line that says what mends it, where there is no output, or no voice, or
    where it is lost later; then the session is silent, or has tones alone. What is being said when this is
    closed is cut short. Raises PosecoachError where ``to`` cannot be begun.
    """
    rehearsal = Rehearsal(_speaker(), complain)
    mixer = Mixer(rehearsal.spoken)

    def lost(why: str) -> None:
        mixer.end()
        complain(f"Going on without sound: {why}")

    with ExitStack() as stack:
        if to is not None:
            stack.enter_context(wav_file(mixer, to, lost))
            heard = True
        else:
            heard = _heard(mixer, stack, lost)
        if heard:
            stack.enter_context(rehearsal.going_on())
        yield _Speaking(mixer, rehearsal) if heard else Silent()


def _heard(mixer: Mixer, stack: ExitStack, lost: Complain) -> bool:
    """Whether there is a sound output, which plays the mixer until the stack is closed."""
    try:
        stack.enter_context(_device(mixer, lost))
    except PosecoachError as error:
        lost(str(error))
        return False
    return True


def _speaker() -> Speaker:
    """The system's voice; without one, a voice that says at its first sentence what is missing."""
    try:
        return find_speaker()
    except PosecoachError as error:
        missing = error

        def fail(_text: str) -> Samples:
            raise missing

        return fail


def _device(mixer: Mixer, lost: Complain) -> AbstractContextManager[None]:
    try:
        # Only here: it needs an extra, and a library of the system.
        from posecoach.feedback.voice.device import device
    except (ImportError, OSError) as error:
        raise PosecoachError(how_to_hear(error)) from error
    return device(mixer, lambda: lost("the sound output has gone"))
