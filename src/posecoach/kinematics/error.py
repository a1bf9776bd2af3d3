"""How far a reading may be off: a table over the view, and the scatter of the readings themselves."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml


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
    table = _table()
    widths = table["half_width_deg"].get(measure)
    if widths is None or yaw_deg > table["yaw_deg"][-1]:
        return None
    of_view = float(np.interp(yaw_deg, table["yaw_deg"], widths))
    scatter = 1.96 * float(np.std(values_deg)) / math.sqrt(max(1, min(len(values_deg), 10)))
    return math.hypot(of_view, scatter)
