"""Today's plan: what fits, how much, why; and that it holds for whoever comes."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

from posecoach.history.entries import (
    Diagnosis,
    Felt,
    PainEntry,
    SafetyAnswers,
    ScreenEntry,
    SessionEntry,
    Suggestion,
)
from posecoach.history.filing import POSTURE_TEST
from posecoach.history.plan.data import load_planning, shipped
from posecoach.history.plan.ladder import ladder, reached
from posecoach.history.plan.plan import Plan, plan, today_routine
from posecoach.history.record.record import open_record
from posecoach.history.safety import allowed, load_questions
from posecoach.stretches import routine as routines
from posecoach.stretches.load import load_stretch, specs_folder, stretch_ids
from posecoach.stretches.routine import Routine, minutes
from posecoach.stretches.screen import load_screens
from tests.history.plan.practising import FIRST, all_of, answers, at, entry, session
from tests.test_wheel import ROOT

SAY = load_planning().say
PROFILES: tuple[Diagnosis, ...] = get_args(Diagnosis)
POSITIONS = ["standing", "half_kneeling", "prone", "side_lying", "supine"]


@pytest.fixture(autouse=True)
def specs_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of plans in a moment: the same files need not be read for each of their steps."""
    monkeypatch.setattr(routines, "load_stretch", cache(load_stretch))


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def screen(*suggestions: Suggestion, on: date = FIRST) -> ScreenEntry:
    return ScreenEntry(person="me", taken_at=at(on), suggestions=suggestions)


def suggested(stretch: str, **more: Any) -> Suggestion:
    return Suggestion(stretch=stretch, why=f"Your reason for {stretch}.", **more)


def of(plan_: Plan) -> Routine:
    assert plan_.routine
    return plan_.routine


def ids(plan_: Plan) -> list[str]:
    return list(dict.fromkeys(step.stretch for step in of(plan_).steps))


def why(plan_: Plan, stretch: str) -> str:
    return next(step.why for step in plan_.steps if step.stretch == stretch)


def followed(
    numbers: range | list[int], told: SafetyAnswers | None = None, **last: Any
) -> list[SessionEntry]:
    """Who does on these days just what the plan says; ``last`` is what the last session was like."""
    sessions: list[SessionEntry] = []
    for number in numbers:
        today = plan(day(number), told or answers(), None, sessions)
        sessions.append(
            session(day(number), *all_of(of(today)), **(last if number == numbers[-1] else {"felt": "same"}))
        )
    return sessions


# What fits.


@pytest.mark.parametrize("diagnosis", PROFILES)
def test_only_what_the_profile_allows(diagnosis: Diagnosis) -> None:
    loads = {shipped()[each].spine_load for each in ids(plan(day(9), answers(diagnosis), None, []))}
    assert loads <= allowed(diagnosis)


def test_who_said_nothing_gets_what_spares_the_back() -> None:
    today = plan(day(0), None, None, [])
    assert {shipped()[each].spine_load for each in ids(today)} == {"neutral"}
    assert SAY.unknown in today.reasons


def test_a_disc_is_offered_bending_back_with_a_warning() -> None:
    today = plan(day(0), answers("disc"), None, [])
    assert "prone_press_up" in ids(today)
    assert any("Stop at once if pain moves down a leg" in advice for advice in of(today).advice)
    assert "prone_press_up" not in ids(plan(day(0), answers("neither"), None, []))


def test_something_straightens_and_something_strengthens() -> None:
    for diagnosis in PROFILES:
        assert {"back_flattening", "glute_bridge"} <= set(ids(plan(day(0), answers(diagnosis), None, [])))


def test_what_the_posture_test_suggests_comes_with_its_reason() -> None:
    found = screen(suggested("half_kneeling_hip_flexor"), suggested("standing_hamstring"))
    today = plan(day(1), answers(), found, [])
    assert {"half_kneeling_hip_flexor", "standing_hamstring"} <= set(ids(today))
    assert why(today, "standing_hamstring") == "Your reason for standing_hamstring."
    assert SAY.no_screen not in today.reasons


