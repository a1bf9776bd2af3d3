"""From the camera to the screen, from a fault to the voice, and whether an hour changes anything.

    python -m benchmarks.latency [shown] [spoken] [soak] [replay] [--seconds 30] [--rounds 1] [--minutes 10]

shown: a camera stand-in sends a sample at 30 pictures a second from a process of its own. The session beside
it is led as ``posecoach coach`` leads one, with network, coach, drawing, and a window on a virtual screen,
whose pixels tell when a picture is shown. spoken: bodies that make faults, and the sound of the voice.
soak: as shown, for some minutes. replay: an hour at full speed, without camera, network and window.
All of them if none is named. Needs Xvfb and espeak-ng; each table tells how busy the machine was before.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.latency.running import in_front_of_the_camera
from benchmarks.latency.session import Measured
from benchmarks.latency.soak import Load, load_of, replay
from benchmarks.latency.spoken import heard_faults

Size = tuple[int, int]

MOST_MS: dict[Size, int] = {(640, 480): 80, (1280, 720): 120}
LEAST_FPS = 28
SOAKED: Size = (640, 480)
WARM_UP_S = 3.0
"""The first search for whoever is there takes longer."""
HOUR_MIN = 60
OF_A_LOAD = ("memory, MB", "threads", "open files")
KINDS = ("shown", "spoken", "soak", "replay")


def show_delays(console: Console, seconds: float, rounds: int) -> None:
    wanted = ", ".join(f"{_named(size)} {most} ms" for size, most in MOST_MS.items())
    table = Table(
        *("size", "median, ms", "95 %", "99 %", "longest", "coached a second", "shown a second"),
        *("not seen on screen", "processors", "load before"),
        title=f"Sent to shown; wanted at 95 %: {wanted}; {LEAST_FPS} coached a second",
    )
    last: dict[Size, Measured] = {}
    for size in [*MOST_MS] * rounds:
        busy = os.getloadavg()[0]
        last[size] = in_front_of_the_camera(size, seconds)
        table.add_row(*_row(size, last[size]), f"{busy:.1f}")
    console.print(table)
    for size, measured in last.items():
        console.print(_stages(size, measured))


def show_words(console: Console) -> None:
    table = Table(
        *("fault", "while something is said", "times", "to the cue, s", "to the sound, s: median", "longest"),
        title="From the picture in which a fault's conditions are first met; wanted: 0.7 s",
    )
    heard = sorted(heard_faults(), key=lambda one: (one.fault, one.over))
    for (fault, over), group in groupby(heard, key=lambda one: (one.fault, one.over)):
        same = list(group)
        cue_s = [one.cue_s - one.true_s for one in same]
        heard_s = [one.heard_s - one.true_s for one in same]
        numbers = (np.median(cue_s), np.median(heard_s), max(heard_s))
        table.add_row(fault, "yes" if over else "no", str(len(same)), *(f"{s:.2f}" for s in numbers))
    console.print(table)


def show_soak(console: Console, minutes: float) -> None:
    loads: list[Load] = []
    measured = in_front_of_the_camera(
        SOAKED, 60 * minutes, lambda process: loads.append(load_of(process, float(len(loads))))
    )
    at_s, delay_ms = np.array(measured.at_s), 1000 * np.array(measured.delay_s)
    delays = [delay_ms[at_s // 60 == minute] for minute in range(round(minutes))]
    table = Table("minute", "delay: median, ms", "95 %", *OF_A_LOAD, title="In real time")
    for minute, (delay, load) in enumerate(zip(delays, loads[59::60], strict=False), start=1):
        table.add_row(str(minute), *(f"{ms:.0f}" for ms in np.percentile(delay, (50, 95))), *_cells(load))
    console.print(table)


def show_replay(console: Console) -> None:
    replayed = replay(HOUR_MIN)
    table = Table("minute", "a picture, ms", *OF_A_LOAD, title="An hour at full speed")
    for minute in (1, 2, 5, 10, 20, 30, 40, 50, HOUR_MIN):
        table.add_row(str(minute), f"{replayed.step_ms[minute - 1]:.1f}", *_cells(replayed.loads[minute - 1]))
    console.print(table)


def _cells(load: Load) -> Sequence[str]:
    return f"{load.memory_mb:.0f}", str(load.threads), str(load.files)


def _named(size: Size) -> str:
    return "×".join(map(str, size))


def _row(size: Size, measured: Measured) -> list[str]:
    warm = np.array(measured.at_s) > WARM_UP_S
    delay_ms = 1000 * np.array(measured.delay_s)[warm]
    return [
        _named(size),
        *(f"{value:.0f}" for value in (*np.percentile(delay_ms, (50, 95, 99)), delay_ms.max())),
        f"{measured.coached / measured.lasted_s:.1f}",
        f"{len(measured.delay_s) / measured.lasted_s:.1f}",
        str(measured.never_shown),
        f"{measured.processor_s / measured.lasted_s:.2f}",
    ]


def _stages(size: Size, measured: Measured) -> Table:
    table = Table(
        *("stage", "a second", "median, ms", "95 %, ms", "processor, ms", "share of the time"),
        title=f"Where the time goes, {_named(size)}",
    )
    watch = measured.stopwatch
    for stage, taken_s in watch.taken_s.items():
        taken_ms = 1000 * np.array(taken_s)
        table.add_row(
            stage,
            f"{len(taken_s) / measured.lasted_s:.0f}",
            *(f"{value:.1f}" for value in np.percentile(taken_ms, (50, 95))),
            f"{1000 * np.mean(watch.processor_s[stage]):.1f}",
            f"{taken_ms.sum() / 10 / measured.lasted_s:.0f} %",
        )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency")
    parser.add_argument("kinds", nargs="*", metavar="|".join(KINDS), help="all of them if none is named")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long each size is shown")
    parser.add_argument("--rounds", type=int, default=1, help="how often each size is shown")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long the soak takes")
    options = parser.parse_args()
    if unknown := set(options.kinds) - set(KINDS):
        parser.error(f"{', '.join(sorted(unknown))}: expected {', '.join(KINDS)}")
    kinds, console = options.kinds or KINDS, Console()
    if "shown" in kinds:
        show_delays(console, options.seconds, options.rounds)
    if "spoken" in kinds:
        show_words(console)
    if "soak" in kinds:
        show_soak(console, options.minutes)
    if "replay" in kinds:
        show_replay(console)


if __name__ == "__main__":
    main()
