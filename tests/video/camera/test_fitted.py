import numpy as np
import pytest

from posecoach.video.camera.fitted import fitted


@pytest.mark.parametrize(("width", "height"), [(640, 480), (480, 640), (320, 240), (1280, 721), (3, 200)])
def test_any_picture_becomes_the_size_of_the_first(width: int, height: int) -> None:
    image = np.full((height, width, 3), 200, np.uint8)
    assert fitted(image, 640, 480).shape == (480, 640, 3)


def test_a_body_keeps_its_shape_and_its_place_in_the_middle() -> None:
    tall = np.full((640, 360, 3), 200, np.uint8)
    light = fitted(tall, 640, 480)[:, :, 0] > 100
    columns = np.flatnonzero(light.all(axis=0))
    assert len(columns) == 270
    assert columns[0] == (640 - 270) // 2
