"""A smaller picture of the same moment, for the pose network."""

from __future__ import annotations

from typing import cast

import cv2

from posecoach.video.frame import Frame, Image


def shrink(frame: Frame, longest_side_px: int) -> Frame:
    """The frame with its longest side brought down to ``longest_side_px``; a smaller one comes back as it is.

    The shape is kept to the nearest pixel, and no side falls below one pixel.
    """
    height, width = frame.image.shape[:2]
    size = shrunk_size(width, height, longest_side_px)
    if size == (width, height):
        return frame
    # Averaging over the area keeps thin limbs that plain bilinear sampling would skip over.
    return Frame(frame.time_s, cast(Image, cv2.resize(frame.image, size, interpolation=cv2.INTER_AREA)))


def shrunk_size(width: int, height: int, longest_side_px: int | None) -> tuple[int, int]:
    """(width, height) with the longer one brought down to ``longest_side_px``, if it is longer."""
    longest = max(width, height)
    if longest_side_px is None or longest <= longest_side_px:
        return width, height
    factor = longest_side_px / longest
    return max(1, round(width * factor)), max(1, round(height * factor))
