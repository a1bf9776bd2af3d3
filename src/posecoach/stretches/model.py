"""What a stretch file may say.

A stretch is data: a start posture, a target to hold, faults with sentences, doses. Sides are roles
(``working``: the side that stretches; ``support``: the other one), resolved once per repetition.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from posecoach.kinematics.definitions import ANGLES, MEASURES
from posecoach.stretches.condition import DERIVED, Condition, Role, Sentence, Source, Strict, require_degrees

Joint = Literal["ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index"]
SpineLoad = Literal["flexion", "extension", "neutral"]
Position = Literal["standing", "half_kneeling", "supine", "prone", "side_lying"]

IN_POSITION = "in_position"
"""A target that is held by time and not graded: 100 while all of its ``keep`` conditions are met, else 0."""


class Dose(Strict):
    """How long and how often."""

    hold_s: float = Field(
        ge=0, le=300, description="seconds to hold one repetition; 0: reaching the target and coming back"
    )
    repetitions: int = Field(ge=1, le=100, description="repetitions a side")
    sets: int = Field(1, ge=1, le=20)
    alternate: bool = Field(False, description="the other side after every repetition, not after a set")
    source: Source

    @property
    def total(self) -> int:
        """Repetitions a side, of all sets."""
        return self.repetitions * self.sets


class View(Strict):
    """Where the camera stands."""

    kind: Literal["side", "front"]
    widest_yaw_deg: float = Field(
        ge=0, le=90, description="further off than this and nothing is counted; angles need much less"
    )
    say: Sentence
    source: Source


class CameraPlace(Strict):
    """Where to put the camera, as one tells somebody."""

    turn_deg: float = Field(
        ge=-90, le=90, description="from beside the person towards the feet (lying) or the front (upright)"
    )
    height_m: float = Field(ge=0, le=3)
    distance_m: float = Field(gt=0, le=10)
    follows: bool = Field(False, description="the side that works is the nearer one: people turn round")
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
    for_s: float | None = Field(
        None, gt=0, le=10, description="how long it must be held; common.yaml says it for all others"
    )
    known: list[KnownAngle] = Field(
        default=[], description="angles of this posture: they tell how the camera stands to the body"
    )


class Stage(Strict):
    """A step between the start posture and the target. Stages guide; what counts is decided without them."""

    say: Sentence
    when: list[Condition] = Field(
        default=[], description="met for a moment, and the step is done; none: nothing that a camera sees"
    )
    wait_s: float = Field(3, gt=0, le=60, description="how long a step takes that no camera sees")
    source: Source


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


class ExpectedOn(Strict):
    """What a rule expects on a day, counted from 1 at the first session."""

    day: int = Field(ge=1, le=365)
    low_deg: float
    high_deg: float


class Expected(Strict):
    """Where somebody is expected in the first days; told, never demanded. Straight lines between the days
    that are given; before the first one and after the last one nothing is expected."""

    days: list[ExpectedOn] = Field(min_length=2)
    source: Source

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if any(on.low_deg >= on.high_deg for on in self.days):
            raise ValueError("expected low_deg below high_deg")
        if any(a.day >= b.day for a, b in pairwise(self.days)):
            raise ValueError("expected the days in their order, each once")
        return self


class Pace(Strict):
    """A measure whose speed and bouncing are watched."""

    measure: str
    side: Role | None = None

    @model_validator(mode="after")
    def _is_an_angle(self) -> Self:
        require_degrees(self.measure, self.side)
        return self


class Target(Strict):
    """The measure that is stretched, and when a position counts as the person's end of range."""

    measure: str = Field(description="an angle, or in_position: held while keep is met, and not graded")
    side: Role | None = None
    least_deg: float = Field(50, ge=-90, le=180, description="less than this is not yet the stretch")
    rise_deg: float = Field(50, gt=0, description="least change since the start posture")
    release_deg: float = Field(
        50, gt=0, description="the hold ends this far below the best of the repetition"
    )
    keep: list[Condition] = Field(
        default=[],
        description="when one is broken it is another movement, not a poor one: nothing is counted",
    )
    stand_in: str | None = Field(
        None, description="measured instead while a joint of the measure is hidden, with its own error"
    )
    pace: Pace | None = Field(None, description="for in_position: what must not move fast, or bounce")
    norm: Norm | None = None
    reading: Literal["mean", "best"] = Field(
        "mean",
        description="a session's number: the mean of its holds, or the best where each goes beyond the last",
    )
    better: Literal["more", "less", "neither"] = Field(
        "more", description="which way the angle goes, over weeks, when the stretch gets easier"
    )
    expected: Expected | None = None
    source: Source

    @property
    def graded(self) -> bool:
        return self.measure != IN_POSITION

    @model_validator(mode="after")
    def _graded_or_timed(self) -> Self:
        numbers = {"least_deg", "rise_deg", "release_deg"}
        given = numbers & self.model_fields_set
        if not self.graded:
            if given or self.norm or self.expected or self.side:
                raise ValueError(
                    "in_position has no degrees: leave out side, norm, expected and everything in _deg"
                )
            if not self.keep:
                raise ValueError("in_position is held while keep is met: expected conditions in keep")
        elif given != numbers:
            raise ValueError(f"expected {', '.join(sorted(numbers - given))}")
        else:
            require_degrees(self.measure, self.side)
        if self.stand_in:
            require_degrees(self.stand_in, self.side)
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
    once: bool = Field(False, description="said once a side and session: a hint, or no fault of anybody's")
    say: Sentence
    acknowledge: Sentence | None = Field(None, description="thanks for putting it right, if that can be done")
    source: Source


