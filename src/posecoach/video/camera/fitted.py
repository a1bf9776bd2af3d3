"""A picture of another size, brought to the size of all the others."""

from __future__ import annotations

from typing import cast

import cv2

from posecoach.video.frame import Image


def fitted(image: Image, width: int, height: int) -> Image:
    """The whole picture as large as it fits, in the middle of black; bodies keep their shape."""
    scale = min(width / image.shape[1], height / image.shape[0])
    inner_width = max(1, round(image.shape[1] * scale))
    inner_height = max(1, round(image.shape[0] * scale))
    inner = cv2.resize(image, (inner_width, inner_height), interpolation=cv2.INTER_AREA)
    left, top = (width - inner_width) // 2, (height - inner_height) // 2
    right, bottom = width - inner_width - left, height - inner_height - top
    return cast(Image, cv2.copyMakeBorder(inner, top, bottom, left, right, cv2.BORDER_CONSTANT, value=0))
