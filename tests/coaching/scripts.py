"""Sessions written down as bodies over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from posecoach.analysis import Analysis
from posecoach.coaching.session import analyse_track
from posecoach.pose.pose import Pose, Status, absent
from posecoach.pose.track import PoseTrack, Source, collect
from posecoach.stretches.load import load_rules, load_stretch
from tests.bodies import HEIGHT, HOOK, WIDTH, Body, pose_of, straight

Make = Callable[[float], Body]


def raise_right(elevation_deg: float) -> Body:
    return Body(left=HOOK, right=straight(elevation_deg))


def minimum_jerk(share: float) -> float:
    s = min(1.0, max(0.0, share))
    return s**3 * (10 - 15 * s + 6 * s**2)


def angle_over_time(knots: Sequence[tuple[float, float]], time_s: float) -> float:
    """A smooth movement through (time, angle) knots, at rest in each."""
    for (t0, a0), (t1, a1) in pairwise(knots):
        if t0 <= time_s <= t1:
            return a0 + (a1 - a0) * minimum_jerk((time_s - t0) / (t1 - t0))
    return knots[-1][1] if time_s > knots[-1][0] else knots[0][1]


def session(
    make: Make,
    knots: Sequence[tuple[float, float]],
    *,
    fps: float = 30.0,
    noise_px: float = 0.4,
    seed: int = 1,
) -> Iterator[Pose]:
    """Poses of a body whose one angle goes through the knots, with a network's jitter."""
    random = np.random.default_rng(seed)
    for frame in range(round((knots[-1][0] - knots[0][0]) * fps) + 1):
        time_s = knots[0][0] + frame / fps
        pose = pose_of(make(angle_over_time(knots, time_s)), time_s)
        jitter = random.normal(0.0, noise_px, pose.image.shape).astype(np.float32)
        yield replace(pose, image=pose.image + jitter)


def lost_between(
    poses: Iterable[Pose], start_s: float, end_s: float, status: Status = Status.ABSENT
) -> Iterator[Pose]:
    for pose in poses:
        if not start_s <= pose.time_s < end_s:
            yield pose
        elif status is Status.ABSENT:
            yield absent(pose.time_s, pose.width, pose.height, pose.scene)
        else:
            yield replace(pose, status=status)


def cut_at(poses: Iterable[Pose], time_s: float) -> Iterator[Pose]:
    for pose in poses:
        yield replace(pose, scene=1) if pose.time_s >= time_s else pose


def as_track(poses: Iterable[Pose]) -> PoseTrack:
    listed = list(poses)
    source = Source(
        "script.mp4", listed[0].time_s, listed[-1].time_s - listed[0].time_s, len(listed), WIDTH, HEIGHT
    )
    return collect(listed, source)


def analysed(poses: Iterable[Pose], stretch_id: str, dose: str | None = None) -> Analysis:
    stretch = load_stretch(stretch_id)
    return analyse_track(as_track(poses), stretch, stretch.dose(dose), load_rules())
