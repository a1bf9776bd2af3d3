"""How right posecoach is on rendered patients whose angles are known.

    python -m benchmarks.accuracy [development|test] [--render] [--clips DIR] [--worst DIR] [--json FILE]
                                 [--document FILE.md]

The clips of a set are rendered once, by ``--render``, which takes a minute or two a clip; clips whose scene
the plan has changed are rendered again. Their poses are kept beside them: remove the ``.poses.npz`` files
after a change in how poses are found. A folder of other clips is read as it is.
"""

from __future__ import annotations

import argparse
import json
from functools import partial
from pathlib import Path

from platformdirs import user_cache_path
from rich.console import Console

from benchmarks.accuracy.assessment import all_sheets, assessed, followed, recognised, sorted_by_kind
from benchmarks.accuracy.clip import clips_of, names_in
from benchmarks.accuracy.document import rewrite
from benchmarks.accuracy.idle import idle_sheet, watched
from benchmarks.accuracy.plan import SETS, planned
from benchmarks.accuracy.rendering import of_plan, render_missing, shortfall
from benchmarks.accuracy.sheet import as_json, as_table
from benchmarks.accuracy.stretch_sheets import stretch_sheets
from benchmarks.accuracy.worst import draw_worst
from posecoach.pose.model.resolve import resolve_model


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy")
    parser.add_argument("set", nargs="?", choices=SETS, default="development")
    parser.add_argument("--clips", type=Path, help="where the clips are, instead of the user's cache folder")
    parser.add_argument("--render", action="store_true", help="render the clips of the set that are missing")
    parser.add_argument("--worst", type=Path, metavar="DIR", help="write pictures of the worst frames there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there too")
    parser.add_argument("--document", type=Path, metavar="FILE.md", help="write its tables anew")
    options = parser.parse_args()
    folder = options.clips or user_cache_path("posecoach") / "accuracy" / options.set
    console = Console(width=200)
    if options.render:
        render_missing(options.set, folder, partial(console.print, highlight=False))
    names = names_in(folder)
    if not names or not options.clips or of_plan(options.set, folder):
        if lacking := shortfall(options.set, folder):
            parser.exit(2, f"{lacking}\n")
        names = list(planned(options.set))
    clips = list(clips_of(folder, names, lambda: resolve_model("full")))
    judged, others, idle = sorted_by_kind(clips)
    series, outcomes, apart = assessed(judged)
    told = {clip.name: recognised(clip) for clip in clips}
    sheets = [
        *all_sheets(series, outcomes, apart),
        *stretch_sheets([*outcomes, *map(followed, others)], told),
        idle_sheet([found for clip in idle for found in watched(clip)], told),
    ]
    for sheet in sheets:
        console.print(as_table(sheet))
    if options.json:
        options.json.write_text(json.dumps(as_json(sheets), indent=1) + "\n", encoding="utf-8")
    if options.document:
        rewrite(options.document, sheets)
    if options.worst:
        draw_worst(series, judged, folder, options.worst)


if __name__ == "__main__":
    main()
