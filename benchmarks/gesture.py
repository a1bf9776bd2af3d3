"""How often the pausing gesture is seen where nobody makes it, and how soon where somebody does.

    python -m benchmarks.gesture FOLDER... [--waving FOLDER]

The folders hold landmarks of recordings (``.npz``, at any depth), such as those that ``benchmarks.accuracy``
keeps beside its clips. One row for each kind of recording, then one for each recording of somebody who waves.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from posecoach.coaching.leading.gesture import Waving
from posecoach.pose.track import PoseTrack, load


@dataclass(frozen=True)
class Watched:
    """seen_s: when each gesture was complete. most: how much of one was seen at most, 0 to 1."""

    name: str
    lasts_s: float
    seen_s: list[float]
    most: float

    @property
    def kind(self) -> str:
        """The name without its number."""
        return re.sub(r"_\d+(\..*)?$", "", self.name)


def watched(name: str, track: PoseTrack) -> Watched:
    waving = Waving()
    seen = [waving.step(pose) for pose in track]
    complete_s = [float(track.time_s[row]) for row, share in enumerate(seen) if share >= 1.0]
    return Watched(name, float(track.time_s[-1] - track.time_s[0]), complete_s, max(seen))


def watched_below(folder: Path) -> Iterator[Watched]:
    for path in sorted(folder.rglob("*.npz")):
        yield watched(path.name.removesuffix(".npz").removesuffix(".poses"), load(path))


def of_those_who_do_not(found: list[Watched]) -> Table:
    table = Table("recordings", "how many", "minutes", "gestures", "an hour", "nearest")
    found = sorted(found, key=lambda each: each.kind)
    rows = [(kind, list(group)) for kind, group in groupby(found, key=lambda each: each.kind)]
    for kind, group in [*rows, ("all", found)]:
        lasts_s = sum(each.lasts_s for each in group)
        seen = sum(len(each.seen_s) for each in group)
        nearest = max(each.most for each in group)
        table.add_row(
            kind,
            f"{len(group)}",
            f"{lasts_s / 60:.1f}",
            f"{seen}",
            f"{seen / lasts_s * 3600:.1f}",
            f"{nearest:.0%}",
        )
    return table


def of_those_who_wave(found: list[Watched]) -> Table:
    table = Table("who waves", "seconds", "seen at", "most")
    for each in found:
        at = ", ".join(f"{time_s:.1f} s" for time_s in each.seen_s) or "never"
        table.add_row(each.name, f"{each.lasts_s:.1f}", at, f"{each.most:.0%}")
    seen = sum(bool(each.seen_s) for each in found)
    table.add_row("all", "", f"{seen} of {len(found)}", "")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gesture")
    parser.add_argument("folders", nargs="*", type=Path, help="landmarks of people who do not wave")
    parser.add_argument("--waving", type=Path, help="landmarks of people who do")
    options = parser.parse_args()
    console = Console(width=110)
    found = [each for folder in options.folders for each in watched_below(folder)]
    if not found and not options.waving:
        parser.error("there are no landmarks (.npz) in these folders")
    if found:
        console.print(of_those_who_do_not(found))
    if options.waving:
        console.print(of_those_who_wave(list(watched_below(options.waving))))


if __name__ == "__main__":
    main()
