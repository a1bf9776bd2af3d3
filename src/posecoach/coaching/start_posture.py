"""A start posture that was held."""

from __future__ import annotations

from dataclasses import dataclass

from posecoach.kinematics.measure import Measures
from posecoach.kinematics.rest import Rest


@dataclass(frozen=True, slots=True)
class StartPosture:
    """The reference that it gives, and every measure of it."""

    rest: Rest
    measures: Measures
