import pytest

from posecoach.errors import PosecoachError
from posecoach.video.camera.names import camera_names, find_camera
from posecoach.video.camera.trouble import CameraError, Trouble

CAMERAS = [(0, "Integrated Camera"), (2, "HD Pro Webcam C920"), (4, "Integrated Camera IR"), (6, "Webcam")]


@pytest.mark.parametrize(
    ("where", "number"), [("0", 0), ("4", 4), ("c920", 2), ("pro web", 2), ("WEBCAM", 6), ("camera ir", 4)]
)
def test_a_camera_is_chosen_by_number_or_by_part_of_its_name(where: str, number: int) -> None:
    assert find_camera(where, CAMERAS) == number


@pytest.mark.parametrize("where", ["1", "scanner", "integrated"])
def test_what_means_no_camera_or_several_lists_what_there_is(where: str) -> None:
    with pytest.raises(PosecoachError, match=r"0 \(Integrated Camera\), 2 \(HD Pro Webcam C920\)") as caught:
        find_camera(where, CAMERAS)
    assert "\n" not in str(caught.value)


def test_without_any_camera_that_is_what_is_said() -> None:
    with pytest.raises(CameraError, match="plug one in") as caught:
        find_camera("0", [])
    assert caught.value.trouble is Trouble.MISSING


def test_the_cameras_of_this_machine_are_numbered() -> None:
    numbers = [number for number, _ in camera_names()]
    assert numbers == sorted(set(numbers))
