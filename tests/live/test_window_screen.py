"""A session in a real window on a virtual screen."""

from __future__ import annotations

import subprocess
import sys

from tests.feedback.test_window import display, environment, line, needs_screen, xdotool

__all__ = ["display"]

SHOWS = """
import numpy as np
from posecoach.feedback.colours import ORANGE
from posecoach.feedback.screen.layout import whole
from posecoach.feedback.voice.voice import Silent
from posecoach.feedback.window import Window
from posecoach.live.moment import Moment
from posecoach.live.window_screen import WindowScreen
from tests.feedback.screen.scenes import STATE


class Seen(Window):
    muted = None

    def show(self, image):
        super().show(image)
        _, foot = whole(image.shape[1::-1])
        muted = bool(np.all(foot.of(image) == ORANGE, axis=2).any())
        if muted != self.muted:
            print("sound off" if muted else "sound on", flush=True)
        self.muted = muted


with Seen("posecoach test") as window:
    screen, asked = WindowScreen(window, Silent()), []
    while not asked:
        screen.show(Moment(STATE))
        asked = screen.asked()
    print(asked[0].name, flush=True)
"""


@needs_screen
def test_the_screen_tells_when_the_sound_is_off(display: str) -> None:
    command = [sys.executable, "-c", SHOWS]
    shown = subprocess.Popen(command, env=environment(display), stdout=subprocess.PIPE, text=True)
    try:
        assert line(shown) == "sound on"
        number = xdotool(display, "search", "--sync", "--onlyvisible", "--name", "posecoach test").split()[0]
        xdotool(display, "windowfocus", "--sync", number)
        for key, answer in (("m", "sound off"), ("m", "sound on"), ("q", "QUIT")):
            xdotool(display, "key", key)
            assert line(shown) == answer
    finally:
        shown.kill()
        shown.communicate()
