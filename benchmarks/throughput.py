"""How fast a video is analysed, against the least that anybody could do, and how much memory it takes.

    python -m benchmarks.throughput VIDEO [--model FILE.task] [--minutes 2]

The bare loop decodes each frame and hands it to MediaPipe, in one process, and does nothing with the answer.
Every figure of a table comes from one run; each task runs in a fresh process, and its time includes loading
MediaPipe and the model.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.looping import looped
from posecoach.pose.model.resolve import resolve_model
from posecoach.video.reader import probe

Task = Callable[[Path, Path], None]


def bare_loop(video: Path, model: Path) -> None:
    import av
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)), running_mode=vision.RunningMode.VIDEO
    )
    with vision.PoseLandmarker.create_from_options(options) as landmarker, av.open(str(video)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in container.decode(stream):
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=frame.to_ndarray(format="rgb24"))
            landmarker.detect_for_video(image, round((frame.time or 0) * 1000))


def tracking(video: Path, model: Path) -> None:
    from posecoach.pose.recording import track_video

    track_video(video, model)


def analysis(video: Path, model: Path, more: tuple[str, ...] = ()) -> None:
    """All of ``posecoach analyse``, as the console script runs it."""
    from posecoach.cli.main import run

    with tempfile.TemporaryDirectory() as out:
        options = ["--stretch", STRETCH, "--model", str(model), "--out", out, *more]
        sys.argv = ["posecoach", "analyse", str(video), *options]
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the process ends with it.
        run()


STRETCH = "prone_press_up"
TASKS: dict[str, Task] = {
    "poses alone": tracking,
    "analyse": analysis,
    "analyse --video": partial(analysis, more=("--video",)),
}
"""What is held against the bare loop."""


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    processor_s: float
    peak_mb: float


def measure(task: Task, video: Path, model: Path) -> Cost:
    """Run ``task`` in a process of its own; memory is the resident memory of it and its children together."""
    process = multiprocessing.get_context("spawn").Process(target=task, args=(video, model))
    start, processor_s, peak = time.perf_counter(), _processor_s(), 0
    process.start()
    while process.is_alive():
        peak = max(peak, _resident_bytes(process.pid or 0))
        process.join(0.1)
    if process.exitcode != 0:
        raise SystemExit(f"{task} failed with exit code {process.exitcode}")
    return Cost(time.perf_counter() - start, _processor_s() - processor_s, peak / 1e6)


def _processor_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _resident_bytes(pid: int) -> int:
    """Of the process and all below it; Linux only, 0 for a process that has just ended."""
    proc = Path("/proc") / str(pid)
    try:
        own = int((proc / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        children = (proc / "task" / str(pid) / "children").read_text().split()
    except OSError:
        return 0
    return own + sum(_resident_bytes(int(child)) for child in children)


def speed_table(video: Path, model: Path, folder: Path, minutes: float) -> Table:
    long = looped(video, minutes * 60, folder / f"long{video.suffix}")
    info = probe(long)
    table = Table(title=f"{info.duration_s:.0f} s, {info.frames} frames of {info.width}×{info.height}")
    for heading in ("task", "s", "ms a frame", "of the bare loop", "processor s"):
        table.add_column(heading, justify="left" if heading == "task" else "right")
    costs = {name: measure(task, long, model) for name, task in {"bare loop": bare_loop, **TASKS}.items()}
    for name, cost in costs.items():
        table.add_row(
            name,
            f"{cost.seconds:.1f}",
            f"{1000 * cost.seconds / info.frames:.1f}",
            f"{cost.seconds / costs['bare loop'].seconds:.2f}",
            f"{cost.processor_s:.1f}",
        )
    return table


def memory_table(video: Path, model: Path, folder: Path, minutes: tuple[float, ...]) -> Table:
    table = Table("task", *(f"{m:g} min, MB" for m in minutes), title="Peak resident memory, all processes")
    videos = [looped(video, 60 * m, folder / f"{m:g}{video.suffix}") for m in minutes]
    for name, task in TASKS.items():
        table.add_row(name, *(f"{measure(task, long, model).peak_mb:.0f}" for long in videos))
    return table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput")
    parser.add_argument("video", type=Path)
    parser.add_argument("--model", default="full", help="lite, full, heavy or a FILE.task")
    parser.add_argument("--minutes", type=float, default=2, help="length of the video for the speed table")
    parser.add_argument("--no-memory", action="store_true", help="leave out the 1 and 10 minute runs")
    options = parser.parse_args()
    model, console = resolve_model(options.model), Console()
    with tempfile.TemporaryDirectory() as folder:
        console.print(speed_table(options.video, model, Path(folder), options.minutes))
        if not options.no_memory:
            console.print(memory_table(options.video, model, Path(folder), (1, 10)))


if __name__ == "__main__":
    main()
