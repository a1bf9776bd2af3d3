"""A measure within bounds, as stretch files write it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from posecoach.kinematics.definitions import MEASURES, Unit

Role = Literal["working", "support"]
Source = Annotated[str, Field(min_length=2)]
Sentence = Annotated[str, Field(min_length=2, max_length=160)]


DERIVED = {
    "speed": Unit.DEGREES_PER_SECOND,
    "speed_in": Unit.DEGREES_PER_SECOND,
    "speed_out": Unit.DEGREES_PER_SECOND,
    "bounce": Unit.DEGREES,
    "gain": Unit.DEGREES,
    "side_difference": Unit.DEGREES,
}
"""Measures that the coach derives from the target's history: how fast it changes (either way, on the way in,
on the way out), how wide it swings when it reverses twice or more within two seconds, how far it goes beyond
this side's last repetition, and how far this side's hold is from the best one of the other side."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(Strict):
    """A measure within bounds; a missing measure neither meets nor breaks them."""

    measure: str = Field(description="a named measure, such as knee or leg_elevation")
    side: Role | None = Field(None, description="working or support, for measures that have sides")
    at_least: float | None = None
    at_most: float | None = None
    near_only: bool = Field(
        False, description="asked of the side nearer to the camera only: the far one may be hidden"
    )
    on_entry: bool = Field(
        False,
        description="in keep: asked when a hold begins and not while it lasts, as of limbs that hide then",
    )
    source: Source = Field(description="the rule, paper or benchmark that the number comes from")

    @field_validator("measure")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in MEASURES and name not in DERIVED:
            raise ValueError(f"expected one of {', '.join(sorted([*MEASURES, *DERIVED]))}")
        return name

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("expected at_least, at_most or both")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"at_least ({self.at_least}) lies above at_most ({self.at_most})")
        sided = self.measure in MEASURES and MEASURES[self.measure].sided
        if sided and self.side is None:
            raise ValueError(f"{self.measure} has two sides: expected side: working or side: support")
        if not sided and self.side is not None:
            raise ValueError(f"{self.measure} has no sides: leave side out")
        return self

    def met_by(self, value: float | None) -> bool:
        return value is not None and not self.broken_by(value)

    def broken_by(self, value: float | None) -> bool:
        if value is None:
            return False
        low = self.at_least is not None and value < self.at_least
        return low or (self.at_most is not None and value > self.at_most)


def require_degrees(measure: str, side: Role | None) -> None:
    """Raises ValueError for what is no angle with its side."""
    Condition(measure=measure, side=side, at_least=0, source="the measure alone")
    if measure in DERIVED or MEASURES[measure].unit is not Unit.DEGREES:
        raise ValueError(f"{measure} is not an angle in degrees")
