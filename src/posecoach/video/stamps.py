"""Time stamps that always move forward."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

# Of two stamps in the wrong order the first is to blame if it is this far ahead, else the second.
_LEAP_STEPS = 10


def mend(stamped: Iterable[tuple[float | None, T]], step_s: float) -> Iterator[tuple[float, T]]:
    """The same items, each with a time in seconds greater than the one before.

    Good stamps are kept to the bit. One that is missing, does not move on, or leaps over its
    successor is put between its neighbours. Where the clock itself starts again (two files joined
    into one), all that follows is moved on as a whole, ``step_s`` after the last good stamp.
    """
    last: float | None = None
    shift = 0.0
    for stamp, following, item in _with_following(stamped):
        time_s = None if stamp is None else stamp + shift
        next_s = None if following is None else following + shift
        if last is None:
            if time_s is None:
                time_s = 0.0 if next_s is None else next_s - step_s
        elif time_s is None or time_s <= last:
            if next_s is not None and next_s > last:
                time_s = min(last + step_s, (last + next_s) / 2)
            else:
                time_s = last + step_s
                if stamp is not None:
                    shift = time_s - stamp
        elif next_s is not None and last < next_s <= time_s and time_s > last + _LEAP_STEPS * step_s:
            time_s = (last + next_s) / 2
        last = time_s
        yield time_s, item


def _with_following(
    stamped: Iterable[tuple[float | None, T]],
) -> Iterator[tuple[float | None, float | None, T]]:
    """Each stamp with the one after it, and its item; only one item is held back."""
    ahead = iter(stamped)
    current = next(ahead, None)
    while current is not None:
        following = next(ahead, None)
        yield current[0], None if following is None else following[0], current[1]
        current = following
