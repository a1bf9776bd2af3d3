"""One side's repetitions: its name and a dot for each, filled once it is done."""

from __future__ import annotations

import cv2

from posecoach.coaching.events import Side
from posecoach.feedback.colours import PALE, WHITE, YELLOW, Colour
from posecoach.feedback.screen import words
from posecoach.feedback.screen.layout import Box
from posecoach.feedback.screen.shapes import arrow, words_in
from posecoach.feedback.text import Align, text_width, write
from posecoach.video.frame import Image

HEIGHT_EM = 1.2
WIDEST_DOT_EM, LEAST_DOT_EM = 0.85, 0.42
"""From one dot to the next; figures take their place where there is less room."""


def draw_repetitions(
    canvas: Image, box: Box, side: Side, done: int, goal: int, em: int, *, works: bool
) -> None:
    """works: whether this is the side that works now; it has an arrow."""
    colour = YELLOW if works and side != "both" else WHITE
    if side != "both":
        middle = box.top + box.height // 2
        if works:
            arrow(canvas, (box.left, middle), 0.5 * em, colour)
        write(canvas, words.SIDES[side], (box.left + 0.75 * em, middle + 0.36 * em), em, colour)
        widest = max(text_width(words.SIDES[one], em) for one in ("left", "right"))
        _, box = box.from_left(1.15 * em + widest)
    pitch = min(WIDEST_DOT_EM * em, box.width / goal)
    if pitch >= LEAST_DOT_EM * em:
        _dots(canvas, box, done, goal, pitch, colour, centred=side == "both")
    else:
        align: Align = "centre" if side == "both" else "left"
        words_in(canvas, box, words.count_of(done, goal), em, colour, align=align)


def _dots(
    canvas: Image, box: Box, done: int, goal: int, pitch: float, colour: Colour, *, centred: bool
) -> None:
    left = box.left + (box.width - pitch * goal) / 2 if centred else box.left
    radius = max(2, round(0.38 * pitch))
    for number in range(goal):
        at = round(left + (number + 0.5) * pitch), box.top + box.height // 2
        if number < done:
            cv2.circle(canvas, at, radius, colour, -1, cv2.LINE_AA)
        else:
            cv2.circle(canvas, at, radius, PALE, 2, cv2.LINE_AA)
