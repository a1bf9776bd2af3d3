"""Clips as the simulator leaves them, of synthetic bodies instead of pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from posecoach.pose.track import Source, collect, save
from simulator.truth.file import LANDMARK_NAMES, SUFFIX, Frames, Truth, true_posture, write_truth
from simulator.truth.measures import true_measures, true_rest
from tests.bodies import HEIGHT, WIDTH, joints_m, pose_of
from tests.coaching.scripts import angle_over_time, raise_right

FPS = 20

OFF_DEG = 12.0
"""More than the product ever claims to be sure of in a view from the side."""
MENDED_DEG = 1.5
"""How far its correction for the view may move what needs none."""


@dataclass(frozen=True)
class Script:
    """A right leg raised to 60° in 3 s, held for ``hold_s`` and lowered; what is read lies ``off_deg`` above
    it."""

    hold_s: float = 21.0
    off_deg: float = 0.0
    yaw_deg: float = 0.0
    person: str = "maria"

    @property
    def knots(self) -> Sequence[tuple[float, float]]:
        end_s = 5.0 + self.hold_s
        return [(0, 0), (2, 0), (5, 60), (end_s, 60), (end_s + 3, 0), (end_s + 4, 0)]


def write_clip(folder: Path, name: str, script: Script) -> None:
    """Truth and poses, without a video."""
    times_s = np.arange(0, script.knots[-1][0], 1 / FPS)
    angles = [angle_over_time(script.knots, time_s) for time_s in times_s]
    poses, postures = [], []
    rest = true_rest(joints_m(raise_right(0.0)))
    for time_s, angle in zip(times_s.tolist(), angles, strict=True):
        points = joints_m(raise_right(angle))
        lifted = min(1.0, angle / 30) * script.off_deg
        poses.append(pose_of(raise_right(angle + lifted), time_s))
        image = pose_of(raise_right(angle), time_s).image.astype(float)
        postures.append(true_posture(image, points, [False] * len(points), true_measures(points, rest)))
    truth = Truth(
        schema_="posecoach.truth/1",
        video=f"{name}.mp4",
        stretch="active_straight_leg_raise",
        dose="standard",
        person=script.person,
        seed=1,
        camera={"near": "right", "yaw_deg": script.yaw_deg},
        scene={"light": "bright_day"},
        landmarks=LANDMARK_NAMES,
        postures=postures,
        frames=Frames(
            time_s=times_s.tolist(),
            posture=list(range(len(times_s))),
            phase=[{0: "rest", 60: "holding"}.get(angle, "moving_in") for angle in angles],
        ),
        **_happened(script),
    )
    write_truth(truth, folder / f"{name}{SUFFIX}")
    length_s = float(times_s[-1])
    source = Source(truth.video, 0.0, length_s, len(poses), WIDTH, HEIGHT)
    save(collect(poses, source), folder / f"{name}.poses.npz")


def no_network() -> Path:
    raise AssertionError("the poses are there: no network is needed")


def _happened(script: Script) -> dict[str, list[dict[str, Any]]]:
    done = script.hold_s >= 20
    hold = {
        "side": "right",
        "start_s": 5.0,
        "end_s": 5.0 + script.hold_s,
        "held_s": script.hold_s,
        "completed": done,
        "value_deg": 60.0,
        "peak_deg": 60.0,
        "faults": [],
    }
    attempt = [] if done else [{**hold, "why": "too_short"}]
    return {"holds": [hold] if done else [], "attempts": attempt, "faults": []}
