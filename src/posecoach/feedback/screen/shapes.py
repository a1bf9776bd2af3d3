"""What the live screen is drawn with: grounds, rings, ticks, and words that fill a box."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Literal

import cv2
import numpy as np

from posecoach.feedback.colours import GREY, WHITE, Colour
from posecoach.feedback.screen.layout import Box
from posecoach.feedback.text import LEAST_SIZE, Align, fitted, write
from posecoach.video.frame import Image

LINE_EM = 1.25
"""From one line of words to the next, in type sizes, as :func:`fitted` counts."""


def fill(canvas: Image, box: Box, colour: Colour) -> None:
    corner = (box.left + box.width - 1, box.top + box.height - 1)
    cv2.rectangle(canvas, (box.left, box.top), corner, colour, -1)


def frame(canvas: Image, box: Box, colour: Colour, thickness: int) -> None:
    """A border inside the box."""
    inner = box.inset(thickness // 2)
    corner = (inner.left + inner.width - 1, inner.top + inner.height - 1)
    cv2.rectangle(canvas, (inner.left, inner.top), corner, colour, thickness)


def words_in(
    canvas: Image,
    box: Box,
    words: str,
    largest: float,
    colour: Colour = WHITE,
    *,
    align: Align = "left",
    at: Literal["top", "middle"] = "middle",
) -> None:
    """Write ``words`` as large as the box allows, up to ``largest``."""
    size, lines = fitted(words, box.width, box.height, round(largest))
    height = math.ceil(LINE_EM * size * len(lines))
    top = box.top + (max(0, box.height - height) // 2 if at == "middle" else 0)
    x = box.left + {"left": 0.0, "centre": box.width / 2, "right": box.width}[align]
    for number, line in enumerate(lines):
        write(canvas, line, (x, top + math.ceil((1.0 + LINE_EM * number) * size)), size, colour, align=align)


def ring(canvas: Image, centre: tuple[float, float], radius: float, share: float, colour: Colour) -> None:
    """A ring inside ``radius``, filled clockwise from the top."""
    thickness = max(2, round(0.16 * radius))
    middle, size = (round(centre[0]), round(centre[1])), max(1, round(radius - thickness / 2))
    cv2.circle(canvas, middle, size, GREY, thickness, cv2.LINE_AA)
    if share > 0:
        cv2.ellipse(
            canvas, middle, (size, size), -90, 0, 360 * min(1.0, share), colour, thickness, cv2.LINE_AA
        )


def draw_number(canvas: Image, box: Box, number: str, below: str, share: float, colour: Colour) -> None:
    """A number in a ring as large as the box, with a few small words below it."""
    centre = x, y = box.left + box.width / 2, box.top + box.height / 2
    radius = min(box.width, box.height) / 2
    ring(canvas, centre, radius, share, colour)
    size, small = (max(LEAST_SIZE, round(part * radius)) for part in (1.0, 0.26))
    write(canvas, number, (x, y + (0.26 if below else 0.36) * radius), size, WHITE, align="centre")
    write(canvas, below, (x, y + 0.62 * radius), small, WHITE, align="centre")


def tick(canvas: Image, centre: tuple[float, float], size: float, colour: Colour) -> None:
    """A mark of something done, ``size`` pixels wide."""
    x, y = centre
    corners = [(x - 0.5 * size, y), (x - 0.12 * size, y + 0.35 * size), (x + 0.5 * size, y - 0.4 * size)]
    thickness = max(2, round(0.2 * size))
    for (ax, ay), (bx, by) in pairwise(corners):
        cv2.line(canvas, (round(ax), round(ay)), (round(bx), round(by)), colour, thickness, cv2.LINE_AA)


def arrow(canvas: Image, left: tuple[float, float], size: float, colour: Colour) -> None:
    """A triangle that points to the right; left: the middle of its left side."""
    x, y = left
    corners = np.array([(x, y - size / 2), (x + 0.8 * size, y), (x, y + size / 2)])
    cv2.fillConvexPoly(canvas, np.round(corners).astype(np.int32), colour, cv2.LINE_AA)
