"""Who there is: the people of ``people.yaml``, validated."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field

from simulator.strict import Strict

PEOPLE_FILE = Path(__file__).with_name("people.yaml")

Share = Annotated[float, Field(ge=0, le=1)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
"""sRGB as in a web page, ``#rrggbb``."""

Ancestry = Literal["african", "asian", "caucasian"]


class Hair(Strict):
    style: Literal["bald", "fringe", "cropped", "short", "bob", "bun", "ponytail", "long"]
    colour: Colour = "#3b2a20"
    beard: bool = False


class Cloth(Strict):
    """loose_m: how far the cloth stands off the body where it hangs freely."""

    colour: Colour
    pattern: Literal["plain", "stripes", "heather"] = "plain"
    loose_m: Annotated[float, Field(ge=0, le=0.08)] = 0.0


class Top(Cloth):
    """sleeve: share of the arm that is covered from the shoulder to the wrist; 0 is a tank top."""

    sleeve: Share


class Bottom(Cloth):
    """leg: share of the leg that is covered from the hip to the ankle."""

    leg: Annotated[float, Field(ge=0.2, le=1)]


class Feet(Strict):
    wear: Literal["nothing", "socks", "shoes"]
    colour: Colour = "#dddddd"
    sole: Colour = "#f2f2f2"


class Person(Strict):
    """muscle: 0 slack to 1 athletic, 0.5 the average. skin: a tone of SKIN_TONES in paint.py, 1 fair to 10
    very dark. local: changes of the shape by the body model's own names, −1 to 1."""

    sex: Literal["female", "male"]
    age_years: Annotated[int, Field(ge=18, le=90)]
    height_m: Annotated[float, Field(ge=1.4, le=2.1)]
    mass_kg: Annotated[float, Field(ge=35, le=220)]
    muscle: Share = 0.5
    ancestry: dict[Ancestry, Share]
    local: dict[str, Annotated[float, Field(ge=-1, le=1)]] = Field(default_factory=dict)
    skin: Annotated[int, Field(ge=1, le=10)]
    hair: Hair
    top: Top
    bottom: Bottom
    feet: Feet


@functools.cache
def people() -> dict[str, Person]:
    """Everybody there is, by id."""
    written = yaml.safe_load(PEOPLE_FILE.read_text(encoding="utf-8"))
    return {name: Person.model_validate(person) for name, person in written.items()}


def load_person(name: str) -> Person:
    """Raises ValueError with the ids there are for a name that nobody has."""
    known = people()
    if name not in known:
        raise ValueError(f"There is no person {name!r}; the people are {', '.join(sorted(known))}.")
    return known[name]
