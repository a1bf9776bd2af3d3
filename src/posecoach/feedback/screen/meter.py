"""The range meter: the angle now, from where it counts, what is usual, and today's best."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from posecoach.feedback.colours import BLACK, GREEN, GREY, INK, PALE, SKY_BLUE, WHITE, YELLOW
from posecoach.feedback.screen import words
from posecoach.feedback.screen.layout import Box
from posecoach.feedback.screen.shapes import fill, frame, words_in
from posecoach.feedback.text import degrees, text_width, write
from posecoach.stretches.model import Target
from posecoach.video.frame import Image

HEIGHT_EM = 2.6
NUMBER_EM = 3.0


def draw_meter(
    canvas: Image, box: Box, value_deg: float | None, best_deg: float | None, target: Target, em: int
) -> None:
    """The number, large, and a bar that fills with it. The wide end of the bar is where the stretch counts;
    below it lies what is usual, above it stands today's best. best_deg: of the side that works."""
    number, rest = box.from_left(NUMBER_EM * em)
    words_in(canvas, number, degrees(value_deg), 1.6 * em, align="centre")
    lane = rest.inset(round(0.3 * em))
    bar = Box(lane.left, box.top + round(0.85 * em), lane.width, round(0.8 * em))
    low, high = _range(target, best_deg)

    def at(value: float) -> int:
        return round(bar.left + bar.width * min(1.0, max(0.0, (value - low) / (high - low))))

    def span(start: float, end: float, top: int, height: int) -> Box:
        return Box(at(start), top, max(1, at(end) - at(start)), height)

    thin, stroke = round(0.3 * em), max(2, em // 12)
    fill(canvas, Box(bar.left, bar.top + thin, bar.width, bar.height - 2 * thin), GREY)
    counts = span(target.least_deg, high, bar.top, bar.height)
    fill(canvas, counts, GREY)
    if value_deg is not None:
        reached = value_deg >= target.least_deg
        colour = GREEN if reached else SKY_BLUE
        fill(
            canvas, span(low, min(value_deg, target.least_deg), bar.top + thin, bar.height - 2 * thin), colour
        )
        if reached:
            fill(canvas, span(target.least_deg, value_deg, bar.top, bar.height), colour)
        _needle(canvas, at(value_deg), bar, stroke)
    frame(canvas, counts, WHITE, stroke)
    if target.norm:
        usual = span(
            target.norm.low_deg, target.norm.high_deg, bar.top + bar.height + stroke, round(0.16 * em)
        )
        fill(canvas, usual, PALE)
        _caption(
            canvas, lane, usual.left + usual.width / 2, usual.top + 0.72 * em, words.norm(target.norm), em
        )
    if best_deg is not None:
        _diamond(canvas, at(best_deg), bar.top - round(0.02 * em), round(0.24 * em))
        _caption(canvas, lane, at(best_deg), bar.top - 0.36 * em, words.best(degrees(best_deg)), em)


def _range(target: Target, best_deg: float | None) -> tuple[float, float]:
    """Some way to go before the target, and room for everything that is marked."""
    low = target.least_deg - 30
    return low, max(target.least_deg + 30, target.norm.high_deg if target.norm else low, best_deg or low)


def _needle(canvas: Image, x: int, bar: Box, stroke: int) -> None:
    ends = (x, bar.top - stroke), (x, bar.top + bar.height + stroke)
    cv2.line(canvas, *ends, BLACK, 4 * stroke)
    cv2.line(canvas, *ends, WHITE, 2 * stroke)


def _diamond(canvas: Image, x: int, y: int, reach: int) -> None:
    corners = np.array([(x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)], np.int32)
    cv2.fillConvexPoly(canvas, corners, YELLOW, cv2.LINE_AA)
    for a, b in pairwise([*corners.tolist(), corners[0].tolist()]):
        cv2.line(canvas, a, b, INK, 2, cv2.LINE_AA)


def _caption(canvas: Image, lane: Box, x: float, y: float, text: str, em: int) -> None:
    """Small words about ``x``, moved inside the lane."""
    size = round(0.5 * em)
    half = text_width(text, size) / 2
    x = max(lane.left + half, min(lane.left + lane.width - half, x))
    write(canvas, text, (x, y), size, PALE, align="centre")