def test_what_it_suggests_still_has_to_fit_the_profile() -> None:
    today = plan(day(1), answers("disc"), screen(suggested("standing_hamstring")), [])
    assert "standing_hamstring" not in ids(today)


def test_a_posture_test_of_long_ago_is_not_asked() -> None:
    found = screen(suggested("half_kneeling_hip_flexor"))
    assert "half_kneeling_hip_flexor" in ids(plan(day(56), answers(), found, []))
    assert "half_kneeling_hip_flexor" not in ids(plan(day(57), answers(), found, []))


def test_who_does_one_already_goes_on_with_it() -> None:
    habit = [session(day(number), entry("glute_stretch", 2)) for number in range(3)]
    today = plan(day(3), answers(), None, habit)
    assert "glute_stretch" in ids(today)
    assert "supine_piriformis" not in ids(today)
    assert why(today, "glute_stretch").startswith("You have done it lately.")


@pytest.mark.parametrize("stretch", load_planning().with_help)
def test_what_needs_a_helper_or_a_thing_is_for_who_has_done_it(stretch: str) -> None:
    found = screen(suggested(stretch))
    assert stretch not in ids(plan(day(9), answers(), found, []))
    assert stretch in ids(plan(day(9), answers(), found, [session(day(8), entry(stretch, 2))]))


def test_down_once_and_up_once() -> None:
    found = screen(*map(suggested, reversed(stretch_ids())))
    positions = [shipped()[each].position for each in ids(plan(day(9), answers(), found, []))]
    assert positions == sorted(positions, key=POSITIONS.index)


@pytest.mark.parametrize(
    ("said", "left_out"),
    [
        (("leg_pain",), {"active_straight_leg_raise"}),
        (("leg_pain", "leg_pain_checked"), set()),
        (("worse_bending",), {"single_knee_to_chest"}),
        (("buttock", "hollow"), set()),
    ],
)
def test_what_the_posture_test_was_told_leaves_out(said: tuple[str, ...], left_out: set[str]) -> None:
    found = screen().model_copy(update={"answers": said})
    usual = set(ids(plan(day(9), answers(), None, [])))
    today = plan(day(99), answers(), found, [])
    assert not left_out & set(ids(today))
    assert left_out <= usual
    assert (SAY.by_answers in today.reasons) == bool(left_out)


# Sides.


def test_the_side_that_moved_less_comes_first_and_the_other_one_follows() -> None:
    uneven = session(
        day(0), entry("active_straight_leg_raise", 1, values={"left": 70.0, "right": 52.0}), felt="same"
    )
    today = plan(day(1), answers(), None, [uneven])
    raises = [step for step in of(today).steps if step.stretch == "active_straight_leg_raise"]
    assert [step.side for step in raises] == ["right", "left"]
    assert raises[0].repetitions == raises[1].repetitions
    assert "The right side comes first" in why(today, "active_straight_leg_raise")


def test_one_side_after_the_other_is_progress_as_well() -> None:
    sessions: list[SessionEntry] = []
    for number in range(12):
        today = plan(day(number), answers("unsure"), None, sessions)
        done = all_of(of(today), {"left": 50.0, "right": 75.0})
        sessions.append(session(day(number), *done, felt="same"))
    today = plan(day(12), answers("unsure"), None, sessions)
    raises = [step for step in of(today).steps if step.stretch == "active_straight_leg_raise"]
    assert [step.side for step in raises] == ["left", "right"]
    assert [step.sets for step in raises] == [3, 3]
    second = plan(day(11), answers("unsure"), None, sessions)
    assert "active_straight_leg_raise" in ids(second)


def test_a_difference_within_measurement_error_is_none() -> None:
    even = session(day(0), entry("active_straight_leg_raise", 1, values={"left": 70.0, "right": 61.0}))
    today = plan(day(1), answers(), None, [even])
    assert {step.side for step in of(today).steps} == {None}


