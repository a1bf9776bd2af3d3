"""Rooms leave the view of the patient free, and people are let into the empty room without a seam."""

import itertools

import numpy as np
import pytest

from simulator.scene.camera import Camera, position, project, side
from simulator.scene.region import Window, around, let_in
from simulator.scene.room import belongings, light_named, lights, room_named, rooms
from simulator.scene.stage import WALL_HEIGHT_M, floor_height_m, pieces

EXTREMES = list(itertools.product(("left", "right"), (-60.0, 0.0, 60.0), (1.5, 4.0)))


@pytest.mark.parametrize("room", sorted(rooms()))
def test_nothing_comes_between_camera_and_patient(room: str) -> None:
    """Whatever stands higher than a mat is behind the patient, or to the side of the camera."""
    for near, yaw_deg, distance_m in EXTREMES:
        camera = Camera.model_validate({"near": near, "yaw_deg": yaw_deg, "distance_m": distance_m})
        for piece in pieces(rooms()[room], lights()["bright_day"], camera, []):
            x, y, z = piece.mesh.vertices.T
            standing = (z > 0.1) & (z < WALL_HEIGHT_M - 0.1)
            aside = np.abs(x) > abs(position(camera)[0]) + 0.2
            behind = y * side(camera) < -0.5
            assert (aside | behind)[standing].all()


def test_the_floor_is_below_what_one_lies_on() -> None:
    bare, with_rug = room_named("studio"), room_named("living_room")
    assert floor_height_m(bare, belongings("floor", ["pillow"])) == 0
    assert floor_height_m(bare, belongings("bed", [])) < -0.4
    assert floor_height_m(with_rug, belongings("mat", [])) < floor_height_m(bare, belongings("mat", [])) < 0


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="no room 'cellar'; choose one of bedroom, "):
        room_named("cellar")
    with pytest.raises(ValueError, match="no light 'candle'"):
        light_named("candle")
    with pytest.raises(ValueError, match="no thing to lie on 'pillow'"):
        belongings("pillow", [])
    with pytest.raises(ValueError, match="no prop 'bed'"):
        belongings("mat", ["bed"])


def test_a_window_holds_people_and_their_shadows() -> None:
    camera = Camera()
    points = np.array([[0.0, 0.0, 0.5], [0.3, 0.1, 0.2]])
    lamp = np.array([0.0, 1.0, 1.5])
    window = around(points, [lamp], 0.0, camera)
    shadow = np.array([[0.0, -0.5, 0.0]])
    for x, y in project(camera, np.concatenate([points, shadow]))[0]:
        assert window.left < x < window.right
        assert window.top < y < window.bottom


def test_a_part_fades_into_the_picture_but_not_at_its_edge() -> None:
    whole = np.zeros((200, 300, 3), np.uint8)
    part = np.full((100, 150, 3), 200, np.uint8)
    mixed = let_in(whole, part, Window(0, 50, 150, 150))
    assert mixed[100, 0, 0] == 200
    assert mixed[100, 75, 0] == 200
    assert 0 < mixed[100, 148, 0] < 40
    assert mixed[100, 151, 0] == 0
