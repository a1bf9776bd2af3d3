"""Where things stand on a screen of any size, for a picture of any shape; nothing covers the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from posecoach.feedback.text import LEAST_SIZE
from posecoach.video.frame import Image

CAPITAL = 0.75
"""The height of a capital letter, as a share of its type size: measured on the font that OpenCV brings."""
READABLE = 30
"""A capital this many times in the screen's width: 1 cm on a laptop 31 cm wide, at 3 m 12 minutes of arc,
where normal sight asks for 5."""
SENTENCE_EM = 4.0
"""Three lines, and some air."""
FOOT_EM = 0.8
WIDEST_PICTURE = 0.6
LEAST_SENTENCE = 0.56
"""Shares of the width."""


class Box(NamedTuple):
    left: int
    top: int
    width: int
    height: int

    def of(self, canvas: Image) -> Image:
        """This part of the canvas itself, no copy."""
        return canvas[self.top : self.top + self.height, self.left : self.left + self.width]

    def inset(self, by: int) -> Box:
        return Box(self.left + by, self.top + by, max(1, self.width - 2 * by), max(1, self.height - 2 * by))

    def from_top(self, height: float) -> tuple[Box, Box]:
        """The upper part, ``height`` pixels high or less, and what is left of it."""
        cut = max(1, min(self.height - 1, round(height)))
        rest = Box(self.left, self.top + cut, self.width, max(1, self.height - cut))
        return Box(self.left, self.top, self.width, cut), rest

    def from_left(self, width: float) -> tuple[Box, Box]:
        cut = max(1, min(self.width - 1, round(width)))
        rest = Box(self.left + cut, self.top, max(1, self.width - cut), self.height)
        return Box(self.left, self.top, cut, self.height), rest


@dataclass(frozen=True, slots=True)
class AtWork:
    picture: Box
    facts: Box
    sentence: Box


@dataclass(frozen=True, slots=True)
class Beside:
    """A page of a picture and words."""

    picture: Box
    words: Box


def type_size(width: int) -> int:
    """The size of words that have to be read from three metres, in pixels."""
    return max(LEAST_SIZE, math.ceil(width / READABLE / CAPITAL))


def whole(size: tuple[int, int]) -> tuple[Box, Box]:
    """The screen without its foot, and the foot."""
    width, height = size
    return Box(0, 0, width, height).from_top(height - FOOT_EM * type_size(width))


def at_work(size: tuple[int, int], aspect: float) -> AtWork:
    """aspect: of the picture, its width by its height. An upright picture takes the whole height, others
    stand above the sentence; on an upright screen everything is one below the other."""
    width, height = size
    screen, _ = whole(size)
    sentence_px = SENTENCE_EM * type_size(width)
    if height > width:
        picture, rest = screen.from_top(min(0.5 * height, width / aspect))
        facts, sentence = rest.from_top(rest.height - sentence_px)
    elif aspect < 1:
        picture, rest = screen.from_left(min(0.5 * width, screen.height * aspect))
        facts, sentence = rest.from_top(rest.height - sentence_px)
    else:
        room_px = (screen.height - sentence_px) * aspect
        left, facts = screen.from_left(max(LEAST_SENTENCE * width, min(WIDEST_PICTURE * width, room_px)))
        picture, sentence = left.from_top(min(left.height - sentence_px, left.width / aspect))
    return AtWork(centred(picture, aspect), facts, sentence)


def beside(size: tuple[int, int], aspect: float, widest: float = WIDEST_PICTURE) -> Beside:
    """widest: what the picture may take of the screen's width."""
    width, height = size
    screen, _ = whole(size)
    if height > width:
        picture, words = screen.from_top(min(0.5 * height, width / aspect))
    else:
        picture, words = screen.from_left(min(widest * width, screen.height * aspect))
    return Beside(centred(picture, aspect), words)


def centred(box: Box, aspect: float) -> Box:
    """The largest box of this shape inside ``box``."""
    width = max(1, min(box.width, round(box.height * aspect)))
    height = max(1, min(box.height, round(width / aspect)))
    return Box(box.left + (box.width - width) // 2, box.top + (box.height - height) // 2, width, height)
