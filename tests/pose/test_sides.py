from __future__ import annotations

import numpy as np

from posecoach.pose.landmarks import Landmark
from posecoach.pose.sides import Exchange, relabelled
from tests.pose.skeletons import raising


def test_every_exchange_is_its_own_inverse() -> None:
    pose = raising()[50]
    for exchange in Exchange:
        again = relabelled(relabelled(pose, exchange), exchange)
        for name in ("image", "world", "visibility", "presence"):
            np.testing.assert_array_equal(getattr(again, name), getattr(pose, name))
    assert Exchange.BODY.value[Landmark.LEFT_EAR] is Landmark.RIGHT_EAR
    assert Exchange.BODY.value[Landmark.NOSE] is Landmark.NOSE


def test_only_what_is_exchanged_moves() -> None:
    pose = raising()[50]
    legs = relabelled(pose, Exchange.BELOW_HIPS)
    np.testing.assert_array_equal(legs.image[Landmark.LEFT_KNEE], pose.image[Landmark.RIGHT_KNEE])
    np.testing.assert_array_equal(legs.image[Landmark.LEFT_HIP], pose.image[Landmark.LEFT_HIP])
    body = relabelled(pose, Exchange.BODY)
    np.testing.assert_array_equal(body.world[Landmark.LEFT_SHOULDER], pose.world[Landmark.RIGHT_SHOULDER])