def test_the_side_of_the_posture_test() -> None:
    found = screen(suggested("active_straight_leg_raise", side="left"))
    today = plan(day(1), answers(), found, [])
    raises = [step.side for step in of(today).steps if step.stretch == "active_straight_leg_raise"]
    assert raises == ["left", "right"]


def test_the_side_that_progress_tells_of_and_no_other() -> None:
    """By the same rule: not where they were seen from places that cannot be compared."""
    values = {"left": 70.0, "right": 52.0}
    uneven = entry("active_straight_leg_raise", 1, values=values)
    elsewhere = uneven.model_copy(
        update={"holds": tuple(hold.model_copy(update={"near": "left"}) for hold in uneven.holds)}
    )
    of_the_test = uneven.model_copy(update={"variant": POSTURE_TEST})
    for done in (elsewhere, of_the_test):
        today = plan(day(1), answers(), None, [session(day(0), done, felt="same")])
        assert {step.side for step in of(today).steps} == {None}


# How much.


def test_the_first_week_is_short_and_on_the_lowest_rungs() -> None:
    today = plan(day(0), answers(), None, [])
    assert SAY.first_week in today.reasons
    assert minutes(of(today)) <= 7
    for step in of(today).steps:
        lowest = ladder(step.stretch)[0]
        assert (step.dose, step.repetitions, step.sets) == (lowest.dose, lowest.repetitions, lowest.sets)


def test_days_without_trouble_lead_to_a_little_more() -> None:
    sessions = followed(range(8))
    today = plan(day(8), answers(), None, sessions)
    assert SAY.more in today.reasons
    assert any(step.more for step in today.steps)
    assert minutes(of(today)) <= 10


def test_after_a_worse_session_it_is_less_and_a_rest_is_offered() -> None:
    sessions = followed(range(15), felt="worse")
    before, today = (
        plan(day(14), answers(), None, sessions[:-1]),
        plan(day(15), answers(), None, sessions),
    )
    assert today.rest
    assert SAY.worse in today.reasons
    assert minutes(of(today)) < minutes(of(before))
    assert not any(step.more for step in today.steps)


def test_weeks_later_no_rest_is_offered_for_it() -> None:
    sessions = followed(range(15), felt="worse")
    assert not plan(day(18), answers(), None, sessions).rest


def test_a_break_is_told_kindly() -> None:
    today = plan(day(30), answers(), None, followed(range(12)))
    assert SAY.pause in today.reasons
    assert not today.rest


def test_missed_days_are_not_mentioned() -> None:
    today = plan(day(17), answers(), None, followed([0, 2, 5, 9, 12]))
    assert today.reasons == (SAY.steady,)


# Enough, and rest.


def test_twice_is_enough_for_a_day() -> None:
    once = followed(range(3))
    second = plan(day(2), answers(), None, once)
    assert of(second)
    assert SAY.second in second.reasons
    again = session(day(2), entry("glute_bridge", 4), hour=18)
    enough = plan(day(2), answers(), None, [*once, again])
    assert (enough.routine, enough.rest) == (None, True)
    assert enough.reasons == (SAY.enough.format(times="twice"),)
    assert of(plan(day(3), answers(), None, [*once, again]))


def test_a_second_time_never_holds_a_muscle_too_long_in_all() -> None:
    long = session(day(0), entry("supine_piriformis", 5), felt="same")
    assert not {"supine_piriformis", "glute_stretch"} & set(ids(plan(day(0), answers(), None, [long])))
    assert "supine_piriformis" in ids(plan(day(1), answers(), None, [long]))


def test_after_a_worse_one_nothing_more_on_that_day() -> None:
    today = plan(day(0), answers(), None, followed(range(1), felt="worse"))
    assert (today.routine, today.reasons) == (None, (SAY.enough_worse,))


