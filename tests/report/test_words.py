from __future__ import annotations

import re
from dataclasses import replace

import pytest

from posecoach.analysis import ViewSummary
from posecoach.coaching.events import Why
from posecoach.report.words import (
    advice,
    angle,
    clock,
    dose_words,
    fault_groups,
    remark,
    share,
    view_words,
    why_not,
    without_sources,
)
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids
from tests.report.examples import ATTEMPT, HOLD, analysis, curl_ups, empty, held_by_time


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


def test_the_same_fault_on_both_sides_is_said_once() -> None:
    [span] = analysis().faults
    both = replace(analysis(), faults=(span, replace(span, side="left")))
    assert advice(both) == ["Straighten your raised knee."]


def test_a_number_that_is_missing_is_no_mistake() -> None:
    untold = replace(HOLD, value_deg=None, error_deg=None, peak_deg=None)
    told_none = replace(analysis(), faults=(), holds=(untold,), attempts=())
    assert advice(told_none) == []
    assert remark(told_none).startswith("No angle is shown")
    assert remark(replace(told_none, view=ViewSummary("oblique", False, 38.2))) == ""
    assert remark(analysis()) == remark(empty(analysis())) == ""


def test_what_is_held_by_time_makes_no_words_of_angles() -> None:
    timed = replace(held_by_time(), faults=(), view=ViewSummary("oblique", False, 38.2))
    assert advice(timed) == []
    assert remark(timed) == ""
    assert view_words(timed) == "at an angle, 38° off side-on"
    for poor in (replace(timed, coverage=0.31), empty(timed), replace(timed, holds=(), attempts=())):
        assert advice(poor)
        assert "angle" not in " ".join(advice(poor))


def test_nothing_found_from_a_bad_view_says_where_the_camera_belongs() -> None:
    nothing = replace(held_by_time(), faults=(), holds=(), attempts=())
    assert nothing.stretch.camera.say in advice(nothing)[0]


def test_doses_are_said_as_one_would() -> None:
    said = {dose_words(stretch, stretch.dose()) for stretch in (analysis().stretch, curl_ups().stretch)}
    assert said == {"hold for 20 s, once on each side, 3 sets", "10 repetitions, 2 sets"}


@pytest.mark.parametrize("stretch_id", stretch_ids())
def test_patients_read_no_numbers_of_sources(stretch_id: str) -> None:
    stretch = load_stretch(stretch_id)
    said = (load_rules().spine_load[stretch.spine_load], stretch.interpretation or "")
    for sentence in map(without_sources, said):
        assert not re.search(r"\bR\d|\bD-", sentence)
        assert " ." not in sentence


def test_low_coverage_is_said() -> None:
    (line,) = advice(replace(analysis(), faults=(), coverage=0.31))
    assert "31 %" in line


def test_an_empty_recording_says_how_to_begin() -> None:
    lines = advice(empty(analysis()))
    assert "could not be measured" in lines[0]
    assert any(analysis().stretch.start.say in line for line in lines)


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("too_short", "3.1 s of 20 s"),
        ("fault", "knee bent"),
        ("lost", "lost sight"),
        ("paused", "you paused"),
        ("ended", "you ended it"),
        ("pain", "it hurt"),
    ],
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


LIVE = replace(analysis(), live=True, faults=())


def test_a_live_session_hears_nothing_of_recordings_and_options() -> None:
    oblique = ViewSummary("oblique", False, 38.2)
    sessions = [
        empty(LIVE),
        replace(LIVE, holds=(), attempts=()),
        replace(LIVE, coverage=0.3),
        replace(LIVE, view=oblique),
        replace(LIVE, holds=(), attempts=(replace(ATTEMPT, why="lost"),)),
        replace(held_by_time(), live=True, coverage=0.3),
        replace(LIVE, holds=(replace(HOLD, value_deg=None),), attempts=()),
    ]
    for session in sessions:
        lines = [line for line in (*advice(session), remark(session)) if line]
        assert 1 <= len(lines) <= 2
        assert not re.search(r"record|--|in any frame", " ".join(lines))


def test_who_did_not_get_to_begin_is_told_where_to_and_where_the_camera_goes() -> None:
    start, camera = advice(replace(LIVE, holds=(), attempts=()))
    assert start.endswith(LIVE.stretch.start.say)
    assert camera == LIVE.stretch.camera.say


def test_after_a_good_live_session_there_is_nothing_to_change() -> None:
    assert advice(LIVE) == []
    flat = load_stretch("back_flattening")
    assert advice(replace(LIVE, stretch=flat, dose=flat.dose(), holds=(), attempts=())) == []


def test_pain_is_always_spoken_of_and_nobody_in_pain_is_asked_for_more() -> None:
    hurt = replace(LIVE, pain_s=(31.0, 62.5))
    (line,) = advice(hurt)
    assert line.startswith("You said that it hurt, at 0:31.0, 1:02.5, and stopped: that was right.")
    for session in (replace(hurt, holds=()), replace(hurt, holds=(), attempts=())):
        assert advice(session) == [line]


@pytest.mark.parametrize("why", ["paused", "ended"])
def test_who_stopped_of_their_own_accord_gets_no_lecture(why: Why) -> None:
    assert advice(replace(LIVE, holds=(), attempts=(replace(ATTEMPT, why=why),))) == []


def test_a_picture_that_stopped_is_not_held_against_anybody() -> None:
    lost = replace(ATTEMPT, why="lost")
    live = replace(LIVE, holds=(), attempts=(lost,))
    assert advice(live)[0].startswith("The camera lost sight of you, or its picture stopped.")
    assert "or its picture stopped" in why_not(lost, live)
    assert "picture stopped" not in why_not(lost, analysis())


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
