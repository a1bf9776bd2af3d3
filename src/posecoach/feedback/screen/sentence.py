"""The one sentence that stands on the screen."""

from __future__ import annotations

from posecoach.feedback.colours import ORANGE, WHITE, Colour
from posecoach.feedback.panel import CUES
from posecoach.feedback.screen.layout import Box
from posecoach.feedback.screen.shapes import fill, tick, words_in
from posecoach.feedback.text import write
from posecoach.video.frame import Image

COLOURS: dict[str, Colour] = CUES | {"trouble": ORANGE}
"""Of what a sentence is about: a cue's kind, or trouble with the camera."""
THANKS = "acknowledgement"
WRONG = ("fault", "trouble")
LARGEST_EM = 1.3


def draw_sentence(canvas: Image, box: Box, text: str, kind: str, em: int) -> None:
    """The words beside a plate that says by colour and sign what they are about."""
    signed = kind == THANKS or kind in WRONG
    plate, room = box.from_left((1.0 if signed else 0.25) * em)
    fill(canvas, plate, COLOURS[kind])
    x, y = plate.left + plate.width / 2, plate.top + plate.height / 2
    if kind == THANKS:
        tick(canvas, (x, y), 0.7 * em, WHITE)
    elif kind in WRONG:
        write(canvas, "!", (x, y + 0.5 * em), round(1.4 * em), WHITE, align="centre")
    _, words = room.from_left(0.3 * em)
    words_in(canvas, words, text, LARGEST_EM * em)
