"""The rules that stretches come from, one by one, in the files; docs/rules.md says which test shows which."""

from __future__ import annotations

import math
import re

import pytest
import yaml

from posecoach.stretches.load import load_rules, load_stretch, specs_folder, stretch_ids
from posecoach.stretches.model import Condition, Fault, Stretch
from posecoach.stretches.page import pages
from tests.stretches.test_sentences import aloud
from tests.test_wheel import ROOT

INCH_M = 0.0254
LEGS_M = (0.75, 0.95)

FROM_THE_RULES = {
    ("active_straight_leg_raise", "standard"): (20, 1, 3),
    ("passive_straight_leg_raise", "standard"): (10, 5, 1),
    ("strap_straight_leg_raise", "standard"): (10, 5, 1),
    ("double_knee_to_chest", "standard"): (20, 3, 1),
    ("single_knee_to_chest", "alternating"): (5, 5, 1),
    ("single_knee_to_chest", "long"): (30, 5, 1),
    ("standing_hip_stretch", "standard"): (30, 5, 1),
    ("supine_piriformis", "standard"): (30, 5, 1),
    ("standing_hamstring", "standard"): (30, 5, 1),
    ("rag_doll_fold", "standard"): (30, 5, 1),
    ("glute_stretch", "standard"): (30, 5, 1),
    ("ball_psoas", "standard"): (30, 5, 1),
    ("half_kneeling_hip_flexor", "standard"): (30, 5, 1),
}
"""Seconds, times, sets: R4-7, R4-12, R4-14, R4-1, R4-2, R2-10; R2-6 and R2-7 for all others."""

FLEXION = {
    "double_knee_to_chest",
    "rag_doll_fold",
    "single_knee_to_chest",
    "sit_up",
    "standing_hamstring",
    "standing_hip_stretch",
}
EXTENSION = {"ball_psoas", "half_kneeling_hip_flexor", "prone_press_up", "standing_back_bend"}
ONE_SIDE_AT_A_TIME = {
    "active_straight_leg_raise",
    "ball_psoas",
    "glute_stretch",
    "half_kneeling_hip_flexor",
    "passive_straight_leg_raise",
    "single_knee_to_chest",
    "standing_hamstring",
    "standing_hip_stretch",
    "strap_straight_leg_raise",
    "supine_piriformis",
}
NOT_PULLED = {"back_flattening", "glute_bridge", "rag_doll_fold", "sit_up"}
"""Nothing is drawn into a stretch in these: they strengthen, or hang loose."""


@pytest.fixture(params=stretch_ids())
def stretch(request: pytest.FixtureRequest) -> Stretch:
    return load_stretch(request.param)


def told(stretch: Stretch) -> str:
    """Its steps, in the order in which they are read aloud, in small letters."""
    return " ".join(sentence for _, sentences in stretch.steps for sentence in sentences).lower()


def in_order(text: str, *parts: str) -> None:
    places = [text.find(part) for part in parts]
    assert -1 not in places, dict(zip(parts, places, strict=True))
    assert places == sorted(places), dict(zip(parts, places, strict=True))


def first(fault: Fault) -> Condition:
    return fault.when[0]


@pytest.mark.parametrize(("stretch_id", "name"), FROM_THE_RULES)
def test_a_dose_is_that_of_the_rule_that_describes_the_stretch(stretch_id: str, name: str) -> None:
    """R4-1, R4-2, R4-7, R4-12, R4-14; R2-6 and R2-7 where none is named."""
    dose = load_stretch(stretch_id).dose(name)
    assert (dose.hold_s, dose.repetitions, dose.sets) == FROM_THE_RULES[stretch_id, name]


def test_knee_to_chest_has_both_doses_that_the_rules_name() -> None:
    """R4-2: 5 s, then the other knee; R2-10 with R2-6 and R2-7: at least 30 s."""
    stretch = load_stretch("single_knee_to_chest")
    assert {name: dose.hold_s for name, dose in stretch.doses.items()} == {"alternating": 5, "long": 30}
    assert "R4-2" in stretch.doses["alternating"].source
    assert "R2-6" in stretch.doses["long"].source


