"""What was found beside what is true, in time. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from posecoach.coaching.events import Cue, FaultSpan

MARGIN_S = 0.5
"""A fault lasts this long before it is one, so what is found may lie this far beside what is true."""
LONGER_S = 2.0
"""A fault found to begin this much earlier than the true one, or to end this much later, is another."""
SAID_WITHIN_S = 5.0
"""The same correction is said at most this often, so it may come this much after its fault."""


class Span(Protocol):
    @property
    def start_s(self) -> float: ...
    @property
    def end_s(self) -> float: ...


Found = TypeVar("Found", bound=Span)
Known = TypeVar("Known", bound=Span)


def overlap_s(a: Span, b: Span) -> float:
    """How long both last; negative where a gap lies between them."""
    return min(a.end_s, b.end_s) - max(a.start_s, b.start_s)


def share_time(a: Span, b: Span) -> bool:
    return overlap_s(a, b) > 0


def same_fault(found: FaultSpan, true: FaultSpan) -> bool:
    """Of the same kind and side, and about the same time."""
    return (
        (found.id, found.side) == (true.id, true.side)
        and overlap_s(found, true) >= -MARGIN_S
        and found.start_s >= true.start_s - LONGER_S
        and found.end_s <= true.end_s + LONGER_S
    )


def pairs(
    found: Sequence[Found], true: Sequence[Known], fit: Callable[[Found, Known], bool]
) -> list[tuple[Found, Known]]:
    """Found spans with the true ones that fit them, each used once: those that share most time first. In the
    order of ``found``."""
    candidates = [
        (overlap_s(f, t), i, j) for i, f in enumerate(found) for j, t in enumerate(true) if fit(f, t)
    ]
    taken: list[tuple[int, int]] = []
    for _, i, j in sorted(candidates, key=lambda c: -c[0]):
        if all(i != i2 and j != j2 for i2, j2 in taken):
            taken.append((i, j))
    return [(found[i], true[j]) for i, j in sorted(taken)]


def said_of(cues: Iterable[Cue], faults: Iterable[FaultSpan]) -> list[tuple[Cue, FaultSpan]]:
    """Each correction with the fault that it is about, each used once, in time. A cue knows no side."""
    waiting = sorted(faults, key=lambda fault: fault.start_s)
    said = []
    for cue in cues:
        fault = next((f for f in waiting if _about(cue, f)), None)
        if fault:
            waiting.remove(fault)
            said.append((cue, fault))
    return said


def _about(cue: Cue, fault: FaultSpan) -> bool:
    return cue.id == fault.id and fault.start_s <= cue.time_s <= fault.end_s + SAID_WITHIN_S


def counted(holds: Iterable[Any]) -> Counter[tuple[str, bool]]:
    """How many holds and attempts there are on each side."""
    return Counter((hold.side, hold.completed) for hold in holds)
