"""The clips that are kept with the code, as truth and poses without pictures, and what was found of them.

    python -m benchmarks.accuracy.subset FOLDER

Takes the first clip of each stretch from a folder of analysed clips, and writes ``figures.json`` anew.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.accuracy.assessment import all_sheets, assessed
from benchmarks.accuracy.clip import POSES_ENDING, clips_of, names_in
from benchmarks.accuracy.sheet import as_json
from posecoach.stretches.load import stretch_ids
from simulator.truth.file import SUFFIX

SUBSET = Path(__file__).with_name("subset")
FIGURES = "figures.json"
OF_EACH = 1


def chosen(names: list[str]) -> list[str]:
    """The first :data:`OF_EACH` of each stretch; clips are named after theirs."""
    of_each = ([name for name in names if name.startswith(stretch)] for stretch in stretch_ids())
    return [name for clips in of_each for name in clips[:OF_EACH]]


def keep(source: Path, subset: Path) -> None:
    """Replace ``subset``. Raises FileNotFoundError where a clip of ``source`` has no poses yet."""
    with TemporaryDirectory() as fresh:
        for name in chosen(names_in(source)):
            for ending in (SUFFIX, POSES_ENDING):
                shutil.copy(source / f"{name}{ending}", fresh)
        text = json.dumps(figures_of(Path(fresh)), indent=1)
        (Path(fresh) / FIGURES).write_text(text + "\n", encoding="utf-8")
        shutil.rmtree(subset, ignore_errors=True)
        shutil.copytree(fresh, subset)


def figures_of(subset: Path) -> dict[str, Any]:
    """All figures of the kept clips, as they are now."""
    return as_json(all_sheets(*assessed(list(clips_of(subset, names_in(subset), _no_network)))))


def _no_network() -> Path:
    raise FileNotFoundError("a clip has no poses; analyse the clips first: python -m benchmarks.accuracy")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy.subset")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="analysed clips, such as a whole set")
    keep(parser.parse_args().folder, SUBSET)
