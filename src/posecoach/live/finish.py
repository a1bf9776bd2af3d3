"""The end of a session: what was done is shown and said at once, and written meanwhile."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.state import Action, Said
from posecoach.coaching.session import Session
from posecoach.errors import PosecoachError
from posecoach.feedback.voice.voice import Voice
from posecoach.live.broken_off import HIDDEN, in_use, set_aside
from posecoach.live.keeping import Keeping
from posecoach.live.moment import Moment, Screen
from posecoach.live.results import analyses, write_results
from posecoach.report.files import Results
from posecoach.report.headline import headline, spoken_headline
from posecoach.stretches.load import load_rules

LONGEST_SPEECH_S = 40.0
"""Nobody waits longer for a voice that does not end."""


def finish(
    leader: Leader,
    keeping: Keeping,
    folder: Path,
    screen: Screen,
    voice: Voice,
    *,
    broke_off: bool,
    shown_s: float,
) -> list[Results]:
    """Say and show what was done, for ``shown_s`` or until it is closed, and write it into ``folder``.

    broke_off: something went wrong. Ctrl-C ends the showing, not the writing. Empty where there is nothing to
    keep. Raises PosecoachError where the results cannot be written.
    """
    summary = _say(leader.sessions, keeping, voice, broke_off=broke_off)
    moment = Moment(leader.tick(0.0), summary=summary)
    with ThreadPoolExecutor(1, "results") as writer:
        written = writer.submit(_write, leader.sessions, keeping, folder)
        try:
            _show(moment, screen, voice, written, shown_s)
        except KeyboardInterrupt:
            voice.hush()
    return written.result()


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """A hidden folder beside ``folder`` for what is kept of a session meanwhile.

    It goes with the block; after an error in it that left something behind it stays, named after ``folder``.
    """
    scratch = folder.with_name(f"{HIDDEN}{folder.name}")
    scratch.mkdir()
    try:
        with in_use(scratch):
            yield scratch
    except PosecoachError as error:
        kept = set_aside(scratch)
        if kept is None:
            raise
        raise PosecoachError(f"{error} What was seen until then stays in {kept}.") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _say(sessions: Sequence[Session], keeping: Keeping, voice: Voice, *, broke_off: bool) -> tuple[str, ...]:
    """The lines to show."""
    words = load_rules().live
    parts = analyses(sessions, keeping, quickly=True)
    seen = [part.analysis for part in parts if not part.analysis.stretch.led]
    lines = [f"{analysis.stretch.name}: {headline(analysis)}" for analysis in seen]
    spoken = [f"{analysis.stretch.name}. {spoken_headline(analysis)}" for analysis in seen]
    led = [
        f"{session.stretch.name}: {words.led_through.format(count=session.led, goal=session.dose.total)}"
        for session in sessions
        if session.stretch.led
    ]
    before = [words.broke_off] if broke_off and parts else []
    nothing = [] if parts else [words.nothing if sessions else words.not_begun]
    for line in (*before, *spoken, *led, *nothing):
        voice.say(Said(line))
    return (*before, *lines, *led, *nothing)


def _show(
    moment: Moment, screen: Screen, voice: Voice, written: Future[list[Results]], shown_s: float
) -> None:
    began_s = time.monotonic()
    closed = False
    while True:
        shown_for_s = time.monotonic() - began_s
        speaks = voice.is_speaking and shown_for_s < LONGEST_SPEECH_S
        if written.done() and (closed or (shown_for_s >= shown_s and not speaks)):
            return
        screen.show(moment)
        if Action.QUIT in screen.asked():
            closed = True
            voice.hush()
        time.sleep(0.05)


def _write(sessions: Sequence[Session], keeping: Keeping, folder: Path) -> list[Results]:
    results = analyses(sessions, keeping)
    if results:
        write_results(folder, keeping, results)
    return results
