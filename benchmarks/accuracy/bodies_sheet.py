"""Whether the angles are as right for people whom a network may have seen less of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from benchmarks.accuracy.agreement import agreement
from benchmarks.accuracy.series import Series, errors_of, held_targets
from benchmarks.accuracy.sheet import Cell, Sheet
from posecoach.stretches.load import stretch_ids
from simulator.body.person import Person, people

HEAVY_BMI = 30.0
OLD_YEARS = 65
LOOSE_M = 0.035
"""Cloth that stands off the body this far hides where a knee or hip is."""
DARK_LIGHTNESS = 40.0
"""Of 100, CIE 1976 L*; shirt and trousers."""
MOST_TIMES = 1.5
"""How much further off a group may be than everybody together."""


def is_heavy(person: Person) -> bool:
    return person.mass_kg / person.height_m**2 >= HEAVY_BMI


def is_old(person: Person) -> bool:
    return person.age_years >= OLD_YEARS


def is_loosely_dressed(person: Person) -> bool:
    return max(person.top.loose_m, person.bottom.loose_m) >= LOOSE_M


def is_darkly_dressed(person: Person) -> bool:
    return all(lightness(cloth.colour) < DARK_LIGHTNESS for cloth in (person.top, person.bottom))


GROUPS: dict[str, Callable[[Person], bool]] = {
    "everybody": lambda _: True,
    f"heavy, BMI {HEAVY_BMI:g} or more": is_heavy,
    f"{OLD_YEARS} years or older": is_old,
    "loose clothes": is_loosely_dressed,
    "dark clothes": is_darkly_dressed,
}


def bodies_sheet(series: Sequence[Series]) -> Sheet:
    """The target of each stretch in holds, by who does it."""
    rows = [
        (stretch, held[0].measure, *row)
        for stretch in stretch_ids()
        if (held := held_targets(series, stretch))
        for row in _rows(held)
    ]
    note = (
        "Targets of the working side in holds, where reported, in degrees. ratio: the group's MAE over "
        f"everybody's; more than {MOST_TIMES:g} is too much.\nloose: cloth {LOOSE_M * 100:g} cm or more off "
        f"the body. dark: shirt and trousers of a lightness under {DARK_LIGHTNESS:g} of 100."
    )
    headings = ("stretch", "measure", "body", "people", "clips", "frames", "MAE", "ratio")
    return Sheet("Bodies", note, headings, tuple(rows))


def lightness(colour: str) -> float:
    """CIE 1976 L* of an sRGB ``#rrggbb``: 0 black to 100 white."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return float(cv2.cvtColor(np.array([[shares]], np.float32), cv2.COLOR_RGB2LAB)[0, 0, 0])


def _rows(held: Sequence[Series]) -> list[tuple[Cell, ...]]:
    told = [s for s in held if np.isfinite(s.reported).any()]
    everybody = agreement(*errors_of(told, "reported")) if told else None
    rows: list[tuple[Cell, ...]] = []
    for name, belongs in GROUPS.items():
        ours = [s for s in told if belongs(people()[s.traits["body"]])]
        found = agreement(*errors_of(ours, "reported")) if ours else None
        number = len({s.traits["body"] for s in ours})
        if found and everybody:
            rows.append((name, number, found.clips, found.frames, found.mae, found.mae / everybody.mae))
        else:
            rows.append((name, number, 0, 0, None, None))
    return rows
