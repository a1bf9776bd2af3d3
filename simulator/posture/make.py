"""A body in a posture: which module makes it, and what may be said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from simulator.body.model import Body
from simulator.posture.all_fours import AllFours, all_fours
from simulator.posture.bridge import Bridge, bridge
from simulator.posture.kneeling import Kneeling, kneeling
from simulator.posture.on_feet import OnFeet, on_feet
from simulator.posture.posed import Parameters, Posed
from simulator.posture.prone import Prone, prone
from simulator.posture.side_lying import SideLying, side_lying
from simulator.posture.standing import Standing, standing
from simulator.posture.strap import Strapped, strapped
from simulator.posture.supine import Supine, supine

_POSITIONS: dict[str, tuple[type[Any], Callable[[Body, Any], Posed]]] = {
    "supine": (Supine, supine),
    "bridge": (Bridge, bridge),
    "strapped": (Strapped, strapped),
    "side_lying": (SideLying, side_lying),
    "prone": (Prone, prone),
    "all_fours": (AllFours, all_fours),
    "standing": (Standing, standing),
    "on_feet": (OnFeet, on_feet),
    "half_kneeling": (Kneeling, kneeling),
}


def known_position(name: str) -> str:
    """The name itself. ValueError: nobody can be placed so."""
    _known(name)
    return name


def at_ease(position: str) -> dict[str, float]:
    """Every parameter of a position, as it is unless something else is said."""
    told, _ = _known(position)
    return asdict(told())


def posture(position: str, body: Body, parameters: Parameters) -> Posed:
    """The body in a position; parameters that are not given keep the position's defaults.
    ValueError: a position or a parameter that does not exist."""
    refuse_unknown(position, parameters)
    told, place = _known(position)
    return place(body, told(**parameters))


def refuse_unknown(position: str, names: Iterable[str]) -> None:
    """ValueError for names that are no parameters of the position, with those that are."""
    known = list(at_ease(position))
    if unknown := sorted(set(names) - set(known)):
        raise ValueError(f"{position} does not take {', '.join(unknown)}: it takes {', '.join(known)}")


def _known(position: str) -> tuple[type[Any], Callable[[Body, Any], Posed]]:
    if position not in _POSITIONS:
        raise ValueError(f"there is no position {position!r}: take one of {', '.join(_POSITIONS)}")
    return _POSITIONS[position]