def test_where_no_dose_is_named_it_is_30_s_5_to_10_times(stretch: Stretch) -> None:
    """R2-6, R2-7; a dose that calls upon them keeps to them."""
    for dose in stretch.doses.values():
        if "R2-6" in dose.source:
            assert dose.hold_s >= 30
        if "R2-7" in dose.source:
            assert 5 <= dose.repetitions <= 10


def test_curl_ups_are_a_couple_of_sets() -> None:
    """R1-4, R1-8."""
    dose = load_stretch("sit_up").dose()
    assert dose.sets == 2
    assert "R1-8" in dose.source


def test_how_the_spine_is_loaded_is_told(stretch: Stretch) -> None:
    """R4-8, R4-9; R1-11, R2-8: not everything is for everybody."""
    load = "flexion" if stretch.id in FLEXION else "extension" if stretch.id in EXTENSION else "neutral"
    assert stretch.spine_load == load
    warning = load_rules().spine_load[load]
    rule = {"flexion": "(R4-8)", "extension": "(R4-9)", "neutral": None}[load]
    assert (warning == "") if rule is None else (rule in warning)
    assert warning in pages()[f"{stretch.id}.md"]
    assert not warning or "ask your doctor or physiotherapist first" in warning


def test_what_the_rules_do_on_one_side_is_done_on_both(stretch: Stretch) -> None:
    """R0-7, R2-10, R2-11, R2-12, R4-2, R4-7. R4-12 and R4-14 are for the leg that is affected."""
    assert (stretch.sides == "each") == (stretch.id in ONE_SIDE_AT_A_TIME)
    if stretch.id not in ONE_SIDE_AT_A_TIME or stretch.id.startswith(("passive", "strap")):
        return
    coming_out = " ".join(stretch.steps.coming_out).lower()
    assert re.search(r"change (sides|legs)|other (side|knee)", coming_out)


def test_everybody_is_told_to_breathe(stretch: Stretch) -> None:
    """R0-4, R4-2, R4-12."""
    assert re.search(r"breath", told(stretch))


def test_everybody_is_told_to_go_slowly(stretch: Stretch) -> None:
    """R2-5, R4-4; the way out as well."""
    assert re.search(r"slowly|gently", " ".join(stretch.steps.moving_in))
    assert re.search(r"slowly|gently|one foot, then the other", " ".join(stretch.steps.coming_out))
    assert {"too_fast", "bouncing"} <= set(stretch.faults)


def test_no_pull_is_more_than_moderate(stretch: Stretch) -> None:
    """R1-2, R2-4, R4-3, R4-14: pain free, at a moderate pull."""
    if stretch.id not in NOT_PULLED:
        assert re.search(r"moderate|slight|comfortable", " ".join(stretch.steps.holding))
    assert any("Stop at once if it hurts" in sentence for sentence in stretch.steps.holding)


def test_thanks_never_ask_for_more(stretch: Stretch) -> None:
    """R1-2, R1-12: whoever is praised is not driven on."""
    say = load_rules().say
    thanks = [fault.acknowledge for fault in stretch.faults.values() if fault.acknowledge]
    after = (say.hold_start, say.halfway, say.breathe, say.done, say.other_side, say.not_yet, say.finished)
    for sentence in (*thanks, *after):
        assert not re.search(
            r"\b(more|higher|lower|farther|longer|next time|try|keep going)\b", sentence.lower()
        )


def test_no_sentence_blames(stretch: Stretch) -> None:
    """R1-12: fear keeps people from trying."""
    for sentence in aloud(stretch):
        assert not re.search(
            r"\b(wrong|bad|badly|fail|failed|mistake|weak|lazy|must|never)\b", sentence.lower()
        )


def test_nobody_is_told_to_bear_pain(stretch: Stretch) -> None:
    """R2-14 and R4-15 say that it takes courage; R1-2, R2-4 and R4-3 win."""
    for sentence in aloud(stretch):
        assert not re.search(r"courage|brave|endure|bear it|grit|painful|no pain", sentence.lower())
        if "pain" in sentence.lower():
            assert re.search(r"stop|ask your doctor|pain that moves", sentence.lower()), sentence


