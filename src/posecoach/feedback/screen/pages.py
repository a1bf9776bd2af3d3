"""The pages of a live screen, one function each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.coaching.events import CoachState, Phase
from posecoach.coaching.leading.state import LiveState, Mode
from posecoach.feedback.colours import GREEN, INK, ORANGE, PALE, SKY_BLUE, WHITE
from posecoach.feedback.screen import words
from posecoach.feedback.screen.facts import draw_facts
from posecoach.feedback.screen.layout import SENTENCE_EM, Box, at_work, beside, type_size, whole
from posecoach.feedback.screen.mirror import mirrored_pose
from posecoach.feedback.screen.outline_drawing import draw_outline, feet_right_of
from posecoach.feedback.screen.picture import aspect_of, draw_person, draw_picture
from posecoach.feedback.screen.sentence import draw_sentence
from posecoach.feedback.screen.shapes import arrow, draw_number, fill, ring, tick, words_in
from posecoach.feedback.text import fitted
from posecoach.pose.pose import Pose
from posecoach.stretches.load import load_rules
from posecoach.stretches.model import Stretch
from posecoach.video.frame import Image

TITLE_EM = 2.2
"""Words that tell a whole page."""
STOPPED_PICTURE = 0.45
"""What the picture may take of a page whose words matter more."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A canvas, and what to draw on it."""

    canvas: Image
    image: Image | None
    pose: Pose | None
    state: LiveState

    @property
    def size(self) -> tuple[int, int]:
        """(width, height)."""
        return self.canvas.shape[1], self.canvas.shape[0]

    @property
    def em(self) -> int:
        return type_size(self.canvas.shape[1])

    @property
    def aspect(self) -> float:
        return aspect_of(self.image)


def no_picture(sheet: Sheet) -> None:
    """What is wrong with the camera; while nobody knows, only that it is waited for."""
    trouble, em = sheet.state.trouble, sheet.em
    screen, _ = whole(sheet.size)
    title, rest = screen.inset(em).from_top(0.3 * screen.height)
    words_in(sheet.canvas, title, words.NO_PICTURE if trouble else words.ONE_MOMENT, 1.2 * em, PALE)
    room, _ = rest.from_top(SENTENCE_EM * em)
    kind = "trouble" if trouble else "guide"
    draw_sentence(sheet.canvas, room, trouble or words.WAITING_FOR_CAMERA, kind, em)


