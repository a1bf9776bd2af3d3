"""What a stretch file may say.

A stretch is data: a start posture, a target to hold, faults with sentences, doses. Sides are roles
(``working``: the side that stretches; ``support``: the other one), resolved once per repetition.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from posecoach.kinematics.definitions import ANGLES, MEASURES, Unit

Role = Literal["working", "support"]
Joint = Literal["ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index"]
SpineLoad = Literal["flexion", "extension", "neutral"]
Source = Annotated[str, Field(min_length=2)]
Sentence = Annotated[str, Field(min_length=2, max_length=160)]

DERIVED = {"speed": Unit.DEGREES_PER_SECOND, "bounce": Unit.DEGREES}
"""Measures that the coach derives from the target's history: how fast it changes, and how wide it swings
when it reverses twice or more within two seconds."""


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


class Dose(Strict):
    """How long and how often."""

    hold_s: float = Field(gt=0, le=300, description="seconds to hold one repetition")
    repetitions: int = Field(ge=1, le=100, description="repetitions a side")
    sets: int = Field(1, ge=1, le=20)
    source: Source


class View(Strict):
    """Where the camera stands."""

    kind: Literal["side", "front"]
    widest_yaw_deg: float = Field(
        ge=0, le=90, description="further off than this and nothing is counted; angles need much less"
    )
    say: Sentence
    source: Source


class KnownAngle(Strict):
    """An angle that everybody has in a posture, give or take."""

    measure: str
    side: Role | None = None
    deg: float
    sd_deg: float = Field(gt=0, le=45, description="standard deviation between people")
    source: Source

    @model_validator(mode="after")
    def _is_an_angle(self) -> Self:
        Condition(measure=self.measure, side=self.side, at_least=self.deg, source=self.source)
        if self.measure in DERIVED or MEASURES[self.measure].kind not in ANGLES:
            raise ValueError(f"{self.measure} is not an angle between joints")
        return self


class Start(Strict):
    """The posture that a repetition starts from; it must be held before anything counts."""

    say: Sentence
    when: list[Condition] = Field(min_length=1)
    known: list[KnownAngle] = Field(
        default=[], description="angles of this posture: they tell how the camera stands to the body"
    )


class Norm(Strict):
    """What is usual; shown as information, never demanded."""

    low_deg: float
    high_deg: float
    source: Source

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low_deg >= self.high_deg:
            raise ValueError(f"low_deg ({self.low_deg:g}) does not lie below high_deg ({self.high_deg:g})")
        return self


class Target(Strict):
    """The measure that is stretched, and when a position counts as the person's end of range."""

    measure: str
    side: Role | None = None
    least_deg: float = Field(ge=-90, le=180, description="less than this is not yet the stretch")
    rise_deg: float = Field(gt=0, description="least change since the start posture")
    release_deg: float = Field(gt=0, description="the hold ends this far below the best of the repetition")
    keep: list[Condition] = Field(
        default=[],
        description="when one is broken it is another movement, not a poor one: nothing is counted",
    )
    norm: Norm | None = None
    source: Source

    @model_validator(mode="after")
    def _is_an_angle(self) -> Self:
        Condition(measure=self.measure, side=self.side, at_least=self.least_deg, source=self.source)
        if self.measure in DERIVED or MEASURES[self.measure].unit is not Unit.DEGREES:
            raise ValueError(f"{self.measure} is not an angle in degrees")
        return self


class Fault(Strict):
    """Something to put right: conditions that are all met for a while."""

    severity: Literal["notice", "blocks_hold", "stop"] = Field(
        description="notice: said; blocks_hold: the clock stands while it lasts; stop: ends the repetition"
    )
    when: list[Condition] = Field(
        min_length=1, description="the first is what is wrong, the others say when that matters"
    )
    during: list[Literal["moving", "holding"]] = Field(default=["moving", "holding"], min_length=1)
    for_s: float = Field(0.5, gt=0, le=10, description="how long before it is a fault")
    say: Sentence
    acknowledge: Sentence
    source: Source


class Steps(Strict):
    """Plain sentences to read aloud."""

    setting_up: list[Sentence] = Field(min_length=1)
    moving_in: list[Sentence] = Field(min_length=1)
    holding: list[Sentence] = Field(min_length=1)
    coming_out: list[Sentence] = Field(min_length=1)


class Stretch(Strict):
    """One stretch, as its file describes it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    summary: Sentence
    source: Source
    spine_load: SpineLoad
    sides: Literal["each", "both"] = Field(description="each: one side at a time; both: both at once")
    view: View
    needs: list[Joint] = Field(min_length=1, description="joints of the working side that must be seen")
    doses: dict[str, Dose] = Field(min_length=1, description="the first one is used unless another is named")
    posture: list[Condition] = Field(
        min_length=1, description="true throughout; without it the person is doing something else"
    )
    start: Start
    target: Target
    faults: dict[str, Fault]
    steps: Steps
    cannot_see: list[Sentence] = Field(description="what no camera can verify here")

    @model_validator(mode="after")
    def _sides_agree(self) -> Self:
        if self.sides == "both":
            faults = [c for fault in self.faults.values() for c in fault.when]
            sided = [c for c in [*self.posture, *self.start.when, *self.target.keep, *faults] if c.side]
            if self.target.side or any(c.side == "support" for c in sided):
                raise ValueError(
                    "sides: both has no working or support side for its target, and no support side at all"
                )
        elif self.target.side != "working":
            raise ValueError("sides: each needs target.side: working")
        elif any(c.side for c in self.posture):
            raise ValueError("posture is asked before it is known which side works: no sides there")
        return self

    def dose(self, name: str | None = None) -> Dose:
        return self.doses[name] if name else next(iter(self.doses.values()))
