"""How each stretch moves a body: ``exercises/<stretch>.yaml``, a file each.

A file says the position that the stretch is done in, the parameters of the start posture, those of the
stretch itself (``depth`` is the repetition's depth_deg), and what each mistake adds to them for one degree or
metre of it. ``working`` and ``support`` become left and right. A limb commanded into the floor rests on it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator

from simulator.motion.script import Side
from simulator.posture.make import known_position
from simulator.strict import Strict

_FOLDER = Path(__file__).with_name("exercises")


class Exercise(Strict):
    position: Annotated[str, AfterValidator(known_position)]
    start: dict[str, float]
    stretch: dict[str, float | Literal["depth"]]
    mistakes: dict[str, dict[str, float]]

    def start_of(self, side: Side) -> dict[str, float]:
        return _sided(self.start, side)

    def deepest(self, side: Side, depth_deg: float) -> dict[str, float]:
        """The parameters at the end of the way in."""
        deep = {name: depth_deg if value == "depth" else float(value) for name, value in self.stretch.items()}
        return self.start_of(side) | _sided(deep, side)

    def depth_parameters(self, side: Side) -> tuple[str, ...]:
        """The parameters that the depth is."""
        return tuple(_sided({name: 0.0 for name, value in self.stretch.items() if value == "depth"}, side))

    def mistake(self, fault: str, side: Side) -> dict[str, float]:
        """What one degree or metre of the mistake adds to the parameters. Raises ValueError for a fault that
        this exercise has no movement for."""
        if fault not in self.mistakes:
            known = ", ".join(sorted(self.mistakes))
            raise ValueError(f"there is no way to make the mistake {fault} here; choose one of {known}")
        return _sided(self.mistakes[fault], side)


@cache
def load_exercise(stretch: str) -> Exercise:
    """Raises ValueError for a stretch that nobody can do here yet."""
    if stretch not in known_exercises():
        raise ValueError(f"nobody here can do {stretch}; choose one of {', '.join(known_exercises())}")
    text = (_FOLDER / f"{stretch}.yaml").read_text(encoding="utf-8")
    return Exercise.model_validate(yaml.safe_load(text))


@cache
def known_exercises() -> tuple[str, ...]:
    """The stretches that somebody here can do."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def _sided(parameters: dict[str, float], side: Side) -> dict[str, float]:
    if side == "both":
        return dict(parameters)
    other = "left" if side == "right" else "right"
    return {
        name.replace("working", side).replace("support", other): value for name, value in parameters.items()
    }
