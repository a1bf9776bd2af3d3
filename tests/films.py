"""The pictures that the test films show."""

from __future__ import annotations

import cv2
import numpy as np

from posecoach.video.frame import Image


def moving_pictures(count: int, width: int, height: int) -> list[Image]:
    """A smooth pattern that drifts, so that no two pictures are alike."""
    noise = np.random.default_rng(1).integers(0, 255, (height + 40, width + 40, 3), dtype=np.uint8)
    pattern = cv2.normalize(cv2.GaussianBlur(noise, (0, 0), 3), None, 0, 255, cv2.NORM_MINMAX)
    pictures = []
    for index in range(count):
        x, y = round(20 + 19 * np.sin(index / 9)), round(20 + 19 * np.cos(index / 7))
        picture = pattern[y : y + height, x : x + width].copy()
        picture[: height // 4, index % width] = 255
        pictures.append(picture)
    return pictures


CORNERS = {"top left": (220, 30, 30), "top right": (30, 180, 30), "bottom left": (30, 30, 220)}


def corner_picture(width: int = 64, height: int = 48) -> Image:
    """Red, green and blue corners on grey: they tell which way is up, and whether it is mirrored."""
    picture = np.full((height, width, 3), 128, np.uint8)
    picture[: height // 3, : width // 3] = CORNERS["top left"]
    picture[: height // 3, -(width // 3) :] = CORNERS["top right"]
    picture[-(height // 3) :, : width // 3] = CORNERS["bottom left"]
    return picture


def corners_of(image: Image) -> dict[str, str]:
    """Where in the image each corner of :func:`corner_picture` went."""
    height, width = image.shape[:2]
    places = {
        "top left": image[: height // 4, : width // 4],
        "top right": image[: height // 4, -(width // 4) :],
        "bottom left": image[-(height // 4) :, : width // 4],
        "bottom right": image[-(height // 4) :, -(width // 4) :],
    }
    found = {}
    for corner, colour in CORNERS.items():
        far = {place: np.abs(part.mean((0, 1)) - colour).max() for place, part in places.items()}
        place = min(far, key=lambda name: far[name])
        if far[place] < 40:
            found[corner] = place
    return found
