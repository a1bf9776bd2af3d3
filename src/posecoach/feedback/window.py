"""The window of a live session: pictures in, keys out."""

from __future__ import annotations

import os
import subprocess
import sys
from types import TracebackType
from typing import Literal, Self

import cv2

from posecoach.coaching.leading.state import Action, Asked, PainRating
from posecoach.errors import PosecoachError
from posecoach.video.frame import Image

Key = Asked | Literal["fullscreen", "mute"]

KEYS: dict[str, Key] = {
    " ": Action.PAUSE,
    "n": Action.NEXT,
    "p": Action.PAIN,
    "q": Action.QUIT,
    "\x1b": Action.QUIT,
    "f": "fullscreen",
    "m": "mute",
    **{str(rating): PainRating(rating) for rating in range(10)},
}

FIRST_SIZE = (1280, 720)
WIDEST_PX = 1280
"""Drawing more costs time; a larger window enlarges the picture by itself."""
LEAST_PX = 160
_PROBE = "import cv2; cv2.namedWindow('posecoach', cv2.WINDOW_GUI_NORMAL); cv2.destroyAllWindows()"


class Window:
    """Belongs to the main thread, from ``with`` to its end.

    Entering raises PosecoachError where there is no display, or an OpenCV that cannot open windows.
    """

    def __init__(self, title: str, fullscreen: bool = False) -> None:
        self._title = title
        self._fullscreen = fullscreen
        self._closed = False

    def __enter__(self) -> Self:
        _require_display()
        # Kept, the shape would be that of the first picture for ever; pictures are drawn in the window's own.
        flags = cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL
        try:
            cv2.namedWindow(self._title, flags)
            cv2.resizeWindow(self._title, *FIRST_SIZE)
        except cv2.error as error:
            raise PosecoachError(_no_window("this OpenCV opens no windows")) from error
        self._set_fullscreen()
        cv2.waitKey(1)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if not self._closed:
            cv2.destroyWindow(self._title)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) to draw at: the window's own, or one of the same shape 1280 pixels wide."""
        if self._closed:
            return FIRST_SIZE
        _, _, width, height = cv2.getWindowImageRect(self._title)
        if width < LEAST_PX or height < LEAST_PX:
            return FIRST_SIZE
        scale = min(1.0, WIDEST_PX / width)
        return round(width * scale), round(height * scale)

    @property
    def closed(self) -> bool:
        """Whether the person had closed it by the last call of :meth:`key`."""
        return self._closed

    def show(self, image: Image) -> None:
        """Show an RGB picture, unless the window is closed; it appears with the next call of :meth:`key`."""
        # A closed window would come back.
        if not self._closed:
            cv2.imshow(self._title, cv2.cvtColor(image, cv2.COLOR_RGB2BGR))

    def key(self) -> Key | None:
        """What the person has asked for since the last call. Call it often: it moves the window on."""
        # waitKey would cut an arrow key's code down to that of a letter.
        code = cv2.waitKeyEx(1)
        self._closed = self._closed or not self._is_there()
        return KEYS.get(chr(code).lower()) if 0 <= code < 128 else None

    def toggle_fullscreen(self) -> None:
        self._fullscreen = not self._fullscreen
        if not self._closed:
            self._set_fullscreen()

    def _is_there(self) -> bool:
        try:
            return bool(cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) >= 1)
        except cv2.error:
            # Some of OpenCV's kinds of window have forgotten a closed one.
            return False

    def _set_fullscreen(self) -> None:
        mode = cv2.WINDOW_FULLSCREEN if self._fullscreen else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, mode)


def _require_display() -> None:
    """On Linux a display that is missing, or refuses, ends the whole process from inside OpenCV: it is tried
    in a process of its own first."""
    if not sys.platform.startswith("linux"):
        return
    if not os.environ.get("DISPLAY"):
        raise PosecoachError(_no_window("there is no display"))
    tried = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, timeout=30, check=False)
    if tried.returncode:
        raise PosecoachError(_no_window(f"the display {os.environ['DISPLAY']} cannot be used"))


def _no_window(why: str) -> str:
    return f"No window can be opened: {why}. Go on without one: --no-window."
