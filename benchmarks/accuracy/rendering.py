"""The clips of the plan: which are kept as planned, and the others rendered."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import yaml

from benchmarks.accuracy.clip import POSES_ENDING
from benchmarks.accuracy.plan import planned
from simulator.scene_file import Scene, read_scene
from simulator.truth.file import SUFFIX

SCENE_ENDING = ".scene.yaml"


def of_plan(set_name: str, folder: Path) -> bool:
    """Whether a folder keeps clips of the set, current or not, rather than some others."""
    return any((folder / f"{name}{SCENE_ENDING}").exists() for name in planned(set_name))


def shortfall(set_name: str, folder: Path) -> str | None:
    """One line on what a folder lacks of a set; None where all is there as planned."""
    missing, other = _unlike_plan(set_name, folder)
    if not missing and not other:
        return None
    wanted = len(planned(set_name))
    there = f"{folder}: {wanted - len(missing)} of {wanted} clips are there"
    stale = f", of these {', '.join(other)} of another scene than is planned" if other else ""
    return f"{there}{stale}; --render makes the rest"


def render_missing(set_name: str, folder: Path, say: Callable[[str], None]) -> None:
    """Render what ``folder`` lacks of a set, one after the other: rendering uses all processors.

    The scene files stay beside the clips. Raises CalledProcessError where the simulator fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing, other = _unlike_plan(set_name, folder)
    wanted = sorted([*missing, *other])
    for number, name in enumerate(wanted, start=1):
        say(f"rendering {name} ({number} of {len(wanted)})")
        for ending in (SUFFIX, POSES_ENDING):
            (folder / f"{name}{ending}").unlink(missing_ok=True)
        file = folder / f"{name}{SCENE_ENDING}"
        content = planned(set_name)[name].model_dump(mode="json", exclude_defaults=True)
        file.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        # A process each: the renderer keeps what it has once loaded.
        subprocess.run([sys.executable, "-m", "simulator", "render", file, "-o", folder], check=True)


def _unlike_plan(set_name: str, folder: Path) -> tuple[list[str], list[str]]:
    """Clips that are missing, and clips whose scene is not the planned one."""
    scenes = planned(set_name)
    missing = [name for name in scenes if not (folder / f"{name}{SUFFIX}").exists()]
    there = [name for name in scenes if name not in missing]
    return missing, [name for name in there if _scene_of(folder / f"{name}{SCENE_ENDING}") != scenes[name]]


def _scene_of(file: Path) -> Scene | None:
    """None of a file that is not there, or that is no scene (any more): surely not the planned one."""
    try:
        return read_scene(file)
    except ValueError:
        return None
