"""Rooms, lights and things as data, by the names that scene files use.

``rooms.yaml``, ``lights.yaml`` and ``belongings.yaml`` (mats, beds, props) name them; ``furniture.yaml`` says
what the things in them are built of.
"""

from __future__ import annotations

import functools
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, model_validator

from simulator.scene.finish import Colour, finishes
from simulator.strict import Strict

Triple = tuple[float, float, float]


class Solid(Strict):
    """One solid of a thing, by exactly one of the shapes of :mod:`simulator.scene.solids`."""

    box: Triple | None = None
    turned: tuple[tuple[float, float], ...] | None = None
    ball: float | None = None
    books: Triple | None = None
    leaves: tuple[float, float, int] | None = None
    rounding: float = 0.01
    bulge: float = 0.0
    at: Triple = (0, 0, 0)
    turn_deg: float = 0.0
    finish: str | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Solid:
        if (
            sum(shape is not None for shape in (self.box, self.turned, self.ball, self.books, self.leaves))
            != 1
        ):
            raise ValueError("a solid needs exactly one of box, turned, ball, books, leaves")
        return self


class Kind(Strict):
    """surface_m: how high one lies on it; 0 for what one does not lie on."""

    solids: tuple[Solid, ...]
    surface_m: float = 0.0


class Thing(Strict):
    """A piece of furniture, or a prop, of a kind of ``furniture.yaml``. at: x and y. raised_m: above what it
    stands on."""

    kind: str
    finish: str
    at: tuple[float, float] = (0.0, 0.0)
    raised_m: float = 0.0
    turn_deg: float = 0.0

    @model_validator(mode="after")
    def _known(self) -> Thing:
        _one_of("kind of thing", self.kind, kinds())
        _one_of("finish", self.finish, finishes())
        return self


class Window(Strict):
    """In the wall behind the patient. x_m: of its middle."""

    x_m: float
    width_m: float
    sill_m: float
    height_m: float
    curtains: str | None


class Room(Strict):
    """floor, walls, rug: finishes. back_m: from the patient to the wall behind; half_width_m: to those at the
    sides."""

    floor: str
    walls: str
    back_m: float
    half_width_m: float
    window: Window
    rug: str | None = None
    things: tuple[Thing, ...]


class Lamp(Strict):
    """A square of light of size_m at ``at``, in the room's own axes, that shines towards ``aim``."""

    at: Triple
    aim: Triple
    size_m: float
    power_w: float
    colour: Colour


class Light(Strict):
    """sky: what comes from everywhere. pane, shade: glow of windows and of lampshades."""

    sky: Colour
    pane: float
    shade: float
    lamps: tuple[Lamp, ...]


@functools.cache
def kinds() -> dict[str, Kind]:
    return TypeAdapter(dict[str, Kind]).validate_python(_read("furniture.yaml"))


@functools.cache
def rooms() -> dict[str, Room]:
    return TypeAdapter(dict[str, Room]).validate_python(_read("rooms.yaml"))


@functools.cache
def lights() -> dict[str, Light]:
    return TypeAdapter(dict[str, Light]).validate_python(_read("lights.yaml"))


def room_named(name: str) -> Room:
    _one_of("room", name, rooms())
    return rooms()[name]


def light_named(name: str) -> Light:
    _one_of("light", name, lights())
    return lights()[name]


def belongings(lying_on: str, props: Collection[str]) -> list[Thing]:
    """What the patient lies on, "floor" being nothing, and what lies about."""
    known = TypeAdapter(dict[str, Thing]).validate_python(_read("belongings.yaml"))
    surfaces = {name for name, thing in known.items() if kinds()[thing.kind].surface_m}
    _one_of("thing to lie on", lying_on, surfaces | {"floor"})
    for prop in props:
        _one_of("prop", prop, known.keys() - surfaces)
    return [known[name] for name in (lying_on, *props) if name != "floor"]


def _read(file: str) -> Any:
    return yaml.safe_load(Path(__file__).with_name(file).read_text(encoding="utf-8"))


def _one_of(what: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise ValueError(f"there is no {what} {name!r}; choose one of {', '.join(sorted(known))}")
