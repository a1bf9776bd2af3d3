"""The truth files of rendered clips, made anew after a change to a stretch's file: no picture is needed.

python -m benchmarks.accuracy.truths FOLDER
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.accuracy.clip import names_in
from benchmarks.accuracy.rendering import SCENE_ENDING
from simulator.film import true_again
from simulator.scene_file import read_scene
from simulator.truth.file import SUFFIX, read_truth, write_truth


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy.truths")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="rendered clips, with their scenes")
    folder = parser.parse_args().folder
    wrong = []
    for name in names_in(folder):
        scene, file = read_scene(folder / f"{name}{SCENE_ENDING}"), folder / f"{name}{SUFFIX}"
        try:
            write_truth(true_again(scene, name, read_truth(file)), file)
        except ValueError as error:
            wrong.append(str(error))
    if wrong:
        parser.exit(1, "\n".join([*wrong, ""]))


if __name__ == "__main__":
    main()
