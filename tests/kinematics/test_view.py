"""Where the camera stands, and how far angles may be off from there."""

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from posecoach.kinematics.calibration import Calibration
from posecoach.kinematics.camera import Camera
from posecoach.kinematics.definitions import ANGLES, MEASURES, definition_of
from posecoach.kinematics.error import (
    WIDEST_PLAIN_YAW_DEG,
    WIDEST_YAW_DEG,
    best_half_width_deg,
    half_widths_deg,
    held_half_width_deg,
    reading_half_width_deg,
    supported,
)
from posecoach.kinematics.measure import measure
from posecoach.kinematics.rest import Rest
from posecoach.kinematics.view import out_of_sight, read_yaw_deg, view
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import absent
from tests.bodies import Body, Lens, mirrored, photographed, pose_of, scaled


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


@pytest.mark.parametrize("yaw_deg", [-40.0, -15.0, 0.0, 15.0, 40.0])
@pytest.mark.parametrize("pitch_deg", [0.0, 15.0])
@pytest.mark.parametrize("face_up", [True, False])
def test_which_way_the_plane_turns_is_read_too(yaw_deg: float, pitch_deg: float, face_up: bool) -> None:
    pose = photographed(Body(face_up=face_up), Lens(yaw_deg, pitch_deg), clicked=True)
    assert read_yaw_deg(pose) == pytest.approx(yaw_deg, abs=4.0)
    assert read_yaw_deg(mirrored(pose)) == pytest.approx(-read_yaw_deg(pose), abs=0.01)


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


def rest_seen_from(yaw_deg: float, misfit: float | None = None) -> Rest:
    """misfit: of a calibration; None where there is none."""
    calibration = None
    if misfit is not None:
        camera = Camera(yaw_deg, 8.0, 0.0, 500.0, (320.0, 180.0), "right")
        calibration = Calibration(camera, {}, yaw_deg, 5.0, misfit)
    return Rest({}, 90.0, abs(yaw_deg), calibration)


ANGULAR = sorted(name for name, definition in MEASURES.items() if definition.kind in ANGLES)
STRAIGHT, BENT = {"knee_left": 178.0, "knee_right": 178.0}, {"knee_left": 75.0, "knee_right": 75.0}


def column_of(name: str, side: str = "right") -> str:
    return f"{name}_{side}" if MEASURES[name].sided else name


def width_deg(column: str, rest: Rest, knees: Mapping[str, float | None]) -> float:
    width = reading_half_width_deg(column, knees, rest)
    assert width is not None
    return width


@pytest.mark.parametrize("misfit", [None, 0.5])
@pytest.mark.parametrize("knees", [STRAIGHT, BENT], ids=["straight", "bent"])
@pytest.mark.parametrize("name", ANGULAR)
def test_the_error_of_every_angle_grows_with_the_view(
    name: str, knees: dict[str, float | None], misfit: float | None
) -> None:
    farthest_deg = WIDEST_PLAIN_YAW_DEG if misfit is None else WIDEST_YAW_DEG
    seen_from = [rest_seen_from(share * farthest_deg, misfit) for share in (0.0, 0.4, 0.7, 1.0)]
    widths = [width_deg(column_of(name), rest, knees) for rest in seen_from]
    assert 0 < widths[0] <= widths[-1] < 130.0
    assert widths == sorted(widths)


def test_a_bad_fit_is_worth_less_than_a_good_one() -> None:
    good, usual, poor = (rest_seen_from(20.0, misfit) for misfit in (0.5, 1.0, 1.5))
    for name in ANGULAR:
        width = width_deg(column_of(name), good, STRAIGHT)
        assert width_deg(column_of(name), usual, STRAIGHT) == width
        assert width_deg(column_of(name), poor, STRAIGHT) == pytest.approx(1.5 * width)


def test_a_known_camera_makes_oblique_angles_better() -> None:
    for column in ("leg_elevation_right", "hip_flexion_right", "trunk_elevation"):
        calibrated, plain = rest_seen_from(20.0, 0.5), rest_seen_from(20.0)
        assert width_deg(column, calibrated, STRAIGHT) < width_deg(column, plain, STRAIGHT)


def test_what_is_no_angle_or_not_measured_or_seen_from_too_far_round_has_no_error() -> None:
    measures = measure(pose_of(Body())) | {"knee_left": None}
    angles = {column for column in measures if definition_of(column)[0].kind in ANGLES} - {"knee_left"}
    widths = half_widths_deg(measures, rest_seen_from(45.0, 0.5))
    assert {column for column, width in widths.items() if width is not None} == angles
    for rest in (None, rest_seen_from(45.1, 0.5), rest_seen_from(25.1)):
        assert half_widths_deg(measures, rest) == dict.fromkeys(measures)


def test_a_hold_is_as_sure_as_its_readings_and_its_scatter() -> None:
    times_s = [k / 30 for k in range(60)]
    steady = [(time_s, 60.0) for time_s in times_s]
    shaky = [(time_s, 60.0 + 4.0 * math.sin(60.0 * time_s)) for time_s in times_s]
    widths: dict[float, float | None] = dict.fromkeys(times_s, 6.0)
    assert held_half_width_deg(steady, widths) == pytest.approx(6.0)
    assert (held_half_width_deg(shaky, widths) or 0.0) > 6.1
    half = {time_s: (None if k < 31 else 6.0) for k, time_s in enumerate(times_s)}
    assert held_half_width_deg(steady, half) is None
    assert held_half_width_deg(steady, {}) is None


def test_what_the_view_cannot_support_is_not_shown() -> None:
    measures = measure(pose_of(Body()))
    angles = {column for column in measures if definition_of(column)[0].kind in ANGLES}
    widths: dict[str, float | None] = dict.fromkeys(measures, 6.0)
    assert supported(measures, widths, 6.0) == measures
    for shown in (supported(measures, widths, 5.9), supported(measures, dict.fromkeys(measures), 90.0)):
        assert {column for column in shown if shown[column] != measures[column]} == angles
        assert {shown[column] for column in angles} == {None}


def test_the_best_that_can_be_told_is_of_the_near_leg_in_the_better_posture() -> None:
    rest = rest_seen_from(10.0, 0.5)
    widths = [width_deg("leg_elevation_right", rest, knees) for knees in (STRAIGHT, BENT)]
    assert best_half_width_deg("leg_elevation", rest) == min(widths)
    assert best_half_width_deg("trunk_elevation", rest) == width_deg("trunk_elevation", rest, {})
    assert best_half_width_deg("leg_elevation", rest_seen_from(50.0, 0.5)) is None
    assert best_half_width_deg("chest_facing", rest) is None
