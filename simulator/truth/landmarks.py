"""Where the pose network's 33 landmarks truly are on a posed body.

Limb joints are the body model's centres of rotation: the hip is the femoral head and the shoulder the
glenohumeral joint, both inside the body. BlazePose was taught by people who clicked on pictures, and need not
mean the very same places: that difference is part of the error that an accuracy table shows, as it is part of
the error that a user gets. Face, fingers, heels and toes are places on the skin.
"""

from __future__ import annotations

import numpy as np

from posecoach.pose.landmarks import COUNT, Landmark
from simulator.posture.posed import Posed
from simulator.skeleton import Floats, head

JOINTS = {
    "SHOULDER": "upperarm01",
    "ELBOW": "lowerarm01",
    "WRIST": "wrist",
    "HIP": "upperleg01",
    "KNEE": "lowerleg01",
    "ANKLE": "foot",
}
"""Landmark → the bone whose head it is."""


def landmarks(posed: Posed) -> Floats:
    """(33, 3) metres in the world's axes."""
    points = np.full((COUNT, 3), np.nan)
    for side, suffix in (("LEFT", "L"), ("RIGHT", "R")):
        for joint, bone in JOINTS.items():
            points[Landmark[f"{side}_{joint}"]] = head(
                posed.body.skeleton, posed.transforms, f"{bone}.{suffix}"
            )
    skin = posed.vertices["skin"]
    for name, vertices in posed.body.marks.items():
        points[Landmark[name]] = skin[list(vertices)].mean(axis=0)
    missing = [mark.name for mark in Landmark if np.isnan(points[mark, 0])]
    if missing:
        raise ValueError(f"the body has no {', '.join(missing)}; give it marks for them")
    return points
