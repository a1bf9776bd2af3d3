"""The strip under the picture: hold clock or count, angle and range, side and repetitions, the sentence.

It stands outside the picture, so that it never covers the person, and its type grows with the picture.
"""

from __future__ import annotations

import math

import cv2

from posecoach.coaching.events import CoachState, Cue, Phase, Side
from posecoach.feedback.colours import (
    BLACK,
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
from posecoach.stretches.model import Target
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
IN_TARGET = (Phase.HOLDING, Phase.PAUSED)
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
    strip: Image,
    state: CoachState,
    side: Side | None,
    value_deg: float | None,
    target: Target,
    em: int,
    upright: bool,
) -> None:
    """Fill the strip; ``value_deg`` is None, and shown as a dash, when this moment's pose is not measured.
    side: the one that works now."""
    strip[:] = INK
    width = strip.shape[1]
    row = round(ROW_EM * em)
    draw_first = _clock if state.hold_goal_s else _count
    draw_first(strip, state, (row / 2, row / 2), 0.42 * row, em)
    across = round(4.9 * em), round(9.7 * em)
    if target.graded:
        _range(strip, state, value_deg, target, across, em)
    else:
        _lamp(strip, state, across, em)
    left = 10.6 * em
    _status(strip, state, side, left, width - 0.5 * em, em, upright)
    if state.cue and upright:
        _sentence(strip, state.cue, (0.6 * em, row), (width - 1.2 * em, CUE_ROW_EM * em), em)
    elif state.cue:
        _sentence(strip, state.cue, (left, 1.5 * em), (width - left - 0.5 * em, row - 1.7 * em), em)


def _clock(strip: Image, state: CoachState, centre: tuple[float, float], radius: float, em: int) -> None:
    """A ring that fills with the seconds held."""
    _, colour = _phase(state)
    _ring(strip, centre, radius, min(1.0, state.held_s / state.hold_goal_s), colour, em)
    x, y = centre
    write(strip, f"{math.floor(state.held_s)}", (x, y + 0.35 * em), round(1.7 * em), WHITE, align="centre")
    write(strip, f"of {state.hold_goal_s:.0f} s", (x, y + 1.15 * em), round(0.75 * em), PALE, align="centre")


def _count(strip: Image, state: CoachState, centre: tuple[float, float], radius: float, em: int) -> None:
    """Repetitions without a hold: how many there were; the ring lights up while one is at its end."""
    _ring(strip, centre, radius, float(_in_target(state)), GREEN, em)
    x, y = centre
    done = sum(state.repetitions.values())
    write(strip, f"{done}", (x, y + 0.4 * em), round(2.2 * em), WHITE, align="centre")
    write(strip, f"of {state.repetition_goal}", (x, y + 1.2 * em), round(0.75 * em), PALE, align="centre")


def _ring(
    strip: Image, centre: tuple[float, float], radius: float, share: float, colour: Colour, em: int
) -> None:
    middle, axes = (round(centre[0]), round(centre[1])), (round(radius), round(radius))
    thickness = max(2, round(0.4 * em))
    cv2.circle(strip, middle, round(radius), GREY, thickness, cv2.LINE_AA)
    if share > 0:
        cv2.ellipse(strip, middle, axes, -90, 0, 360 * share, colour, thickness, cv2.LINE_AA)


def _lamp(strip: Image, state: CoachState, across: tuple[int, int], em: int) -> None:
    """For what is held by time: lit while the person is in position."""
    left, right = across
    top, bottom = round(0.9 * em), round(3.7 * em)
    lit = state.phase in IN_TARGET
    _, colour = _phase(state)
    cv2.rectangle(strip, (left, top), (right, bottom), colour if lit else GREY, -1 if lit else 2)
    ink = (BLACK if colour == ORANGE else WHITE) if lit else PALE
    for words, y in (("in", 2.05), ("position", 3.15)):
        write(strip, words, ((left + right) / 2, y * em), round(0.98 * em), ink, align="centre")


def _range(
    strip: Image,
    state: CoachState,
    value_deg: float | None,
    target: Target,
    across: tuple[int, int],
    em: int,
) -> None:
    """The angle in large type over a bar with a tick where it starts to count and one at the best so far."""
    left, right = across
    number = degrees(value_deg)
    size, _ = fitted(number, right - left, 3 * em, round(1.95 * em))
    write(strip, number, ((left + right) / 2, 2.15 * em), size, WHITE, align="centre")
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


def _status(
    strip: Image, state: CoachState, working: Side | None, left: float, right: float, em: int, upright: bool
) -> None:
    """The phase in a word, the side, the repetitions done; below one another in an upright picture."""
    size, small = round(0.95 * em), round(0.85 * em)
    word, colour = _phase(state)
    side = f"{working} side" if working in ("left", "right") else ""
    if upright:
        write(strip, word, (left, 1.35 * em), size, colour)
        write(strip, side, (left, 2.6 * em), small, WHITE)
        write(strip, _repetitions(state), (left, 3.85 * em), small, WHITE)
        return
    write(strip, word, (left, 1.1 * em), size, colour)
    details = f"{side}  {_repetitions(state)}".strip()
    if left + text_width(word, size) + em + text_width(details, small) <= right:
        write(strip, details, (right, 1.1 * em), small, WHITE, align="right")


def _phase(state: CoachState) -> tuple[str, Colour]:
    """Where the person is, in a word. Nothing is paused once the time is up, or where there is none."""
    if not state.hold_goal_s:
        return ("REACHED", GREEN) if _in_target(state) else PHASES[state.phase]
    done = state.phase in IN_TARGET and state.held_s >= state.hold_goal_s
    return ("COME BACK", GREEN) if done else PHASES[state.phase]


def _in_target(state: CoachState) -> bool:
    """A best there is only while the target is reached; it is left before anything is still."""
    return state.phase in IN_TARGET or state.best_deg is not None


def _repetitions(state: CoachState) -> str:
    if "both" in state.repetitions:
        # Without a hold the count stands large where the clock would.
        return f"{state.repetitions['both']} of {state.repetition_goal}" if state.hold_goal_s else ""
    done = (f"{side[0].upper()} {count}" for side, count in sorted(state.repetitions.items()))
    return f"{'  '.join(done)}  of {state.repetition_goal}"


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