def test_after_six_days_in_a_row_a_rest_is_offered_and_not_forced() -> None:
    sessions = followed(range(6))
    assert not plan(day(5), answers(), None, sessions[:-1]).rest
    today = plan(day(6), answers(), None, sessions)
    assert today.rest
    assert SAY.rest.format(days=6) in today.reasons
    assert of(today)
    assert not plan(day(7), answers(), None, sessions).rest


def minutes_later(number: int, after: SessionEntry) -> SessionEntry:
    return session(day(9), entry("glute_bridge", 4), felt="same").model_copy(
        update={"began_at": after.began_at + timedelta(minutes=number)}
    )


def test_what_follows_soon_is_the_same_time_of_practice() -> None:
    """Two recordings of it, or one that broke off and was begun again."""
    first = session(day(9), entry("glute_bridge", 4), felt="same")
    second = minutes_later(20, first)
    assert of(plan(day(9), answers(), None, [first, second]))
    assert of(plan(day(9), answers(), None, [first, second, minutes_later(75, first)]))
    later = minutes_later(90, second)
    assert plan(day(9), answers(), None, [first, second, later]).reasons == (
        SAY.enough.format(times="twice"),
    )


def posture_test(number: int, **more: Any) -> SessionEntry:
    done = entry("active_straight_leg_raise", 1, values={"left": 70.0, "right": 52.0}, variant=POSTURE_TEST)
    return session(day(number), done, hour=6, **more)


def test_the_posture_test_is_no_practice() -> None:
    tests = [posture_test(number, felt="same") for number in range(8)]
    assert plan(day(7), answers(), None, tests) == plan(day(7), answers(), None, [])
    sessions = followed(range(8))
    assert plan(day(7), answers(), None, [*tests, *sessions]) == plan(day(7), answers(), None, sessions)


def test_what_hurt_in_the_posture_test_counts() -> None:
    hurt = posture_test(6).stretches[0].model_copy(update={"pains": (PainEntry(time_s=3),)})
    raised = [session(day(6), hurt, hour=6)]
    today = plan(day(7), answers(), None, raised)
    assert "active_straight_leg_raise" not in ids(today)
    assert SAY.worse in today.reasons
    assert not plan(day(7), answers(), None, [posture_test(6, felt="moved_down")]).routine


# Pain.


def test_pain_that_moved_down_a_leg_leaves_advice_alone() -> None:
    sessions = followed(range(3), felt="moved_down")
    for number in (3, 10, 200):
        today = plan(day(number), answers(), None, sessions)
        assert (today.routine, today.rest) == (None, True)
        assert today.reasons == tuple(load_questions().moved_down.say)


@pytest.mark.parametrize("felt", ["worse", "better"])
def test_until_the_questions_are_answered_anew(felt: Felt) -> None:
    sessions = followed(range(3), felt="moved_down")
    assert of(plan(day(3), answers(on=day(3)), None, sessions))
    more = session(day(3), entry("glute_bridge", 4), felt=felt)
    assert not plan(day(4), answers(), None, [*sessions, more]).routine
    assert of(plan(day(4), answers(on=day(4)), None, [*sessions, more]))


def test_who_should_see_somebody_first_gets_no_plan() -> None:
    asked_first = answers(flags=("injury",))
    assert not plan(day(0), asked_first, None, []).routine
    assert plan(day(0), asked_first, None, []).reasons
    assert of(plan(day(0), answers(flags=("injury",), cleared=True), None, []))
    assert not plan(day(0), answers(flags=("bladder_bowel",), cleared=True), None, []).routine


def hurting(number: int, stretch: str = "glute_bridge") -> SessionEntry:
    return session(day(number), entry(stretch, 4, pains=(PainEntry(time_s=3),)))


def test_what_hurt_is_left_out_for_a_week() -> None:
    name = shipped()["glute_bridge"].name
    today = plan(day(1), answers(), None, [hurting(0)])
    assert "glute_bridge" not in ids(today)
    assert SAY.left_out.format(name=name) in today.reasons
    assert "glute_bridge" in ids(plan(day(7), answers(), None, [hurting(0)]))


