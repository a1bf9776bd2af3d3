"""A picture put square to the body by a camera that is known, on photographs by another pinhole."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.kinematics.camera import Camera, cut_and_scaled, from_plane, homography, onto_plane, square_on
from posecoach.kinematics.points import BodySide, Point, with_middles
from tests.bodies import (
    HEIGHT,
    HOOK,
    KNEELING,
    STANDING,
    WIDTH,
    Body,
    Lens,
    knee_pulled,
    mirrored,
    photographed,
    scaled,
    side_on,
    straight,
)
from tests.kinematics.angles import angles_of, points_of

BODIES = {
    "leg raised": Body(left=HOOK, right=straight(63.0)),
    "leg past the vertical": Body(left=straight(0.0), right=straight(105.0)),
    "knee to the chest": Body(left=knee_pulled(120.0), right=straight(0.0)),
    "prone": Body(face_up=False),
    "pressed up": Body(trunk_deg=38.0, face_up=False),
    "standing": STANDING,
    "bowing": replace(STANDING, trunk_deg=40.0),
    "kneeling": KNEELING,
}
TURNED = Lens(35.0, pitch_deg=12.0, roll_deg=-4.0)


def camera_of(lens: Lens, near: BodySide = "right") -> Camera:
    return Camera(lens.yaw_deg, lens.pitch_deg, lens.roll_deg, lens.focal_px, (WIDTH / 2, HEIGHT / 2), near)


def near_side(body: Body) -> BodySide:
    return "right" if body.face_up else "left"


def seen_square_on(body: Body, lens: Lens) -> dict[str, Point]:
    return with_middles(square_on(camera_of(lens, near_side(body)), points_of(photographed(body, lens))))


@pytest.mark.parametrize("yaw_deg", [-45.0, 0.0, 30.0])
def test_from_the_plane_is_the_way_back(yaw_deg: float) -> None:
    camera = camera_of(Lens(yaw_deg, pitch_deg=12.0, roll_deg=-4.0))
    pixels = np.array([[0.0, 0.0], [WIDTH, 0.0], [WIDTH / 2, HEIGHT / 2], [17.0, HEIGHT]])
    assert from_plane(camera, onto_plane(camera, pixels)) == pytest.approx(pixels)


def test_a_level_camera_square_to_the_plane_changes_nothing_but_the_scale() -> None:
    camera = camera_of(Lens(0.0, pitch_deg=0.0, field_of_view_deg=90.0))
    pixels = np.array([[WIDTH / 2, HEIGHT / 2], [WIDTH, HEIGHT / 2], [WIDTH / 2, 0.0]])
    assert onto_plane(camera, pixels) == pytest.approx(
        np.array([[0.0, 0.0], [1.0, 0.0], [0.0, HEIGHT / WIDTH]])
    )


@pytest.mark.parametrize(
    ("lens", "pixel", "place"),
    [
        # What lies straight ahead of a camera that looks down by 45° is one distance below it …
        (Lens(pitch_deg=45.0), (WIDTH / 2, HEIGHT / 2), (0.0, -1.0)),
        # … and of one turned by 45° one distance to the side to which the plane comes nearer.
        (Lens(45.0, pitch_deg=0.0), (WIDTH / 2, HEIGHT / 2), (1.0, 0.0)),
        # A camera on its left side has the sky on the right of its picture.
        (Lens(pitch_deg=0.0, roll_deg=90.0, field_of_view_deg=90.0), (WIDTH, HEIGHT / 2), (0.0, 1.0)),
    ],
)
def test_the_signs_of_yaw_pitch_and_roll(
    lens: Lens, pixel: tuple[float, float], place: tuple[float, float]
) -> None:
    assert onto_plane(camera_of(lens), np.array([pixel]))[0] == pytest.approx(place, abs=1e-9)


def test_a_homography_takes_lines_to_lines() -> None:
    matrix = homography(camera_of(TURNED))
    line = np.array([[100.0 + 40.0 * k, 50.0 + 25.0 * k] for k in range(5)])
    places = onto_plane(camera_of(TURNED), line)
    along = places - places[0]
    assert along[1:, 0] * along[1, 1] == pytest.approx(along[1:, 1] * along[1, 0])
    assert np.linalg.det(matrix) != pytest.approx(0.0)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("yaw_deg", [-45.0, -20.0, 0.0, 30.0, 45.0])
@pytest.mark.parametrize(("pitch_deg", "roll_deg"), [(0.0, 0.0), (15.0, 4.0), (-5.0, -6.0)])
def test_the_true_camera_gives_the_true_angles(
    body: Body, yaw_deg: float, pitch_deg: float, roll_deg: float
) -> None:
    seen = angles_of(seen_square_on(body, Lens(yaw_deg, pitch_deg, roll_deg)))
    truth = angles_of(side_on(body))
    for name, value in truth.items():
        # A torso's length is the mean of its near and its far end's: 1° where limbs point at the camera.
        assert seen[name] == pytest.approx(value, abs=1.0), name


def test_the_picture_itself_is_far_off_where_the_camera_is_turned() -> None:
    """So that the tests above have something to put right."""
    body = BODIES["leg raised"]
    plain, truth = angles_of(points_of(photographed(body, TURNED))), angles_of(side_on(body))
    off = {name: abs((plain[name] or 0.0) - (value or 0.0)) for name, value in truth.items()}
    assert sum(deg > 10.0 for deg in off.values()) >= 2


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_mirror_exchanges_the_sides_and_changes_no_angle(body: Body) -> None:
    pose, near = photographed(body, TURNED), near_side(body)
    camera = camera_of(TURNED, near)
    behind: BodySide = "left" if near == "right" else "right"
    glass = replace(camera, yaw_deg=-camera.yaw_deg, roll_deg=-camera.roll_deg, near=behind)
    here = square_on(camera, points_of(pose))
    there = square_on(glass, points_of(mirrored(pose)))
    for name, (x, y) in here.items():
        other = name.replace("left", "#").replace("right", "left").replace("#", "right")
        assert there[other] == pytest.approx((-x, y), abs=0.01)


@pytest.mark.parametrize("factor", [0.25, 3.0])
def test_the_size_of_the_picture_changes_nothing(factor: float) -> None:
    pose, camera = photographed(BODIES["leg raised"], TURNED), camera_of(TURNED)
    large = scaled(pose, factor)
    other = cut_and_scaled(camera, (0.0, 0.0), factor)
    here, there = square_on(camera, points_of(pose)), square_on(other, points_of(large))
    for name, (x, y) in here.items():
        assert there[name] == pytest.approx((x * factor, y * factor), rel=1e-3, abs=0.01)


def test_a_part_of_the_picture_shows_the_same() -> None:
    camera = camera_of(TURNED)
    points = points_of(photographed(BODIES["leg raised"], TURNED))
    part = {name: (x - 40.0, y - 25.0) for name, (x, y) in points.items()}
    here, there = square_on(camera, points), square_on(cut_and_scaled(camera, (40.0, 25.0), 1.0), part)
    for name, place in here.items():
        assert there[name] == pytest.approx(place, abs=0.01)


def test_a_distance_is_about_as_many_pixels_as_before() -> None:
    body, lens = Body(), Lens(pitch_deg=0.0)
    before = points_of(photographed(body, lens))
    after = square_on(camera_of(lens), before)
    for points in (before, after):
        assert points["hip_right"][0] - points["shoulder_right"][0] == pytest.approx(0.5 * 180.0, rel=0.1)


def test_joints_stand_before_and_behind_the_plane() -> None:
    """A body twice as wide is put right only if its width is what the table says."""
    wide = replace(BODIES["leg raised"], breadth=2.0)
    seen, truth = angles_of(seen_square_on(wide, TURNED)), angles_of(side_on(wide))
    off = [abs((seen[name] or 0.0) - (value or 0.0)) for name, value in truth.items()]
    assert max(off) > 4.0


def test_no_points_give_no_points_and_lines_of_sight_along_the_plane_stay_finite() -> None:
    assert square_on(camera_of(TURNED), {}) == {}
    beyond = onto_plane(camera_of(Lens(80.0)), np.array([[0.0, 0.0], [WIDTH, HEIGHT]]))
    assert np.isfinite(beyond).all()
