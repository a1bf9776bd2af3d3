"""Which outline shows how to lie or stand before a stretch, and where its parts are seen from the camera."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Annotated

import numpy as np
import yaml
from pydantic import Field

from posecoach.coaching.conditions import broken
from posecoach.kinematics.camera import Floats
from posecoach.kinematics.points import SIDES
from posecoach.stretches.condition import Strict
from posecoach.stretches.model import CameraPlace, Position, Stretch

Place = Annotated[tuple[float, float], Field(description="x and z, metres")]

FILE = Path(__file__).with_name("outlines.yaml")
LYING: tuple[Position, ...] = ("supine", "prone", "side_lying")
BESIDE_M = {
    "shoulder": 0.17,
    "elbow": 0.2,
    "wrist": 0.19,
    "hip": 0.09,
    "knee": 0.1,
    "ankle": 0.1,
    "toes": 0.11,
}
"""How far a joint lies beside the body's middle; judgement."""


class Limbs(Strict):
    elbow: Place
    wrist: Place
    knee: Place
    ankle: Place
    toes: Place


class Ball(Strict):
    at: Place
    radius: float = Field(gt=0)


class Outline(Strict):
    """A posture, as outlines.yaml writes it."""

    position: Position
    angles: dict[str, float]
    only: tuple[str, ...] = ()
    ball: Ball | None = None
    head: Place
    shoulder: Place
    hip: Place
    near: Limbs
    far: Limbs


@cache
def outlines() -> dict[str, Outline]:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {name: Outline.model_validate(value) for name, value in content.items()}


def outline_of(stretch: Stretch) -> str:
    """The name of the first outline that fits the stretch; the first of its position, where its start posture
    contradicts them all."""
    known = {
        name: outline
        for name, outline in outlines().items()
        if outline.position == stretch.position and (not outline.only or stretch.id in outline.only)
    }
    return next((name for name, outline in known.items() if _fits(outline, stretch)), next(iter(known)))


def _fits(outline: Outline, stretch: Stretch) -> bool:
    of_sides = {f"{name}_{side}": value for name, value in outline.angles.items() for side in SIDES}
    return not broken(stretch.start.when, "left", outline.angles | of_sides)


def seen_from(camera: CameraPlace, outline: Outline) -> dict[str, Floats]:
    """Where the camera sees the joints, far from it: ``knee_near`` → (rightwards, down) in metres; the feet,
    or the front, to the right."""
    beside_deg = 90.0 if outline.position == "side_lying" else 0.0
    turn = math.radians(camera.turn_deg - beside_deg)
    middle_m = outline.head[1] / 2
    pitch = math.atan2(max(0.0, camera.height_m - middle_m), camera.distance_m)

    def seen(place: Place, beside_m: float) -> Floats:
        along = place[0] * math.cos(turn) + beside_m * math.sin(turn)
        away = -place[0] * math.sin(turn) + beside_m * math.cos(turn)
        return np.array([along, -place[1] * math.cos(pitch) - away * math.sin(pitch)])

    places = {"head": seen(outline.head, 0.0)}
    if outline.ball:
        places["ball"] = seen(outline.ball.at, 0.0)
    for side, sign, limbs in (("near", -1.0, outline.near), ("far", 1.0, outline.far)):
        joints = {"shoulder": outline.shoulder, "hip": outline.hip, **limbs.model_dump()}
        for joint, place in joints.items():
            places[f"{joint}_{side}"] = seen(place, sign * BESIDE_M[joint])
    return places
