"""Where a recording cuts or dissolves from one scene to the next.

Everything is judged on a thumbnail made independent of brightness and contrast, so that lamps that flicker
and cameras that adjust their exposure are no cuts. Two thumbnails differ by 0 (the same) to 2 (the negative):
one less their correlation. On real clips a person in motion moves the thumbnail by less than 0.03 from frame
to frame, player controls laid over the picture by 0.25, and hard cuts by 0.8.
"""

from __future__ import annotations

from collections import deque

import cv2
import numpy as np
import numpy.typing as npt

from posecoach.video.frame import Frame

Thumbnail = npt.NDArray[np.float32]

_SIDE_PX = 32
_FLAT = 4.0
"""A thumbnail with less contrast than this (grey levels) is a blank between two fades, not a scene."""
_HARD = 0.33
_DISSOLVE = 0.25
_DISSOLVE_SPAN_S = 1.0
_SAMPLES_PER_S = 15.0
_MIXTURE_ERROR = 0.04
"""Part of the change that a mixture of the first and the last picture leaves unexplained. Frames within
dissolves leave less than 0.01; a person or a camera in motion leaves more than 0.1, fades in 0.06."""


class CutDetector:
    """Sees the frames in their order and tells which one starts a new scene; never looks ahead."""

    def __init__(self) -> None:
        self._last: Thumbnail | None = None
        self._recent: deque[tuple[float, Thumbnail]] = deque()
        self._settled_at_s = -np.inf

    def is_cut(self, frame: Frame) -> bool:
        """Whether ``frame`` belongs to another scene than the frames before it."""
        thumbnail = _thumbnail(frame)
        if thumbnail is None:
            self._recent.clear()
            return False
        cut = self._last is not None and (
            _distance(self._last, thumbnail) > _HARD or self._dissolved(frame.time_s, thumbnail)
        )
        if cut:
            self._recent.clear()
            self._settled_at_s = frame.time_s + _DISSOLVE_SPAN_S / 2
        self._last = thumbnail
        self._remember(frame.time_s, thumbnail)
        return cut

    def _remember(self, time_s: float, thumbnail: Thumbnail) -> None:
        if not self._recent or time_s - self._recent[-1][0] >= 1 / _SAMPLES_PER_S - 0.005:
            self._recent.append((time_s, thumbnail))
        while time_s - self._recent[0][0] > _DISSOLVE_SPAN_S:
            self._recent.popleft()

    def _dissolved(self, time_s: float, now: Thumbnail) -> bool:
        """Whether the last second led from one picture to another through mixtures of the two."""
        if (
            time_s < self._settled_at_s
            or len(self._recent) < 4
            or _distance(self._recent[0][1], now) < _DISSOLVE
        ):
            return False
        first = self._recent[0][1]
        mixed = [_mixture_error(first, now, between) for _, between in list(self._recent)[1:]]
        errors = [error for error in mixed if error is not None]
        return len(errors) >= 2 and max(errors) < _MIXTURE_ERROR


def _thumbnail(frame: Frame) -> Thumbnail | None:
    """(32·32·3,) with mean 0 and mean square 1; None for a blank picture."""
    small = cv2.resize(frame.image, (_SIDE_PX, _SIDE_PX), interpolation=cv2.INTER_AREA).astype(np.float32)
    centred = small.ravel() - small.mean()
    contrast = float(centred.std())
    return None if contrast < _FLAT else centred / np.float32(contrast)


def _distance(a: Thumbnail, b: Thumbnail) -> float:
    return 1 - float(a @ b) / a.size


def _mixture_error(first: Thumbnail, last: Thumbnail, between: Thumbnail) -> float | None:
    """How badly ``between`` is a mixture of the two others, as part of their difference; None where it is
    nearly one of them, so that it says nothing about a dissolve."""
    weights, *_ = np.linalg.lstsq(np.stack([first, last], axis=1), between, rcond=None)
    share = weights[1] / max(weights.sum(), 1e-6)
    if not 0.15 < share < 0.85:
        return None
    rest = between - weights[0] * first - weights[1] * last
    return float(rest @ rest / ((last - first) @ (last - first)))
