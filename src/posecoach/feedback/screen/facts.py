"""Where a repetition stands: phase, hold clock or count, range meter, sides and repetitions."""

from __future__ import annotations

import math

import cv2

from posecoach.coaching.events import CoachState, Phase, Side
from posecoach.coaching.leading.state import LiveState
from posecoach.feedback.colours import BLACK, GREEN, GREY, ORANGE, PALE, SKY_BLUE, WHITE, YELLOW, Colour
from posecoach.feedback.overlay import working_side
from posecoach.feedback.screen import words
from posecoach.feedback.screen.layout import Box
from posecoach.feedback.screen.meter import HEIGHT_EM, draw_meter
from posecoach.feedback.screen.shapes import arrow, fill, frame, ring, tick, words_in
from posecoach.feedback.text import LEAST_SIZE, text_width, write
from posecoach.video.frame import Image

PHASE_EM = 1.4
ROW_EM = 1.2
LEAST_DOT_EM = 0.42
COLOURS = {
    Phase.AWAY: PALE,
    Phase.SETTING_UP: PALE,
    Phase.READY: SKY_BLUE,
    Phase.MOVING: SKY_BLUE,
    Phase.HOLDING: GREEN,
    Phase.PAUSED: ORANGE,
}


def draw_facts(canvas: Image, box: Box, state: LiveState, coach: CoachState, em: int, *, seen: bool) -> None:
    """One below the other, or beside the clock where the box is wide. seen: whether this moment's pose is
    measured; the angle is a dash where it is not."""
    box = box.inset(em // 3)
    rows = _rows(state, coach)
    below_px = (PHASE_EM + HEIGHT_EM + ROW_EM * len(rows)) * em
    if box.width > 1.35 * box.height:
        clock, others = box.from_left(box.height)
        phase, others = others.inset(em // 3).from_top(PHASE_EM * em)
    else:
        phase, others = box.from_top(PHASE_EM * em)
        clock, others = others.from_top(box.height - below_px)
    _phase(canvas, phase, coach, em)
    _clock(canvas, clock, state, coach)
    meter, others = others.from_top(HEIGHT_EM * em)
    side = working_side(coach)
    if state.stretch.target.graded:
        best = (state.best_deg or {}).get(side) if side else None
        draw_meter(canvas, meter, coach.value_deg if seen else None, best, state.stretch.target, em)
    else:
        _lamp(canvas, meter, coach, em)
    for of_side in rows:
        row, others = others.from_top(ROW_EM * em)
        _repetitions(
            canvas, row, of_side, coach.repetitions[of_side], _goal(state), em, works=of_side == side
        )


def _rows(state: LiveState, coach: CoachState) -> list[Side]:
    """What is counted below; without a hold, what both sides do stands where the clock would."""
    return (
        [side for side in ("left", "right", "both") if side in coach.repetitions]
        if (state.dose.hold_s or "both" not in coach.repetitions)
        else []
    )


def _goal(state: LiveState) -> int:
    return state.dose.repetitions * state.dose.sets


def _phase(canvas: Image, box: Box, coach: CoachState, em: int) -> None:
    word = words.phase(coach)
    colour = GREEN if word in (words.REACHED, words.COME_BACK) else COLOURS[coach.phase]
    plate, _ = box.from_top(box.height - 0.2 * em)
    fill(canvas, plate, colour)
    words_in(canvas, plate.inset(max(1, em // 10)), word, em, _ink_on(colour), align="centre")


def _ink_on(colour: Colour) -> Colour:
    return WHITE if colour == GREEN else BLACK


def _clock(canvas: Image, box: Box, state: LiveState, coach: CoachState) -> None:
    """A ring that fills with the seconds held; without a hold a count, and lit up at the end of range."""
    centre = (box.left + box.width / 2, box.top + box.height / 2)
    radius = min(box.width, box.height) / 2
    colour = COLOURS[coach.phase] if coach.phase is Phase.PAUSED else GREEN
    if coach.hold_goal_s:
        number, below = math.floor(coach.held_s), words.of(coach.hold_goal_s)
        share = coach.held_s / coach.hold_goal_s
    else:
        side = coach.side if coach.side in coach.repetitions else None
        number = coach.repetitions[side] if side else sum(coach.repetitions.values())
        below, share = words.of_count(_goal(state)), float(words.phase(coach) == words.REACHED)
    ring(canvas, centre, radius, share, GREEN if share >= 1 else colour)
    x, y = centre
    write(canvas, f"{number}", (x, y + 0.26 * radius), max(LEAST_SIZE, round(radius)), WHITE, align="centre")
    write(canvas, below, (x, y + 0.62 * radius), max(LEAST_SIZE, round(0.3 * radius)), WHITE, align="centre")


def _lamp(canvas: Image, box: Box, coach: CoachState, em: int) -> None:
    """For what is held by time: lit, with a tick, while the person is in position."""
    lit = coach.phase in (Phase.HOLDING, Phase.PAUSED)
    plate = Box(box.left, box.top + em // 2, box.width, max(1, box.height - em))
    if lit:
        fill(canvas, plate, COLOURS[coach.phase])
    else:
        frame(canvas, plate, GREY, max(2, em // 8))
    ink = _ink_on(COLOURS[coach.phase]) if lit else PALE
    sign, room = plate.inset(em // 4).from_left(1.2 * em)
    if lit:
        tick(canvas, (sign.left + sign.width / 2, sign.top + sign.height / 2), 0.8 * em, ink)
    words_in(
        canvas,
        room if lit else plate.inset(em // 4),
        words.IN_POSITION if lit else words.NOT_IN_POSITION,
        em,
        ink,
        align="centre",
    )


def _repetitions(canvas: Image, box: Box, side: Side, done: int, goal: int, em: int, *, works: bool) -> None:
    """A dot for each repetition, filled once it is done; figures where there are too many. The side that
    works has an arrow."""
    middle = box.top + box.height // 2
    colour = YELLOW if works and side != "both" else WHITE
    left = float(box.left)
    if side != "both":
        if works:
            arrow(canvas, (left, middle), 0.5 * em, colour)
        left += 0.75 * em
        write(canvas, words.SIDES[side], (left, middle + 0.36 * em), em, colour)
        left += max(text_width(words.SIDES[s], em) for s in ("left", "right")) + 0.4 * em
    pitch = min(0.85 * em, (box.left + box.width - left) / goal)
    if pitch < LEAST_DOT_EM * em:
        room = Box(round(left), box.top, max(1, round(box.left + box.width - left)), box.height)
        words_in(
            canvas, room, words.count_of(done, goal), em, colour, align="centre" if side == "both" else "left"
        )
        return
    if side == "both":
        left += (box.width - pitch * goal) / 2
    for number in range(goal):
        at = (round(left + (number + 0.5) * pitch), middle)
        radius = max(2, round(0.38 * pitch))
        cv2.circle(
            canvas, at, radius, colour if number < done else PALE, -1 if number < done else 2, cv2.LINE_AA
        )
