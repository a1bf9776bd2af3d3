"""The strip under the picture: hold clock, angle and range, side and repetitions, the sentence.

It stands outside the picture, so that it never covers the person, and its type grows with the picture.
"""

from __future__ import annotations

import math

import cv2

from posecoach.coaching.events import CoachState, Cue, Phase
from posecoach.feedback.colours import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    SKY_BLUE,
    VERMILLION,
    WHITE,
    YELLOW,
    Colour,
)
from posecoach.feedback.text import LEAST_SIZE, degrees, fitted, text_width, write
from posecoach.stretches.model import Stretch
from posecoach.video.frame import Image

ROW_EM = 4.6
"""The height of the strip's main row, in type sizes."""
CUE_ROW_EM = 3.2
"""The height of the sentence's own row, which upright pictures have below the main one."""

PHASES = {
    Phase.AWAY: ("WAITING", PALE),
    Phase.SETTING_UP: ("GET READY", PALE),
    Phase.READY: ("READY", SKY_BLUE),
    Phase.MOVING: ("MOVING", SKY_BLUE),
    Phase.HOLDING: ("HOLD", GREEN),
    Phase.PAUSED: ("PAUSED", ORANGE),
}
CUES: dict[str, Colour] = {
    "guide": SKY_BLUE,
    "fault": VERMILLION,
    "acknowledgement": GREEN,
    "progress": BLUE,
}


def is_upright(width: int, height: int) -> bool:
    return width < 1.2 * height


def type_size(width: int, height: int) -> int:
    """The strip's base type size in pixels for a picture of this size."""
    return max(LEAST_SIZE, round(width / (20 if is_upright(width, height) else 30)))


def panel_height(width: int, height: int) -> int:
    """How many pixels the strip adds below a picture of this size."""
    em = type_size(width, height)
    return round(em * (ROW_EM + CUE_ROW_EM * is_upright(width, height)))


def draw_panel(
    strip: Image, state: CoachState, value_deg: float | None, stretch: Stretch, em: int, upright: bool
) -> None:
    """Fill the strip; ``value_deg`` is None, and shown as a dash, when this moment's pose is not measured."""
    strip[:] = INK
    width = strip.shape[1]
    row = round(ROW_EM * em)
    _clock(strip, state, (row / 2, row / 2), 0.42 * row, em)
    _range(strip, state, value_deg, stretch, (round(4.9 * em), round(9.7 * em)), em)
    left = 10.6 * em
    _status(strip, state, left, width - 0.5 * em, em, upright)
    if state.cue and upright:
        _sentence(strip, state.cue, (0.6 * em, row), (width - 1.2 * em, CUE_ROW_EM * em), em)
    elif state.cue:
        _sentence(strip, state.cue, (left, 1.5 * em), (width - left - 0.5 * em, row - 1.7 * em), em)


def _clock(strip: Image, state: CoachState, centre: tuple[float, float], radius: float, em: int) -> None:
    """A ring that fills with the seconds held."""
    middle = (round(centre[0]), round(centre[1]))
    axes = (round(radius), round(radius))
    thickness = max(2, round(0.4 * em))
    cv2.circle(strip, middle, round(radius), GREY, thickness, cv2.LINE_AA)
    share = min(1.0, state.held_s / state.hold_goal_s) if state.hold_goal_s > 0 else 0.0
    colour = ORANGE if state.phase is Phase.PAUSED else GREEN
    if share > 0:
        cv2.ellipse(strip, middle, axes, -90, 0, 360 * share, colour, thickness, cv2.LINE_AA)
    x, y = centre
    write(strip, f"{math.floor(state.held_s)}", (x, y + 0.35 * em), round(1.7 * em), WHITE, align="centre")
    write(strip, f"of {state.hold_goal_s:.0f} s", (x, y + 1.15 * em), round(0.75 * em), PALE, align="centre")


def _range(
    strip: Image,
    state: CoachState,
    value_deg: float | None,
    stretch: Stretch,
    across: tuple[int, int],
    em: int,
) -> None:
    """The angle in large type over a bar with a tick where it starts to count and one at the best so far."""
    left, right = across
    write(strip, degrees(value_deg), ((left + right) / 2, 2.15 * em), round(1.95 * em), WHITE, align="centre")
    target = stretch.target
    low = target.least_deg - 30
    high = max(target.least_deg + 30, target.norm.high_deg if target.norm else 0, state.best_deg or 0)

    def across_at(value: float) -> int:
        return round(left + (right - left) * min(1.0, max(0.0, (value - low) / (high - low))))

    top, bottom = round(3.0 * em), round(3.6 * em)
    cv2.rectangle(strip, (left, top), (right, bottom), GREY, -1)
    if value_deg is not None:
        counts = value_deg >= target.least_deg
        cv2.rectangle(strip, (left, top), (across_at(value_deg), bottom), GREEN if counts else SKY_BLUE, -1)
    tick = max(1, round(0.12 * em))
    beyond = round(0.35 * em)
    x = across_at(target.least_deg)
    cv2.line(strip, (x, top - beyond), (x, bottom + beyond), WHITE, tick)
    if state.best_deg is not None:
        x = across_at(state.best_deg)
        cv2.line(strip, (x, top), (x, bottom), YELLOW, 2 * tick)


def _status(strip: Image, state: CoachState, left: float, right: float, em: int, upright: bool) -> None:
    """The phase in a word, the side, the repetitions done; below one another in an upright picture."""
    size, small = round(0.95 * em), round(0.85 * em)
    word, colour = PHASES[state.phase]
    side = f"{state.side} side" if state.side in ("left", "right") else ""
    if upright:
        write(strip, word, (left, 1.35 * em), size, colour)
        write(strip, side, (left, 2.6 * em), small, WHITE)
        write(strip, _repetitions(state), (left, 3.85 * em), small, WHITE)
        return
    write(strip, word, (left, 1.1 * em), size, colour)
    details = f"{side}  {_repetitions(state)}"
    if left + text_width(word, size) + em + text_width(details, small) <= right:
        write(strip, details, (right, 1.1 * em), small, WHITE, align="right")


def _repetitions(state: CoachState) -> str:
    if "both" in state.repetitions:
        return f"done {state.repetitions['both']}"
    return "  ".join(["done", *(f"{side[0].upper()} {n}" for side, n in sorted(state.repetitions.items()))])


def _sentence(
    strip: Image, cue: Cue, corner: tuple[float, float], size: tuple[float, float], em: int
) -> None:
    x, y = corner
    width, height = size
    stripe = max(2, round(0.25 * em))
    cv2.rectangle(
        strip, (round(x), round(y)), (round(x) + stripe, round(y + height - 0.2 * em)), CUES[cue.kind], -1
    )
    indent = stripe + 0.4 * em
    type_px, lines = fitted(cue.text, round(width - indent), round(height), round(1.35 * em))
    for number, line in enumerate(lines):
        write(strip, line, (x + indent, y + math.ceil((1.0 + 1.25 * number) * type_px)), type_px, WHITE)
