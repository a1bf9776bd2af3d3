"""The colours of skin and eyes, vertex by vertex: lips, cheeks, brows, nails, a beard's shade, irises."""

from __future__ import annotations

import numpy as np

from simulator.body.colour import linear_rgb
from simulator.body.hair import above_hairline, beard_area
from simulator.body.noise import smooth_noise
from simulator.body.person import Hair, Person
from simulator.body.shape import BODY_VERTICES, Shape
from simulator.skeleton import Floats

SKIN_TONES = (
    "#e6c2ae", "#ddb49b", "#d2a588", "#c69674", "#b5825f",
    "#9e6d4b", "#83563a", "#68432f", "#4e3224", "#38231a",
)  # fmt: skip
"""Fair to very dark, chosen by eye to look right under daylight."""
EYE_CENTRE_M = (0.0295, -0.1193, 0.697)
EYE_WHITE = (0.62, 0.6, 0.58)
IRIS_DEG, PUPIL_DEG = 30.0, 13.0


def skin_colours(person: Person, shape: Shape, seed: int) -> Floats:
    """(13380, 3): linear RGB."""
    body = shape.template[:BODY_VERTICES]
    tone = np.array(linear_rgb(SKIN_TONES[person.skin - 1]))
    uneven = 1 + 0.05 * smooth_noise(body, 0.12, seed)[:, None]
    colours = tone * uneven
    fairness = float(np.mean(tone))
    red = np.array([1.12, 0.8, 0.78])
    colours = _mixed(colours, colours * red, _flush(shape) * (0.3 + 0.7 * fairness))
    lips = tone * [0.85, 0.5, 0.5]
    colours = _mixed(colours, lips, shape.masks["lips"])
    colours = _mixed(colours, tone * [0.5, 0.28, 0.28], shape.masks["inside-mouth"])
    nails = np.clip(shape.masks["fingernails"] + shape.masks["toenails"], 0, 1)
    colours = _mixed(colours, 0.7 * tone + 0.3 * np.array([0.8, 0.55, 0.5]), 0.8 * nails)
    return _with_hair(colours, person.hair, shape, person.sex)


def eye_colours(vertices: Floats, hair: Hair) -> Floats:
    """(v, 3) for the eyeballs' vertices on the template."""
    centre = np.array(EYE_CENTRE_M)
    centred = np.stack([abs(vertices[:, 0]), vertices[:, 1], vertices[:, 2]], axis=1) - centre
    off_axis_deg = np.rad2deg(np.arccos(np.clip(-centred[:, 1] / np.linalg.norm(centred, axis=1), -1, 1)))
    colours = np.tile(EYE_WHITE, (len(vertices), 1))
    colours[off_axis_deg < IRIS_DEG] = 0.5 * np.array(linear_rgb(hair.colour)) + [0.02, 0.02, 0.025]
    colours[off_axis_deg < PUPIL_DEG] = 0.004
    return colours


def _flush(shape: Shape) -> Floats:
    """(13380,): where blood shows: cheeks and nose, knees, elbows, feet, hands."""
    body = shape.template[:BODY_VERTICES]
    spots = np.zeros(len(body))
    nose = np.array([0.0, -0.16, 0.66])
    for place, reach_m in ((nose, 0.016), (np.array([0.042, -0.125, 0.655]), 0.022)):
        off = np.linalg.norm(np.stack([abs(body[:, 0]), body[:, 1], body[:, 2]], axis=1) - place, axis=1)
        spots = np.maximum(spots, np.exp(-((off / reach_m) ** 2)))
    return np.maximum(spots, 0.6 * shape.masks["ears"])


def _with_hair(colours: Floats, hair: Hair, shape: Shape, sex: str) -> Floats:
    tint = np.array(linear_rgb(hair.colour))
    scalp = np.clip(above_hairline(hair, shape) / 0.006, 0, 1)
    if hair.style != "bald":
        colours = _mixed(colours, tint, 0.9 * scalp)
    elif sex == "male":
        colours = _mixed(colours, tint, 0.15 * scalp)
    if sex == "male":
        colours = _mixed(colours, tint, (0.7 if hair.beard else 0.12) * beard_area(shape))
    return _mixed(colours, tint * 0.8, 0.85 * _brows(shape))


def _brows(shape: Shape) -> Floats:
    """(13380,): 1 within the brows, on the template's arch above each eye."""
    x, y, z = shape.template[:BODY_VERTICES].T
    eye_x, _, eye_z = EYE_CENTRE_M
    along = (abs(x) - eye_x) / 0.02
    arch = eye_z + 0.021 + 0.003 * (1 - along**2)
    thick = np.clip(1.6 - abs(z - arch) / 0.003, 0, 1)
    return np.where((abs(along) < 1) & (y < -0.1), thick, 0.0)


def _mixed(colours: Floats, other: Floats, share: Floats) -> Floats:
    share = np.clip(share, 0, 1)[:, None]
    return (1 - share) * colours + share * other
