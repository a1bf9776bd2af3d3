"""Synthetic bodies with known angles, drawn without perspective or photographed with it.

World axes here: x from the head to the feet (rightwards in the picture), y away from the camera, z up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from scipy.spatial.transform import Rotation

from posecoach.kinematics.camera import LATERAL
from posecoach.kinematics.joint_centres import usual
from posecoach.kinematics.points import Point, named_points
from posecoach.kinematics.view import READ_OF_TRUE_YAW
from posecoach.pose.landmarks import COUNT, Landmark
from posecoach.pose.pose import Points, Pose

TRUNK_M, THIGH_M, SHANK_M, FOOT_M = 0.50, 0.42, 0.42, 0.18
PEOPLES_LATERAL = {"ear": 0.14, "shoulder": 0.36, "hip": 0.2, "knee": 0.2, "ankle": 0.2}
_AS_FAR_AS = {"elbow": "shoulder", "wrist": "shoulder", "heel": "ankle", "foot_index": "ankle"}
PX_PER_M = 180.0
WIDTH, HEIGHT = 640, 360


@dataclass(frozen=True)
class Leg:
    """thigh_deg: above the floor, feetward. knee_deg: interior, 180 straight; the shank bends down."""

    thigh_deg: float = 0.0
    knee_deg: float = 180.0


@dataclass(frozen=True)
class Body:
    """Lying. trunk_deg: shoulders above the floor. face_up: supine, else prone. yaw_deg: off side-on, the
    feet towards the camera. breadth: of the usual."""

    left: Leg = Leg()
    right: Leg = Leg()
    trunk_deg: float = 0.0
    face_up: bool = True
    yaw_deg: float = 0.0
    on_side: bool = False
    """Rolled a quarter turn about the body's own axis, towards the camera."""
    breadth: float = 1.0


def straight(elevation_deg: float) -> Leg:
    return Leg(thigh_deg=elevation_deg)


HOOK = Leg(thigh_deg=50.0, knee_deg=75.0)


def knee_pulled(hip_flexion_deg: float) -> Leg:
    """A knee drawn to the chest of a body that lies flat."""
    return Leg(thigh_deg=hip_flexion_deg, knee_deg=60.0)


STANDING = Body(left=straight(-90.0), right=straight(-90.0), trunk_deg=90.0)
KNEELING = Body(left=Leg(-90.0, 90.0), right=Leg(-90.0, 90.0), trunk_deg=90.0)
"""On both knees, the trunk upright, the shanks on the floor behind."""


def joints_m(body: Body, *, beside_as_landmarks: bool = False) -> np.ndarray:
    """(33, 3) in the world axes, hips at the origin."""
    up = 1.0 if body.face_up else -1.0
    trunk = math.radians(body.trunk_deg)
    shoulder = np.array([-math.cos(trunk), 0.0, math.sin(trunk)]) * TRUNK_M
    head = shoulder * 1.35
    points = np.zeros((COUNT, 3))
    points[:11] = head
    points[Landmark.NOSE] += (0.0, 0.0, 0.1 * up)
    for side, sign, leg in (("LEFT", 1.0, body.left), ("RIGHT", -1.0, body.right)):
        thigh, shank = math.radians(leg.thigh_deg), math.radians(leg.thigh_deg - (180.0 - leg.knee_deg))
        knee = THIGH_M * np.array([math.cos(thigh), 0.0, math.sin(thigh)])
        ankle = knee + SHANK_M * np.array([math.cos(shank), 0.0, math.sin(shank)])
        places = {
            "ear": head,
            "shoulder": shoulder,
            "elbow": shoulder * 0.4,
            "wrist": -shoulder * 0.1,
            "hip": np.zeros(3),
            "knee": knee,
            "ankle": ankle,
            "heel": ankle,
            "foot_index": ankle + FOOT_M * np.array([-math.sin(shank), 0.0, math.cos(shank)]) * up,
        }
        lateral = LATERAL["near" if sign * up < 0 else "far"] if beside_as_landmarks else PEOPLES_LATERAL
        for joint, place in places.items():
            share = lateral[_AS_FAR_AS.get(joint, joint)] * body.breadth
            beside = np.array([0.0, sign * up * share * TRUNK_M, 0.0])
            points[Landmark[f"{side}_{joint.upper()}"]] = place + beside
        for finger in ("PINKY", "INDEX", "THUMB"):
            points[Landmark[f"{side}_{finger}"]] = points[Landmark[f"{side}_WRIST"]]
    if body.on_side:
        points = points[:, [0, 2, 1]] * (1.0, 1.0, -1.0)
    return points


def side_on(body: Body) -> dict[str, Point]:
    """The named joints square on from afar, in hundredths of a metre: the truth of every angle."""
    picture = joints_m(body)[:, [0, 2]] * (100.0, -100.0) + 1000.0
    return named_points(cast(Points, picture), np.ones(COUNT, np.float32), 2000, 2000)


_ROUNDS = 6
"""Shifts are told of limbs as the landmarks show them, which the shifts turn by some degrees."""


