"""What is found in each recording of a folder, for every stretch.

    python -m benchmarks.recordings FOLDER

One row a recording: the holds and attempts of each stretch that has any, and how the camera stood.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from posecoach.coaching.events import Hold
from posecoach.coaching.session import analyse_track
from posecoach.pose.model.resolve import resolve_model
from posecoach.pose.recording import track_video
from posecoach.report.words import angle, view_words
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids

ENDINGS = {".mp4", ".mov", ".mkv", ".webm", ".avi"}


def in_words(hold: Hold) -> str:
    what = "hold" if hold.completed else f"attempt ({hold.why})"
    number = angle(hold.value_deg, hold.error_deg)
    return f"{what} {hold.side} {hold.start_s:.1f}–{hold.end_s:.1f} s, held {hold.held_s:.1f} s, {number}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recordings")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    model, rules = resolve_model("full"), load_rules()
    table = Table("recording", "measured", "found", show_lines=True)
    for video in sorted(path for path in folder.iterdir() if path.suffix in ENDINGS):
        track = track_video(video, model)
        found = []
        for stretch in map(load_stretch, stretch_ids()):
            analysis = analyse_track(track, stretch, stretch.dose(), rules)
            reached = sorted([*analysis.holds, *analysis.attempts], key=lambda hold: hold.start_s)
            found += [f"{stretch.id} ({view_words(analysis)}): {in_words(hold)}" for hold in reached]
        measured = sum(pose.measured for pose in track) / len(track)
        table.add_row(video.stem, f"{measured:.0%}", "\n".join(found) or "nothing")
    Console(width=170).print(table)


if __name__ == "__main__":
    main()
