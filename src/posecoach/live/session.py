"""A live session from its first picture to its last: the main thread's part of it."""

from __future__ import annotations

from collections.abc import Callable

from posecoach.coaching.leading.state import Action, Mode
from posecoach.live.coaching import Coaching
from posecoach.live.moment import Moment, Screen

PATIENCE_S = 0.02
"""Keys are looked for at least so often."""

OnShown = Callable[[Moment, float], None]


def lead(coaching: Coaching, screen: Screen, on_shown: OnShown | None = None) -> Moment:
    """Show the session until it is finished, and pass on what the person asks for; the last moment of it.

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
                return moment


def _show(coaching: Coaching, screen: Screen, on_shown: OnShown | None) -> Moment | None:
    moment = coaching.newest(PATIENCE_S)
    if moment:
        screen.show(moment)
        if on_shown and moment.captured_s is not None:
            on_shown(moment, coaching.now_s())
    for action in screen.asked():
        coaching.press(action)
    return moment
