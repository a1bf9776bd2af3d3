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
    longest = max(height, width)
    if longest <= longest_side_px:
        return frame
    size = (
        max(1, round(width * longest_side_px / longest)),
        max(1, round(height * longest_side_px / longest)),
    )
    # Averaging over the area keeps thin limbs that plain bilinear sampling would skip over.
    return Frame(frame.time_s, cast(Image, cv2.resize(frame.image, size, interpolation=cv2.INTER_AREA)))
