"""Whom to follow of several people: whoever is as the stretch has them."""

from __future__ import annotations

from posecoach.pose.whom import Preference
from posecoach.stretches.model import Position

PREFERRED: dict[Position, Preference] = {
    "standing": "upright",
    "half_kneeling": "upright",
    "supine": "lying",
    "prone": "lying",
    "side_lying": "lying",
}
