"""A body in a posture, ready to be drawn and measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.body.model import Body
from simulator.skeleton import Floats, Transforms

Parameters = Mapping[str, float]
"""What a posture is made from: ``left_thigh_deg``, ``left_knee_deg``, ``head_lift_deg`` …; each position's
dataclass says which it takes."""


@dataclass(frozen=True)
class Posed:
    """vertices: a part's name → (v, 3) world coordinates, nothing below what it lies on."""

    body: Body
    transforms: Transforms
    vertices: dict[str, Floats]
