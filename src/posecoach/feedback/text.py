"""Words on a picture: Unicode type in any size, measured and wrapped before it is drawn."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import cv2

from posecoach.feedback.colours import Colour
from posecoach.video.frame import Image

Align = Literal["left", "centre", "right"]

MISSING = "—"
BOLD = 700
LEAST_SIZE = 6
"""Pixels; smaller type is not legible, and the font renderer needs at least one."""

_FONT = cv2.FontFace("sans")


def degrees(value_deg: float | None) -> str:
    """``62°``, or a dash for what is not measured now."""
    return MISSING if value_deg is None else f"{round(value_deg)}°".replace("-", "−")


def text_width(words: str, size: int, weight: int = BOLD) -> int:
    """How many pixels wide ``words`` become."""
    _, _, width, _ = cv2.getTextSize((0, 0), words, (0, 0), _FONT, size, weight)
    return width


def write(
    image: Image,
    words: str,
    at: tuple[float, float],
    size: int,
    colour: Colour,
    *,
    align: Align = "left",
    weight: int = BOLD,
) -> None:
    """Draw one line with its baseline at ``at``; ``align`` says which part of the line stands there."""
    x, y = at
    if align != "left":
        x -= text_width(words, size, weight) / (2 if align == "centre" else 1)
    cv2.putText(image, words, (round(x), round(y)), colour, _FONT, size, weight)


@lru_cache(maxsize=256)
def fitted(words: str, width: int, height: int, largest: int) -> tuple[int, tuple[str, ...]]:
    """The largest type size, and its lines, with which ``words`` fit a box of ``width`` by ``height`` pixels.

    Lines stand 1.25 sizes apart. Where even the least size does not fit, the lines run over the box.
    """
    for size in range(max(largest, LEAST_SIZE), LEAST_SIZE, -1):
        lines = _wrapped(words, width, size)
        if len(lines) * size * 1.25 <= height and all(text_width(line, size) <= width for line in lines):
            return size, lines
    return LEAST_SIZE, _wrapped(words, width, LEAST_SIZE)


def _wrapped(words: str, width: int, size: int) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
