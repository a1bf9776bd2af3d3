"""The truth file beside a rendered video, schema ``posecoach.truth/1``.

A posture that several frames show stands in it once.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import ValidationError

from posecoach.kinematics.definitions import columns
from posecoach.pose.landmarks import Landmark
from simulator.skeleton import Floats
from simulator.strict import Strict

SCHEMA = "posecoach.truth/1"
SUFFIX = ".truth.json"


class TruePosture(Strict):
    """image: 33 landmarks in pixels. world_m: the same in metres, x from head to feet, z up from the floor.
    occluded: whether something else hides the landmark from the camera. measures: name → degrees or torso
    lengths, null where there is none."""

    image: list[tuple[float, float]]
    world_m: list[tuple[float, float, float]]
    occluded: list[bool]
    measures: dict[str, float | None]


class Frames(Strict):
    """One entry a frame: its time, which posture it shows, what the person is doing."""

    time_s: list[float]
    posture: list[int]
    phase: list[str]


class Truth(Strict):
    """holds, attempts and faults are shaped as in ``summary.json``. dose: the name of the dose that decides
    what is complete. scene: everything that the scene file said."""

    schema_: Literal["posecoach.truth/1"]
    video: str
    stretch: str
    dose: str
    person: str
    seed: int
    camera: dict[str, Any]
    scene: dict[str, Any]
    landmarks: list[str]
    postures: list[TruePosture]
    frames: Frames
    holds: list[dict[str, Any]]
    attempts: list[dict[str, Any]]
    faults: list[dict[str, Any]]

    def measure(self, name: str) -> Floats:
        """(n,) the measure at every frame, NaN where there is none. Raises ValueError for an unknown name."""
        if name not in columns():
            raise ValueError(f"{name} is no measure; choose one of {', '.join(columns())}")
        values = np.array([posture.measures[name] for posture in self.postures], float)
        return values[self.frames.posture]

    def image(self) -> Floats:
        """(n, 33, 2) pixels."""
        return np.array([posture.image for posture in self.postures])[self.frames.posture]

    def occluded(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """(n, 33)."""
        return np.array([posture.occluded for posture in self.postures])[self.frames.posture]


def read_truth(path: str | Path) -> Truth:
    """Raises ValueError for a file that is not a truth file."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
        content["schema_"] = content.pop("schema")
        return Truth.model_validate(content)
    except (OSError, ValidationError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is not a truth file of schema {SCHEMA}: {error}") from error


def write_truth(truth: Truth, path: Path) -> None:
    """One posture a line: small, and still readable by eye."""
    content = truth.model_dump(mode="json")
    content = {"schema": content.pop("schema_")} | content
    lines = []
    for key, value in content.items():
        if key == "postures":
            rows = ",\n  ".join(json.dumps(row, separators=(",", ":"), allow_nan=False) for row in value)
            text = f"[\n  {rows}\n ]"
        else:
            text = json.dumps(value, separators=(",", ":"), allow_nan=False)
        lines.append(f" {json.dumps(key)}: {text}")
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    unfinished.replace(path)


def true_posture(
    image: Floats, world_m: Floats, occluded: list[bool], measures: dict[str, float | None]
) -> TruePosture:
    """Rounded to 0.1 px, 0.1 mm and 0.01° or torso lengths' thousandths."""
    rounded = {name: None if value is None else round(value, 3) for name, value in measures.items()}
    return TruePosture(
        image=[(round(x, 1), round(y, 1)) for x, y in image.tolist()],
        world_m=[(round(x, 4), round(y, 4), round(z, 4)) for x, y, z in world_m.tolist()],
        occluded=occluded,
        measures=rounded,
    )


LANDMARK_NAMES = [mark.name for mark in Landmark]
