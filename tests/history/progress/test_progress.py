"""Sixty days of one person, told on every day, against what is worked out here by other means."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import cache
from statistics import median

import numpy as np
import pytest

from posecoach.history.entries import SessionEntry
from posecoach.history.progress.progress import progress
from posecoach.history.progress.values import Line, Progress, Reading, StretchProgress
from tests.history.progress.people import FIRST_DAY, PASSIVE, hold, on_day, session, stretch

MOVED, BAD_WEEK = 30, range(44, 51)
MISSED = {6, 13, 14, 21, 27, 34, 41, 42, 48, 55}
FORBIDDEN = (
    "!",
    "great",
    "well done",
    "proud",
    "fail to",
    "should",
    "lazy",
    "cure",
    "treat",
    "reliev",
    "diagnos",
)


def truth_deg(day: int) -> float:
    """35° on the first day, 72° on the last, 14° less in a bad week."""
    return 35 + 37 * (day - 1) / 59 - (14 if day in BAD_WEEK else 0)


def sixty_days(seed: int = 6) -> list[SessionEntry]:
    rng = np.random.default_rng(seed)
    sessions = []
    for day in range(1, 61):
        if day in MISSED:
            continue
        yaw_deg, error_deg = (4.0, 3.0) if day < MOVED else (33.0, 5.0)
        best_deg = truth_deg(day) + float(rng.normal(0, 1.5))
        holds = [
            hold("left", best_deg - less, error_deg=error_deg, yaw_deg=yaw_deg + float(rng.normal(0, 2.5)))
            for less in (9, 4, 0)
        ]
        sessions.append(session(day, stretch(holds), pain_before=5 if day < 20 else 2, pain_after=3))
    return sessions


SESSIONS = sixty_days()


@cache
def told_on(day: int) -> Progress:
    return progress(SESSIONS, "me", on_day(day))


def only(told: Progress) -> StretchProgress:
    (found,) = told.stretches
    return found


def current(told: Progress) -> Line:
    return max(only(told).lines, key=lambda line: line.readings[-1].at)


def done_until(day: int, since: int = 1) -> list[tuple[int, float]]:
    """(day, best angle) as the sessions hold them, without the code under test."""
    found = [((s.began_at.date() - FIRST_DAY).days + 1, s) for s in SESSIONS]
    return [(d, max(h.value_deg or 0 for h in s.stretches[0].holds)) for d, s in found if since <= d <= day]


def middles(seen: list[tuple[int, float]]) -> tuple[float, float, int, int]:
    """Of the first and the latest week, and of how many readings each is."""
    most = min(7, len(seen) // 2)
    first = [value for day, value in seen if day < seen[0][0] + 7][:most]
    last = [value for day, value in seen if day > seen[-1][0] - 7][-most:]
    return median(first), median(last), len(first), len(last)


DAYS = [pytest.param(day, id=f"day {day}") for day in range(1, 61)]


@pytest.mark.parametrize("day", DAYS)
def test_every_day_the_readings_are_those_of_the_place_where_the_camera_stands(day: int) -> None:
    told = told_on(day)
    seen = done_until(day, since=MOVED if day >= MOVED else 1)
    assert [reading.value_deg for reading in current(told).readings] == [value for _, value in seen]
    assert len(only(told).lines) == (2 if day >= MOVED else 1)


@pytest.mark.parametrize("day", DAYS)
def test_every_day_the_change_is_right(day: int) -> None:
    seen = done_until(day, since=MOVED if day >= MOVED else 1)
    verdict = current(told_on(day)).verdict
    if len(seen) == 1:
        assert verdict.kind == "first"
        return
    first, last, *counts = middles(seen)
    assert verdict.change_deg == round(last - first)
    assert verdict.detectable_deg is not None
    error_deg = 3.0 if day < MOVED else 5.0
    single = math.hypot(error_deg / 1.96, 2.4)
    floor = 3.75 * single * math.hypot(*(1.253 / math.sqrt(count + 0.6) for count in counts))
    assert verdict.detectable_deg >= min(floor, 3.75 * single * 1.414) * 0.9
    assert verdict.detectable_deg >= 6
    kind = "same" if abs(verdict.change_deg) <= verdict.detectable_deg else None
    assert verdict.kind == (kind or ("better" if verdict.change_deg > 0 else "worse"))


@pytest.mark.parametrize("day", DAYS)
def test_no_day_claims_what_is_not_true(day: int) -> None:
    """Better or worse is told only where the true angles differ so, by 3° or more."""
    for line in only(told_on(day)).lines:
        for verdict in filter(None, (line.verdict, line.lately)):
            days = [(reading.at.date() - FIRST_DAY).days + 1 for reading in line.readings]
            early = (verdict.since - FIRST_DAY).days + 1
            truths = [truth_deg(d) for d in days if early <= d < early + 7]
            true_deg = median(truth_deg(d) for d in days if d > days[-1] - 7) - median(truths)
            assert verdict.kind != "better" or true_deg > 3
            assert verdict.kind != "worse" or true_deg < -3


def test_the_rise_is_told_before_the_camera_moves_and_again_after() -> None:
    assert current(told_on(29)).verdict.kind == "better"
    assert current(told_on(30)).verdict.kind == "first"
    assert current(told_on(60)).verdict.kind == "better"


def test_a_bad_week_is_told_without_blame() -> None:
    kinds = {day: current(told_on(day)).verdict.kind for day in BAD_WEEK}
    assert "better" not in {kinds[49], kinds[50]}
    said = " ".join(sentence for day in BAD_WEEK for sentence in only(told_on(day)).sentences)
    assert "A bad week is part of it" in said or "No real change" in said


@pytest.mark.parametrize("day", DAYS)
def test_every_day_the_first_sentence_is_the_verdict(day: int) -> None:
    told = told_on(day)
    verdict = current(told).verdict
    assert only(told).sentences[0] == f"Left: {verdict.sentence}"
    if verdict.change_deg is not None and verdict.kind != "same":
        assert f"{abs(round(verdict.change_deg))}°" in verdict.sentence
        assert f"more than measurement error ({round(verdict.detectable_deg or 0)}°)" in verdict.sentence


@pytest.mark.parametrize("day", DAYS)
def test_every_day_the_camera_that_was_moved_is_told(day: int) -> None:
    sentence = (
        "The camera is another one, or stands elsewhere, since 30 September: "
        "its numbers are compared among themselves."
    )
    assert (sentence in only(told_on(day)).sentences) == (day >= MOVED)


@pytest.mark.parametrize("day", DAYS)
def test_every_day_the_corridor_is_right(day: int) -> None:
    told = told_on(day)
    said = [sentence for sentence in only(told).sentences if "expect" in sentence]
    seen_day, value = done_until(day)[-1]
    if day > 10:
        assert said == []
        return
    share = min(1.0, max(0.0, (seen_day - 3) / 4))
    low, high = 30 + 30 * share, 45 + 30 * share
    what = "above" if round(value) > round(high) else "below" if round(value) < round(low) else "within"
    assert said[0].startswith(
        f"Left: Day {seen_day}: {round(value)}° is {what} the {round(low)} to {round(high)}°"
    )
    assert ("Do not hurry." in said[0]) == (what == "above")
    assert ("not a failure" in said[0]) == (what == "below")


@pytest.mark.parametrize(
    ("best_deg", "what"), [(50, "Do not hurry."), (38, "is within"), (20, "not a failure")]
)
def test_above_within_and_below_the_corridor(best_deg: float, what: str) -> None:
    told = progress([session(1, stretch([hold("left", best_deg)]))], "me", on_day(2))
    assert any(what in sentence for sentence in only(told).sentences)


def test_the_corridor_by_day() -> None:
    bands = {each.day: (each.low_deg, each.high_deg) for each in only(told_on(1)).expected}
    assert sorted(bands) == list(range(1, 11))
    assert bands[1] == bands[3] == (30, 45)
    assert bands[5] == (45, 60)
    assert bands[7] == bands[10] == (60, 75)


@pytest.mark.parametrize("day", DAYS)
def test_every_day_is_counted(day: int) -> None:
    told = told_on(day)
    expected = {on_day(d) for d in range(1, day + 1) if d not in MISSED}
    assert set(told.days) == expected
    week = sum(on_day(d) in expected for d in range(max(1, day - 6), day + 1))
    assert told.sentences[0].startswith(f"{week} day" if week else "No session")
    if day > 7:
        month = sum(on_day(d) in expected for d in range(max(1, day - 27), day + 1))
        assert f"{month} in the last 28" in told.sentences[0]


@pytest.mark.parametrize("day", DAYS)
def test_every_day_the_tone_is_calm(day: int) -> None:
    told = told_on(day)
    for sentence in (*told.sentences, *only(told).sentences):
        assert sentence.endswith(".")
        assert not [word for word in FORBIDDEN if word in sentence.lower()], sentence
        assert "{" not in sentence


def test_pain_is_told_from_two_points_on() -> None:
    assert not [s for s in told_on(20).sentences if "Pain" in s]
    said = [s for s in told_on(60).sentences if "Pain" in s]
    assert said == [
        "Pain before a session: 5 of 10 in the first fortnight, 2 in the last one: less, by 2 points or "
        "more.",
        "Pain after a session: 3 of 10 in the first fortnight, 3 in the last one. Ratings vary by 2 points.",
    ]


def test_nothing_is_told_of_others_or_of_later_days() -> None:
    other = session(1, stretch([hold("left", 40)]), person="Ann")
    told = progress([other, *SESSIONS], "me", on_day(1))
    assert told.days == {FIRST_DAY: 1}
    assert len(current(told).readings) == 1
    assert progress([other], "me", on_day(9)) == Progress("me", on_day(9), (), {}, (), ())


def test_one_stretch_alone() -> None:
    fold = stretch([hold("both", 80, near="left")], of="rag_doll_fold", measure="trunk_inclination")
    sessions = [session(1, stretch([hold("left", 40)])), session(2, fold)]
    assert [s.stretch for s in progress(sessions, "me", on_day(3)).stretches] == [PASSIVE, "rag_doll_fold"]
    told = progress(sessions, "me", on_day(3), "rag_doll_fold")
    assert [s.stretch for s in told.stretches] == ["rag_doll_fold"]
    assert told.days == {on_day(2): 1}


def test_what_is_held_by_time_has_counts_and_no_degrees() -> None:
    holds = [
        hold("both", None, held_s=8, near="left"),
        hold("both", None, held_s=9),
        hold("both", None, completed=False),
    ]
    timed = stretch(holds, of="back_flattening", measure=None, led=4)
    told = only(progress([session(1, timed)], "me", on_day(1)))
    assert told.sentences == (
        "You were led through 4 holds; no camera sees how well.",
        "2 holds on 1 day, 17 seconds in all.",
    )
    assert "°" not in " ".join(told.sentences)
    assert [(done.holds, done.held_s) for done in told.done] == [(2, 17)]


def test_a_stretch_that_is_not_shipped_any_more_is_still_told() -> None:
    sessions = [session(day, stretch([hold("left", 40)], of="my_own")) for day in (1, 2)]
    told = only(progress(sessions, "me", on_day(2)))
    assert told.norm_deg is None
    assert told.expected == ()
    assert len(told.lines[0].readings) == 2


def test_a_session_at_midnight_belongs_to_its_own_place_s_day() -> None:
    late = session(1, stretch([hold("left", 40)]), hour=23)
    assert progress([late], "me", on_day(1)).days == {FIRST_DAY: 1}


def test_an_old_reading_is_told_with_its_date() -> None:
    told = only(progress([session(1, stretch([hold("left", 40)]))], "me", date(2027, 1, 5)))
    assert "Last measured on 1 September 2026." in told.sentences


def test_coming_back_after_weeks_is_no_reproach() -> None:
    told = progress(SESSIONS, "me", on_day(60) + timedelta(days=40))
    assert told.sentences[0] == "No session in the last four weeks. Whenever you like, begin again gently."


def test_being_back_in_an_earlier_place_is_told() -> None:
    yaws_deg = {1: 0.0, 2: 0.0, 3: 40.0, 4: 0.0}
    sessions = [session(day, stretch([hold("left", 40, yaw_deg=yaw)])) for day, yaw in yaws_deg.items()]
    told = only(progress(sessions, "me", on_day(4)))
    assert (
        "The camera is back in an earlier place since 4 September: its numbers go on from there."
        in told.sentences
    )
    assert [len(line.readings) for line in told.lines] == [3, 1]


def test_readings_are_plain_values() -> None:
    reading = current(told_on(1)).readings[0]
    assert isinstance(reading, Reading)
    assert reading.holds == 3


@pytest.mark.parametrize(
    ("felt", "said"),
    [
        (["better", "worse"], ""),
        (["worse", "worse"], "It felt worse after the last 2 sessions."),
        (["worse", "worse", "worse"], "It felt worse after the last 3 sessions."),
        (["worse", "worse", "same"], ""),
        (["better", "moved_down"], "the pain had moved down a leg"),
    ],
)
def test_what_does_not_go_well_is_told_first(felt: list[str], said: str) -> None:
    known = [session(day, stretch([hold("left", 50)]), felt=each) for day, each in enumerate(felt, start=1)]
    first = progress(known, "me", FIRST_DAY + timedelta(days=len(felt))).sentences[0]
    assert (said in first) if said else ("worse" not in first and "leg" not in first)


def test_pain_that_rises_in_each_session_is_told_without_a_word_of_theirs() -> None:
    known = [session(day, stretch([hold("left", 50)]), pain_before=2, pain_after=4) for day in (1, 3)]
    assert "the last 2 sessions" in progress(known, "me", FIRST_DAY + timedelta(days=3)).sentences[0]


def test_what_was_known_before_the_camera_moved_stays_told() -> None:
    rise = [session(day, stretch([hold("left", 40 + day)]), camera="one") for day in range(1, 31)]
    moved = [session(day, stretch([hold("left", 70)]), camera="two") for day in (31, 33)]
    [told] = progress([*rise, *moved], "me", FIRST_DAY + timedelta(days=33)).stretches
    [before] = [sentence for sentence in told.sentences if "Seen from the earlier place" in sentence]
    assert "better" in before
    assert {line.setup_words.split(" (")[1] for line in told.lines} == {"one)", "two)"}
