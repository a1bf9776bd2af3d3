"""Points of the world fall in the picture where a camera would see them, and where Blender draws them."""

import math

import numpy as np
import pytest

from simulator.scene.camera import Camera, focal_length_px, pose, project

LEFT_HAND = np.array([[0.0, 0.4, 0.1]])
HEAD, FEET = np.array([[-0.8, 0.0, 0.25]]), np.array([[0.9, 0.0, 0.25]])
CAMERAS = [
    Camera(),
    Camera(near="right", yaw_deg=35, roll_deg=6, height_m=1.5, width=360, height=640, distance_m=3.5),
    Camera(prone=True, yaw_deg=-50, roll_deg=-4, hfov_deg=80),
]
SIDES = [("left", False, 1), ("right", False, -1), ("left", True, -1), ("right", True, 1)]


def test_looks_at_its_point_from_where_it_stands() -> None:
    for camera in CAMERAS:
        pixels, depths = project(camera, np.array([camera.look_at_m]))
        assert pixels[0] == pytest.approx((camera.width / 2, camera.height / 2))
        rise = camera.height_m - camera.look_at_m[2]
        assert depths[0] == pytest.approx(math.hypot(camera.distance_m, rise))


def test_sees_the_near_side() -> None:
    """A body on its back has its left hand at +y, on its front at −y."""
    for near, prone, sign in (
        ("left", False, 1),
        ("right", False, -1),
        ("left", True, -1),
        ("right", True, 1),
    ):
        camera = Camera.model_validate({"near": near, "prone": prone})
        near_depth = project(camera, LEFT_HAND * [1, sign, 1])[1]
        assert near_depth < project(camera, LEFT_HAND * [1, -sign, 1])[1]


def test_yaw_moves_it_towards_the_feet() -> None:
    for near in ("left", "right"):
        camera = Camera.model_validate({"near": near, "yaw_deg": 40})
        assert project(camera, FEET)[1] < project(camera, HEAD)[1]


def test_roll_turns_the_picture_anticlockwise() -> None:
    camera = Camera(roll_deg=5)
    right = np.array([camera.look_at_m]) + pose(Camera())[:3, 0] * 0.5
    (x, y), *_ = project(camera, right)[0] - [camera.width / 2, camera.height / 2]
    assert math.degrees(math.atan2(-y, x)) == pytest.approx(5)


def test_angle_of_view_spans_the_longer_side() -> None:
    for camera in CAMERAS:
        half = math.tan(math.radians(camera.hfov_deg / 2)) * focal_length_px(camera)
        assert half == pytest.approx(max(camera.width, camera.height) / 2)


def test_agrees_with_blender() -> None:
    bpy = pytest.importorskip("bpy")
    from bpy_extras.object_utils import world_to_camera_view
    from mathutils import Matrix, Vector

    points = np.random.default_rng(0).uniform(-0.9, 0.9, (20, 3))
    scene = bpy.context.scene
    for camera in CAMERAS:
        scene.render.resolution_x, scene.render.resolution_y = camera.width, camera.height
        lens = bpy.data.cameras.new("camera")
        lens.angle = math.radians(camera.hfov_deg)
        seen_by = bpy.data.objects.new("camera", lens)
        seen_by.matrix_world = Matrix(pose(camera).tolist())
        scene.collection.objects.link(seen_by)
        bpy.context.view_layer.update()
        across = np.array([world_to_camera_view(scene, seen_by, Vector(point)) for point in points])
        expected = np.column_stack([across[:, 0] * camera.width, (1 - across[:, 1]) * camera.height])
        np.testing.assert_allclose(project(camera, points)[0], expected, atol=0.1)
