"""Routines: the shipped ones are good and last as long as they say, and a bad one is told what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from posecoach.errors import PosecoachError, UsageError
from posecoach.stretches.load import load_stretch, specs_folder, stretch_ids
from posecoach.stretches.model import Dose
from posecoach.stretches.routine import load_routine, minutes, routine_ids
from tests.test_wheel import ROOT

IDS = ["desk_break", "morning_ten_minutes", "straight_leg_raise_progression"]
SAID_TOO_HARD = {"further", "harder", "deeper", "push"}

MINE = """\
id: mine
name: Mine
summary: Two stretches.
source: "test"
steps:
  - {stretch: glute_bridge, dose: held, rest_s: 20, source: "test"}
  - {stretch: active_straight_leg_raise, side: left, sets: 2, source: "test"}
"""


def a_routine(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = MINE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_routines() -> None:
    assert routine_ids() == IDS


def test_routines_are_not_taken_for_stretches() -> None:
    assert not set(IDS) & set(stretch_ids())


@pytest.mark.parametrize("routine_id", IDS)
def test_each_is_named_as_its_file(routine_id: str) -> None:
    assert load_routine(routine_id).id == routine_id


@pytest.mark.parametrize("routine_id", IDS)
def test_every_rule_that_is_named_is_in_the_table_of_rules(routine_id: str) -> None:
    table = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    text = (specs_folder() / "routines" / f"{routine_id}.yaml").read_text(encoding="utf-8")
    named = set(re.findall(r"\bR\d-\d+\b", text))
    assert named
    assert not {rule for rule in named if f"| {rule} |" not in table}


@pytest.mark.parametrize("routine_id", IDS)
def test_no_advice_asks_for_more_than_a_moderate_pull(routine_id: str) -> None:
    for sentence in load_routine(routine_id).advice:
        assert not SAID_TOO_HARD & set(sentence.lower().replace(".", "").split())


def test_ten_minutes_are_ten_minutes() -> None:
    assert 9.0 <= minutes(load_routine("morning_ten_minutes")) <= 11.0


def test_in_the_morning_one_lies_down_once_and_bends_last() -> None:
    stretches = [step.prescribed()[0] for step in load_routine("morning_ten_minutes").steps]
    assert {stretch.position for stretch in stretches} == {"supine"}
    loads = [stretch.spine_load for stretch in stretches]
    assert loads == sorted(loads, key=lambda load: load == "flexion")


def test_at_the_desk_one_stands() -> None:
    routine = load_routine("desk_break")
    assert {load_stretch(step.stretch).position for step in routine.steps} == {"standing"}
    assert minutes(routine) < 6.0


def test_the_progression_says_what_is_usual_on_which_day() -> None:
    """R4-13: 30 to 45° on days 1 to 3, 60 to 75° within 7 to 10."""
    routine = load_routine("straight_leg_raise_progression")
    said = " ".join(routine.advice)
    assert "days 1 to 3, 30 to 45 degrees" in said
    assert re.search(r"days 7 to 10, .*60 to 75 degrees", said)
    assert routine.steps[0].stretch == "passive_straight_leg_raise"


def test_ones_own_file_is_loaded_by_its_path(tmp_path: Path) -> None:
    routine = load_routine(str(a_routine(tmp_path)))
    (bridge, held), (raise_, short) = (step.prescribed() for step in routine.steps)
    assert (bridge.id, held) == ("glute_bridge", bridge.doses["held"])
    assert raise_.id == "active_straight_leg_raise"
    own = raise_.dose()
    assert short == Dose(hold_s=own.hold_s, repetitions=own.repetitions, sets=2, source=own.source)
    assert [step.side for step in routine.steps] == [None, "left"]


def test_how_long_it_takes(tmp_path: Path) -> None:
    """Five holds of 10 s, a rest, two of 20 s on one side, and 6 s of moving for each; no rest after it."""
    assert minutes(load_routine(str(a_routine(tmp_path)))) == pytest.approx((5 * 16 + 20 + 2 * 26) / 60)


def test_both_sides_take_twice_as_long(tmp_path: Path) -> None:
    routine = load_routine(str(a_routine(tmp_path, ("side: left, ", ""))))
    assert minutes(routine) == pytest.approx((5 * 16 + 20 + 4 * 26) / 60)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("glute_bridge", "glute_brigde", "steps.0.stretch: 'glute_brigde': There is no stretch"),
        ("glute_bridge", "glute_brigde", "did you mean glute_bridge?"),
        ("glute_bridge", "nowhere.yaml", "steps.0.stretch: 'nowhere.yaml': nowhere.yaml: no such file"),
        ("dose: held", "dose: hold", "steps.0: glute_bridge has no dose 'hold': did you mean held?"),
        ("dose: held", "dose: xyz", "glute_bridge has no dose 'xyz': known: repeated, held"),
        ("dose: held", "side: left", "steps.0: glute_bridge works both sides at once: leave side out"),
        ("side: left", "side: both", "steps.1.side: 'both': input should be 'left' or 'right'"),
        (
            "sets: 2",
            "sets: 4",
            "steps.1: sets: 4 are more than the 3 of active_straight_leg_raise's own dose",
        ),
        ("sets: 2", "repetitions: 0", "steps.1.repetitions: 0: input should be greater than or equal to 1"),
        ("rest_s: 20", "rest_s: 301", "steps.0.rest_s: 301: input should be less than or equal to 300"),
        ("rest_s: 20", "rest_s: -1", "steps.0.rest_s: -1: input should be greater than or equal to 0"),
        ("rest_s: 20", "rest: 20", "steps.0.rest: is not a key that is known here"),
        ("name: Mine", "advise: []", "name: is missing"),
        ("id: mine", "id: My routine", "id: 'My routine': string should match pattern"),
        (", rest_s: 20", ", dose: held", "'dose' stands twice"),
    ],
)
def test_a_bad_file_is_told_what_is_wrong(tmp_path: Path, old: str, new: str, expected: str) -> None:
    path = a_routine(tmp_path, (old, new))
    with pytest.raises(PosecoachError) as error:
        load_routine(str(path))
    assert expected in str(error.value)
    assert all(line.startswith(str(path)) for line in str(error.value).splitlines())


def test_a_routine_without_steps(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE.split("steps:")[0] + "steps: []\n", encoding="utf-8")
    with pytest.raises(PosecoachError, match="steps: \\[\\]: list should have at least 1 item"):
        load_routine(str(path))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("desk_brake", "There is no routine 'desk_brake' (did you mean desk_break?)"),
        ("x", "There is no routine 'x' (known: desk_break, morning_ten_minutes, "),
    ],
)
def test_an_unknown_name(name: str, expected: str) -> None:
    with pytest.raises(UsageError) as error:
        load_routine(name)
    assert str(error.value).startswith(expected)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(PosecoachError, match="no such file"):
        load_routine("nowhere.yaml")
