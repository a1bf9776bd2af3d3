import numpy as np

from posecoach.video.camera.judge import PictureJudge
from posecoach.video.camera.trouble import Trouble
from posecoach.video.frame import Frame, Image


def noise(seed: int, brightest: int = 255) -> Image:
    return np.random.default_rng(seed).integers(0, brightest, (48, 64, 3), dtype=np.uint8)


def judged(
    pictures: list[tuple[float, Image]], may_freeze: bool = True
) -> list[tuple[float, Trouble | None]]:
    """The verdicts, each at the time when it changed."""
    judge = PictureJudge(may_freeze=may_freeze)
    changes: list[tuple[float, Trouble | None]] = []
    for time_s, image in pictures:
        trouble = judge.step(Frame(time_s, image))
        if trouble != (changes[-1][1] if changes else None):
            changes.append((time_s, trouble))
    return changes


def test_good_pictures_are_no_trouble() -> None:
    assert judged([(index / 30, noise(index)) for index in range(300)]) == []


def test_the_same_picture_for_three_seconds_is_frozen_and_a_new_one_is_not() -> None:
    still = [(index / 16, noise(0)) for index in range(64)]
    assert judged([*still, (4.0, noise(1))]) == [(3.0, Trouble.FROZEN), (4.0, None)]


def test_a_single_pixel_tells_a_still_scene_from_a_frozen_picture() -> None:
    pictures = [(index / 16, noise(0)) for index in range(96)]
    pictures[32][1][5, 5, 0] += 1
    assert judged(pictures[:80]) == []


def test_a_film_may_show_a_title() -> None:
    assert judged([(index / 16, noise(0)) for index in range(96)], may_freeze=False) == []


def test_a_covered_camera_is_black_after_two_seconds() -> None:
    dark = [(1 + index / 16, noise(index, brightest=20)) for index in range(64)]
    light = [(5 + index / 16, noise(index)) for index in range(10)]
    assert judged([(0.9, noise(99)), *dark, *light]) == [(2.9375, Trouble.BLACK), (5.0, None)]


def test_a_lamp_in_a_dark_room_is_not_black() -> None:
    pictures = [(index / 16, noise(index, brightest=20)) for index in range(64)]
    for _, image in pictures:
        image[:8, :16] = 200
    assert judged(pictures) == []


def test_two_pictures_a_second_are_slow() -> None:
    assert judged([(index / 2, noise(index)) for index in range(20)]) == [(3.0, Trouble.SLOW)]


def test_slowness_is_not_said_again_and_again_around_the_limit() -> None:
    times, time_s = [], 0.0
    for second in range(20):
        fps = 9.5 if second % 2 else 10.5
        for _ in range(round(fps * 2)):
            times.append(time_s)
            time_s += 1 / fps
    changes = judged([(t, noise(index)) for index, t in enumerate(times)])
    assert [trouble for _, trouble in changes] == [Trouble.SLOW]


def test_a_gap_is_not_slowness() -> None:
    before = [(index / 16, noise(index)) for index in range(64)]
    after = [(10 + index / 16, noise(index)) for index in range(64)]
    assert judged(before + after) == []


def test_the_rate_is_measured() -> None:
    judge = PictureJudge(may_freeze=True)
    judge.step(Frame(5.0, noise(0)))
    assert judge.fps is None
    for index in range(1, 200):
        judge.step(Frame(5.0 + index / 25, noise(index)))
    assert judge.fps is not None
    assert abs(judge.fps - 25) < 0.01
