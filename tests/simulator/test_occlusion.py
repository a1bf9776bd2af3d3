"""A landmark is hidden when flesh that is not its own stands before it."""

import numpy as np

from simulator.body.model import Body, Material, Part
from simulator.posture.posed import Posed
from simulator.scene.camera import Camera
from simulator.scene.occlusion import occluded
from simulator.skeleton import Skeleton

LEFT_EYE, LEFT_KNEE, RIGHT_KNEE, LEFT_HIP = 2, 25, 26, 23
SQUARE_ON = Camera(near="left", height_m=0.25)


def wall(y: float, half: float = 0.2) -> Posed:
    """A body that is a square of skin, across the view of a camera that stands square on at +y."""
    corners = np.array([[-half, y, 0.0], [half, y, 0.0], [half, y, 0.5], [-half, y, 0.5]])
    faces = np.array([[0, 1, 2, 3]])
    bones, weights = np.zeros((4, 1), np.int64), np.ones((4, 1))
    part = Part("skin", Material("skin", (0.5, 0.4, 0.3)), corners, faces, bones, weights)
    skeleton = Skeleton(("root",), np.array([-1]), np.zeros((1, 3)))
    return Posed(Body(skeleton, (part,), {}), np.eye(4)[None], {"skin": corners})


def hidden(place: int, point: tuple[float, float, float], *cast: Posed) -> bool:
    points = np.full((33, 3), [0.0, 3.0, 3.0])
    points[place] = point
    return bool(occluded(points, SQUARE_ON, cast)[place])


def test_hidden_by_what_is_well_before_it() -> None:
    assert hidden(RIGHT_KNEE, (0.0, 0.0, 0.25), wall(0.2))


def test_not_hidden_by_its_own_flesh() -> None:
    assert not hidden(LEFT_KNEE, (0.0, 0.0, 0.25), wall(0.07))
    assert not hidden(LEFT_HIP, (0.0, 0.0, 0.25), wall(0.18))
    assert hidden(LEFT_EYE, (0.0, 0.0, 0.25), wall(0.07))


def test_not_hidden_by_what_is_behind_or_beside_it() -> None:
    assert not hidden(RIGHT_KNEE, (0.0, 0.0, 0.25), wall(-0.2))
    assert not hidden(RIGHT_KNEE, (0.5, 0.0, 0.25), wall(0.2))


def test_hidden_by_somebody_else() -> None:
    assert hidden(LEFT_KNEE, (0.0, 0.0, 0.25), wall(-1.0), wall(0.6))
