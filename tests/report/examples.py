"""Finished analyses with known facts, and the recordings that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from posecoach.analysis import Analysis, ViewSummary
from posecoach.coaching.events import Cue, FaultSpan, Hold
from posecoach.kinematics.definitions import columns
from posecoach.pose.track import PoseTrack, Source, collect
from posecoach.stretches.load import load_stretch
from posecoach.video.frame import Frame
from posecoach.video.writer import VideoWriter
from tests.bodies import HEIGHT, WIDTH, pose_of
from tests.coaching.scripts import raise_right

HOLD = Hold("right", 6.1, 26.3, 20.2, True, 68.4, 3.1, 70.2, ("knee_bent",), None, 15.0)
ATTEMPT = Hold("left", 30.004, 33.1, 3.1, False, 41.0, 3.4, 44.0, (), "too_short", 31.0)
FAULT = FaultSpan("knee_bent", "right", 12.0, 14.5)


def analysis(seconds: float = 40.0, fps: float = 10.0) -> Analysis:
    """A right leg held at 68°, then a left one let go too early; nothing measured from 35 s on."""
    times_s = np.arange(0, seconds, 1 / fps)
    measures = {name: np.full(len(times_s), 12.3456, np.float32) for name in columns()}
    measures["leg_elevation_right"] = np.where((times_s > 6) & (times_s < 26.5), 68.4, 0.0).astype(np.float32)
    for values in measures.values():
        values[times_s >= 35] = np.nan
    stretch = load_stretch("active_straight_leg_raise")
    return Analysis(
        source=Source("/films/slr.mp4", 0.0, seconds, len(times_s), WIDTH, HEIGHT),
        stretch=stretch,
        dose=stretch.dose(),
        coverage=0.98765,
        view=ViewSummary("side", True, 7.46),
        holds=(HOLD,),
        attempts=(ATTEMPT,),
        faults=(FAULT,),
        cues=(Cue(12.5, "knee_bent", stretch.faults["knee_bent"].say, "fault"),),
        time_s=times_s,
        measures=measures,
        error_deg={name: np.full_like(values, 4.2) for name, values in measures.items()},
    )


def held_by_time() -> Analysis:
    """A buttock stretched for 30 s on the right, which has no angle; then a left one let go too early."""
    stretch = load_stretch("supine_piriformis")
    no_angle = {"value_deg": None, "error_deg": None, "peak_deg": None}
    return replace(
        analysis(),
        stretch=stretch,
        dose=stretch.dose(),
        holds=(replace(HOLD, held_s=30.2, faults=("head_lifted",), **no_angle),),
        attempts=(replace(ATTEMPT, **no_angle),),
        faults=(replace(FAULT, id="head_lifted"),),
    )


def curl_ups() -> Analysis:
    """Three of them, without a hold, and one that a fault stopped."""
    stretch = load_stretch("sit_up")
    ups = [
        replace(
            HOLD,
            side="both",
            start_s=start_s,
            end_s=start_s + 1,
            held_s=1.0,
            value_deg=value_deg,
            best_s=start_s,
            faults=(),
        )
        for start_s, value_deg in ((6.0, 41.0), (10.0, 44.6), (14.0, 43.0))
    ]
    measures = dict(analysis().measures)
    measures[stretch.target.measure] = measures["leg_elevation_right"]
    return replace(
        analysis(),
        stretch=stretch,
        dose=stretch.dose(),
        holds=tuple(ups),
        attempts=(replace(ATTEMPT, side="both", why="fault", faults=("too_fast",)),),
        faults=(replace(FAULT, id="too_fast", side="both"),),
        measures=measures,
    )


def empty(whole: Analysis) -> Analysis:
    """The same recording with nobody in it."""
    return replace(
        whole,
        coverage=0.0,
        view=ViewSummary("unknown", False, None),
        holds=(),
        attempts=(),
        faults=(),
        cues=(),
        measures={name: np.full_like(values, np.nan) for name, values in whole.measures.items()},
    )


def track_at(times_s: Sequence[float]) -> PoseTrack:
    """A person lying with one leg up at each of the times."""
    poses = [pose_of(raise_right(60.0), time_s) for time_s in times_s]
    length_s = times_s[-1] - times_s[0]
    return collect(poses, Source("slr.mp4", times_s[0], length_s, len(poses), WIDTH, HEIGHT))


def write_film(path: Path, times_s: Sequence[float], width: int = WIDTH, height: int = HEIGHT) -> None:
    """A grey film with frames at exactly these times, counted from the first."""
    with VideoWriter(path, width, height) as writer:
        for number, time_s in enumerate(times_s):
            shade = 60 + 10 * (number % 12)
            writer.write(Frame(time_s, np.full((height, width, 3), shade, np.uint8)))
