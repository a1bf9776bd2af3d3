"""A picture and the moment it was taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
"""(height, width, 3) RGB."""


Turn = Literal[0, 90, 180, 270]
"""Degrees clockwise."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One upright RGB picture in square pixels; ``time_s`` is the source's own clock and always increases."""

    time_s: float
    image: Image


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What a video file holds, with width and height as seen upright, in square pixels.

    ``start_s``, ``duration_s`` and ``frames`` are counted over the stored pictures without decoding them, for
    progress bars and for cutting the file into stretches of time; pictures that turn out to be
    damaged are counted too.
    ``seekable`` is false where reading can only begin at the beginning (the file's time stamps need
    repair, and repair needs all that went before); such a file gains nothing from being cut. ``turn_deg``:
    how far the pictures were turned against what the file says.
    """

    file: str
    width: int
    height: int
    start_s: float
    duration_s: float
    frames: int
    seekable: bool = True
    turn_deg: Turn = 0
