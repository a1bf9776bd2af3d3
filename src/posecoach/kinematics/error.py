"""How far a reading may be off: a table over the view, and the scatter of the readings themselves."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from posecoach.kinematics.measure import Measures


@cache
def _table() -> dict[str, Any]:
    text = files("posecoach.kinematics").joinpath("error_model.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table


def half_width_deg(measure: str, yaw_deg: float, values_deg: npt.NDArray[np.floating[Any]]) -> float | None:
    """The 95 % half-width of a held value, or None where the table does not know the measure or the view.

    measure: without its side. yaw_deg: degrees off side-on. values_deg: (n,) readings of the hold, whose
    scatter about their median is added to the view's part.
    """
    of_view = _of_view_deg(measure, yaw_deg)
    if of_view is None:
        return None
    scatter = 1.96 * float(np.std(values_deg)) / math.sqrt(max(1, min(len(values_deg), 10)))
    return math.hypot(of_view, scatter)


def supported(measures: Measures, yaw_deg: float | None, within_deg: float) -> Measures:
    """The measures that may be shown and stored: those angles are left out whose half-width in this view is
    wider than ``within_deg``. Which way the chest faces, and lengths, stay."""
    return {name: value if _may_show(name, yaw_deg, within_deg) else None for name, value in measures.items()}


def _may_show(name: str, yaw_deg: float | None, within_deg: float) -> bool:
    measure = name.removesuffix("_left").removesuffix("_right")
    if measure not in _table()["half_width_deg"]:
        return True
    width = None if yaw_deg is None else _of_view_deg(measure, yaw_deg)
    return width is not None and width <= within_deg


def _of_view_deg(measure: str, yaw_deg: float) -> float | None:
    table = _table()
    widths = table["half_width_deg"].get(measure)
    true_yaw_deg = yaw_deg * table["true_yaw_per_read_yaw"]
    if widths is None or true_yaw_deg > table["yaw_deg"][-1]:
        return None
    return float(np.interp(true_yaw_deg, table["yaw_deg"], widths))