def test_nothing_promises_a_cure(stretch: Stretch) -> None:
    """R3-5, R3-3: a stretch is no cure."""
    for sentence in (*aloud(stretch), stretch.source, *(dose.source for dose in stretch.doses.values())):
        assert not re.search(r"\b(cures?|heals?|relieves?|treats?|fixes|get rid)\b", sentence.lower())
    assert "it does not cure" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_page_sends_people_to_their_doctor() -> None:
    """R0-1, R1-7, R2-8, R4-16: on the page of all stretches, on that of each, in the README."""
    written = pages()
    assert "Ask your doctor or physiotherapist what suits you." in written["README.md"]
    for stretch_id in stretch_ids():
        assert "not medical advice" in written[f"{stretch_id}.md"]
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert "It is not medical advice, diagnosis or treatment" in readme
    assert "ask your doctor or physiotherapist which stretches are right for you" in readme


def test_whoever_stands_has_something_to_hold_on_to(stretch: Stretch) -> None:
    """R0-12: the stretches are for seniors, too."""
    if stretch.position in ("standing", "half_kneeling", "side_lying"):
        assert re.search(r"chair|wall|somebody", " ".join(stretch.steps.setting_up))


def test_strengthening_begins_small() -> None:
    """R0-3, R1-1, R1-4, R1-5, R3-6, R4-10: without any load, few times, and little is enough."""
    for stretch_id, enough in (
        ("glute_bridge", "in line"),
        ("sit_up", "you need not sit up"),
        ("back_flattening", "a very little"),
    ):
        stretch = load_stretch(stretch_id)
        assert stretch.dose().repetitions <= 10
        assert stretch.dose().hold_s <= 5
        assert enough in told(stretch)


def test_the_muscles_that_are_named_have_a_stretch() -> None:
    """R0-6, R0-8, R0-10, R2-9, R2-13, R3-6: thighs, buttocks, the front of the hip."""
    felt = {
        "standing_hamstring": "behind the thigh",
        "glute_stretch": "in the buttock",
        "supine_piriformis": "in the buttock of the crossed leg",
        "standing_hip_stretch": "in the outer hip",
        "half_kneeling_hip_flexor": "at the front of the hip",
        "ball_psoas": "at the front of the top hip",
    }
    for stretch_id, where in felt.items():
        assert where in told(load_stretch(stretch_id))


def test_a_rag_doll_hangs_loose_and_breathes() -> None:
    """R0-4."""
    stretch = load_stretch("rag_doll_fold")
    assert "like a rag doll" in told(stretch)
    assert "remember to breathe" in told(stretch)
    assert first(stretch.faults["head_lifted"]).measure == "head_hang"


def test_the_standing_hamstring_stretch_is_said_to_be_our_reading() -> None:
    """R0-5, R2-13: named, not described."""
    stretch = load_stretch("standing_hamstring")
    assert stretch.interpretation
    assert "our reading" in stretch.interpretation.lower()
    assert first(stretch.faults["knee_bent"]).measure == "knee"


def test_over_the_ball_the_lower_leg_is_in_front_and_the_elbow_comes_to_the_floor() -> None:
    """R0-7: sideways on the ball, its leg in front; carefully over, elbow to the floor; both sides."""
    stretch = load_stretch("ball_psoas")
    in_order(
        told(stretch),
        "lie sideways on the ball",
        "the leg that is on the ball in front",
        "carefully",
        "elbow is on the floor",
        "other side",
    )
    assert "elbow_over_hip" in {condition.measure for condition in stretch.target.keep}
    assert load_rules().faults["too_fast"].when[0].at_least > first(stretch.faults["too_fast"]).at_least  # type: ignore[operator]


def test_a_picture_that_is_lost_is_said_to_be() -> None:
    """R0-4, R0-7, R0-8."""
    for stretch_id in ("rag_doll_fold", "ball_psoas", "glute_stretch"):
        interpretation = load_stretch(stretch_id).interpretation
        assert interpretation is not None
        assert "lost" in interpretation
        assert "Our reading" in interpretation


