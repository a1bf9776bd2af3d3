"""Turning bones to where they are wanted: directions and hinges instead of angles that pile up."""

from __future__ import annotations

import numpy as np
from scipy.spatial.transform import Rotation

from simulator.skeleton import Floats, Skeleton, Transforms, head, turn

# The standing rest shape faces −y with its left at +x.
REST_LEFT = np.array([1.0, 0.0, 0.0])
REST_FRONT = np.array([0.0, -1.0, 0.0])
REST_DOWN = np.array([0.0, 0.0, -1.0])


def unit(vector: Floats) -> Floats:
    return vector / np.linalg.norm(vector)


def about(axis: Floats, angle_deg: float) -> Floats:
    """(3, 3): the rotation about an axis, right-handed."""
    return Rotation.from_rotvec(unit(axis) * angle_deg, degrees=True).as_matrix()


def frame(direction: Floats, hinge: Floats) -> Floats:
    """(3, 3): columns along a bone, along its hinge as far as that is square to it, and across both."""
    along = unit(direction)
    side = unit(hinge - (hinge @ along) * along)
    return np.column_stack([along, side, np.cross(along, side)])


def middle(skeleton: Skeleton, transforms: Transforms, bone: str) -> Floats:
    """(3,): half-way between the left and the right joint of a paired bone."""
    left, right = (head(skeleton, transforms, f"{bone}.{side}") for side in "LR")
    return (left + right) / 2


def two_bones(
    start: Floats, end: Floats, lengths_m: tuple[float, float], towards: Floats
) -> tuple[Floats, Floats]:
    """(3,): where the joint between two bones is that go from a start to an end, as far out as it must be
    towards a direction; and the axis that the joint turns about."""
    first, second = lengths_m
    span = float(np.linalg.norm(end - start))
    along = (end - start) / span
    to_foot = (span**2 + first**2 - second**2) / (2 * span)
    aside = unit(towards - (towards @ along) * along)
    joint = start + along * to_foot + aside * np.sqrt(max(first**2 - to_foot**2, 0.0))
    return joint, np.cross(aside, along)


def orient(skeleton: Skeleton, transforms: Transforms, bone: str, rotation: Floats) -> Transforms:
    """The bone (and all that hangs on it) turned until it stands at ``rotation`` from its rest shape."""
    now = transforms[skeleton.index[bone], :3, :3]
    return turn(skeleton, transforms, bone, rotation @ now.T)


def bend(skeleton: Skeleton, transforms: Transforms, turns_deg: dict[str, float], axis: Floats) -> Transforms:
    """A chain of bones, each turned by its share about one axis, in the order given."""
    for bone, angle_deg in turns_deg.items():
        transforms = turn(skeleton, transforms, bone, about(axis, angle_deg))
    return transforms


def twist_deg(rotation: Floats, axis: Floats) -> float:
    """How far a rotation turns about an axis, its swing taken away; −180 to 180."""
    x, y, z, w = Rotation.from_matrix(rotation).as_quat()
    angle = 2 * np.degrees(np.arctan2(np.array([x, y, z]) @ unit(axis), w))
    return float((angle + 180) % 360 - 180)