def test_what_hurt_again_is_left_out_until_the_questions_are_answered_anew() -> None:
    twice = [hurting(0), hurting(8)]
    name = shipped()["glute_bridge"].name
    today = plan(day(40), answers(), None, twice)
    assert "glute_bridge" not in ids(today)
    assert SAY.left_out_for_long.format(name=name) in today.reasons
    assert "glute_bridge" in ids(plan(day(40), answers(on=day(20)), None, twice))


def test_where_everything_hurt_nothing_is_left_and_it_is_said() -> None:
    sessions = [hurting(0, stretch) for stretch in stretch_ids()]
    today = plan(day(1), answers("unsure"), None, sessions)
    assert today.routine is None
    assert today.reasons[-1] == SAY.nothing_fits


# Whoever comes.


def anybody(
    random_: random.Random,
) -> tuple[date, SafetyAnswers | None, ScreenEntry | None, list[SessionEntry]]:
    """A person as the record may know one: any profile, posture test and sessions."""
    today = day(random_.randrange(1, 60))
    told = answers(random_.choice(PROFILES), on=day(random_.randrange(-30, 60)))
    found = screen(
        *(
            suggested(stretch, side=random_.choice([None, "left", "right"]))
            for stretch in random_.sample(stretch_ids(), random_.randrange(6))
        ),
        on=day(random_.randrange(-60, 10)),
    )
    said = random_.sample([*load_screens().questions], random_.randrange(3))
    found = found.model_copy(update={"answers": tuple(said)})
    sessions = [a_session(random_, day(number)) for number in range(60) if random_.random() < 0.5]
    return today, random_.choice([told, told, None]), random_.choice([found, None]), sessions


def a_session(random_: random.Random, on: date) -> SessionEntry:
    stretches = []
    for stretch in random_.sample(stretch_ids(), random_.randrange(8)):
        dose = random_.choice([*shipped()[stretch].doses.values()])
        rating = random_.choice([None, 1, 5])
        pains = (PainEntry(time_s=1, rating=rating),) if random_.random() < 0.05 else ()
        values = {"left": random_.uniform(30, 80), "right": random_.uniform(30, 80)}
        stretches.append(entry(stretch, random_.randrange(dose.total + 1), dose, values, pains=pains))
    felt = random_.choice([None, "same", "same", "same", "better", "better", "worse"])
    felt = "moved_down" if random_.random() < 0.01 else felt
    pain = random_.choice([None, 0, 2, 4])
    after = None if pain is None else min(10, pain + random_.choice([0, 0, 0, 1, 2]))
    hour = random_.choice([8, 23])
    return session(on, *stretches, hour=hour, felt=felt, pain_before=pain, pain_after=after)


@pytest.mark.parametrize("seed", range(300))
def test_whoever_comes(seed: int) -> None:
    today, told, found, sessions = anybody(random.Random(seed))
    made = plan(today, told, found, sessions)
    assert made == plan(today, told, found, sessions[::-1])
    assert made.reasons
    assert all(reason.strip() for reason in made.reasons)
    if made.routine is None:
        assert made.rest
        assert not made.steps
        return
    check_fits(made, told)
    if found and {"leg_pain"} == {"leg_pain", "leg_pain_checked"} & set(found.answers):
        assert not set(load_screens().leg_raises) & set(ids(made))
    check_amounts(made, sessions, today)


def check_fits(made: Plan, told: SafetyAnswers | None) -> None:
    fits = allowed(told.diagnosis if told else "unsure")
    stretches = [shipped()[each] for each in ids(made)]
    assert {stretch.spine_load for stretch in stretches} <= fits
    positions = [stretch.position for stretch in stretches]
    assert [position for position, _ in groupby(positions)] == sorted(set(positions), key=POSITIONS.index)
    sides = Counter((step.stretch, step.side) for step in of(made).steps)
    for step in of(made).steps:
        assert sides[step.stretch, step.side] == 1
        other = {"left": "right", "right": "left", None: None}[step.side]
        assert (step.stretch, other) in sides
    assert [step.stretch for step in made.steps] == [stretch.id for stretch in stretches]
    assert sum(step.steps for step in made.steps) == len(of(made).steps)
    assert all(step.why for step in made.steps)


