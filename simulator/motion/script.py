"""What a rendered person does, step by step, as a scene file says it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from simulator.strict import Strict

Side = Literal["left", "right", "both"]


class Mistake(Strict):
    """A fault of the stretch, made on purpose. amount: in the unit of what moves, degrees or metres, see the
    stretch's exercise; of ``bouncing`` the degrees from peak to peak."""

    fault: str
    amount: float
    from_s: float = Field(ge=0, description="seconds after the repetition has begun")
    for_s: float = Field(gt=0)


class Rest(Strict):
    """Stay as you are."""

    do: Literal["rest"]
    for_s: float = Field(gt=0)


class Repetition(Strict):
    """Into the stretch, hold it, and out again; first into the start posture of that side, if need be."""

    do: Literal["repetition"]
    side: Side
    depth_deg: float
    in_s: float = Field(4.0, gt=0)
    hold_s: float = Field(ge=0)
    out_s: float = Field(3.0, gt=0)
    tremor_deg: float = Field(0.25, ge=0, description="standard deviation of the sway in the hold")
    drift_deg: float = Field(0.0, description="how far the hold sinks (negative) or deepens until its end")
    mistakes: tuple[Mistake, ...] = ()


class Move(Strict):
    """Any other movement: parameters of the posture, and how long the way takes."""

    do: Literal["move"]
    to: dict[str, float]
    in_s: float = Field(gt=0)


Step = Annotated[Rest | Repetition | Move, Field(discriminator="do")]
