"""What a person sees of the coach: the picture with the limbs drawn on it, and a strip of facts below."""

from __future__ import annotations

import math
from typing import cast

import cv2
import numpy as np

from posecoach.coaching.events import CoachState, Phase, Side
from posecoach.feedback.figure import draw_figure
from posecoach.feedback.panel import draw_panel, is_upright, panel_height, type_size
from posecoach.pose.pose import Pose
from posecoach.stretches.model import Stretch
from posecoach.video.frame import Image

LONGEST_SIDE_PX = 1280
AT_WORK = (Phase.MOVING, Phase.HOLDING, Phase.PAUSED)


def overlay_size(width: int, height: int) -> tuple[int, int, int]:
    """(width, height of the picture, height with the strip) of what :func:`draw` returns for such a picture.

    Width and whole height are even, as H.264's usual pixel format wants them.
    """
    scale = min(1.0, LONGEST_SIDE_PX / max(width, height + panel_height(width, height)))
    width = max(2, 2 * math.floor(width * scale / 2))
    height = max(1, math.floor(height * scale))
    whole = height + panel_height(width, height)
    # The strip's own rounding may exceed the limit by a pixel or two; the picture gives way.
    height -= max(0, whole - LONGEST_SIDE_PX)
    whole = min(whole, LONGEST_SIDE_PX)
    return width, height, whole + whole % 2


def draw(image: Image, pose: Pose, state: CoachState, stretch: Stretch) -> Image:
    """``image`` with the pose drawn on it and the coach's state below it, as a new picture.

    image: (height, width, 3) RGB of the moment of ``pose``, of any size; larger ones are shrunk so that the
    result's longest side is 1280 pixels or less.
    """
    width, height, whole = overlay_size(image.shape[1], image.shape[0])
    canvas: Image = np.empty((whole, width, 3), np.uint8)
    picture = canvas[:height]
    picture[:] = _resized(image, width, height)
    value_deg = state.value_deg if pose.measured else None
    side = working_side(state)
    draw_figure(picture, pose, stretch, side, value_deg, state.active_faults, state.camera)
    strip = canvas[height:]
    draw_panel(
        strip, state, side, value_deg, stretch.target, type_size(width, height), is_upright(width, height)
    )
    return canvas


def working_side(state: CoachState) -> Side | None:
    """The side that works at this moment; at rest no leg is the working one yet."""
    return state.side if state.phase in AT_WORK or state.side == "both" else None


def _resized(image: Image, width: int, height: int) -> Image:
    if image.shape[:2] == (height, width):
        return image
    # Averaging over areas is slow, and only needed where linear sampling would step over pixels.
    much = image.shape[1] > 2 * width
    method = cv2.INTER_AREA if much else cv2.INTER_LINEAR
    return cast(Image, cv2.resize(image, (width, height), interpolation=method))
