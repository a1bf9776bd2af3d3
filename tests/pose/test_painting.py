from __future__ import annotations

import numpy as np

from posecoach.pose.painting import alone, without
from posecoach.pose.pose import Pose
from posecoach.video.frame import Frame
from tests.pose.people import standing
from tests.pose.skeletons import lying
from tests.pose.test_tracker import PICTURE

ROOM = Frame(0.0, PICTURE)


def shown(frame: Frame, pose: Pose) -> float:
    """The share of the landmarks whose pixels are left."""
    x, y = pose.image.round().astype(int).T
    return float((frame.image[y, x] == PICTURE[y, x]).all(axis=1).mean())


def test_one_body_is_left_and_the_other_gone() -> None:
    ours, other = lying(0), standing(0)
    left = alone(ROOM, ours)
    assert shown(left, ours) == 1
    assert shown(left, other) < 0.3
    assert left.time_s == ROOM.time_s


def test_bodies_are_gone_and_another_is_left() -> None:
    ours, other = lying(0, at=(-120, 40)), standing(0)
    left = without(ROOM, [other])
    assert shown(left, other) == 0
    assert shown(left, ours) == 1


def test_the_picture_itself_stays_as_it_is() -> None:
    before = PICTURE.copy()
    alone(ROOM, lying(0))
    np.testing.assert_array_equal(PICTURE, before)
