"""MediaPipe's pose landmarker as an :class:`~posecoach.pose.engine.Engine` and as a
:class:`~posecoach.pose.engine.Search`; nothing else runs MediaPipe."""

from __future__ import annotations

import contextlib
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

from posecoach.errors import PosecoachError
from posecoach.pose.pose import Pose, absent
from posecoach.pose.quiet import quiet_native_code
from posecoach.video.frame import Frame, Image

_BLANK: Image = np.zeros((64, 64, 3), np.uint8)
_MOST_PEOPLE = 3
"""One who stretches, one who helps and one who looks on."""


class MediaPipeEngine:
    """Follows one person. VIDEO mode, which smooths while it follows.

    Use it in a ``with`` statement: a landmarker that is never closed raises when Python ends.
    """

    def __init__(self, model_path: Path, *, debug: bool = False) -> None:
        """``debug`` lets MediaPipe's own log through to standard error.

        Raises PosecoachError where the model cannot be loaded.
        """
        self._hush = contextlib.nullcontext if debug else quiet_native_code
        self._talkative = True
        self._last_ms = -1
        with self._hush():
            self._landmarker = _landmarker(model_path, vision.RunningMode.VIDEO, 1)

    def detect(self, frame: Frame) -> Pose:
        """The pose in pixels of ``frame``; a large one is only slower, for the network itself sees little."""
        result = self._run(frame.image, frame.time_s)
        if not result.pose_landmarks:
            height, width = frame.image.shape[:2]
            return absent(frame.time_s, width, height)
        self._talkative = False
        return _poses(result, frame)[0]

    def restart(self) -> None:
        """Forget the person followed so far.

        A blank picture does it: the poses after it equal those of a new landmarker to the last bit, and it
        takes 9 ms where a new landmarker takes 60 to 110.
        """
        self._run(_BLANK, self._last_ms / 1000)

    def close(self) -> None:
        """Let go of the network; may be called again."""
        self._landmarker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, image: Image, time_s: float) -> Any:
        # MediaPipe wants milliseconds that increase; restarts and pictures less than 1 ms apart would not.
        self._last_ms = max(self._last_ms + 1, round(time_s * 1000))
        # It warns once more when it first finds somebody.
        with self._hush() if self._talkative else contextlib.nullcontext():
            return self._landmarker.detect_for_video(_picture(image), self._last_ms)


class MediaPipeSearch:
    """Finds everybody of one picture. IMAGE mode, 18 ms with one person and 30 ms with two.

    Use it in a ``with`` statement. The network is loaded when somebody is first searched for.
    """

    def __init__(self, model_path: Path, *, debug: bool = False) -> None:
        self._hush = contextlib.nullcontext if debug else quiet_native_code
        self._model_path = model_path
        self._landmarker: Any = None

    def everybody(self, frame: Frame) -> list[Pose]:
        """Up to three poses, in pixels of ``frame``."""
        # Searches are rare enough to be hushed each.
        with self._hush():
            if self._landmarker is None:
                self._landmarker = _landmarker(self._model_path, vision.RunningMode.IMAGE, _MOST_PEOPLE)
            return _poses(self._landmarker.detect(_picture(frame.image)), frame)

    def close(self) -> None:
        """Let go of the network; may be called again."""
        if self._landmarker is not None:
            self._landmarker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _picture(image: Image) -> mp.Image:
    return mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(image))


def _poses(result: Any, frame: Frame) -> list[Pose]:
    height, width = frame.image.shape[:2]
    poses = []
    for landmarks, in_metres in zip(result.pose_landmarks, result.pose_world_landmarks, strict=True):
        marks = np.array([(m.x, m.y, m.visibility, m.presence) for m in landmarks], dtype=np.float32)
        poses.append(
            Pose(
                time_s=frame.time_s,
                image=marks[:, :2] * np.array([width, height], dtype=np.float32),
                world=np.array([(m.x, m.y, m.z) for m in in_metres], dtype=np.float32),
                visibility=marks[:, 2],
                presence=marks[:, 3],
                width=width,
                height=height,
            )
        )
    return poses


def _landmarker(model_path: Path, mode: vision.RunningMode, most: int) -> Any:
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model_path)), running_mode=mode, num_poses=most
    )
    try:
        return vision.PoseLandmarker.create_from_options(options)
    except (OSError, RuntimeError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PosecoachError(
            f"The pose model {model_path} does not load ({reason}); 'posecoach doctor' tells what is missing."
        ) from error
