"""Synthetic bodies with known angles, seen by a camera without perspective.

World axes here: x from the head to the feet (rightwards in the picture), y away from the camera, z up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from posecoach.pose.landmarks import COUNT, Landmark
from posecoach.pose.pose import Pose

TRUNK_M, THIGH_M, SHANK_M, FOOT_M = 0.50, 0.42, 0.42, 0.18
SHOULDER_M, HIP_M = 0.18, 0.10
PX_PER_M = 180.0
WIDTH, HEIGHT = 640, 360


@dataclass(frozen=True)
class Leg:
    """thigh_deg: above the floor, feetward. knee_deg: interior, 180 straight; the shank bends down."""

    thigh_deg: float = 0.0
    knee_deg: float = 180.0


@dataclass(frozen=True)
class Body:
    """Lying. trunk_deg: shoulders above the floor. face_up: supine, else prone. yaw_deg: off side-on."""

    left: Leg = Leg()
    right: Leg = Leg()
    trunk_deg: float = 0.0
    face_up: bool = True
    yaw_deg: float = 0.0
    on_side: bool = False
    """Rolled a quarter turn about the body's own axis, towards the camera."""


def straight(elevation_deg: float) -> Leg:
    return Leg(thigh_deg=elevation_deg)


HOOK = Leg(thigh_deg=50.0, knee_deg=75.0)


def knee_pulled(hip_flexion_deg: float) -> Leg:
    """A knee drawn to the chest of a body that lies flat."""
    return Leg(thigh_deg=hip_flexion_deg, knee_deg=60.0)


def joints_m(body: Body) -> np.ndarray:
    """(33, 3) in the world axes, hips at the origin."""
    up = 1.0 if body.face_up else -1.0
    trunk = math.radians(body.trunk_deg)
    shoulder = np.array([-math.cos(trunk), 0.0, math.sin(trunk)]) * TRUNK_M
    head = shoulder * 1.35
    points = np.zeros((COUNT, 3))
    points[:11] = head
    points[Landmark.NOSE] += (0.0, 0.0, 0.1 * up)
    for side, sign, leg in (("LEFT", 1.0, body.left), ("RIGHT", -1.0, body.right)):
        y = sign * up
        hip = np.array([0.0, y * HIP_M, 0.0])
        thigh, shank = math.radians(leg.thigh_deg), math.radians(leg.thigh_deg - (180.0 - leg.knee_deg))
        knee = hip + THIGH_M * np.array([math.cos(thigh), 0.0, math.sin(thigh)])
        ankle = knee + SHANK_M * np.array([math.cos(shank), 0.0, math.sin(shank)])
        toe = ankle + FOOT_M * np.array([-math.sin(shank), 0.0, math.cos(shank)]) * up
        points[Landmark[f"{side}_SHOULDER"]] = shoulder + np.array([0.0, y * SHOULDER_M, 0.0])
        points[Landmark[f"{side}_EAR"]] = head + np.array([0.0, y * 0.07, 0.0])
        for joint in ("ELBOW", "WRIST", "PINKY", "INDEX", "THUMB"):
            reach = 0.3 if joint == "ELBOW" else 0.55
            points[Landmark[f"{side}_{joint}"]] = shoulder * (1 - reach / TRUNK_M) + np.array(
                [0.0, y * 0.25, 0.0]
            )
        points[Landmark[f"{side}_HIP"]] = hip
        points[Landmark[f"{side}_KNEE"]] = knee
        points[Landmark[f"{side}_ANKLE"]] = ankle
        points[Landmark[f"{side}_HEEL"]] = ankle
        points[Landmark[f"{side}_FOOT_INDEX"]] = toe
    if body.on_side:
        points = points[:, [0, 2, 1]] * (1.0, 1.0, -1.0)
    return points


def pose_of(body: Body, time_s: float = 0.0, scene: int = 0) -> Pose:
    """The body as a camera without perspective sees it, hips in the middle of the picture."""
    yaw = math.radians(body.yaw_deg)
    points = joints_m(body)
    across = points[:, 0] * math.cos(yaw) + points[:, 1] * math.sin(yaw)
    away = -points[:, 0] * math.sin(yaw) + points[:, 1] * math.cos(yaw)
    world = np.column_stack([across, -points[:, 2], away]).astype(np.float32)
    image = world[:, :2] * PX_PER_M + (WIDTH / 2, HEIGHT * 0.6)
    ones = np.ones(COUNT, np.float32)
    return Pose(time_s, image.astype(np.float32), world, ones, ones, WIDTH, HEIGHT, scene)


_MIRRORED = [
    Landmark[mark.name.replace("LEFT", "#").replace("RIGHT", "LEFT").replace("#", "RIGHT")]
    for mark in Landmark
]


def mirrored(pose: Pose) -> Pose:
    """The same scene in a mirror: left and right change places in the picture and in the body."""
    image, world = pose.image[_MIRRORED].copy(), pose.world[_MIRRORED].copy()
    image[:, 0] = pose.width - image[:, 0]
    world[:, 0] *= -1
    return replace(pose, image=image, world=world)


def rolled(pose: Pose, degrees: float) -> Pose:
    """The camera rolled about its own axis."""
    a = math.radians(degrees)
    turn = np.array([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]], np.float32)
    middle = np.array([pose.width / 2, pose.height / 2], np.float32)
    world = pose.world.copy()
    world[:, :2] = world[:, :2] @ turn.T
    return replace(pose, image=(pose.image - middle) @ turn.T + middle, world=world)


def scaled(pose: Pose, factor: float) -> Pose:
    return replace(
        pose,
        image=pose.image * np.float32(factor),
        width=round(pose.width * factor),
        height=round(pose.height * factor),
    )
