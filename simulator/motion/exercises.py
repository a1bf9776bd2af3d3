"""How each stretch moves a body, from exercises.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import TypeAdapter

from simulator.motion.script import Side
from simulator.strict import Strict


class Exercise(Strict):
    position: Literal["supine", "prone"]
    start: dict[str, float]
    stretch: dict[str, float | Literal["depth"]]
    mistakes: dict[str, dict[str, float]]

    def start_of(self, side: Side) -> dict[str, float]:
        return _sided(self.start, side)

    def deepest(self, side: Side, depth_deg: float) -> dict[str, float]:
        """The parameters at the end of the way in."""
        deep = {name: depth_deg if value == "depth" else float(value) for name, value in self.stretch.items()}
        return self.start_of(side) | _sided(deep, side)

    def depth_parameter(self, side: Side) -> str:
        """The parameter that the depth is."""
        return next(
            iter(_sided({name: 0.0 for name, value in self.stretch.items() if value == "depth"}, side))
        )

    def mistake(self, fault: str, side: Side) -> dict[str, float]:
        """What one degree or metre of the mistake adds to the parameters. Raises ValueError for a fault that
        this exercise has no movement for."""
        if fault not in self.mistakes:
            known = ", ".join(sorted(self.mistakes))
            raise ValueError(f"there is no way to make the mistake {fault} here; choose one of {known}")
        return _sided(self.mistakes[fault], side)


def load_exercise(stretch: str) -> Exercise:
    """Raises ValueError for a stretch that nobody can do here yet."""
    exercises = _exercises()
    if stretch not in exercises:
        raise ValueError(f"nobody here can do {stretch}; choose one of {', '.join(sorted(exercises))}")
    return exercises[stretch]


@cache
def _exercises() -> dict[str, Exercise]:
    text = Path(__file__).with_name("exercises.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Exercise]).validate_python(yaml.safe_load(text))


def _sided(parameters: dict[str, float], side: Side) -> dict[str, float]:
    if side == "both":
        return dict(parameters)
    other = "left" if side == "right" else "right"
    return {
        name.replace("working", side).replace("support", other): value for name, value in parameters.items()
    }
