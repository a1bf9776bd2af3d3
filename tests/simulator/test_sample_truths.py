"""The truth files of the shipped samples, against their scene files and cameras: no picture, no network."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from posecoach.cli.demo import samples_folder
from posecoach.pose.landmarks import Landmark
from simulator.__main__ import SCENE_SUFFIX
from simulator.motion.bank import bank
from simulator.motion.exercises import load_exercise
from simulator.motion.play import Motion, play
from simulator.scene.camera import Camera, project
from simulator.scene_file import Scene, read_scene
from simulator.truth.file import SUFFIX, Truth, read_truth

SCENES = sorted(samples_folder().glob(f"*{SCENE_SUFFIX}"))
every_sample = pytest.mark.parametrize("path", SCENES, ids=lambda p: p.name.removesuffix(SCENE_SUFFIX))
LYING = ("supine", "prone")


def lies_straight(path: Path) -> bool:
    """Whether the formulas of this file hold: on the back or the front, no leg crossed over. What upright,
    bridging and crossed bodies do is tried where their postures are."""
    scene = read_scene(path)
    return scene.stretch != "supine_piriformis" and load_exercise(scene.stretch).position in LYING


straight_samples = pytest.mark.parametrize(
    "path", [p for p in SCENES if lies_straight(p)], ids=lambda p: p.name.removesuffix(SCENE_SUFFIX)
)


@cache
def truth_of(path: Path) -> Truth:
    return read_truth(path.with_name(path.name.removesuffix(SCENE_SUFFIX) + SUFFIX))


def played(scene: Scene) -> Motion:
    return play(scene.script, load_exercise(scene.stretch), scene.fps, scene.seed, scene.posture)


@every_sample
def test_each_frame_shows_what_the_script_says(path: Path) -> None:
    scene, truth = read_scene(path), truth_of(path)
    motion = played(scene)
    _, shows = bank(motion.names, motion.values)
    assert truth.frames.posture == shows.tolist()
    assert truth.frames.phase == list(motion.phase)
    assert truth.frames.time_s == pytest.approx(motion.time_s, abs=1e-3)


@straight_samples
def test_the_joints_stand_at_the_commanded_angles(path: Path) -> None:
    """Within 0.5°, wherever the floor does not stop them."""
    scene, truth = read_scene(path), truth_of(path)
    motion = played(scene)
    kept, _ = bank(motion.names, motion.values)
    checked = 0
    for row, posture in zip(motion.values[kept], truth.postures, strict=True):
        told = dict(zip(motion.names, row, strict=True))
        points = np.array(posture.world_m)
        for name, commanded_deg in told.items():
            actual_deg = angle_of(name, points)
            if actual_deg is None or (actual_deg > commanded_deg and rests_on_floor(name, points)):
                continue
            assert actual_deg == pytest.approx(commanded_deg, abs=0.5), name
            checked += commanded_deg > 20
    assert checked > len(kept) / 3


@straight_samples
def test_the_stored_measures_are_those_of_the_stored_joints(path: Path) -> None:
    """By formulas of this file, from the definitions of the docs; not by the product's own."""
    for posture in truth_of(path).postures[::5]:
        points = np.array(posture.world_m)
        expected = {"trunk_elevation": angle_of("trunk_deg", points)}
        for side in ("left", "right"):
            hip, knee, ankle, shoulder = (
                points[Landmark[f"{side}_{joint}".upper()]][[0, 2]]
                for joint in ("hip", "knee", "ankle", "shoulder")
            )
            expected[f"leg_elevation_{side}"] = math.degrees(math.atan2(*(ankle - hip)[::-1]))
            expected[f"knee_{side}"] = between(hip - knee, ankle - knee)
            expected[f"hip_flexion_{side}"] = 180 - between(shoulder - hip, knee - hip)
        for name, value in expected.items():
            assert posture.measures[name] == pytest.approx(value, abs=0.1), name


@every_sample
def test_the_stored_pixels_are_those_of_the_camera(path: Path) -> None:
    truth = truth_of(path)
    camera = Camera.model_validate(truth.camera)
    for posture in truth.postures[::7]:
        pixels, depths = project(camera, np.array(posture.world_m))
        assert (depths > 0).all()
        assert np.abs(pixels - posture.image).max() < 0.2
    seen = truth.image()
    assert ((seen >= 0) & (seen <= (camera.width, camera.height))).all(), "somebody is cut off"


def angle_of(name: str, points: np.ndarray) -> float | None:
    """What a commanded angle is on true joints, in the sagittal plane, degrees; None for other parameters."""

    def at(joint: str) -> np.ndarray:
        if joint.startswith("MID"):
            return (at(joint.replace("MID", "LEFT")) + at(joint.replace("MID", "RIGHT"))) / 2
        return points[Landmark[joint]][[0, 2]]

    if name == "trunk_deg":
        x, z = at("MID_SHOULDER") - at("MID_HIP")
        return math.degrees(math.atan2(z, abs(x)))
    side, _, rest = name.upper().partition("_")
    if rest == "THIGH_DEG":
        x, z = at(f"{side}_KNEE") - at(f"{side}_HIP")
        return math.degrees(math.atan2(z, x))
    if rest == "KNEE_DEG":
        return between(at(f"{side}_HIP") - at(f"{side}_KNEE"), at(f"{side}_ANKLE") - at(f"{side}_KNEE"))
    return None


def between(a: np.ndarray, b: np.ndarray) -> float:
    """The angle between two directions, degrees."""
    return math.degrees(math.acos(np.clip(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)), -1, 1)))


def rests_on_floor(name: str, points: np.ndarray) -> bool:
    """Whether the floor, not the script, has the last word on a thigh or a trunk."""
    if name == "trunk_deg":
        return bool(points[Landmark.LEFT_SHOULDER, 2] < 0.2)
    side = name.upper().partition("_")[0]
    return name.endswith("thigh_deg") and bool(points[Landmark[f"{side}_HEEL"], 2] < 0.06)
