"""Found and true spans beside each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from benchmarks.accuracy.matching import (
    LONGER_S,
    MARGIN_S,
    SAID_WITHIN_S,
    counted,
    overlap_s,
    pairs,
    said_of,
    same_fault,
    share_time,
)
from posecoach.coaching.events import Cue, FaultSpan


@dataclass(frozen=True)
class Lasting:
    start_s: float
    end_s: float
    side: str = "left"
    completed: bool = True


def test_overlap_is_negative_across_a_gap() -> None:
    assert overlap_s(Lasting(1, 4), Lasting(3, 9)) == 1
    assert overlap_s(Lasting(1, 4), Lasting(6, 9)) == -2


def test_the_longest_overlap_is_paired_first_and_each_span_once() -> None:
    brief, whole = Lasting(0, 2), Lasting(2, 9)
    true = Lasting(1, 9)
    assert pairs([brief, whole], [true], share_time) == [(whole, true)]


def test_spans_apart_are_not_paired() -> None:
    assert pairs([Lasting(0, 5)], [Lasting(6, 9)], share_time) == []


TRUE = FaultSpan("knee_bent", "left", 4.0, 8.0)


def test_a_fault_is_the_same_within_the_margin() -> None:
    assert same_fault(TRUE, TRUE)
    assert same_fault(replace(TRUE, start_s=8 + MARGIN_S, end_s=8 + LONGER_S), TRUE)
    assert not same_fault(replace(TRUE, start_s=8.1 + MARGIN_S, end_s=8 + LONGER_S), TRUE)


@pytest.mark.parametrize(
    "found",
    [
        replace(TRUE, id="bouncing"),
        replace(TRUE, side="right"),
        replace(TRUE, end_s=60.0),
        replace(TRUE, start_s=0.0),
    ],
    ids=["another", "other_side", "endless", "from_the_beginning"],
)
def test_another_kind_side_or_length_is_another_fault(found: FaultSpan) -> None:
    assert not same_fault(found, TRUE)


def test_of_two_findings_of_one_fault_one_counts() -> None:
    brief = replace(TRUE, end_s=5.0)
    assert pairs([brief, TRUE], [TRUE], same_fault) == [(TRUE, TRUE)]


def test_of_two_faults_found_as_one_one_is_missed() -> None:
    later = replace(TRUE, start_s=8.5, end_s=10.0)
    both = replace(TRUE, end_s=10.0)
    assert pairs([both], [TRUE, later], same_fault) == [(both, TRUE)]


def test_a_correction_is_said_about_one_fault_of_its_kind() -> None:
    again = replace(TRUE, start_s=9.0, end_s=10.0)
    cue = Cue(5.0, "knee_bent", "Straighten your knee.", "fault")
    late, early = (replace(cue, time_s=time_s) for time_s in (8.1 + SAID_WITHIN_S, 3.0))
    assert said_of([cue], [TRUE, again]) == [(cue, TRUE)]
    assert said_of([cue, late], [TRUE, again]) == [(cue, TRUE), (late, again)]
    assert said_of([early, late, replace(cue, id="bouncing")], [TRUE]) == []


def test_holds_are_counted_by_side_and_completion() -> None:
    holds = [Lasting(0, 1), Lasting(2, 3), Lasting(4, 5, completed=False)]
    assert counted(holds) == {("left", True): 2, ("left", False): 1}
