"""Where a repetition stands: phase, hold clock or count, range meter, sides and repetitions."""

from __future__ import annotations

import math

from posecoach.coaching.events import CoachState, Phase, Side
from posecoach.coaching.leading.state import LiveState
from posecoach.feedback.colours import BLACK, GREEN, GREY, ORANGE, PALE, SKY_BLUE, WHITE, Colour
from posecoach.feedback.overlay import working_side
from posecoach.feedback.screen import words
from posecoach.feedback.screen.layout import Box
from posecoach.feedback.screen.meter import HEIGHT_EM as METER_EM
from posecoach.feedback.screen.meter import draw_meter
from posecoach.feedback.screen.repetitions import HEIGHT_EM as ROW_EM
from posecoach.feedback.screen.repetitions import draw_repetitions
from posecoach.feedback.screen.shapes import draw_number, fill, frame, tick, words_in
from posecoach.video.frame import Image

PHASE_EM = 1.4
IN_TARGET = (Phase.HOLDING, Phase.PAUSED)
WIDE = 1.35
"""Width by height, from which the clock stands beside the rest."""
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
    below_px = (PHASE_EM + METER_EM + ROW_EM * len(rows)) * em
    if box.width > WIDE * box.height:
        clock, others = box.from_left(box.height)
        phase, others = others.inset(em // 3).from_top(PHASE_EM * em)
    else:
        phase, others = box.from_top(PHASE_EM * em)
        clock, others = others.from_top(box.height - below_px)
    _phase(canvas, phase, coach, em)
    _clock(canvas, clock, state, coach)
    meter, others = others.from_top(METER_EM * em)
    side = working_side(coach)
    if _metered(state):
        best = (state.best_deg or {}).get(side) if side else None
        draw_meter(canvas, meter, coach.value_deg if seen else None, best, state.stretch.target, em)
    else:
        _lamp(canvas, meter, coach, em)
    for of_side in rows:
        row, others = others.from_top(ROW_EM * em)
        draw_repetitions(
            canvas, row, of_side, coach.repetitions[of_side], _goal(state), em, works=of_side == side
        )


def _metered(state: LiveState) -> bool:
    """Whether there is an angle to show, or one may still come."""
    return state.stretch.target.graded and state.angle_known is not False


def _rows(state: LiveState, coach: CoachState) -> list[Side]:
    """What is counted below; without a hold, what both sides do stands where the clock would."""
    if not state.dose.hold_s and "both" in coach.repetitions:
        return []
    return sorted(coach.repetitions)


def _goal(state: LiveState) -> int:
    return state.dose.total


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
    if coach.hold_goal_s:
        share = coach.held_s / coach.hold_goal_s
        colour = ORANGE if coach.phase is Phase.PAUSED and share < 1 else GREEN
        draw_number(canvas, box, f"{math.floor(coach.held_s)}", words.of(coach.hold_goal_s), share, colour)
        return
    side = coach.side if coach.side in coach.repetitions else None
    done = coach.repetitions[side] if side else sum(coach.repetitions.values())
    reached = float(words.phase(coach) == words.REACHED)
    draw_number(canvas, box, f"{done}", words.of_count(_goal(state)), reached, GREEN)


def _lamp(canvas: Image, box: Box, coach: CoachState, em: int) -> None:
    """For what has no angle: lit, with a tick, while the person is in position."""
    plate = Box(box.left, box.top + em // 2, box.width, max(1, box.height - em))
    room = plate.inset(em // 4)
    if coach.phase not in IN_TARGET:
        frame(canvas, plate, GREY, max(2, em // 8))
        words_in(canvas, room, words.NOT_IN_POSITION, em, PALE, align="centre")
        return
    colour = COLOURS[coach.phase]
    fill(canvas, plate, colour)
    sign, room = room.from_left(1.2 * em)
    tick(canvas, (sign.left + sign.width / 2, sign.top + sign.height / 2), 0.8 * em, _ink_on(colour))
    words_in(canvas, room, words.IN_POSITION, em, _ink_on(colour), align="centre")