def test_one_heel_stays_on_the_floor_while_the_hands_draw_one_knee() -> None:
    """R2-10, R4-2."""
    stretch = load_stretch("single_knee_to_chest")
    in_order(told(stretch), "both feet on the floor", "with both hands", "behind the knee", "to", "chest")
    assert "slight stretch in your back" in told(stretch)
    assert first(stretch.faults["support_leg_lifted"]).measure == "heel_lift"
    assert first(stretch.faults["support_leg_lifted"]).side == "support"


def test_the_hip_stretch_goes_half_a_step_bend_weight_back_reach() -> None:
    """R2-11, in this order; the rear leg stays straight."""
    stretch = load_stretch("standing_hip_stretch")
    in_order(
        told(stretch),
        "as wide apart as your shoulders",
        "half a step back",
        "bend the front knee",
        "weight go back",
        "bend forwards",
        "reach down that leg",
        "outer hip",
    )
    step, bend = stretch.stages
    assert [c.measure for c in step.when] == ["other_foot_ahead"]
    assert [(c.measure, c.side) for c in bend.when] == [("knee", "support")]
    assert "weight" in bend.say
    assert stretch.target.measure == "trunk_inclination"
    rear = first(stretch.faults["knee_bent"])
    assert (rear.measure, rear.side) == ("knee", "working")
    assert "weight_forward" in stretch.faults


def test_the_crossed_leg_stretches_and_the_other_is_drawn() -> None:
    """R2-12."""
    stretch = load_stretch("supine_piriformis")
    in_order(
        told(stretch), "ankle of one leg on the other knee", "the other thigh", "gently", "chest", "buttock"
    )
    sides = {condition.measure: condition.side for condition in stretch.target.keep}
    assert sides["ankle_to_other_knee"] == "working"
    drawn = [c for c in stretch.target.keep if (c.measure, c.side) == ("hip_flexion", "support")]
    assert [c.at_least for c in drawn] == [80]


def test_kneeling_the_pelvis_is_tipped_before_anybody_leans() -> None:
    """R3-7: slowly down, one foot in front, tip the pelvis back first, then lean; felt through the hip."""
    stretch = load_stretch("half_kneeling_hip_flexor")
    in_order(
        told(stretch),
        "slowly on one knee",
        "other foot in front",
        "tailbone under first",
        "now lean forwards",
    )
    assert "tailbone" in stretch.stages[0].say
    assert stretch.stages[0].when == []
    assert stretch.target.measure == "thigh_lean"
    assert "back_arched" in stretch.faults


def test_both_knees_and_the_head_are_drawn_in() -> None:
    """R4-1: carefully, the head flexed forward as well, until some tension is gone."""
    stretch = load_stretch("double_knee_to_chest")
    in_order(told(stretch), "both knees", "carefully", "head", "comfortable", "some of the tension is gone")
    assert first(stretch.faults["head_down"]).measure == "head_lift"
    assert "hip_flexion_difference" in {condition.measure for condition in stretch.target.keep}


def test_for_a_flat_back_the_legs_are_straight_and_the_buttocks_rise_a_little() -> None:
    """R4-6."""
    stretch = load_stretch("back_flattening")
    in_order(told(stretch), "both legs straight", "belly button", "buttocks", "no room between")
    (lift,) = [c for c in stretch.target.keep if c.measure == "hip_lift"]
    assert lift.at_least is not None
    assert lift.at_most is not None
    assert 0 < lift.at_least < lift.at_most <= 0.3


def test_the_active_raise_goes_flat_back_bend_lift() -> None:
    """R4-7, in this order, and R4-6: flat back, other knee bent, leg straight, ankle bent."""
    stretch = load_stretch("active_straight_leg_raise")
    in_order(
        told(stretch),
        "both legs straight",
        "back lies flat",
        "bend one knee",
        "lift the straight leg slowly",
        "toes towards you",
        "keep your back flat",
        "lower the leg slowly",
        "change sides",
    )
    flatten, bend = stretch.stages
    assert "flat" in flatten.say
    assert [(c.measure, c.side) for c in bend.when] == [("knee", "support")]
    assert stretch.faults["knee_bent"].severity == "blocks_hold"


