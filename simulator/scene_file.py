"""SCENE.yaml: everything that a rendered recording is made from."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError

from simulator.motion.script import Step, Strict
from simulator.scene.camera import Camera
from simulator.scene.sensor import Sensor


class Other(Strict):
    """Somebody else in the picture, on the floor beside the one who lies. heading_deg: which way they face,
    0 towards the feet of the one who lies, 90 towards +y. holds: the ankle that both their hands go with, if
    any."""

    person: str
    x_m: float
    y_m: float
    heading_deg: float = 90.0
    kneels: bool = False
    holds: Literal["left", "right"] | None = None


class Scene(Strict):
    """stretch: what is done, and analysed as. dose: the one that decides what is complete; the stretch's
    first unless named. posture: parameters that stay the same throughout, such as arms_out_deg. crf: how
    strongly the video is compressed, 18 hardly to 35 badly."""

    seed: int
    stretch: str
    dose: str | None = None
    person: str
    script: tuple[Step, ...] = Field(min_length=1)
    posture: dict[str, float] = Field(default_factory=dict)
    others: tuple[Other, ...] = ()
    room: str
    light: str
    lying_on: str = "mat"
    props: tuple[str, ...] = ()
    camera: Camera = Camera()
    sensor: Sensor = Sensor()
    fps: float = Field(25.0, ge=5, le=60)
    crf: int = Field(26, ge=10, le=40)


def read_scene(path: str | Path) -> Scene:
    """Raises ValueError with one line for each thing that is wrong."""
    try:
        content: Any = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}); check the name.") from error
    except yaml.YAMLError as error:
        raise ValueError(f"{path} is not YAML: {str(error).splitlines()[0]}") from error
    try:
        return Scene.model_validate(content)
    except ValidationError as error:
        lines = [f"{path}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise ValueError("\n".join(lines)) from error
