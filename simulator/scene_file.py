"""SCENE.yaml: everything that a rendered recording is made from."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import Field, ValidationError, model_validator

from simulator.body.person import load_person
from simulator.motion.exercises import Exercise, load_exercise
from simulator.motion.script import Repetition, Step
from simulator.scene.camera import Camera
from simulator.scene.room import belongings, light_named, room_named
from simulator.scene.sensor import Sensor
from simulator.strict import Strict

NO_STRETCH = "none"


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
    """stretch: what is done, and analysed as; none where somebody only moves about, in a position of
    :mod:`simulator.posture.make`. dose: the one that decides what is complete; the stretch's first unless
    named. posture: parameters that stay the same throughout, such as arms_out_deg. crf: how strongly the
    video is compressed, 18 hardly to 35 badly."""

    seed: int
    stretch: str
    position: str | None = None
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

    @model_validator(mode="after")
    def _known(self) -> Self:
        for person in (self.person, *(other.person for other in self.others)):
            load_person(person)
        self.exercise()
        room_named(self.room)
        light_named(self.light)
        belongings(self.lying_on, self.props)
        return self

    def exercise(self) -> Exercise:
        """How the stretch moves a body. Raises ValueError where none is known."""
        if self.stretch != NO_STRETCH:
            return load_exercise(self.stretch)
        if self.position is None:
            raise ValueError(f"position belongs to stretch: {NO_STRETCH}, and that needs one")
        return Exercise(position=self.position, start={}, stretch={}, mistakes={})

    @model_validator(mode="after")
    def _follows(self) -> Self:
        if "prone" in self.camera.model_fields_set:
            raise ValueError("leave camera.prone out: it follows from the stretch")
        if self.position is not None and self.stretch != NO_STRETCH:
            raise ValueError(f"position belongs to stretch: {NO_STRETCH}, and that needs one")
        if self.stretch == NO_STRETCH and any(isinstance(step, Repetition) for step in self.script):
            raise ValueError(f"there are no repetitions in stretch: {NO_STRETCH}")
        return self


def read_scene(path: str | Path) -> Scene:
    """Raises ValueError with one line for each thing that is wrong."""
    try:
        content: Any = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}); check the name.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ValueError(f"{path} is not YAML: line {line}: {error.problem}") from error
    if not isinstance(content, dict):
        raise ValueError(f"{path} must say seed, stretch, person, script, room and light, a line each.")
    try:
        return Scene.model_validate(content)
    except ValidationError as error:
        lines = [f"{path}: {'.'.join(map(str, e['loc'])) or 'scene'}: {e['msg']}" for e in error.errors()]
        raise ValueError("\n".join(lines)) from error