def test_nobody_is_discouraged_who_does_not_reach_90_degrees() -> None:
    """R4-7: 90 degrees are for flexible people."""
    stretch = load_stretch("active_straight_leg_raise")
    assert "any height is fine" in told(stretch)
    assert stretch.target.least_deg <= 30
    assert stretch.target.norm is not None
    assert stretch.target.norm.high_deg == 90


def inches_deg(inches: float) -> tuple[float, float]:
    """What so many inches at the heel turn a long and a short leg by."""
    low, high = (math.degrees(math.asin(inches * INCH_M / leg)) for leg in reversed(LEGS_M))
    return low, high


def test_the_first_passive_raise_of_four_inches_counts() -> None:
    """R4-12: 4 to 5 inches the first time."""
    target = load_stretch("passive_straight_leg_raise").target
    assert target.least_deg <= inches_deg(4)[0]
    assert target.rise_deg <= inches_deg(4)[0]


@pytest.mark.parametrize("stretch_id", ["passive_straight_leg_raise", "strap_straight_leg_raise"])
def test_a_raise_grows_by_a_few_inches_each_time(stretch_id: str) -> None:
    """R4-12, R4-14: a few inches are two to five; 7 degrees at most, and the error of two readings."""
    stretch = load_stretch(stretch_id)
    gain = first(stretch.faults["too_far_at_once"])
    assert gain.measure == "gain"
    assert inches_deg(4)[0] < 7 <= gain.at_least <= inches_deg(5)[1]  # type: ignore[operator]
    assert "a few inches" in told(stretch)
    assert first(stretch.faults["too_fast"]).at_least == 30


def test_the_helper_raises_the_leg_as_the_rule_says() -> None:
    """R4-12, R4-11: pillow, the other leg, under the ankle, slowly, relaxed, deep breaths, gently down."""
    in_order(
        told(load_stretch("passive_straight_leg_raise")),
        "ask your doctor or physiotherapist first if pain runs down your leg",
        "thin pillow under your neck",
        "straight or slightly bent",
        "under the ankle",
        "slowly",
        "you stay relaxed",
        "deep breaths",
        "gently",
        "a few inches higher",
    )


def test_how_far_after_days_is_shown_and_never_demanded() -> None:
    """R4-13: 30 to 45 degrees in the first days, 60 to 75 after 7 to 10."""
    target = load_stretch("passive_straight_leg_raise").target
    assert target.norm is not None
    assert (target.norm.low_deg, target.norm.high_deg) == (60, 75)
    assert "30 to 45" in target.norm.source
    assert target.least_deg < 30


def test_the_strap_goes_round_the_foot_before_one_lies_back() -> None:
    """R4-14, R4-15."""
    in_order(
        told(load_stretch("strap_straight_leg_raise")),
        "sit up",
        "in each hand",
        "lean forwards",
        "round the sole of one foot",
        "lie back",
        "straight",
        "slowly",
        "moderate pull",
        "gently back on the floor",
        "a few inches farther",
    )


def test_what_is_uneven_is_told_kindly(stretch: Stretch) -> None:
    """R1-9: evenly, left and right."""
    fault = stretch.faults.get("uneven_sides")
    if fault is None:
        return
    assert fault.severity == "notice"
    assert "R1-9" in fault.source
    assert first(fault).measure in ("side_difference", "hip_flexion_difference")


def test_sides_that_are_measured_are_compared() -> None:
    """R1-9: where one side's degrees can be told, the other side's are held against them."""
    for stretch_id in ("active_straight_leg_raise", "strap_straight_leg_raise", "standing_hip_stretch"):
        assert first(load_stretch(stretch_id).faults["uneven_sides"]).measure == "side_difference"


def test_every_fault_names_where_it_comes_from() -> None:
    """R1-10: done correctly, or not at all."""
    for path in specs_folder().glob("*.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for fault in content["faults"].values():
            assert re.search(r"\b(R\d-\d+|D-[a-z]+|judgement)\b", fault["source"]), (path.name, fault)
