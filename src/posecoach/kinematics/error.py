"""How far a reading may be off, and which readings are too far off to be shown."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from posecoach.kinematics.error_model import (
    HALF_WIDTH_DEG,
    HALF_WIDTH_FROM_REST_DEG,
    TRUE_YAW_DEG,
    TRUE_YAW_PER_READ_YAW,
)
from posecoach.kinematics.measure import Measures
from posecoach.kinematics.view import view_kind


def half_width_deg(
    measure: str, yaw_deg: float, values_deg: npt.NDArray[np.floating[Any]], *, floor_known: bool = False
) -> float | None:
    """The 95 % half-width of a held value, or None where the view is not from the side.

    measure: without its side. yaw_deg: degrees off side-on, as read. values_deg: (n,) readings of the hold,
    whose scatter about their median is added to the view's part. floor_known: the floor line was measured.
    """
    of_view = _of_view_deg(measure, yaw_deg, floor_known=floor_known)
    if of_view is None:
        return None
    scatter = 1.96 * float(np.std(values_deg)) / math.sqrt(max(1, min(len(values_deg), 10)))
    return math.hypot(of_view, scatter)


def supported(
    measures: Measures, yaw_deg: float | None, within_deg: float, *, floor_known: bool = False
) -> Measures:
    """The measures that may be shown and stored: those angles are left out whose half-width in this view is
    wider than ``within_deg``. Which way the chest faces, and lengths, stay."""

    def may_show(name: str) -> bool:
        measure = name.removesuffix("_left").removesuffix("_right")
        if measure not in HALF_WIDTH_DEG:
            return True
        width = None if yaw_deg is None else _of_view_deg(measure, yaw_deg, floor_known=floor_known)
        return width is not None and width <= within_deg

    return {name: value if may_show(name) else None for name, value in measures.items()}


def _of_view_deg(measure: str, yaw_deg: float, *, floor_known: bool) -> float | None:
    if view_kind(yaw_deg) != "side":
        return None
    known = HALF_WIDTH_FROM_REST_DEG if floor_known else {}
    widths = known.get(measure, HALF_WIDTH_DEG.get(measure))
    return None if widths is None else float(np.interp(yaw_deg * TRUE_YAW_PER_READ_YAW, TRUE_YAW_DEG, widths))
