"""A session in a window."""

from __future__ import annotations

from posecoach.coaching.leading.state import Action, Asked, PainRating
from posecoach.feedback.screen.screen import draw_screen
from posecoach.feedback.voice.voice import Voice
from posecoach.feedback.window import Window
from posecoach.live.moment import Moment


class WindowScreen:
    """A :class:`~posecoach.live.moment.Screen`. Closing the window quits."""

    def __init__(self, window: Window, voice: Voice) -> None:
        self._window = window
        self._voice = voice
        self._muted = False

    def show(self, moment: Moment) -> None:
        picture = draw_screen(
            moment.image, moment.pose, moment.state, self._window.size, moment.summary, muted=self._muted
        )
        self._window.show(picture)

    def asked(self) -> list[Asked]:
        if self._window.closed:
            return [Action.QUIT]
        match self._window.key():
            case Action() | PainRating() as asked:
                return [asked]
            case "fullscreen":
                self._window.toggle_fullscreen()
            case "mute":
                self._muted = not self._muted
                self._voice.mute(self._muted)
        return []
