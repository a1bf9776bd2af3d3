"""Where the camera stands."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.kinematics.definitions import MEASURES, Unit
from posecoach.kinematics.error import half_width_deg, supported
from posecoach.kinematics.measure import measure
from posecoach.kinematics.view import out_of_sight, view
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import absent
from tests.bodies import Body, mirrored, pose_of, scaled


@pytest.mark.parametrize(
    ("yaw_deg", "kind"),
    [(0, "side"), (15, "side"), (-15, "side"), (40, "oblique"), (-50, "oblique"), (80, "front")],
)
@pytest.mark.parametrize("face_up", [True, False])
def test_the_yaw_is_found(yaw_deg: float, kind: str, face_up: bool) -> None:
    seen = view(pose_of(Body(yaw_deg=yaw_deg, face_up=face_up)))
    assert seen is not None
    assert seen.yaw_deg == pytest.approx(abs(yaw_deg), abs=0.1)
    assert seen.kind == kind


def test_the_near_side_is_the_one_towards_the_camera() -> None:
    supine, prone = view(pose_of(Body())), view(pose_of(Body(face_up=False)))
    flipped = view(mirrored(pose_of(Body())))
    assert supine is not None
    assert prone is not None
    assert flipped is not None
    assert (supine.near, prone.near, flipped.near) == ("right", "left", "left")


def test_nobody_has_no_view() -> None:
    assert view(absent(0.0, 640, 360)) is None


def test_joints_out_of_the_picture_are_named_only_where_both_are_out() -> None:
    pose = pose_of(Body())
    image = pose.image.copy()
    image[Landmark.LEFT_ANKLE] = (700, 100)
    one_out = replace(pose, image=image)
    assert out_of_sight(one_out, ["hip", "ankle"]) == []
    assert out_of_sight(one_out, ["hip", "ankle"], ("left",)) == ["ankle"]
    assert out_of_sight(replace(pose, width=300), ["shoulder", "ankle"]) == ["ankle"]
    assert out_of_sight(scaled(pose, 2.0), ["ankle"]) == []


def test_the_error_grows_with_the_view_and_the_scatter_and_has_an_end() -> None:
    steady, shaky = np.full(60, 60.0), 60.0 + 4.0 * np.sin(np.arange(60))
    side, turned = (
        half_width_deg("leg_elevation", 0.0, steady),
        half_width_deg("leg_elevation", 18.0, steady),
    )
    scattered = half_width_deg("leg_elevation", 0.0, shaky)
    assert side is not None
    assert turned is not None
    assert scattered is not None
    assert 0 < side < scattered
    assert side < turned
    from_rest = half_width_deg("leg_elevation", 0.0, steady, floor_known=True)
    assert from_rest is not None
    assert from_rest < side
    assert half_width_deg("leg_elevation", 30.0, steady) is None
    assert half_width_deg("chest_facing", 0.0, steady) is None


def test_every_angle_has_an_error() -> None:
    angles = {name for name, definition in MEASURES.items() if definition.unit is Unit.DEGREES}
    for name in angles - {"chest_facing"}:
        assert half_width_deg(name, 0.0, np.full(9, 60.0)) is not None, name


def test_what_the_view_cannot_support_is_not_shown() -> None:
    measures = measure(pose_of(Body()))
    assert supported(measures, 0.0, 15.0) == measures
    oblique = supported(measures, 40.0, 15.0)
    assert oblique["leg_elevation_left"] is None
    assert oblique["trunk_elevation"] is None
    assert oblique["chest_facing"] == measures["chest_facing"]
    assert oblique["wrist_to_knee_left"] == measures["wrist_to_knee_left"]
    assert supported(measures, None, 15.0)["knee_left"] is None
