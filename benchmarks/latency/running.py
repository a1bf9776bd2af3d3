"""Runs a measured session in a process of its own: a window wants a main thread, and memory is one's own."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.latency.camera import StandIn, stand_in
from benchmarks.latency.display import virtual_screen
from benchmarks.latency.session import Measured, watched
from posecoach.cli.demo import SAMPLE, samples_folder

LOOK_EVERY_S = 1.0

OnLook = Callable[[int], None]


def in_front_of_the_camera(size: tuple[int, int], lasts_s: float, on_look: OnLook | None = None) -> Measured:
    """on_look: is called every second with the session's process id, to look at it from outside."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    with virtual_screen() as (display, screen), stand_in(samples_folder() / f"{SAMPLE}.mp4", size) as camera:
        os.environ["DISPLAY"] = display
        process = context.Process(target=_session, args=(camera, screen, lasts_s, theirs))
        process.start()
        theirs.close()
        while not ours.poll(LOOK_EVERY_S):
            if on_look:
                on_look(process.pid or 0)
        measured: Measured = ours.recv()
        process.join()
    return measured


def _session(camera: StandIn, screen: Path, lasts_s: float, told: Connection) -> None:
    told.send(watched(camera, screen, lasts_s))
