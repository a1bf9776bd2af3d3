from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from posecoach.pose.cuts import CutDetector
from posecoach.video.frame import Frame, Image
from posecoach.video.reader import read_frames

FPS = 30


def room(seed: int, *, person_x: int = 100) -> Image:
    """A room with some furniture, and somebody in it."""
    dice = np.random.default_rng(seed)
    image = np.full((180, 320, 3), dice.integers(90, 200, 3), np.uint8)
    for _ in range(8):
        x, y = (int(v) for v in dice.integers([0, 0], [300, 150]))
        colour = tuple(int(c) for c in dice.integers(0, 255, 3))
        cv2.rectangle(image, (x, y), (x + int(dice.integers(20, 90)), y + 50), colour, -1)
    cv2.rectangle(image, (person_x, 70), (person_x + 45, 170), (60, 40, 40), -1)
    return image


def cut_times(images: list[Image]) -> list[float]:
    detector = CutDetector()
    return [i / FPS for i, image in enumerate(images) if detector.is_cut(Frame(i / FPS, image))]


def faded(image: Image, gain: float, lift: float = 0) -> Image:
    return np.clip(image * gain + lift, 0, 255).astype(np.uint8)


def test_a_hard_cut_is_found_at_its_frame() -> None:
    assert cut_times([room(1)] * 40 + [room(2)] * 40 + [room(1)] * 40) == [40 / FPS, 80 / FPS]


@pytest.mark.parametrize("frames", [10, 20, 40])
def test_a_dissolve_is_one_cut(frames: int) -> None:
    mix = [cv2.addWeighted(room(1), 1 - s, room(2), s, 0) for s in np.linspace(0, 1, frames)]
    (found,) = cut_times([room(1)] * 40 + mix + [room(2)] * 60)  # type: ignore[list-item]
    assert 40 / FPS < found <= (40 + frames) / FPS + 0.1


def test_a_fade_through_black_is_one_cut() -> None:
    dark = [faded(room(1), g) for g in np.linspace(1, 0, 12)] + [
        faded(room(2), g) for g in np.linspace(0, 1, 12)
    ]
    assert len(cut_times([room(1)] * 40 + dark + [room(2)] * 40)) == 1


def test_the_same_scene_after_a_blackout_is_no_cut() -> None:
    assert cut_times([room(1)] * 40 + [faded(room(1), 0)] * 20 + [room(1)] * 40) == []


def test_a_person_crossing_the_room_in_a_second_is_no_cut() -> None:
    assert cut_times([room(1, person_x=5 + 9 * i) for i in range(30)] * 2) == []


def test_flicker_and_exposure_are_no_cuts() -> None:
    flicker = [faded(room(1), 0.6 if i % 3 else 1.0) for i in range(60)]
    exposure = [faded(room(1), 1 - 0.5 * s, 40 * s) for s in np.linspace(0, 1, 10)]
    assert cut_times(flicker + exposure) == []


@pytest.mark.parametrize(
    ("clip", "cuts"),
    [
        ("prone_press_up_titles_and_cuts", [2.3, 9.4, 16.6, 23.9, 29.0]),
        ("slr_couch_second_person_low_resolution", [24.1, 35.6]),
        ("slr_far_leg_oblique", []),
        ("clamshell_two_people", []),
        ("sit_ups_ten", []),
    ],
)
def test_real_recordings(clips: Path, clip: str, cuts: list[float]) -> None:
    detector = CutDetector()
    found = [f.time_s for f in read_frames(clips / f"{clip}.mp4") if detector.is_cut(f)]
    assert found == pytest.approx(cuts, abs=0.2)
