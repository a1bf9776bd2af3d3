"""All angles of one picture's points, to compare pictures by."""

from __future__ import annotations

from collections.abc import Mapping

from posecoach.kinematics.angles import between
from posecoach.kinematics.definitions import ANGLES, columns, definition_of
from posecoach.kinematics.points import Point, named_points
from posecoach.pose.pose import Pose


def points_of(pose: Pose) -> dict[str, Point]:
    return named_points(pose.image, pose.presence, pose.width, pose.height)


def angles_of(points: Mapping[str, Point]) -> dict[str, float | None]:
    """Measure with its side → degrees, of every measure that is an angle between joints."""
    definitions = {column: definition_of(column) for column in columns()}
    return {
        column: between(definition, points, suffix)
        for column, (definition, suffix) in definitions.items()
        if definition.kind in ANGLES
    }
