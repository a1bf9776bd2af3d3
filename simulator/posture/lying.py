"""What lying on the back and on the front share: the trunk on the floor, the head, the parts drawn."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from simulator.body.model import Body
from simulator.posture.bones import REST_LEFT, about, bend, middle
from simulator.posture.contact import Touch, pressed, touches
from simulator.posture.posed import Posed
from simulator.skeleton import Floats, Skeleton, Transforms, move, rigid, skinned

ON_BACK = np.array([[0.0, 0.0, -1.0], [1.0, 0.0, 0.0], [0.0, -1.0, 0.0]])
"""From standing (facing −y, left at +x) to lying with the feet at +x, the face up and the left side at +y."""
ON_FRONT = np.array([[0.0, 0.0, -1.0], [-1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])

NECK = ("neck01", "neck02", "neck03", "head")
_UPPER_BACK = ("spine03", "spine02", "spine01")
_NECK_MOST_DEG = 40.0
"""As far as a neck lifts the head before the upper back follows."""


def settled(body: Body, transforms: Transforms, yielding_m: dict[str, float]) -> Transforms:
    """The trunk pitched and lowered as one piece until both regions touch, each pressed in by its metres, and
    the mid-hip over the origin. yielding_m: the region nearer the feet first."""
    skeleton = body.skeleton
    (low, low_give), (high, high_give) = yielding_m.items()
    across = np.array([0.0, 1.0, 0.0])
    pivot = middle(skeleton, transforms, "upperleg01")
    points = {name: touches(body)[name].at(transforms) - pivot for name in yielding_m}

    def lowest(name: str, pitch_deg: float) -> float:
        return float((points[name] @ about(across, pitch_deg).T)[:, 2].min())

    def uneven(pitch_deg: float) -> float:
        return (lowest(high, pitch_deg) + high_give) - (lowest(low, pitch_deg) + low_give)

    pitch_deg = float(brentq(uneven, -40.0, 40.0, xtol=1e-3))
    transforms = rigid(transforms, about(across, pitch_deg), pivot)
    return move(transforms, np.array([0.0, 0.0, -lowest(low, pitch_deg) - low_give]) - pivot)


def nodded(skeleton: Skeleton, transforms: Transforms, facing: Floats, angle_deg: float) -> Transforms:
    """The chin towards the chest, by an angle that the neck's joints share."""
    turns = dict.fromkeys(NECK, angle_deg / len(NECK))
    return bend(skeleton, transforms, turns, facing @ REST_LEFT)


def curled(skeleton: Skeleton, transforms: Transforms, facing: Floats, angle_deg: float) -> Transforms:
    """The head lifted by an angle: the neck goes as far as it goes, the upper back does the rest."""
    neck_deg = min(angle_deg, _NECK_MOST_DEG)
    upper_back = dict.fromkeys(_UPPER_BACK, (angle_deg - neck_deg) / len(_UPPER_BACK))
    return nodded(skeleton, bend(skeleton, transforms, upper_back, facing @ REST_LEFT), facing, neck_deg)


def head_at_rest(body: Body, transforms: Transforms, facing: Floats, neck_deg: float) -> Transforms:
    """The neck bent, and the head turned the other way, so that it still looks up."""
    turns = {bone: (-0.5 if bone == "head" else 0.5) * neck_deg for bone in NECK}
    return bend(body.skeleton, transforms, turns, facing @ REST_LEFT)


def resting_neck_deg(body: Body, transforms: Transforms, facing: Floats, height_m: float) -> float:
    """The neck's bend that puts the head down at a height. ValueError: a height that no neck reaches."""
    skull: Touch = touches(body)["skull"]

    def gap(angle_deg: float) -> float:
        return skull.lowest(head_at_rest(body, transforms, facing, angle_deg)) - height_m

    low, high = -60.0, 70.0
    if gap(low) > 0 or gap(high) < 0:
        raise ValueError(f"the head cannot rest {height_m:g} m over the floor: take a pillow of 0 to 0.15 m")
    return float(brentq(gap, low, high, xtol=1e-2))


def drawn(body: Body, transforms: Transforms) -> Posed:
    """All parts where the bones carry them, pressed by the floor."""
    vertices = {
        part.name: pressed(skinned(part.vertices, part.bone_indices, part.bone_weights, transforms))
        for part in body.parts
    }
    return Posed(body, transforms, vertices)


def laid(skeleton: Skeleton, transforms: Transforms, facing: Floats) -> Transforms:
    """The standing body turned over as one piece, wherever that puts it."""
    return rigid(transforms, facing, middle(skeleton, transforms, "upperleg01"))
