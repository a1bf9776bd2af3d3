"""The pages of a live screen, one function each."""

from __future__ import annotations

from collections.abc import Sequence

from posecoach.coaching.events import CoachState
from posecoach.coaching.leading.state import LiveState, Mode
from posecoach.feedback.colours import GREEN, INK, ORANGE, PALE, SKY_BLUE, WHITE, Colour
from posecoach.feedback.panel import CUES
from posecoach.feedback.screen import words
from posecoach.feedback.screen.facts import draw_facts
from posecoach.feedback.screen.layout import Box, at_work, beside, type_size, whole
from posecoach.feedback.screen.mirror import mirrored_pose
from posecoach.feedback.screen.outline_drawing import draw_outline, feet_right_of
from posecoach.feedback.screen.picture import aspect_of, draw_person, draw_picture
from posecoach.feedback.screen.shapes import arrow, fill, ring, tick, words_in
from posecoach.feedback.text import LEAST_SIZE, fitted, write
from posecoach.pose.pose import Pose
from posecoach.stretches.model import Stretch
from posecoach.video.frame import Image

TITLE_EM = 2.2
"""Words that tell a whole page."""
STOPPED_PICTURE = 0.45
"""What the picture may take of a page whose words matter more."""


def setting_up(canvas: Image, image: Image | None, pose: Pose | None, state: LiveState) -> None:
    """Where and how to be, and what to change."""
    size = canvas.shape[1], canvas.shape[0]
    em = type_size(size[0])
    page = beside(size, aspect_of(image))
    draw_picture(canvas, page.picture, image, em)
    if image is not None:
        _outline(canvas, page.picture, pose, state.stretch)
        _person(canvas, page.picture, pose, None, state.stretch)
    _ready_words(canvas, page.words.inset(em // 2), state, em)
    _foot(canvas, page.foot, state, em)


def working(
    canvas: Image, image: Image | None, pose: Pose | None, state: LiveState, coach: CoachState
) -> None:
    """Ready, moving, holding, the clock stopped, coming back."""
    size = canvas.shape[1], canvas.shape[0]
    em = type_size(size[0])
    page = at_work(size, aspect_of(image))
    draw_picture(canvas, page.picture, image, em)
    if image is not None:
        _person(canvas, page.picture, pose, coach, state.stretch)
    draw_facts(canvas, page.facts, state, coach, em, seen=pose is not None and pose.measured)
    _sentence(canvas, page.sentence, state, em)
    _foot(canvas, page.foot, state, em)


def paused(canvas: Image, image: Image | None, pose: Pose | None, state: LiveState) -> None:
    size = canvas.shape[1], canvas.shape[0]
    em = type_size(size[0])
    page = beside(size, aspect_of(image), STOPPED_PICTURE)
    draw_picture(canvas, page.picture, image, em)
    if image is not None:
        _person(canvas, page.picture, pose, None, state.stretch)
    title, below = page.words.inset(em // 2).from_top(0.45 * page.words.height)
    words_in(canvas, title, words.PAUSED, TITLE_EM * em, ORANGE, align="centre")
    words_in(canvas, below, state.trouble or words.GO_ON, 1.3 * em, align="centre", at="top")
    _foot(canvas, page.foot, state, em)


def pain(canvas: Image, state: LiveState) -> None:
    """Calm and plain: no picture, no numbers, only what to do."""
    size = canvas.shape[1], canvas.shape[0]
    em = type_size(size[0])
    screen, foot = whole(size)
    title, rest = screen.inset(em // 2).from_top(0.26 * size[1])
    now, rest = rest.from_top(0.24 * size[1])
    words_in(canvas, title, words.PAIN, TITLE_EM * em, ORANGE, align="centre")
    words_in(canvas, now, words.PAIN_NOW, 1.7 * em, align="centre")
    for key, what in words.PAIN_CHOICES:
        row, rest = rest.from_top(1.5 * em)
        left, right = row.from_left(0.46 * row.width)
        words_in(canvas, Box(left.left, left.top, left.width - em // 2, left.height), key, em, SKY_BLUE)
        words_in(canvas, right, what, em)
    _foot(canvas, foot, state, em)


def resting(canvas: Image, image: Image | None, pose: Pose | None, state: LiveState) -> None:
    """The seconds left, what comes next, and how to lie or stand for it."""
    size = canvas.shape[1], canvas.shape[0]
    em = type_size(size[0])
    page = beside(size, aspect_of(image), STOPPED_PICTURE)
    draw_picture(canvas, page.picture, image, em)
    if image is not None and state.upcoming:
        _outline(canvas, page.picture, pose, state.upcoming)
    box = page.words.inset(em // 2)
    head, below = box.from_top(0.34 * box.height)
    words_in(canvas, head.from_left(0.5 * head.width)[0], words.REST, TITLE_EM * em, GREEN)
    if state.rest_left_s is not None:
        clock = head.from_left(0.5 * head.width)[1]
        centre = clock.left + clock.width / 2, clock.top + clock.height / 2
        radius = min(clock.width, clock.height) / 2
        ring(canvas, centre, radius, 0.0, GREEN)
        at = centre[0], centre[1] + 0.33 * radius
        write(
            canvas,
            f"{state.rest_left_s:.0f}",
            at,
            max(LEAST_SIZE, round(0.9 * radius)),
            WHITE,
            align="centre",
        )
    if state.upcoming:
        name, step = below.from_top(0.4 * below.height)
        words_in(canvas, name, words.upcoming(state.upcoming.name), em, SKY_BLUE)
        words_in(canvas, step, state.trouble or state.upcoming.steps.setting_up[0], em, at="top")
    _foot(canvas, page.foot, state, em)


def finished(canvas: Image, state: LiveState, summary: Sequence[str]) -> None:
    """What was done, all lines in one size."""
    size = canvas.shape[1], canvas.shape[0]
    em = type_size(size[0])
    screen, foot = whole(size)
    title, rest = screen.inset(em).from_top(TITLE_EM * 1.25 * em)
    words_in(canvas, title, words.FINISHED, TITLE_EM * em, GREEN)
    tick(canvas, (title.left + title.width - em, title.top + title.height / 2), 1.5 * em, GREEN)
    row_px = min(2.6 * em, rest.height / max(1, len(summary)))
    type_px = min((fitted(line, rest.width, int(row_px), em)[0] for line in summary), default=em)
    for line in summary:
        row, rest = rest.from_top(row_px)
        words_in(canvas, row, line, type_px)
    _foot(canvas, foot, state, em)


def waving(canvas: Image, state: LiveState) -> None:
    """A small ring that fills while the person waves, about the sign of what it will do: pause, or go on."""
    if state.waved <= 0:
        return
    em = type_size(canvas.shape[1])
    box = Box(em // 4, em // 4, 2 * em, 2 * em)
    fill(canvas, box, INK)
    x, y = box.left + em, box.top + em
    ring(canvas, (x, y), 0.9 * em, state.waved, SKY_BLUE)
    if state.mode is Mode.COACHING or state.mode is Mode.RESTING:
        for left in (x - 0.3 * em, x + 0.1 * em):
            fill(canvas, Box(round(left), round(y - 0.35 * em), max(1, em // 5), round(0.7 * em)), WHITE)
    else:
        arrow(canvas, (x - 0.25 * em, y), 0.7 * em, WHITE)


def _person(canvas: Image, box: Box, pose: Pose | None, coach: CoachState | None, stretch: Stretch) -> None:
    if pose is not None:
        draw_person(canvas, box, pose, coach, stretch)


def _outline(canvas: Image, box: Box, pose: Pose | None, stretch: Stretch) -> None:
    feet_right = feet_right_of(mirrored_pose(pose) if pose else None, stretch)
    draw_outline(canvas, box, stretch, feet_right=feet_right)


def _ready_words(canvas: Image, box: Box, state: LiveState, em: int) -> None:
    name, box = box.from_top(2.1 * em)
    words_in(canvas, name, state.stretch.name, 0.75 * em, PALE, at="top")
    if state.trouble:
        _marked(canvas, box, state.trouble, 1.3 * em, "trouble", em)
    else:
        words_in(canvas, box, state.sentence.text if state.sentence else state.stretch.start.say, 1.4 * em)


def _sentence(canvas: Image, box: Box, state: LiveState, em: int) -> None:
    """Trouble with the camera comes before what the coach says."""
    if state.trouble:
        _marked(canvas, box.inset(em // 8), state.trouble, 1.3 * em, "trouble", em)
    elif state.sentence:
        _marked(canvas, box.inset(em // 8), state.sentence.text, 1.3 * em, state.sentence.kind, em)


COLOURS: dict[str, Colour] = CUES | {"trouble": ORANGE}
"""Of what a sentence is about."""
SIGNS = {"guide": "", "progress": "", "fault": "!", "acknowledgement": "✓", "trouble": "!"}


def _marked(canvas: Image, box: Box, text: str, largest: float, kind: str, em: int) -> None:
    """A sentence beside a plate that says by colour and sign what it is about."""
    sign, colour = SIGNS[kind], COLOURS[kind]
    plate, room = box.from_left((1.0 if sign else 0.25) * em)
    plate = Box(plate.left, plate.top + em // 8, plate.width, max(1, plate.height - em // 4))
    fill(canvas, plate, colour)
    x, y = plate.left + plate.width / 2, plate.top + plate.height / 2
    if sign == "✓":
        tick(canvas, (x, y), 0.7 * em, WHITE)
    elif sign:
        write(canvas, sign, (x, y + 0.5 * em), round(1.4 * em), WHITE, align="centre")
    _, room = room.from_left(0.3 * em)
    words_in(canvas, room, text, largest)


def _foot(canvas: Image, box: Box, state: LiveState, em: int) -> None:
    keys, number = box.from_left(0.7 * box.width)
    indent = em // 3
    words_in(canvas, Box(indent, keys.top, keys.width - indent, keys.height), words.KEYS, 0.42 * em, PALE)
    words_in(canvas, number, words.routine(state), 0.65 * em, WHITE, align="centre")
