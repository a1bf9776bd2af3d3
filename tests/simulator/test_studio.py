"""The studio draws a body where the camera has it, into a room that does not move, and the same each time."""

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.body.model import Body, Material, Part
from simulator.posture.posed import Posed
from simulator.scene.camera import Camera, project
from simulator.scene.solids import box
from simulator.skeleton import Skeleton

pytest.importorskip("bpy")

CAMERA = Camera(width=160, height=90, distance_m=3)
RED = Material("shoe", (0.8, 0.0, 0.0))
HERE, THERE = np.array([-0.4, 0.0, 0.2]), np.array([0.5, 0.0, 0.5])


def red_box() -> Body:
    shape = box((0.2, 0.2, 0.2))
    bones = np.zeros((len(shape.vertices), 1), np.int64)
    part = Part("box", RED, shape.vertices, shape.faces, bones, np.ones(bones.shape))
    return Body(Skeleton(("root",), np.array([-1]), np.zeros((1, 3))), (part,), {})


def pictures(body: Body) -> list[NDArray[np.uint8]]:
    from simulator.scene.studio import studio

    shape = body.part("box").vertices
    with studio("studio", "bright_day", CAMERA, [body]) as draw:
        return [draw([Posed(body, np.eye(4)[None], {"box": shape + place})]) for place in (HERE, THERE)]


def reddest(picture: NDArray[np.uint8]) -> tuple[float, float]:
    red, green, _ = np.moveaxis(picture.astype(float), 2, 0)
    rows, columns = np.nonzero(red - green > 80)
    return float(columns.mean()), float(rows.mean())


def test_draws_a_body_where_the_camera_sees_it_in_a_still_room() -> None:
    body = red_box()
    first, second = pictures(body)
    for picture, place in ((first, HERE), (second, THERE)):
        middle = project(CAMERA, np.add(place, [0, 0, 0.1])[None])[0][0]
        assert reddest(picture) == pytest.approx(tuple(middle), abs=2)
    np.testing.assert_array_equal(first[:, :5], second[:, :5])
    again, _ = pictures(body)
    np.testing.assert_array_equal(first, again)
