"""The camera's picture as in a mirror, with the person's limbs on it; words and letters are not mirrored."""

from __future__ import annotations

import cv2

from posecoach.coaching.events import CoachState
from posecoach.feedback.colours import GREY, INK, PALE
from posecoach.feedback.figure import draw_figure
from posecoach.feedback.overlay import working_side
from posecoach.feedback.screen import words
from posecoach.feedback.screen.layout import Box
from posecoach.feedback.screen.mirror import mirrored_camera, mirrored_pose
from posecoach.feedback.screen.shapes import fill, words_in
from posecoach.pose.pose import Pose
from posecoach.stretches.model import Stretch
from posecoach.video.frame import Image

USUAL_ASPECT = 4 / 3
"""Of a picture that has not come yet."""


def aspect_of(image: Image | None) -> float:
    """Width by height."""
    return USUAL_ASPECT if image is None else image.shape[1] / image.shape[0]


def draw_picture(canvas: Image, box: Box, image: Image | None, em: int) -> None:
    """``image``, mirrored, in a box of its own shape; a plain ground that says so where there is none."""
    if image is None:
        fill(canvas, box, GREY)
        fill(canvas, box.inset(max(2, em // 10)), INK)
        words_in(canvas, box.inset(em), words.NO_PICTURE, em, PALE, align="centre")
        return
    # Averaging over areas is slow, and only needed where linear sampling would step over pixels.
    method = cv2.INTER_AREA if image.shape[1] > 2 * box.width else cv2.INTER_LINEAR
    shown = cv2.resize(image, (box.width, box.height), interpolation=method)
    box.of(canvas)[:] = cv2.flip(shown, 1)


def draw_person(canvas: Image, box: Box, pose: Pose, coach: CoachState | None, stretch: Stretch) -> None:
    """The limbs that matter, the angle's arc and the faults on a picture that is drawn already."""
    camera = mirrored_camera(coach.camera, pose.width) if coach and coach.camera else None
    draw_figure(
        box.of(canvas),
        mirrored_pose(pose),
        stretch,
        working_side(coach) if coach else None,
        coach.value_deg if coach and pose.measured else None,
        coach.active_faults if coach else (),
        camera,
    )
