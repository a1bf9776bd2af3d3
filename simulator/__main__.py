"""``python -m simulator render SCENE.yaml -o OUT``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import platformdirs
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from posecoach.errors import PosecoachError
from simulator.scene_file import read_scene

SCENE_SUFFIX = ".scene.yaml"
COULD_NOT = 1

app = typer.Typer(
    help="Renders people who stretch, with joint angles that are known exactly.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def main() -> None:
    """Renders people who stretch, with joint angles that are known exactly."""


@app.command()
def render(
    scenes: Annotated[list[Path], typer.Argument(help="Scene files, such as slr.scene.yaml.", exists=True)],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for videos and truth files.")],
) -> None:
    """Render each scene to a video and a truth file."""
    try:
        wanted = [(path, read_scene(path)) for path in scenes]
        from simulator.film import prepared
        from simulator.rendering import render as render_film

        cache = platformdirs.user_cache_path("posecoach") / "simulator"
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns) as progress:
            for path, scene in wanted:
                name = path.name.removesuffix(SCENE_SUFFIX).removesuffix(".yaml")
                task = progress.add_task(name, total=None)

                def show(done: int, total: int, task: TaskID = task) -> None:
                    progress.update(task, completed=done, total=total)

                render_film(prepared(scene, name, cache), name, out, show)
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] in ("simulator", "posecoach"):
            raise
        _stop(
            f"{error.name} is missing; install PyTorch's CPU build, then the simulator's extra: "
            f"{sys.executable} -m pip install '.[simulate]'"
        )
    except OSError as error:
        _stop(f"{error.filename or out} cannot be written ({error.strerror}); choose another --out.")
    except (ValueError, PosecoachError) as error:
        _stop(str(error))


def _stop(why: str) -> None:
    print(why, file=sys.stderr)
    raise typer.Exit(COULD_NOT)


if __name__ == "__main__":
    app()