class Led(Strict):
    """How a live coach leads through holds that no camera sees."""

    begin: Sentence
    end: Sentence
    rest_s: float = Field(ge=1, le=60, description="between two of them")
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
    interpretation: Sentence | None = Field(None, description="what is our reading of an unclear rule")
    spine_load: SpineLoad
    position: Position
    sides: Literal["each", "both"] = Field(description="each: one side at a time; both: both at once")
    view: View
    camera: CameraPlace
    needs: list[Joint] = Field(min_length=1, description="joints of the working side that must be seen")
    doses: dict[str, Dose] = Field(min_length=1, description="the first one is used unless another is named")
    posture: list[Condition] = Field(
        min_length=1, description="true throughout; without it the person is doing something else"
    )
    start: Start
    stages: list[Stage] = Field(default=[], description="what comes between start and target, in order")
    target: Target
    led: Led | None = Field(
        None, description="for what no camera sees: live, the coach sets the time; none of it counts as held"
    )
    faults: dict[str, Fault]
    steps: Steps
    cannot_see: list[Sentence] = Field(description="what no camera can verify here")

    @model_validator(mode="after")
    def _sides_agree(self) -> Self:
        if self.led and self.sides == "each":
            raise ValueError("led needs sides: both, for nobody sees which side it is")
        if self.sides == "both":
            parts = [self.posture, self.start.when, self.target.keep]
            parts += [part.when for part in self.stages]
            parts += [part.when for part in self.faults.values()]
            conditions = [condition for part in parts for condition in part]
            if "support" in [self.target.side, *(condition.side for condition in conditions)]:
                raise ValueError("sides: both has no support side; working is the side nearer to the camera")
        elif "working" not in [self.target.side, *(condition.side for condition in self.target.keep)]:
            raise ValueError("sides: each needs side: working in its target, or in what that must keep")
        elif any(c.side for c in self.posture):
            raise ValueError("posture is asked before it is known which side works: no sides there")
        return self

    @property
    def only_keeps_still(self) -> bool:
        """Whether the start posture is all there is to hold: nobody comes back from it."""
        return self.target.keep == self.start.when

    def dose(self, name: str | None = None) -> Dose:
        return self.doses[name] if name else next(iter(self.doses.values()))
