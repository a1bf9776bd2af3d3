"""A live session from its first picture to its last: the main thread's part of it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from posecoach.coaching.leading.state import Action, Mode
from posecoach.live.coaching_thread import CoachingThread
from posecoach.live.moment import Moment, Screen

PATIENCE_S = 0.02
"""Keys are looked for at least so often."""

OnShown = Callable[[Moment, float], None]


def lead(coaching: CoachingThread, screen: Screen, on_shown: OnShown | None = None) -> None:
    """Show the session until it is finished, and pass on what the person asks for.

    Ctrl-C ends the session as the quit key does; a second one is a KeyboardInterrupt. on_shown: gets
    each moment with a picture, and the session's time when it was on the screen. Raises PosecoachError where
    the camera never gives a picture, or the session cannot be kept.
    """
    interrupted = False
    with coaching:
        while True:
            try:
                moment = _show(coaching, screen, on_shown)
            except KeyboardInterrupt:
                if interrupted:
                    raise
                interrupted = True
                coaching.press(Action.QUIT)
                continue
            if moment and moment.state.mode is Mode.FINISHED:
                return


@contextmanager
def interrupts() -> Iterator[None]:
    """Meanwhile a closed terminal, a log-out or ``kill`` ends a session as Ctrl-C does, and loses nothing.

    What is ignored, as by ``nohup``, stays ignored.
    """
    known = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    asked = [each for each in known if signal.getsignal(each) is not signal.SIG_IGN]
    before = {asked_by: signal.signal(asked_by, signal.default_int_handler) for asked_by in asked}
    try:
        yield
    finally:
        for asked_by, handler in before.items():
            signal.signal(asked_by, handler)


def _show(coaching: CoachingThread, screen: Screen, on_shown: OnShown | None) -> Moment | None:
    moment = coaching.newest(PATIENCE_S)
    if moment:
        screen.show(moment)
    for action in screen.asked():
        coaching.press(action)
    # Only now: a window draws what it was given while it is asked for keys.
    if moment and on_shown and moment.captured_s is not None:
        on_shown(moment, coaching.now_s())
    return moment
