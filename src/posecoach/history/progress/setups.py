"""Where the camera stood, day after day: which readings were seen from the same place."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from posecoach.history.progress.limits import limits
from posecoach.kinematics.points import BodySide


@dataclass(frozen=True, slots=True)
class CameraSeen:
    """How a camera stood to a body: which one it was, on which side, how far off square, how far it looked
    down. None where that is not known."""

    camera: str
    near: BodySide | None
    yaw_deg: float | None
    pitch_deg: float | None

    def like(self, other: CameraSeen) -> bool:
        """The same place. A place that is not known is like another one that is not known."""
        if (self.camera, self.near) != (other.camera, other.near):
            return False
        return _near(self.yaw_deg, other.yaw_deg) and _near(self.pitch_deg, other.pitch_deg)

    def mirrored(self) -> CameraSeen:
        """The same place beside the other half of the body: the yaw that leads to the feet there leads to
        the head here."""
        other: dict[BodySide | None, BodySide | None] = {"left": "right", "right": "left", None: None}
        yaw_deg = None if self.yaw_deg is None else -self.yaw_deg
        return CameraSeen(self.camera, other[self.near], yaw_deg, self.pitch_deg)


class _Setup:
    """Readings from one place, and their middle."""

    def __init__(self, first: CameraSeen) -> None:
        self._first = first
        self._yaws_deg: list[float] = []
        self._pitches_deg: list[float] = []

    def add(self, seen: CameraSeen) -> None:
        for value, ordered in ((seen.yaw_deg, self._yaws_deg), (seen.pitch_deg, self._pitches_deg)):
            if value is not None:
                insort(ordered, value)

    def middle(self) -> CameraSeen:
        first = self._first
        return CameraSeen(first.camera, first.near, _median(self._yaws_deg), _median(self._pitches_deg))


def number_setups(seen: Iterable[CameraSeen]) -> list[int]:
    """For each, in the order of time, the number of its set-up, from 1 on.

    A camera that still stands like the last set-up's middle has not been moved, so that a few degrees do not
    part readings; otherwise it may be back in an earlier place. A yaw to the feet and one to the head are two
    places: the body's near side tells which is which.
    """
    setups: list[_Setup] = []
    numbers: list[int] = []
    for each in seen:
        number = _found(each, setups, numbers[-1] if numbers else 0)
        if number > len(setups):
            setups.append(_Setup(each))
        setups[number - 1].add(each)
        numbers.append(number)
    return numbers


def middle_of(seen: Sequence[CameraSeen]) -> CameraSeen:
    """The place of readings of one set-up."""
    yaw_deg = _median(sorted(each.yaw_deg for each in seen if each.yaw_deg is not None))
    pitch_deg = _median(sorted(each.pitch_deg for each in seen if each.pitch_deg is not None))
    return CameraSeen(seen[0].camera, seen[0].near, yaw_deg, pitch_deg)


def setup_words(middle: CameraSeen) -> str:
    """``camera on your left, square to you``; ``camera on your right, about 20° off square``."""
    if middle.near is None or middle.yaw_deg is None:
        return "camera position not known"
    off_deg = round(abs(middle.yaw_deg) / 5) * 5
    return f"camera on your {middle.near}, " + (
        f"about {off_deg}° off square" if off_deg > 5 else "square to you"
    )


def _found(seen: CameraSeen, setups: Sequence[_Setup], last: int) -> int:
    """The set-up's number, one more than there are for a new one."""
    if last and seen.like(setups[last - 1].middle()):
        return last
    middles = [setup.middle() for setup in setups]
    alike = [number for number, middle in enumerate(middles, start=1) if seen.like(middle)]
    return min(alike, key=lambda n: _apart(seen, middles[n - 1]), default=len(setups) + 1)


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= limits().camera.apart_deg.value


def _apart(one: CameraSeen, other: CameraSeen) -> float:
    if one.yaw_deg is None or other.yaw_deg is None:
        return 0.0
    return abs(one.yaw_deg - other.yaw_deg)


def _median(ordered: Sequence[float]) -> float | None:
    half = len(ordered) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