def check_amounts(made: Plan, sessions: list[SessionEntry], today: date) -> None:
    assert 1 <= minutes(of(made)) <= 10
    assert Routine.model_validate(of(made).model_dump()) == made.routine
    before = [session for session in sessions if session.began_at.date() < today]
    for step in of(made).steps:
        _, dose = step.prescribed()
        assert dose.total <= 10
        assert dose.total * dose.hold_s <= 180
        check_no_progress_after_pain(step.stretch, made, before)


def check_no_progress_after_pain(stretch: str, made: Plan, sessions: list[SessionEntry]) -> None:
    """After a session that was worse nothing is more than a rung below what was last done of it."""
    if not sessions or sessions[-1].felt not in ("worse", "moved_down"):
        return
    done = [entry_ for each in sessions for entry_ in each.stretches if entry_.stretch == stretch]
    done = [entry_ for entry_ in done if entry_.led or entry_.holds]
    last = reached(stretch, done[-1:])
    step = next(step for step in of(made).steps if step.stretch == stretch)
    rung = next(
        index
        for index, rung in enumerate(ladder(stretch))
        if (rung.dose, rung.repetitions, rung.sets) == (step.dose, step.repetitions, step.sets)
    )
    assert rung <= max(0, last - 1)
    assert not any(step.more for step in made.steps)


def test_ninety_days_of_somebody_who_follows_it() -> None:
    """It rises little by little, to a limit, and never in jumps."""
    sessions: list[SessionEntry] = []
    lasted = []
    for number in range(90):
        today = plan(day(number), answers(on=day(number)), None, sessions)
        lasted.append(minutes(of(today)))
        if number % 7 != 6:
            sessions.append(session(day(number), *all_of(of(today)), felt="same"))
    assert lasted[0] == min(lasted) < 7
    assert 8.5 <= lasted[-1] <= 10
    assert max(later - earlier for earlier, later in pairwise(lasted)) < 4


def test_what_the_record_knows(tmp_path: Path) -> None:
    sessions, found = followed(range(3)), screen(suggested("half_kneeling_hip_flexor"))
    with open_record(str(tmp_path / "record.db")) as record:
        for each in sessions:
            record.keep(each)
        record.keep_screen(screen(on=day(-3)))
        record.keep_screen(found)
        record.keep_answers(answers("facet"))
        assert today_routine(record, "me", day(3)) == plan(day(3), answers("facet"), found, sessions)
        told = ScreenEntry(person="me", taken_at=at(day(2)), answers=("leg_pain",))
        future = screen(suggested("glute_stretch"), on=day(400))
        record.keep_screen(told)
        record.keep_screen(future)
        known = found.model_copy(update={"answers": told.answers})
        assert today_routine(record, "me", day(3)) == plan(day(3), answers("facet"), known, sessions)
        assert "active_straight_leg_raise" not in ids(today_routine(record, "me", day(3)))
        assert today_routine(record, "somebody else", day(3)) == plan(day(3), None, None, [])


def test_every_sentence_is_short_and_ends() -> None:
    words = load_planning()
    told = [*words.say.model_dump().values(), *(kind.why for kind in words.kinds.values())]
    for sentence in (*told, *words.routine.advice):
        assert sentence[0].isupper() or sentence[0] == "{"
        assert sentence.rstrip("}").endswith((".", "why")), sentence
        assert len(sentence) <= 160


def test_every_source_that_is_named_is_in_the_docs() -> None:
    documented = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    text = (specs_folder() / "planning" / "plan.yaml").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:R\d-\d+|D-[a-z]+)\b", text))
    assert named
    assert not {name for name in named if not re.search(rf"\b{name}\b", documented)}
