from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posecoach.pose.turning import turned, turned_back
from posecoach.video.frame import Frame
from tests.pose.skeletons import HEIGHT, WIDTH, lying


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_mark_in_a_turned_picture_comes_back_to_its_place(quarters: int) -> None:
    image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    image[100, 500] = 255
    y, x = np.argwhere(turned(Frame(0, image), quarters).image[:, :, 0])[0]
    height, width = turned(Frame(0, image), quarters).image.shape[:2]
    pose = lying(0)
    found = replace(pose, image=np.full((33, 2), [x + 0.5, y + 0.5], np.float32), width=width, height=height)
    back = turned_back(found, quarters)
    np.testing.assert_allclose(back.image[0], [500.5, 100.5])
    assert (back.width, back.height) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_the_world_turns_with_the_image(quarters: int) -> None:
    pose = lying(0, left_deg=40)
    back = turned_back(pose, quarters)
    for moved, true in ((back.image, pose.image), (back.world, pose.world)):
        assert np.linalg.norm(moved[25] - moved[12]) == pytest.approx(np.linalg.norm(true[25] - true[12]))
    offsets = back.image - back.image.mean(0), back.world[:, :2] - back.world[:, :2].mean(0)
    scale = (offsets[0] * offsets[1]).sum() / (offsets[1] ** 2).sum()
    np.testing.assert_allclose(offsets[0], scale * offsets[1], atol=30)
    np.testing.assert_array_equal(back.world[:, 2], pose.world[:, 2])