def setting_up(sheet: Sheet) -> None:
    """Where and how to be, and what to change."""
    state, em = sheet.state, sheet.em
    page = beside(sheet.size, sheet.aspect)
    _picture(sheet, page.picture, outline=state.stretch, person=True)
    name, room = page.words.inset(em // 2).from_top(2.1 * em)
    words_in(sheet.canvas, name, state.stretch.name, 0.75 * em, PALE, at="top")
    if state.trouble:
        draw_sentence(sheet.canvas, room, state.trouble, "trouble", em)
    else:
        words_in(
            sheet.canvas, room, state.sentence.text if state.sentence else state.stretch.start.say, 1.4 * em
        )


def working(sheet: Sheet, coach: CoachState) -> None:
    """Ready, moving, holding, the clock stopped, coming back. Trouble with the camera comes before what the
    coach says."""
    state, em, pose = sheet.state, sheet.em, sheet.pose
    page = at_work(sheet.size, sheet.aspect)
    _picture(sheet, page.picture, person=True, coach=coach)
    draw_facts(sheet.canvas, page.facts, state, coach, em, seen=pose is not None and pose.measured)
    said = page.sentence.inset(em // 8)
    if state.trouble:
        draw_sentence(sheet.canvas, said, state.trouble, "trouble", em)
    elif state.sentence:
        draw_sentence(sheet.canvas, said, state.sentence.text, state.sentence.kind, em)
    elif coach.phase is Phase.READY:
        name, dose = said.inset(em // 3).from_top(0.5 * said.height)
        words_in(sheet.canvas, name, state.stretch.name, em)
        words_in(sheet.canvas, dose, words.dose(state, len(coach.repetitions)), em, PALE, at="top")


def paused(sheet: Sheet) -> None:
    em = sheet.em
    page = beside(sheet.size, sheet.aspect, STOPPED_PICTURE)
    _picture(sheet, page.picture, person=True)
    title, below = page.words.inset(em // 2).from_top(0.45 * page.words.height)
    words_in(sheet.canvas, title, words.PAUSED, TITLE_EM * em, ORANGE, align="centre")
    words_in(sheet.canvas, below, sheet.state.trouble or words.GO_ON, 1.3 * em, align="centre", at="top")


def pain(sheet: Sheet) -> None:
    """Calm and plain: no picture, no numbers, only what to do."""
    em = sheet.em
    screen, _ = whole(sheet.size)
    title, rest = screen.inset(em // 2).from_top(0.26 * screen.height)
    now, rest = rest.from_top(0.25 * screen.height)
    words_in(sheet.canvas, title, words.PAIN, TITLE_EM * em, ORANGE, align="centre")
    words_in(sheet.canvas, now, words.PAIN_NOW, 1.7 * em, align="centre")
    for key, what in words.pain_choices(sheet.state):
        row, rest = rest.from_top(1.5 * em)
        left, right = row.from_left(0.46 * row.width)
        words_in(sheet.canvas, left, key, em, SKY_BLUE)
        words_in(sheet.canvas, right, what, em)


def resting(sheet: Sheet) -> None:
    """The seconds left, what comes next, and how to lie or stand for it; before the first stretch, what to
    be careful of."""
    state, em = sheet.state, sheet.em
    page = beside(sheet.size, sheet.aspect, STOPPED_PICTURE)
    _picture(sheet, page.picture, outline=state.upcoming)
    head, below = page.words.inset(em // 2).from_top(0.34 * page.words.height)
    title, clock = head.from_left(0.5 * head.width)
    # Before the first stretch there is nothing to rest from.
    first = bool(state.advice)
    words_in(sheet.canvas, title, words.GET_READY if first else words.REST, TITLE_EM * em, GREEN)
    if state.rest_left_s is not None:
        draw_number(sheet.canvas, clock.inset(em // 4), f"{math.ceil(state.rest_left_s)}", "", 0.0, GREEN)
    name, said = below.from_top(0.36 * below.height)
    if state.upcoming:
        words_in(sheet.canvas, name, words.upcoming(state.upcoming.name, first=first), em, SKY_BLUE)
    if state.trouble:
        draw_sentence(sheet.canvas, said, state.trouble, "trouble", em)
    elif state.upcoming:
        draw_sentence(sheet.canvas, said, _in_turn(state, state.upcoming), "guide", em)


def _in_turn(state: LiveState, upcoming: Stretch) -> str:
    """Each piece of advice for as long as it takes to say, then how to lie or stand. Counted back from the
    end: a pause leaves nothing out, and time to spare goes to the first."""
    texts = (*state.advice, upcoming.start.say)
    words_left = (state.rest_left_s or 0.0) * load_rules().cues.words_per_s.value
    for text in reversed(texts):
        words_left -= len(text.split())
        if words_left <= 0:
            return text
    return texts[0]


def finished(sheet: Sheet, summary: Sequence[str]) -> None:
    """What was done, all lines in one size, once they are known."""
    em = sheet.em
    screen, _ = whole(sheet.size)
    title, rest = screen.inset(em).from_top(TITLE_EM * 1.25 * em)
    if sheet.state.all_done:
        words_in(sheet.canvas, title, words.FINISHED, TITLE_EM * em, GREEN)
        tick(sheet.canvas, (title.left + title.width - em, title.top + title.height / 2), 1.5 * em, GREEN)
    else:
        words_in(sheet.canvas, title, words.ALL_FOR_NOW, TITLE_EM * em, SKY_BLUE)
    if not summary:
        words_in(sheet.canvas, rest, words.ONE_MOMENT, em, PALE, at="top")
    row_px = min(2.6 * em, rest.height / max(1, len(summary)))
    type_px = min((fitted(line, rest.width, int(row_px), em)[0] for line in summary), default=em)
    for line in summary:
        row, rest = rest.from_top(row_px)
        words_in(sheet.canvas, row, line, type_px)


def foot(sheet: Sheet, *, muted: bool) -> None:
    """Small, below every page: the keys, that the sound is off, and which stretch this is."""
    em, (_, left) = sheet.em, whole(sheet.size)
    keys, left = left.from_left((0.58 if muted else 0.7) * sheet.size[0])
    words_in(sheet.canvas, keys.inset(em // 8), words.keys(sheet.state, muted=muted), 0.42 * em, PALE)
    if muted:
        sound, left = left.from_left(0.42 * left.width)
        words_in(sheet.canvas, sound, words.MUTED, 0.65 * em, ORANGE, align="centre")
    words_in(sheet.canvas, left, words.routine(sheet.state), 0.65 * em, WHITE, align="centre")


def waving(sheet: Sheet) -> None:
    """A small ring that fills while the person waves, about the sign of what it will do: pause, or go on."""
    if sheet.state.waved <= 0:
        return
    canvas, em = sheet.canvas, sheet.em
    box = Box(em // 4, em // 4, 2 * em, 2 * em)
    fill(canvas, box, INK)
    x, y = box.left + em, box.top + em
    ring(canvas, (x, y), 0.9 * em, sheet.state.waved, SKY_BLUE)
    if sheet.state.mode in (Mode.PAUSED, Mode.PAIN):
        arrow(canvas, (x - 0.25 * em, y), 0.7 * em, WHITE)
        return
    for left in (x - 0.3 * em, x + 0.1 * em):
        fill(canvas, Box(round(left), round(y - 0.35 * em), max(1, em // 5), round(0.7 * em)), WHITE)


def _picture(
    sheet: Sheet,
    box: Box,
    *,
    outline: Stretch | None = None,
    person: bool = False,
    coach: CoachState | None = None,
) -> None:
    """The mirrored picture; with the outline of a stretch's start, and the person's limbs, where asked. The
    outline is of use without a picture too."""
    if sheet.image is not None or not outline:
        draw_picture(sheet.canvas, box, sheet.image, sheet.em)
    if outline:
        feet_right = feet_right_of(mirrored_pose(sheet.pose) if sheet.pose else None, outline)
        draw_outline(sheet.canvas, box, outline, feet_right=feet_right)
    if person and sheet.image is not None and sheet.pose is not None:
        draw_person(sheet.canvas, box, sheet.pose, coach, sheet.state.stretch)
