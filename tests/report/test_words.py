from __future__ import annotations

from dataclasses import replace

import pytest

from posecoach.analysis import ViewSummary
from posecoach.coaching.events import Why
from posecoach.report.words import advice, angle, clock, fault_groups, headline, share, why_not
from tests.report.examples import ATTEMPT, HOLD, analysis, empty


def test_headline_of_one_hold() -> None:
    assert headline(analysis()) == "One hold of 20.2 s on the right, at 68° ± 3°."


def test_headline_tells_the_sides_apart() -> None:
    left = replace(HOLD, side="left", held_s=21.0, value_deg=None, error_deg=None)
    words = headline(replace(analysis(), holds=(HOLD, left, replace(HOLD, held_s=25.0))))
    assert words == "2 holds on the right, the longest 25 s, at 68° ± 3°. One hold of 21 s on the left."


def test_headline_of_an_attempt_says_how_much_was_missing() -> None:
    words = headline(replace(analysis(), holds=()))
    assert words == "No completed hold: 1 attempt, 3.1 s of 20 s, at 41° ± 3°."


def test_headline_of_nothing() -> None:
    assert headline(empty(analysis())) == "No hold and no attempt at this stretch was seen in this recording."


def test_nothing_to_change_after_a_good_recording() -> None:
    assert advice(replace(analysis(), faults=())) == []


def test_faults_are_put_into_words_once_each() -> None:
    [span] = analysis().faults
    twice = replace(analysis(), faults=(span, replace(span, start_s=span.end_s + 3, end_s=span.end_s + 4)))
    assert advice(twice) == ["Straighten your raised knee."]
    [group] = fault_groups(twice)
    assert (group.name, group.count) == ("knee bent", 2)


def test_a_bad_view_is_said_with_what_to_do() -> None:
    oblique = replace(analysis(), faults=(), view=ViewSummary("oblique", False, 38.2))
    (line,) = advice(oblique)
    assert "38° off side-on" in line
    assert line.endswith(oblique.stretch.view.say)


def test_low_coverage_is_said() -> None:
    (line,) = advice(replace(analysis(), faults=(), coverage=0.31))
    assert "31 %" in line


def test_an_empty_recording_says_how_to_begin() -> None:
    lines = advice(empty(analysis()))
    assert "could not be measured" in lines[0]
    assert any(analysis().stretch.start.say in line for line in lines)


@pytest.mark.parametrize(
    ("why", "words"), [("too_short", "3.1 s of 20 s"), ("fault", "knee bent"), ("lost", "lost sight")]
)
def test_every_reason_has_words(why: Why, words: str) -> None:
    assert words in why_not(replace(ATTEMPT, why=why, faults=("knee_bent",)), analysis())


def test_attempts_say_what_would_have_counted() -> None:
    lost, fault = replace(ATTEMPT, why="lost"), replace(ATTEMPT, why="fault", faults=("knee_bent",))
    lines = advice(replace(analysis(), holds=(), attempts=(ATTEMPT, ATTEMPT, lost, fault)))
    assert len(lines) == 3
    assert "for 20 s" in lines[0]
    assert lines[1].endswith(analysis().stretch.faults["knee_bent"].say)
    assert "lost sight" in lines[2]


def test_angle_never_shows_a_number_that_is_missing() -> None:
    assert angle(None, 3.0) == "—"
    assert angle(68.4, None) == "68°"
    assert angle(68.4, 0.2) == "68° ± 1°"


def test_clock() -> None:
    assert [clock(0), clock(59.96), clock(3601.25)] == ["0:00.0", "1:00.0", "60:01.2"]


def test_share_is_whole_only_when_it_is() -> None:
    assert [share(0), share(0.0001), share(0.5), share(0.9999), share(1)] == [
        "0 %",
        "1 %",
        "50 %",
        "99 %",
        "100 %",
    ]
