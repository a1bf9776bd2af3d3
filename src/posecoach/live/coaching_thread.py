"""The thread that turns pictures into coaching: pose, leader, voice. No screen and no voice holds it up."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from posecoach.coaching.followed import PREFERRED
from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.state import Action, Asked, LiveState, Mode
from posecoach.feedback.voice.voice import Voice
from posecoach.live.diary import Diary
from posecoach.live.keeping import Keeping
from posecoach.live.moment import Moment
from posecoach.live.newest import Newest
from posecoach.pose.tracker import Tracker
from posecoach.video.camera.live import LiveCamera
from posecoach.video.frame import Frame

PATIENCE_S = 0.05
"""How long a picture is waited for before anything else is looked after."""
ENDS_WITHIN_S = 5.0
"""A thread that hangs in a driver is left behind."""
STALE_S = 2.0
"""A picture is shown no longer than that."""
FILMED = (Mode.COACHING, Mode.RESTING)
"""Nobody is filmed who has paused, or is in pain."""


class CoachingThread:
    """Use it in a ``with`` statement: the thread runs until the block ends or the session is finished.

    keeping: gets every picture and every coached pose. diary: is shown what was done, after every moment.
    """

    def __init__(
        self,
        camera: LiveCamera,
        tracker: Tracker,
        leader: Leader,
        voice: Voice,
        keeping: Keeping,
        clock: Callable[[], float],
        diary: Diary | None = None,
    ) -> None:
        self._camera = camera
        self._tracker = tracker
        self._leader = leader
        self._voice = voice
        self._keeping = keeping
        self._clock = clock
        self._diary = diary
        self._asked: queue.SimpleQueue[Asked] = queue.SimpleQueue()
        self._moments: Newest[Moment] = Newest()
        self._over = threading.Event()
        self._zero_s: float | None = None
        self._last: Moment | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="coaching", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(ENDS_WITHIN_S)

    def press(self, action: Asked) -> None:
        if action is Action.PAIN:
            # Not a word more, whatever the thread is at.
            self._voice.hush()
        self._asked.put(action)

    def now_s(self) -> float:
        """Seconds since the first picture was taken: the session's own time; 0 before."""
        return 0.0 if self._zero_s is None else self._clock() - self._zero_s

    def newest(self, timeout_s: float) -> Moment | None:
        """What is to be shown next, if there is something new; raises what ended the thread early."""
        moment = self._moments.take(timeout_s)
        if self._error:
            raise self._error
        return moment

    def _run(self) -> None:
        try:
            while not self._over.is_set():
                moment = self._step()
                if self._diary:
                    self._diary.note(self._leader.sessions, self._keeping)
                self._speak(moment.state)
                self._moments.put(moment)
                if moment.state.mode is Mode.FINISHED:
                    return
        except BaseException as error:  # noqa: BLE001 - it is raised again in the main thread
            self._error = error

    def _step(self) -> Moment:
        frame = self._camera.newest(PATIENCE_S)
        while not self._asked.empty():
            self._leader.press(self._asked.get(), self.now_s())
        trouble = self._camera.trouble
        if frame is None:
            return self._without_picture(trouble.value if trouble else None)
        self._tracker.prefer(PREFERRED[self._leader.stretch.position])
        frame = self._own_time(frame)
        pose = self._tracker.step(frame)
        state = self._leader.step(pose, trouble.value if trouble else None)
        if state.mode in FILMED:
            self._keeping.picture(frame)
        if self._leader.coached:
            self._keeping.pose(pose, len(self._leader.sessions))
        self._last = Moment(state, frame.image, pose, frame.time_s)
        return self._last

    def _without_picture(self, trouble: str | None) -> Moment:
        """The last picture stays for a while: slow cameras give less than 20 a second."""
        if self._camera.ended:
            self._leader.end()
        state = self._leader.tick(self.now_s(), trouble)
        stays = self._last and self.now_s() - self._last.state.time_s < STALE_S
        return Moment(state, self._last.image, self._last.pose) if self._last and stays else Moment(state)

    def _own_time(self, frame: Frame) -> Frame:
        self._zero_s = frame.time_s if self._zero_s is None else self._zero_s
        return Frame(frame.time_s - self._zero_s, frame.image)

    def _speak(self, state: LiveState) -> None:
        if state.hush:
            self._voice.hush()
        for sound in state.sounds:
            self._voice.sound(sound)
        for said in state.say:
            self._voice.say(said)
