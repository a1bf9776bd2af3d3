"""What the test suggests, by what was found, by what is known of the back, and by what was answered."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest
import yaml

from posecoach.history.entries import Diagnosis, Finding
from posecoach.history.safety import allowed
from posecoach.history.screening.findings import bound_of, in_words, is_sure, is_told, number
from posecoach.history.screening.person import Person, screens_for
from posecoach.history.screening.suggestions import advice, routine_of, suggestions
from posecoach.kinematics.definitions import MEASURES, Unit
from posecoach.kinematics.posture import unit_of
from posecoach.stretches.routine import Routine
from posecoach.stretches.screen import POSTURE, load_screens, shipped

SCREENS = load_screens().screens
QUESTIONS = list(load_screens().questions)
DIAGNOSES: list[Diagnosis | None] = [None, *get_args(Diagnosis)]
ANY = Person("neither")


def finding(screen: str, measure: str, value: float, error: float = 1.0, side: str | None = None) -> Finding:
    unit = unit_of(measure) if measure in POSTURE else MEASURES[measure.removesuffix("_difference")].unit
    return Finding(
        screen=screen,
        measure=measure,
        value=value,
        error=error,
        side=side,  # type: ignore[arg-type]
        unit="torso" if unit is Unit.TORSO_LENGTHS else "deg",
    )


def leg(value: float, side: str = "left", error: float = 4.0) -> Finding:
    return finding("leg_raise", "leg_elevation", value, error, side)


def far_beyond() -> list[Finding]:
    """Of every screen and reading a number far beyond each of its bounds."""
    found = []
    for screen, one in SCREENS.items():
        for read in one.reads:
            for bound in read.bounds:
                far = -60.0 if bound.under is not None else 60.0
                limit = bound.under if bound.under is not None else bound.over or 0.0
                found.append(finding(screen, read.measure, limit + far))
    return found


def ids(found: list[Finding], person: Person) -> list[str]:
    return [suggestion.stretch for suggestion in suggestions(found, person)[0]]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (finding("standing_side", "trunk_forwards", 20.0, 6.0), ["glute_bridge"]),
        (finding("standing_side", "shoulders_ahead", 0.4, 0.1), ["glute_bridge"]),
        (finding("standing_side", "ears_ahead", 0.6, 0.1), ["glute_bridge"]),
        (finding("standing_side", "upper_back", 130.0, 9.0), ["prone_press_up", "standing_back_bend"]),
        (
            leg(50.0),
            [
                "standing_hamstring",
                "strap_straight_leg_raise",
                "active_straight_leg_raise",
                "passive_straight_leg_raise",
            ],
        ),
        (
            finding("floor_thigh", "thigh_elevation", 20.0, 8.0, "left"),
            ["half_kneeling_hip_flexor", "ball_psoas"],
        ),
        (
            finding("knee_to_chest", "hip_flexion", 90.0, 12.0, "left"),
            ["single_knee_to_chest", "double_knee_to_chest", "glute_stretch"],
        ),
        (
            finding("toe_touch", "wrist_over_hip", 1.0, 0.2),
            ["rag_doll_fold", "standing_hamstring", "strap_straight_leg_raise"],
        ),
        (finding("bend_back", "trunk_back_lean", 3.0, 5.0), ["prone_press_up", "standing_back_bend"]),
    ],
)
def test_what_each_finding_suggests(found: Finding, expected: list[str]) -> None:
    assert ids([found], ANY) == expected
    for diagnosis in DIAGNOSES:
        fits = allowed(diagnosis) if diagnosis else {"neutral"}
        allowed_ids = [stretch for stretch in expected if shipped(stretch).spine_load in fits]
        suggested, left_out = suggestions([found], Person(diagnosis))
        if allowed_ids:
            assert [one.stretch for one in suggested] == allowed_ids
        assert set(left_out) == set(expected) - set(allowed_ids)


@pytest.mark.parametrize(
    "found",
    [
        finding("standing_front", "shoulder_tilt", 8.0, 3.0),
        finding("standing_front", "shoulder_tilt", -8.0, 3.0),
        finding("standing_front", "hips_beside_feet", -0.3, 0.07),
        finding("standing_side", "neck_forwards", 50.0, 9.0),
    ],
)
def test_some_findings_ask_for_a_habit_and_no_stretch(found: Finding) -> None:
    assert bound_of(found)
    assert len(advice([found])) == 1
    assert suggestions([found], ANY)[0][0].stretch == load_screens().when_nothing.suggests[0]


@pytest.mark.parametrize("diagnosis", DIAGNOSES)
def test_nothing_that_the_back_forbids_is_ever_suggested_or_shown(diagnosis: Diagnosis | None) -> None:
    """All answers with all findings, and each finding alone with all answers."""
    every = far_beyond()
    for yes in product((False, True), repeat=len(QUESTIONS)):
        said = frozenset(name for name, told in zip(QUESTIONS, yes, strict=True) if told)
        person = Person(diagnosis, said)
        barred = {load for name in said for load in load_screens().questions[name].leaves_out}
        fits = (set(allowed(diagnosis)) if diagnosis else {"neutral"}) - barred
        leg_pain = "leg_pain" in said and "leg_pain_checked" not in said
        for found in ([], every, every[::2], [leg(50.0)]):
            suggested, left_out = suggestions(found, person)
            for one in suggested:
                assert shipped(one.stretch).spine_load in fits
                assert not (leg_pain and "straight_leg_raise" in one.stretch)
                assert one.stretch not in left_out
            assert len({one.stretch for one in suggested}) == len(suggested)
        screens, not_done = screens_for(person)
        assert all(screen.to_do().spine_load in fits for screen in screens.values())
        assert not (leg_pain and "leg_raise" in screens)
        assert {*screens} | {*not_done} == {*SCREENS}


@pytest.mark.parametrize("diagnosis", DIAGNOSES)
def test_a_routine_has_only_what_is_suggested(diagnosis: Diagnosis | None) -> None:
    for said in (frozenset(), frozenset({"worse_bending"}), frozenset({"worse_arching", "leg_pain"})):
        person = Person(diagnosis, said)
        suggested, _ = suggestions(far_beyond(), person)
        routine = routine_of(suggested, person)
        assert routine
        assert {step.stretch for step in routine.steps} <= {one.stretch for one in suggested}


def test_toe_touch_and_bending_back_by_profile() -> None:
    for diagnosis, without in {
        "disc": {"toe_touch", "knee_to_chest", "floor_thigh"},
        "facet": {"bend_back"},
        "neither": set(),
    }.items():
        assert set(screens_for(Person(diagnosis))[1]) == without  # type: ignore[arg-type]
    for diagnosis in (None, "both", "unsure"):
        left = {"toe_touch", "knee_to_chest", "floor_thigh", "bend_back"}
        assert set(screens_for(Person(diagnosis))[1]) == left  # type: ignore[arg-type]


def test_pain_down_the_leg_waits_for_a_professional() -> None:
    hurts, checked = frozenset({"leg_pain"}), frozenset({"leg_pain", "leg_pain_checked"})
    assert "leg_raise" in screens_for(Person("neither", hurts))[1]
    assert ids([leg(50.0)], Person("neither", hurts)) == ["standing_hamstring"]
    assert "leg_raise" in screens_for(Person("neither", checked))[0]
    assert "passive_straight_leg_raise" in ids([leg(50.0)], Person("neither", checked))


def test_what_makes_it_worse_is_left_out_whatever_is_known() -> None:
    person = Person("neither", frozenset({"worse_bending"}))
    assert ids([], person) == ["prone_press_up", "standing_back_bend"]
    assert set(screens_for(person)[1]) == {"toe_touch", "knee_to_chest", "floor_thigh"}
    assert ids([], Person("facet", person.said)) == []
    other = Person("neither", frozenset({"worse_arching"}))
    assert ids([], other) == ["single_knee_to_chest", "double_knee_to_chest"]
    assert set(screens_for(other)[1]) == {"bend_back"}


def test_both_ways_worse_leaves_neutral_ones() -> None:
    both = Person("neither", frozenset({"worse_bending", "worse_arching", "buttock"}))
    assert both.fits == {"neutral"}
    assert ids([], both) == ["supine_piriformis", "glute_stretch"]


def test_nothing_found_and_nothing_standing_out_are_two_things() -> None:
    assert ids([], ANY) == []
    assert ids([leg(85.0)], ANY) == ["back_flattening", "glute_bridge"]


@pytest.mark.parametrize(
    ("value", "words", "flagged", "sure"),
    [
        (44.0, "perhaps well below the usual 70°", True, False),
        (40.0, "well below the usual 70°", True, True),
        (46.0, "below the usual 70°", True, True),
        (69.0, "perhaps below the usual 70°", True, False),
        (70.0, "70° and more is usual", False, False),
        (88.0, "70° and more is usual", False, False),
    ],
)
def test_the_words_of_a_straight_leg_raise(value: float, words: str, flagged: bool, sure: bool) -> None:
    found = leg(value)
    assert in_words(found) == words
    assert (bound_of(found) is not None) is flagged
    assert is_sure(found) is sure


def test_a_limit_of_ours_is_not_told_within_the_error() -> None:
    near = finding("standing_side", "trunk_forwards", 12.0, 6.5)
    assert in_words(near) == "too close to tell"
    assert not bound_of(near)
    assert in_words(finding("standing_side", "trunk_forwards", 2.0, 6.5)) == "about upright"


def test_numbers_only_where_they_are_good_enough() -> None:
    assert is_told(leg(54.0))
    assert number(leg(54.0)) == "54° ± 4°"
    assert not is_told(leg(54.0, error=14.0))
    assert not is_told(finding("standing_side", "ears_ahead", 0.3, 0.1))
    assert not is_told(finding("knee_to_chest", "hip_flexion", 90.0, 5.0))
    assert number(finding("standing_front", "shoulder_tilt", -5.0, 3.0)) == "5° ± 3°"
    assert number(finding("standing_side", "trunk_forwards", -3.0, 6.0)) == "−3° ± 6°"


def test_the_reason_has_the_number_the_side_and_how_sure_it_is() -> None:
    [first, *_] = suggestions([leg(52.0, "left"), leg(60.0, "right")], ANY)[0]
    assert first.side == "left"
    assert first.why.endswith(
        "may be worth trying, because your left leg rose to 52° ± 4°; about 70° and more is usual."
    )
    [unsure, *_] = suggestions([leg(68.0, "right")], ANY)[0]
    assert "close to the limit" in unsure.why


def test_what_is_sure_comes_first() -> None:
    found = [leg(68.0), finding("bend_back", "trunk_back_lean", 1.0, 5.0)]
    assert ids(found, ANY)[0] == "prone_press_up"


def test_the_stiffer_side_comes_first_and_both_are_done() -> None:
    suggested, _ = suggestions([leg(50.0, "right"), leg(66.0, "left")], Person("disc"))
    routine = routine_of(suggested, Person("disc"))
    assert routine
    assert [(step.stretch, step.side) for step in routine.steps] == [
        ("strap_straight_leg_raise", "right"),
        ("strap_straight_leg_raise", "left"),
    ]


def test_a_difference_between_the_sides() -> None:
    found = finding("leg_raise", "leg_elevation_difference", 18.0, 5.0, "left")
    assert in_words(found) == "the sides differ"
    assert advice([found]) == [
        "Your left leg rose less far than the other one. Begin with that side, and do both."
    ]
    assert suggestions([found], ANY)[0][0].side == "left"
    assert not bound_of(finding("leg_raise", "leg_elevation_difference", 9.0, 1.0, "left"))


def test_the_routine_is_a_file_that_can_be_read_again() -> None:
    everything, _ = suggestions(far_beyond(), ANY)
    routine = routine_of(everything, ANY)
    assert routine
    assert len({step.stretch for step in routine.steps}) <= 6
    text = yaml.safe_dump(routine.model_dump(exclude_none=True), allow_unicode=True)
    assert Routine.model_validate(yaml.safe_load(text)) == routine


def test_a_disc_is_warned_where_backward_bends_stay() -> None:
    person = Person("disc")
    suggested, _ = suggestions([finding("bend_back", "trunk_back_lean", 1.0)], person)
    routine = routine_of(suggested, person)
    assert routine
    assert "leg" in routine.advice[-1]
    assert len(routine.advice) == 3


def test_what_is_suggested_in_place_of_what_is_left_out_does_not_say_that_nothing_was_found() -> None:
    """Bending back stood out, and every stretch for it is left out for such a back."""
    suggested, left_out = suggestions([finding("bend_back", "trunk_back_lean", 1.0)], Person("facet"))
    assert [one.stretch for one in suggested] == ["back_flattening", "glute_bridge"]
    assert set(left_out) == {"prone_press_up", "standing_back_bend"}
    assert all(one.why.endswith("it is gentle and bends the back neither way.") for one in suggested)
