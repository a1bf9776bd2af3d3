"""A session with everything that a real one has: a camera's stream, the network, a window on a screen."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.latency.camera import StandIn
from benchmarks.latency.display import pixels
from benchmarks.latency.stopwatch import Stopwatch
from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.leading.state import Action, Asked
from posecoach.feedback.voice.voice import Silent, Voice
from posecoach.feedback.window import Window
from posecoach.live.coaching_thread import CoachingThread
from posecoach.live.keeping import Keeping
from posecoach.live.lead import lead
from posecoach.live.moment import Moment
from posecoach.live.window_screen import WindowScreen
from posecoach.pose.mediapipe_engine import MediaPipeEngine, MediaPipeSearch
from posecoach.pose.model.resolve import resolve_model
from posecoach.pose.tracker import Tracker
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.video.camera.live import open_camera
from posecoach.video.frame import Image

STRETCH = "active_straight_leg_raise"
_GIVE_UP_S, _GLANCE_S = 0.1, 0.0005
_EVERY = 16
"""Pixels between those of a drawn picture that are looked for on the screen."""


@dataclass(slots=True)
class Measured:
    """delay_s: from each picture's sending until the screen shows it; at_s: when, since the beginning.
    never_shown: pictures that were drawn and not found on the screen. coached: how many went through the
    network within lasted_s. processor_s: of all threads together."""

    delay_s: list[float] = field(default_factory=list)
    at_s: list[float] = field(default_factory=list)
    never_shown: int = 0
    coached: int = 0
    lasted_s: float = 0.0
    processor_s: float = 0.0
    stopwatch: Stopwatch = field(default_factory=Stopwatch)


def endless() -> Leader:
    """As many repetitions as there may be: the session lasts as long as it is watched."""
    stretch = load_stretch(STRETCH)
    dose = stretch.dose().model_copy(update={"repetitions": 100, "sets": 20})
    return Leader([Part(stretch, dose)], load_rules())


class _SeenWindow(Window):
    """Remembers what it was given."""

    canvas: Image | None = None

    def show(self, image: Image) -> None:
        self.canvas = image
        super().show(image)


class _TimedScreen(WindowScreen):
    """Quits by itself."""

    def __init__(self, window: Window, voice: Voice, ends_s: float) -> None:
        super().__init__(window, voice)
        self._ends_s = ends_s

    def asked(self) -> list[Asked]:
        return [*super().asked(), *([Action.QUIT] if time.monotonic() >= self._ends_s else [])]


def watched(camera: StandIn, screen: Path, lasts_s: float) -> Measured:
    """Lead a silent session in front of ``camera``, on the display whose pixels ``screen`` holds."""
    measured = Measured()
    stopwatch = measured.stopwatch
    shown = pixels(screen)
    with _running(camera.url, stopwatch) as coaching, _SeenWindow("posecoach") as window:
        began_s, used_s = time.monotonic(), time.process_time()
        timed_screen = _TimedScreen(window, Silent(), began_s + lasts_s)
        _time_drawing(timed_screen, window, stopwatch)

        def on_shown(moment: Moment, _now_s: float) -> None:
            assert moment.image is not None
            assert window.canvas is not None
            if _is_on(shown, window.canvas):
                now_s = time.monotonic()
                measured.delay_s.append(now_s - camera.captured_s(moment.image))
                measured.at_s.append(now_s - began_s)
            else:
                measured.never_shown += 1

        lead(coaching, timed_screen, on_shown)
        measured.lasted_s = time.monotonic() - began_s
        measured.processor_s = time.process_time() - used_s
    measured.coached = len(stopwatch.taken_s["pose"])
    return measured


@contextmanager
def _running(url: str, stopwatch: Stopwatch) -> Iterator[CoachingThread]:
    model, leader = resolve_model("full"), endless()
    with (
        tempfile.TemporaryDirectory() as folder,
        MediaPipeEngine(model) as engine,
        MediaPipeSearch(model) as search,
        Keeping(Path(folder), "a session") as keeping,
        open_camera(url, time.monotonic) as camera,
    ):
        tracker = Tracker(engine, search)
        camera.newest = stopwatch.timed("wait for a picture", camera.newest)  # type: ignore[method-assign]
        tracker.step = stopwatch.timed("pose", tracker.step)  # type: ignore[method-assign]
        leader.step = stopwatch.timed("coach", leader.step)  # type: ignore[method-assign]
        yield CoachingThread(camera, tracker, leader, Silent(), keeping, time.monotonic)


def _time_drawing(screen: WindowScreen, window: Window, stopwatch: Stopwatch) -> None:
    """Drawing is what ``show`` takes beyond handing over."""
    screen.show = stopwatch.timed("draw and hand over", screen.show)  # type: ignore[method-assign]
    window.show = stopwatch.timed("of it: hand over", window.show)  # type: ignore[method-assign]
    screen.asked = stopwatch.timed("paint, and look for keys", screen.asked)  # type: ignore[method-assign]


def _is_on(shown: npt.NDArray[np.uint8], canvas: Image) -> bool:
    """Wait until the canvas is on the screen; False where it does not come."""
    height, width = canvas.shape[:2]
    wanted = canvas[::_EVERY, ::_EVERY, ::-1]
    give_up_s = time.monotonic() + _GIVE_UP_S
    while not np.array_equal(shown[:height:_EVERY, :width:_EVERY, :3], wanted):
        if time.monotonic() > give_up_s:
            return False
        time.sleep(_GLANCE_S)
    return True
