"""Whether the pictures that come are any good: frozen, black or too few. Pure: time comes with the frames."""

from __future__ import annotations

from collections import deque

import numpy as np

from posecoach.video.camera.trouble import Trouble
from posecoach.video.frame import Frame, Image

SILENT_S = 2.0
"""No picture for this long is silence: longer than a slow camera takes, shorter than a person's patience."""

_FROZEN_S = 3.0
_BLACK_S = 2.0
_SLOW_S = 3.0

# Once slow, a camera must be clear of the limit, or it would be said again and again.
_SLOW_FPS = 10.0
_QUICK_FPS = 12.0

# A covered sensor's noise stays below it (of 255); a dim room has a lamp, a window or a screen above it.
_DARK = 32
_DARK_PERCENT = 99
_STRIDE_PX = 8


class PictureJudge:
    """Fed every picture of one camera, in order. After a gap of ``SILENT_S`` it starts anew."""

    def __init__(self, *, may_freeze: bool) -> None:
        """may_freeze: whether pictures that are equal to the last pixel mean that the camera hangs. They do
        with a sensor, which is never without noise; a film may show a title."""
        self._may_freeze = may_freeze
        self._times_s: deque[float] = deque()
        self._first_s = self._changed_s = self._light_s = 0.0
        self._picture: Image | None = None
        self._slow = False

    @property
    def fps(self) -> float | None:
        """Pictures a second over the last three seconds; None before the second picture."""
        times = self._times_s
        return (len(times) - 1) / (times[-1] - times[0]) if len(times) > 1 else None

    def step(self, frame: Frame) -> Trouble | None:
        """What is wrong with the pictures up to this one, the worst first."""
        time_s = frame.time_s
        if not self._times_s or time_s - self._times_s[-1] > SILENT_S:
            self._begin(time_s)
        self._count(time_s)
        if self._picture is None or not np.array_equal(frame.image, self._picture):
            self._picture, self._changed_s = frame.image, time_s
        if not _dark(frame.image):
            self._light_s = time_s
        if time_s - self._light_s >= _BLACK_S:
            return Trouble.BLACK
        if self._may_freeze and time_s - self._changed_s >= _FROZEN_S:
            return Trouble.FROZEN
        return Trouble.SLOW if self._slow else None

    def _begin(self, time_s: float) -> None:
        self._times_s = deque()
        self._first_s = self._light_s = time_s
        self._picture = None
        self._slow = False

    def _count(self, time_s: float) -> None:
        self._times_s.append(time_s)
        while time_s - self._times_s[0] > _SLOW_S:
            self._times_s.popleft()
        if self.fps is not None and time_s - self._first_s >= _SLOW_S:
            self._slow = self.fps < (_QUICK_FPS if self._slow else _SLOW_FPS)


def _dark(image: Image) -> bool:
    sample = image[::_STRIDE_PX, ::_STRIDE_PX]
    return bool(np.percentile(sample, _DARK_PERCENT) < _DARK)
