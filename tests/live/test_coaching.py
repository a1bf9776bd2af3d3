"""The coaching thread, with a camera and a network that are scripted."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest

from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.leading.state import Action, Mode, Said, Sound
from posecoach.coaching.session import analyse_track
from posecoach.errors import PosecoachError
from posecoach.live.coaching_thread import CoachingThread
from posecoach.live.keeping import Keeping
from posecoach.live.lead import lead
from posecoach.live.moment import Moment
from posecoach.live.results import analyses
from posecoach.pose.pose import Pose
from posecoach.pose.whom import Preference
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.video.camera.trouble import Trouble
from posecoach.video.frame import Frame, Image
from tests.coaching.scripts import raise_right, session

PICTURE: Image = np.zeros((360, 640, 3), np.uint8)
RAISE = load_stretch("active_straight_leg_raise")
ONCE = [(0.0, 0.0), (2.0, 0.0), (5.0, 60.0), (28.0, 60.0), (31.0, 0.0), (33.0, 0.0)]


class ScriptedCamera:
    """Gives its pictures one by one, as fast as they are asked for; None stands for a wait."""

    def __init__(self, frames: Iterable[Frame | None], *, ends: bool = True) -> None:
        self._frames = iter(frames)
        self._ends = ends
        self._is_over = False
        self.trouble: Trouble | None = None

    def newest(self, timeout_s: float) -> Frame | None:
        frame = next(self._frames, None)
        if frame is None:
            self._is_over = True
            time.sleep(min(timeout_s, 0.002))
        return frame

    @property
    def ended(self) -> bool:
        return self._ends and self._is_over


class ScriptedTracker:
    def __init__(self, poses: Sequence[Pose]) -> None:
        self._poses = {pose.time_s: pose for pose in poses}
        self.preferred: list[Preference] = []

    def prefer(self, prefers: Preference) -> None:
        self.preferred.append(prefers)

    def step(self, frame: Frame) -> Pose:
        return self._poses[frame.time_s]


class Heard:
    """A voice that writes down what it is asked for."""

    is_speaking = False

    def __init__(self) -> None:
        self.said: list[Said] = []
        self.sounds: list[Sound] = []
        self.hushed = threading.Event()

    def prepare(self, texts: Iterable[str]) -> None: ...

    def say(self, said: Said) -> None:
        self.said.append(said)

    def sound(self, name: Sound) -> None:
        self.sounds.append(name)

    def hush(self) -> None:
        self.hushed.set()

    def mute(self, muted: bool) -> None: ...


class Watcher:
    """A screen that remembers what it was shown, and asks for what it is told to."""

    def __init__(self, asks: dict[float, Action] | None = None, wait_s: float = 0.0) -> None:
        self.shown: list[Moment] = []
        self._asks = dict(asks or {})
        self._wait_s = wait_s

    def show(self, moment: Moment) -> None:
        self.shown.append(moment)
        time.sleep(self._wait_s)

    def asked(self) -> list[Action]:
        now_s = self.shown[-1].state.time_s if self.shown else 0.0
        due = [at_s for at_s in self._asks if at_s <= now_s]
        return [self._asks.pop(at_s) for at_s in due]


def poses() -> list[Pose]:
    return list(session(raise_right, ONCE))


def frames(of: Sequence[Pose], from_s: float = 0.0) -> list[Frame]:
    return [Frame(pose.time_s + from_s, PICTURE) for pose in of]


@pytest.fixture
def leader() -> Leader:
    return Leader([Part(RAISE, RAISE.dose(), ("right",))], load_rules())


def ran(
    leader: Leader,
    camera: ScriptedCamera,
    tracker: ScriptedTracker,
    folder: Path,
    screen: Watcher,
    voice: Heard | None = None,
) -> Keeping:
    keeping = Keeping(folder, "a session")
    with keeping:
        coaching = CoachingThread(camera, tracker, leader, voice or Heard(), keeping, lambda: 0.0)
        lead(coaching, screen)
    return keeping


def test_a_session_is_coached_as_a_recording_of_it_is(leader: Leader, tmp_path: Path) -> None:
    film = poses()
    keeping = ran(leader, ScriptedCamera(frames(film)), ScriptedTracker(film), tmp_path, Watcher())
    [part] = analyses(leader.sessions, keeping)
    recorded = analyse_track(part.track, RAISE, RAISE.dose(), load_rules(), ("right",))
    assert [cue.text for cue in part.analysis.cues] == [cue.text for cue in recorded.cues]
    [live], [again] = part.analysis.holds, recorded.holds
    assert live.held_s == pytest.approx(again.held_s, abs=0.3)
    assert live.value_deg == pytest.approx(again.value_deg, abs=1.5)
    assert len(part.track) == len(film)


def test_a_screen_that_is_slow_delays_nothing(leader: Leader, tmp_path: Path) -> None:
    film = poses()
    screen = Watcher(wait_s=0.05)
    keeping = ran(leader, ScriptedCamera(frames(film)), ScriptedTracker(film), tmp_path, screen)
    assert len(keeping.track()) == len(film)
    assert len(screen.shown) < len(film)
    assert screen.shown[-1].state.mode is Mode.FINISHED


def test_the_sessions_time_begins_with_its_first_picture(leader: Leader, tmp_path: Path) -> None:
    film = poses()
    camera = ScriptedCamera(frames(film, from_s=1234.5))
    tracker = ScriptedTracker(film)
    tracker.step = lambda frame: min(film, key=lambda pose: abs(pose.time_s - frame.time_s))  # type: ignore[method-assign]
    keeping = ran(leader, camera, tracker, tmp_path, Watcher())
    assert keeping.track().time_s[0] == 0.0


def test_what_goes_wrong_in_the_thread_is_raised_where_it_is_led_from(leader: Leader, tmp_path: Path) -> None:
    tracker = ScriptedTracker([])

    def broken(_frame: Frame) -> Pose:
        raise PosecoachError("The network is gone.")

    tracker.step = broken  # type: ignore[method-assign]
    with pytest.raises(PosecoachError, match="The network is gone"):
        ran(leader, ScriptedCamera(frames(poses())), tracker, tmp_path, Watcher())


def test_trouble_with_the_camera_is_shown_and_said(leader: Leader, tmp_path: Path) -> None:
    camera = ScriptedCamera([None] * 20, ends=False)
    camera.trouble = Trouble.SILENT
    screen, voice = Watcher({-1.0: Action.QUIT}), Heard()
    ran(leader, camera, ScriptedTracker([]), tmp_path, screen, voice)
    assert Said(load_rules().live.trouble[Trouble.SILENT.value]) in voice.said
    assert screen.shown[-1].state.mode is Mode.FINISHED


def test_pain_hushes_the_voice_before_anything_else(leader: Leader, tmp_path: Path) -> None:
    voice = Heard()
    keeping = Keeping(tmp_path, "a session")
    with keeping:
        coaching = CoachingThread(
            ScriptedCamera([], ends=False), ScriptedTracker([]), leader, voice, keeping, lambda: 0.0
        )
        # Its thread does not run yet: nothing that hangs there can hold the hush up.
        coaching.press(Action.PAIN)
        assert voice.hushed.is_set()


def test_nobody_seen_leaves_no_results(leader: Leader, tmp_path: Path) -> None:
    keeping = ran(leader, ScriptedCamera([]), ScriptedTracker([]), tmp_path, Watcher())
    assert analyses(leader.sessions, keeping) == []


def test_whoever_is_as_the_stretch_has_them_is_followed(tmp_path: Path) -> None:
    standing = load_stretch("standing_back_bend")
    leader = Leader([Part(RAISE, RAISE.dose()), Part(standing, standing.dose())], load_rules())
    film = poses()
    tracker = ScriptedTracker(film)
    ran(leader, ScriptedCamera(frames(film)), tracker, tmp_path, Watcher({5.0: Action.NEXT}))
    assert list(dict.fromkeys(tracker.preferred)) == ["lying", "upright"]
