"""One recording as other cameras, telephones and senders would leave it. The body in it stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import cast

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame

from posecoach.video.frame import Image
from posecoach.video.reader import read_frames

ROLL_DEG = 6.0
SMALL_PX = (320, 240)
GAIN = 0.25
NOISE = 4.0
"""Standard deviation of 255: what a telephone's sensor adds to that little light."""

_TICK = Fraction(1, 90_000)
_SEED = 7

Alter = Callable[[Image, np.random.Generator], Image]


@dataclass(frozen=True, slots=True)
class Variant:
    """alter: what becomes of each picture. every: of so many pictures one is kept. crf: how strongly it is
    compressed, 18 hardly to 40 badly. quarters_back: quarter turns clockwise that the file tells a player to
    make. mirrored: left and right change places in the body."""

    name: str
    alter: Alter
    every: int = 1
    crf: int = 18
    quarters_back: int = 0
    mirrored: bool = False


def as_it_is(image: Image, _: np.random.Generator) -> Image:
    return image


def rolled(image: Image, degrees: float) -> Image:
    """About its middle, anticlockwise; what comes in from outside repeats the edge."""
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cast(Image, cv2.warpAffine(image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE))


def portrait(image: Image, _: np.random.Generator) -> Image:
    """Between black bars, 9:16."""
    height, width = image.shape[:2]
    bar = max(0, round(width * 16 / 9) - height) // 4 * 2
    return cast(Image, cv2.copyMakeBorder(image, bar, bar, 0, 0, cv2.BORDER_CONSTANT))


def small(image: Image, _: np.random.Generator) -> Image:
    """As large as fits."""
    height, width = image.shape[:2]
    return _scaled(image, min(SMALL_PX[0] / width, SMALL_PX[1] / height), cv2.INTER_AREA)


def twice(image: Image, _: np.random.Generator) -> Image:
    return _scaled(image, 2.0, cv2.INTER_CUBIC)


def dim(image: Image, noise: np.random.Generator) -> Image:
    darker = image * GAIN + noise.normal(0.0, NOISE, image.shape)
    return darker.round().clip(0, 255).astype(np.uint8)


def flipped(image: Image, _: np.random.Generator) -> Image:
    return cast(Image, cv2.flip(image, 1))


def turned(image: Image, _: np.random.Generator) -> Image:
    """Clockwise."""
    return cast(Image, cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE))


VARIANTS = (
    Variant("encoded again", as_it_is),
    Variant(f"rolled {ROLL_DEG:g}° left", lambda image, _: rolled(image, ROLL_DEG)),
    Variant(f"rolled {ROLL_DEG:g}° right", lambda image, _: rolled(image, -ROLL_DEG)),
    Variant("portrait", portrait),
    Variant("every second picture", as_it_is, every=2),
    Variant(f"within {SMALL_PX[0]}×{SMALL_PX[1]}", small),
    Variant("dim", dim),
    Variant("heavily compressed", as_it_is, crf=40),
    Variant("mirrored", flipped, mirrored=True),
    Variant("turned 90°, and tagged so", turned, quarters_back=3),
    Variant("turned 90°", turned),
    Variant("twice the size", twice),
)

UNCHANGED = ("mirrored", "turned 90°, and tagged so", "twice the size")
"""In which nothing is harder to see."""


def write_variant(source: Path, variant: Variant, to: Path) -> None:
    """The altered recording, each picture at its own time."""
    noise = np.random.default_rng(_SEED)
    pictures = (
        (frame.time_s, variant.alter(frame.image, noise))
        for number, frame in enumerate(read_frames(source))
        if number % variant.every == 0
    )
    first = next(pictures)
    with av.open(str(to), "w") as container:
        stream = container.add_stream("libx264", options={"crf": str(variant.crf), "preset": "fast"})
        context = stream.codec_context
        context.height, context.width = first[1].shape[:2]
        context.pix_fmt, context.time_base = "yuv420p", _TICK
        if variant.quarters_back:
            stream.set_display_rotation(-90.0 * variant.quarters_back, False, False)
        for time_s, image in chain([first], pictures):
            picture = VideoFrame.from_ndarray(np.ascontiguousarray(image), format="rgb24")
            picture.pts, picture.time_base = round(time_s / _TICK), _TICK
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))


def _scaled(image: Image, factor: float, how: int) -> Image:
    """To an even size, as the encoder needs it."""
    height, width = (round(side * factor / 2) * 2 for side in image.shape[:2])
    return cast(Image, cv2.resize(image, (width, height), interpolation=how))
