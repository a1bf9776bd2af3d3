"""What a phone or a webcam makes of a clean picture: blurred movement, grain, vignetting, a colour cast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from simulator.strict import Strict

Image = NDArray[np.uint8]
Light = NDArray[np.float32]
"""(height, width, 3) or (height, width): brightness as coded, 0 black to 1 white."""

_LUMA_GRAIN = 0.06
_CHROMA_GRAIN = 0.05
"""Standard deviations of the grain at noise 1 in black, as a part of white; half as much in the light,
because the picture is coded in gamma. Chosen by eye against phone videos of dark rooms."""
_FULL_CAST = np.array([0.14, 0.0, -0.18], np.float32)
_CORNER_LOSS = 0.35
_AIM, _MOST_GAIN = 0.3, 3.0
"""Cameras expose a dark room longer and amplify what they get, up to a limit: to a mean of about a third of
white, as pictures are coded. A telephone aims higher still."""


class Sensor(Strict):
    """noise: 0 clean, 0.1 a bright day, 0.4 lamps in the evening, 0.9 a dim room. motion_blur: the part of
    the time from frame to frame that the shutter is open. warmth: the colour cast of a wrong white balance,
    −1 blue to 1 orange. vignette: 0 none to 1 a third of the light lost in the corners."""

    noise: Annotated[float, Field(ge=0, le=1)] = 0.12
    motion_blur: Annotated[float, Field(ge=0, le=1)] = 0.5
    warmth: Annotated[float, Field(ge=-1, le=1)] = 0.0
    vignette: Annotated[float, Field(ge=0, le=1)] = 0.3


def expose(images: Sequence[Image], sensor: Sensor, rng: np.random.Generator) -> Image:
    """The last of the images, (height, width, 3) RGB, as the sensor sees it; the one before it, if given,
    is what moved things are smeared from."""
    light = _smeared(images, sensor.motion_blur)
    light *= np.clip(_AIM / max(float(light.mean()), 1e-6), 1.0, _MOST_GAIN)
    light *= _vignette(light.shape[0], light.shape[1], sensor.vignette)[:, :, None]
    light *= 1 + sensor.warmth * _FULL_CAST
    light += _grain(light, rng) * sensor.noise
    return np.rint(np.clip(light, 0, 1) * 255).astype(np.uint8)


def _smeared(images: Sequence[Image], shutter: float) -> Light:
    before = images[-2] if len(images) > 1 else images[-1]
    mixed: Light = np.float32(1 - shutter / 2) * images[-1] + np.float32(shutter / 2) * before
    return mixed / np.float32(255)


def _vignette(height: int, width: int, strength: float) -> Light:
    rows, columns = np.linspace(-1, 1, height), np.linspace(-1, 1, width)
    from_middle = (rows[:, None] ** 2 + columns**2) / 2
    return (1 - _CORNER_LOSS * strength * from_middle**2).astype(np.float32)


def _grain(light: Light, rng: np.random.Generator) -> Light:
    """(height, width, 3): fine in brightness, coarser in colour, stronger in the dark."""
    height, width = light.shape[:2]
    luma = rng.standard_normal((height, width, 1), np.float32)
    coarse = rng.standard_normal((height // 2 + 1, width // 2 + 1, 3), np.float32)
    chroma = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    darkness = 1 - 0.5 * light.mean(axis=2, keepdims=True)
    grain: Light = (luma * _LUMA_GRAIN + chroma * _CHROMA_GRAIN) * darkness
    return grain
