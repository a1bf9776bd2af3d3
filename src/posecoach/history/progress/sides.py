"""Left against right, where both were seen from the same place, each from its own side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median_low

from posecoach.history.progress.change import latest_week, standard_error
from posecoach.history.progress.limits import limits
from posecoach.history.progress.series import Series
from posecoach.history.progress.values import Difference, Reading
from posecoach.history.progress.words import words


def difference(lines: Sequence[Series]) -> Difference | None:
    """Of the middle readings of either side's latest week; None where they cannot be compared."""
    current = {line.side: line for line in lines if line.current}
    if not {"left", "right"} <= current.keys():
        return None
    left, right = current["left"], current["right"]
    if not _comparable(left, right):
        return None
    return _difference(_latest(left), _latest(right))


def _comparable(left: Series, right: Series) -> bool:
    apart = abs(left.readings[-1].at - right.readings[-1].at).days
    place = left.place()
    known = place.near is not None and place.yaw_deg is not None
    return known and place.like(right.place().mirrored()) and apart <= limits().sides.together_days.value


def _latest(line: Series) -> Sequence[Reading]:
    return latest_week(line.readings)[-int(limits().change.most_readings.value) :]


def _difference(left: Sequence[Reading], right: Sequence[Reading]) -> Difference:
    of, said = limits().sides, words().sides
    error_deg = math.hypot(standard_error(left), standard_error(right))
    detectable_deg = round(max(of.uneven_deg.value, of.certain.value * error_deg))
    of_left, of_right = _middle(left), _middle(right)
    by_deg = round(of_left.value_deg - of_right.value_deg)
    sentence = said.even if abs(by_deg) <= detectable_deg else said.uneven
    more, less = ("left", "right") if by_deg > 0 else ("right", "left")
    sentence = sentence.format(more=more, less=less, n=abs(by_deg), error=detectable_deg)
    return Difference(of_left, of_right, by_deg, detectable_deg, sentence)


def _middle(readings: Sequence[Reading]) -> Reading:
    middle_deg = median_low(reading.value_deg for reading in readings)
    return next(reading for reading in readings if reading.value_deg == middle_deg)
