"""An hour of a session without its camera, network and window, as fast as it can be computed; and what a
process takes of the machine."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

from benchmarks.latency.session import endless
from posecoach.cli.demo import SAMPLE, samples_folder
from posecoach.feedback.screen.screen import draw_screen
from posecoach.feedback.voice.mixer import Mixer
from posecoach.feedback.voice.samples import RATE_HZ
from posecoach.live.keeping import Keeping
from posecoach.pose.model.resolve import resolve_model
from posecoach.pose.recording import track_video
from posecoach.video.frame import Frame
from posecoach.video.reader import read_frames

FPS = 30
SIZE = (1280, 720)


@dataclass(frozen=True, slots=True)
class Load:
    """Of one process at one moment."""

    at_s: float
    memory_mb: float
    threads: int
    files: int


def load_of(process: int, at_s: float) -> Load:
    """Linux only."""
    proc = Path("/proc") / str(process)
    memory = int((proc / "statm").read_text().split()[1]) * resource.getpagesize()
    threads, files = (len(os.listdir(proc / name)) for name in ("task", "fd"))
    return Load(at_s, memory / 1e6, threads, files)


@dataclass(frozen=True, slots=True)
class Replayed:
    """loads: one for each minute of the session. step_ms: what one picture took, of each minute the mean."""

    loads: list[Load]
    step_ms: list[float]


def replay(minutes: float) -> Replayed:
    """A sample's poses and pictures over and over through leader, keeping, drawing and the voice's mixer."""
    video = samples_folder() / f"{SAMPLE}.mp4"
    poses = list(track_video(video, resolve_model("full")))
    pictures = [frame.image for frame in read_frames(video)]
    again = cycle(zip(poses, pictures, strict=True))
    leader, mixer = endless(), Mixer({})
    loads, step_ms = [], []
    with tempfile.TemporaryDirectory() as folder, Keeping(Path(folder), "a session") as keeping:
        for minute in range(round(minutes)):
            began_s = time.perf_counter()
            for number in range(60 * FPS):
                time_s = 60 * minute + number / FPS
                pose, picture = next(again)
                pose = replace(pose, time_s=time_s)
                state = leader.step(pose)
                keeping.picture(Frame(time_s, picture))
                keeping.pose(pose, 1)
                for said in state.say:
                    mixer.say(said)
                mixer.render(RATE_HZ // FPS)
                draw_screen(picture, pose, state, SIZE)
            step_ms.append(1000 * (time.perf_counter() - began_s) / (60 * FPS))
            loads.append(load_of(os.getpid(), 60.0 * (minute + 1)))
    return Replayed(loads, step_ms)
