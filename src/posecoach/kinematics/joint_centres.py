"""From the network's landmarks to the centres that joints turn about.

People who click on pictures put a hip on the skin in front of the femoral head, and the network learnt from
them: a body that lies on its front hides that skin. How far off each joint is, in the mean and from body to
body, is data (``joint_centres.yaml``), measured on rendered people by ``benchmarks.joint_centres``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from posecoach.kinematics.points import SIDES, BodySide, Point, with_middles

AXES = {
    "ear": ("mid_hip", "mid_shoulder"),
    "shoulder": ("mid_hip", "mid_shoulder"),
    "hip": ("mid_hip", "mid_shoulder"),
    "knee": ("knee", "hip"),
    "ankle": ("ankle", "knee"),
}
"""The line along which each joint's landmark is off, towards the head end."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Where a landmark lies of its joint: torso lengths along its limb towards the head, and to the front.

    along_up, anterior_up: what comes to it where the front of the trunk faces up, and goes from it where it
    faces down; of a trunk that leans, in proportion.
    """

    along: float
    anterior: float
    along_up: float = 0.0
    anterior_up: float = 0.0


Shifts = Mapping[str, Shift]
"""Joint with its side spelled out → shift."""


@cache
def usual(near: BodySide) -> tuple[dict[str, Shift], dict[str, Shift]]:
    """The shifts of most people, and their standard deviations between recordings, seen from that side."""
    table = yaml.safe_load(resources.files(__package__).joinpath("joint_centres.yaml").read_text("utf-8"))
    means, deviations = {}, {}
    for side in SIDES:
        for joint, numbers in table["near" if side == near else "far"].items():
            (along, anterior), (along_down, anterior_down) = numbers["face_up"], numbers["face_down"]
            means[f"{joint}_{side}"] = Shift(
                along=(along + along_down) / 2,
                anterior=(anterior + anterior_down) / 2,
                along_up=(along - along_down) / 2,
                anterior_up=(anterior - anterior_down) / 2,
            )
            deviations[f"{joint}_{side}"] = Shift(*numbers["sd"])
    return means, deviations


def joint_centres(points: Mapping[str, Point], near: BodySide, shifts: Shifts) -> dict[str, Point]:
    """The points of a body seen square on, from its ``near`` side, moved to the joints' centres; the middles
    are made anew. Points without a shift, or whose limb is not seen, stay where they are."""
    whole = with_middles(points)
    ends = whole.get("mid_shoulder"), whole.get("mid_hip")
    if ends[0] is None or ends[1] is None:
        return whole
    torso = math.dist(ends[0], ends[1])
    up = -axes_of(ends[1], ends[0], near)[1][1]
    moved = dict(points)
    for name, shift in shifts.items():
        if name not in points:
            continue
        joint, _, side = name.rpartition("_")
        low, high = (p if p.startswith("mid_") else f"{p}_{side}" for p in AXES[joint])
        if low in whole and high in whole:
            head, front = axes_of(whole[low], whole[high], near)
            along = torso * (shift.along + shift.along_up * up)
            anterior = torso * (shift.anterior + shift.anterior_up * up)
            x, y = points[name]
            moved[name] = (
                x - along * head[0] - anterior * front[0],
                y - along * head[1] - anterior * front[1],
            )
    return with_middles(moved)


def axes_of(low: Point, high: Point, near: BodySide) -> tuple[Point, Point]:
    """Unit vectors along a limb, whose head end is ``high``, and to its front; y downwards."""
    length = math.dist(low, high) or 1.0
    x, y = (high[0] - low[0]) / length, (high[1] - low[1]) / length
    # Who stands upright and shows the left side looks to the left of the picture, whose y points down.
    return (x, y), ((y, -x) if near == "left" else (-y, x))
