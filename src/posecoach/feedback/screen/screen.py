"""The live screen at one moment, at any size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from posecoach.coaching.events import Phase
from posecoach.coaching.leading.state import LiveState, Mode
from posecoach.feedback.colours import INK
from posecoach.feedback.screen import pages
from posecoach.feedback.screen.layout import Box
from posecoach.feedback.screen.shapes import fill
from posecoach.pose.pose import Pose
from posecoach.video.frame import Image

NOT_BEGUN = (Phase.AWAY, Phase.SETTING_UP)


def draw_screen(
    image: Image | None,
    pose: Pose | None,
    state: LiveState,
    size: tuple[int, int],
    summary: Sequence[str] = (),
    *,
    muted: bool = False,
) -> Image:
    """A new RGB picture of ``size`` (width, height).

    image: of the camera, as it came, of any size; None while there is none. pose: of that picture, or of one
    shortly before. summary: what was done, a line a stretch, for the end. muted: whether the voice is off.
    """
    width, height = size
    canvas: Image = np.empty((height, width, 3), np.uint8)
    fill(canvas, Box(0, 0, width, height), INK)
    sheet = pages.Sheet(canvas, image, pose, state)
    match state.mode:
        case Mode.COACHING if state.coach and state.coach.phase not in NOT_BEGUN:
            pages.working(sheet, state.coach)
        case Mode.COACHING if image is None:
            pages.no_picture(sheet)
        case Mode.COACHING:
            pages.setting_up(sheet)
        case Mode.PAUSED:
            pages.paused(sheet)
        case Mode.PAIN:
            pages.pain(sheet)
        case Mode.RESTING:
            pages.resting(sheet)
        case Mode.FINISHED:
            pages.finished(sheet, summary)
    pages.foot(sheet, muted=muted)
    pages.waving(sheet)
    return canvas
