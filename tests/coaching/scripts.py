"""Sessions written down as bodies over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from posecoach.analysis import Analysis
from posecoach.coaching.session import analyse_track
from posecoach.kinematics.calibration import LEVEL, Gravity
from posecoach.pose.pose import Pose, Status, absent
from posecoach.pose.track import PoseTrack, Source, collect
from posecoach.stretches.load import load_rules, load_stretch
from tests.bodies import HOOK, Body, Lens, photographed, straight

Make = Callable[[float], Body]

USUAL_LENS = Lens()


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
    lens: Lens = USUAL_LENS,
) -> Iterator[Pose]:
    """Poses of a body whose one angle goes through the knots, with a network's offsets and jitter."""
    random = np.random.default_rng(seed)
    for frame in range(round((knots[-1][0] - knots[0][0]) * fps) + 1):
        time_s = knots[0][0] + frame / fps
        pose = photographed(make(angle_over_time(knots, time_s)), lens, time_s, clicked=True)
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
    first, last = listed[0], listed[-1]
    span_s = last.time_s - first.time_s
    source = Source("script.mp4", first.time_s, span_s, len(listed), first.width, first.height)
    return collect(listed, source)


def analysed(
    poses: Iterable[Pose],
    stretch_id: str,
    dose: str | None = None,
    *,
    gravity: Gravity = LEVEL,
    within_deg: float | None = None,
) -> Analysis:
    """within_deg: how far off numbers may be that are reported; by default as far as the rules say."""
    stretch, rules = load_stretch(stretch_id), load_rules()
    if within_deg is not None:
        within = rules.numbers.report_within_deg.model_copy(update={"value": within_deg})
        numbers = rules.numbers.model_copy(update={"report_within_deg": within})
        rules = rules.model_copy(update={"numbers": numbers})
    return analyse_track(as_track(poses), stretch, stretch.dose(dose), rules, gravity=gravity)