def landmarks_m(body: Body) -> np.ndarray:
    """(33, 3): where the network would put its landmarks, which are not the joints' centres."""
    joints = joints_m(body, beside_as_landmarks=True)
    moved = joints
    for _ in range(_ROUNDS):
        moved = joints + _off_joints_m(moved, body.face_up)
    return moved


def _off_joints_m(points: np.ndarray, face_up: bool) -> np.ndarray:
    """(33, 3): how far off their joints landmarks lie on the limbs that these (33, 3) points show."""
    off = np.zeros_like(points)
    shoulder, hip = (
        points[[Landmark[f"{side}_{joint}"] for side in ("LEFT", "RIGHT")]].mean(axis=0)
        for joint in ("SHOULDER", "HIP")
    )
    torso = np.linalg.norm((shoulder - hip)[[0, 2]])
    up = _front(hip, shoulder, face_up)[1]
    for name, shift in usual("right" if face_up else "left")[0].items():
        joint, _, side = name.upper().rpartition("_")
        knee, ankle, own_hip = (points[Landmark[f"{side}_{j}"]] for j in ("KNEE", "ANKLE", "HIP"))
        low, high = {"KNEE": (knee, own_hip), "ANKLE": (ankle, knee)}.get(joint, (hip, shoulder))
        front = _front(low, high, face_up)
        axis = (high - low)[[0, 2]] / np.linalg.norm((high - low)[[0, 2]])
        along, anterior = shift.along + up * shift.along_up, shift.anterior + up * shift.anterior_up
        off[Landmark[f"{side}_{joint}"]][[0, 2]] = torso * (along * axis + anterior * front)
    return off


def _front(low: np.ndarray, high: np.ndarray, face_up: bool) -> np.ndarray:
    """(2,): along x and z, the unit vector to the front of a limb."""
    x, z = (high - low)[[0, 2]] / np.linalg.norm((high - low)[[0, 2]])
    return np.array([z, -x]) * (1.0 if face_up else -1.0)


def pose_of(body: Body, time_s: float = 0.0, scene: int = 0, *, clicked: bool = False) -> Pose:
    """The body as a camera without perspective sees it, hips in the middle of the picture.

    clicked: at the network's landmarks instead of at the joints' centres.
    """
    yaw = math.radians(body.yaw_deg)
    points = landmarks_m(body) if clicked else joints_m(body)
    across = points[:, 0] * math.cos(yaw) + points[:, 1] * math.sin(yaw)
    away = -points[:, 0] * math.sin(yaw) + points[:, 1] * math.cos(yaw)
    world = np.column_stack([across, -points[:, 2], away]).astype(np.float32)
    image = world[:, :2] * PX_PER_M + (WIDTH / 2, HEIGHT * 0.6)
    ones = np.ones(COUNT, np.float32)
    return Pose(time_s, image.astype(np.float32), world, ones, ones, WIDTH, HEIGHT, scene)


@dataclass(frozen=True)
class Lens:
    """A pinhole camera that looks at a point near the hips from ``distance_m``.

    yaw_deg: how far the feet of who lies on the back are turned away from it. pitch_deg: how far it looks
    down. roll_deg: how far what is in the picture leans to the right. field_of_view_deg: along the width.
    """

    yaw_deg: float = 0.0
    pitch_deg: float = 8.0
    roll_deg: float = 0.0
    field_of_view_deg: float = 66.0
    distance_m: float = 2.74

    @property
    def focal_px(self) -> float:
        return WIDTH / 2 / math.tan(math.radians(self.field_of_view_deg / 2))


_AIM_M = np.array([0.1, 0.0, 0.08])
"""What a lens looks at: near a body's middle, as people frame a picture, not right at it."""


def photographed(body: Body, lens: Lens, time_s: float = 0.0, *, clicked: bool = False) -> Pose:
    """The body as the lens sees it, turned by the lens's yaw and by its own.

    clicked: as the network has it, at its landmarks instead of at the joints' centres, and in its world
    landmarks by :data:`READ_OF_TRUE_YAW` turned away only.
    """
    away_deg = lens.yaw_deg - body.yaw_deg
    turn, read = (
        Rotation.from_euler("zxy", [share * away_deg, lens.pitch_deg, lens.roll_deg], degrees=True)
        for share in (1.0, READ_OF_TRUE_YAW if clicked else 1.0)
    )
    joints = landmarks_m(body) if clicked else joints_m(body, beside_as_landmarks=True)
    right, ahead, up = turn.apply(joints - _AIM_M).T
    ahead = ahead + lens.distance_m
    image = np.column_stack([right, -up]) / ahead[:, None] * lens.focal_px + (WIDTH / 2, HEIGHT / 2)
    world = read.apply(joints)[:, [0, 2, 1]] * (1.0, -1.0, 1.0)
    ones = np.ones(COUNT, np.float32)
    return Pose(time_s, image.astype(np.float32), world.astype(np.float32), ones, ones, WIDTH, HEIGHT, 0)


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
    image = (pose.image - middle) @ turn.T + middle
    return replace(pose, image=cast(Points, image), world=world)


def scaled(pose: Pose, factor: float) -> Pose:
    return replace(
        pose,
        image=pose.image * np.float32(factor),
        width=round(pose.width * factor),
        height=round(pose.height * factor),
    )
