"""One rendered clip: where landmarks lie of the joints, in each frame that was measured."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.clip import Clip
from posecoach.kinematics.camera import Camera, Floats, onto_plane, square_on
from posecoach.kinematics.definitions import MEASURES
from posecoach.kinematics.joint_centres import AXES, axes_of
from posecoach.kinematics.points import SIDES, BodySide, Point, with_middles
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Status
from simulator.scene.camera import Camera as SceneCamera
from simulator.scene.camera import focal_length_px, project
from simulator.scene.camera import side as stands_at

JOINTS = tuple(AXES)
ANGLES = ("leg_elevation", "thigh_elevation", "hip_flexion", "knee", "trunk_elevation")

SKIP = 3
"""Every how many frames one is looked at; neighbours tell the same."""
FAR_OFF = 0.35
"""Torso lengths, half a thigh, from which a landmark is not where it belongs: its leg is hidden, or taken for
the other. Trained with 0.25 instead, errors change by less than 0.2°."""
LEAST_USABLE = 0.25
"""The share of a recording's frames: where a side is mostly far off, it is near its place by chance. This
hardly matters to the training, but such frames must not judge it."""


@dataclass(frozen=True, slots=True)
class Recording:
    """points: landmarks of n frames, put square to the body by the true camera. The rest of each side, as in
    SIDES. features (n, 2, 4): 1, how far up the trunk's front faces (−1 to 1), hip and knee flexion over 90°.
    off (n, 2, JOINTS, 2): where landmarks lie of the joints, along and anterior, torso lengths.
    usable (n, 2): whether no landmark of the side is far off. true_deg (n, 2, ANGLES)."""

    person: str
    near: BodySide
    points: list[dict[str, Point]]
    features: Floats
    off: Floats
    usable: NDArray[np.bool_]
    true_deg: Floats

    def side(self, nearness: str) -> int:
        """The place in SIDES of the ``near`` or the ``far`` side."""
        near = SIDES.index(self.near)
        return near if nearness == "near" else 1 - near


def recording(clip: Clip) -> Recording:
    scene = SceneCamera.model_validate(clip.truth.camera)
    camera = true_camera(scene)
    frames = np.flatnonzero(clip.track.status == Status.MEASURED)[::SKIP]
    true_frames = clip.frames[frames]
    world_m = np.array([posture.world_m for posture in clip.truth.postures])[clip.truth.frames.posture]
    points = [with_middles(square_on(camera, _named(image))) for image in clip.track.image[frames]]
    joints = [_flat(scene, camera, world_m[frame]) for frame in true_frames]
    off = np.array([_off(*pair, camera.near) for pair in zip(points, joints, strict=True)])
    true_deg = [[clip.truth.measure(with_side(name, s))[true_frames] for name in ANGLES] for s in SIDES]
    return Recording(
        person=clip.truth.person,
        near=camera.near,
        points=points,
        features=np.array([[_features(body, s, camera.near) for s in SIDES] for body in points]),
        off=off,
        usable=_usable(off),
        true_deg=np.transpose(true_deg, (2, 0, 1)),
    )


def true_camera(scene: SceneCamera) -> Camera:
    """The simulator's camera as the product describes one."""
    return Camera(
        yaw_deg=stands_at(scene) * scene.yaw_deg,
        pitch_deg=math.degrees(math.atan2(scene.height_m - scene.look_at_m[2], scene.distance_m)),
        roll_deg=-scene.roll_deg,
        focal_px=focal_length_px(scene),
        centre_px=(scene.width / 2, scene.height / 2),
        near=scene.near,
    )


def with_side(name: str, side: BodySide) -> str:
    """The column of a measure, which may be one of those without sides."""
    return f"{name}_{side}" if MEASURES[name].sided else name


def _flat(scene: SceneCamera, camera: Camera, world_m: Floats) -> dict[str, Point]:
    """The true joints, moved sideways into the body's plane, to which :func:`square_on` brings landmarks."""
    pixels, _ = project(scene, world_m * (1.0, 0.0, 1.0))
    return _named(onto_plane(camera, pixels) * (camera.focal_px, -camera.focal_px))


def _named(places: NDArray[np.floating]) -> dict[str, Point]:
    found = {
        f"{joint}_{s}": places[Landmark[f"{s}_{joint}".upper()]].tolist() for joint in JOINTS for s in SIDES
    }
    return {name: (x, y) for name, (x, y) in found.items()}


def _off(points: dict[str, Point], joints: dict[str, Point], near: BodySide) -> Floats:
    """(2, JOINTS, 2)"""
    torso = math.dist(points["mid_shoulder"], points["mid_hip"])
    off = np.empty((len(SIDES), len(JOINTS), 2))
    for i, side in enumerate(SIDES):
        for j, joint in enumerate(JOINTS):
            low, high = (points[p if p.startswith("mid_") else f"{p}_{side}"] for p in AXES[joint])
            name = f"{joint}_{side}"
            off[i, j] = np.array(axes_of(low, high, near)) @ np.subtract(points[name], joints[name]) / torso
    return off


def _usable(off: Floats) -> NDArray[np.bool_]:
    close: NDArray[np.bool_] = (np.linalg.norm(off, axis=-1) < FAR_OFF).all(axis=-1)
    often: NDArray[np.bool_] = close.mean(axis=0) > LEAST_USABLE
    return np.logical_and(close, often)


def _features(points: dict[str, Point], side: BodySide, near: BodySide) -> list[float]:
    hip, knee, ankle = (points[f"{joint}_{side}"] for joint in ("hip", "knee", "ankle"))
    trunk = axes_of(points["mid_hip"], points["mid_shoulder"], near)
    thigh, shank = axes_of(knee, hip, near), axes_of(ankle, knee, near)
    return [1.0, -trunk[1][1], _turned_deg(thigh, trunk) / 90, -_turned_deg(shank, thigh) / 90]


def _turned_deg(limb: tuple[Point, Point], above: tuple[Point, Point]) -> float:
    """How far a limb is turned to the front of the one above it."""
    along, front = np.array(above) @ limb[0]
    return -math.degrees(math.atan2(front, along))
