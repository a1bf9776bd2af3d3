"""Stretch files: the shipped ones are good, and a bad one is told what is wrong."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from posecoach.errors import PosecoachError, UsageError
from posecoach.stretches.load import load_rules, load_stretch, specs_folder, stretch_ids
from posecoach.stretches.model import Stretch

IDS = [
    "active_straight_leg_raise",
    "back_flattening",
    "ball_psoas",
    "double_knee_to_chest",
    "glute_bridge",
    "glute_stretch",
    "half_kneeling_hip_flexor",
    "passive_straight_leg_raise",
    "prone_press_up",
    "rag_doll_fold",
    "single_knee_to_chest",
    "sit_up",
    "standing_back_bend",
    "standing_hamstring",
    "standing_hip_stretch",
    "strap_straight_leg_raise",
    "supine_piriformis",
]
LYING = ("supine", "prone")


def test_the_shipped_stretches() -> None:
    assert stretch_ids() == IDS


@pytest.mark.parametrize("stretch_id", IDS)
def test_each_is_named_as_its_file_and_has_the_shared_faults(stretch_id: str) -> None:
    stretch = load_stretch(stretch_id)
    assert stretch.id == stretch_id
    assert set(load_rules().faults) <= set(stretch.faults)


@pytest.mark.parametrize("stretch_id", IDS)
def test_each_is_valid_by_the_schema_for_editors(stretch_id: str) -> None:
    content = yaml.safe_load((specs_folder() / f"{stretch_id}.yaml").read_text(encoding="utf-8"))
    jsonschema.validate(content, Stretch.model_json_schema())


@pytest.mark.parametrize("stretch_id", IDS)
def test_no_sentence_asks_for_more_than_a_moderate_pull(stretch_id: str) -> None:
    stretch = load_stretch(stretch_id)
    said = [s for _, sentences in stretch.steps for s in sentences] + [f.say for f in stretch.faults.values()]
    for sentence in said:
        assert not {"further", "harder", "deeper", "push"} & set(sentence.lower().replace(".", "").split())


def test_the_schema_beside_the_specs_is_that_of_the_model() -> None:
    """`posecoach stretches schema > stretch_specs/stretch.schema.json` writes it anew."""
    written = json.loads((specs_folder() / "stretch.schema.json").read_text(encoding="utf-8"))
    assert written == Stretch.model_json_schema()


@pytest.mark.parametrize("stretch_id", IDS)
def test_the_start_postures_tell_how_the_camera_stands(stretch_id: str) -> None:
    """How the trunk lies, and how a leg does; upright nothing is known as well as on the floor."""
    stretch = load_stretch(stretch_id)
    known = stretch.start.known
    if stretch.position not in LYING:
        return
    assert {"trunk_elevation", "leg_elevation"} <= {angle.measure for angle in known}
    assert all(abs(angle.deg) <= 10.0 for angle in known if angle.measure.endswith("elevation"))


@pytest.mark.parametrize(
    "known",
    [
        [{"measure": "trunk_elevation", "deg": 1, "source": "test"}],
        [{"measure": "trunk_elevation", "deg": 1, "sd_deg": 0, "source": "test"}],
        [{"measure": "trunk_elevation", "deg": 1, "sd_deg": 3, "floor": "yes", "source": "test"}],
        {"measure": "trunk_elevation", "deg": 1, "sd_deg": 3, "source": "test"},
    ],
    ids=["no deviation", "no spread", "unknown key", "no list"],
)
def test_the_schema_for_editors_refuses_bad_known_angles(known: object) -> None:
    content = yaml.safe_load((specs_folder() / f"{IDS[0]}.yaml").read_text(encoding="utf-8"))
    content["start"]["known"] = known
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, Stretch.model_json_schema())


def a_spec(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = (specs_folder() / "active_straight_leg_raise.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_ones_own_file_is_loaded_by_its_path(tmp_path: Path) -> None:
    path = a_spec(tmp_path, ("id: active_straight_leg_raise", "id: mine"))
    assert load_stretch(str(path)).id == "mine"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("hold_s: 20", "hold_s: -3", "doses.standard.hold_s: -3: input should be greater than or equal to 0"),
        ("hold_s: 20", "hold_s: long", "doses.standard.hold_s: 'long': input should be a valid number"),
        ("sides: each", "sides: left", "sides: 'left': input should be 'each' or 'both'"),
        ("summary:", "sumary:", "summary: is missing"),
        ("summary:", "sumary:", "sumary: is not a key that is known here"),
        ("measure: hip_lift", "measure: hiplift", "measure: 'hiplift': expected one of ankle,"),
        (
            "{measure: hip_lift,",
            "{measure: hip_lift, side: support,",
            "hip_lift has no sides: leave side out",
        ),
        (
            "measure: knee, side: working, at_most",
            "measure: knee, at_most",
            "knee has two sides: expected side",
        ),
        ("at_least: 0.3,", "", "expected at_least, at_most or both"),
        (
            "at_least: -25, at_most: 25",
            "at_least: 30, at_most: 25",
            "at_least (30.0) lies above at_most (25.0)",
        ),
        ("  side: working\n  least_deg", "  least_deg", "leg_elevation has two sides"),
        ("hold_s: 20", "hold_s: 20, hold_s: 30", "'hold_s' stands twice"),
        ("low_deg: 70", "low_deg: 95", "low_deg (95) does not lie below high_deg (90)"),
        (
            "least_deg: 25",
            "least_deg: 500",
            "target.least_deg: 500: input should be less than",
        ),
        ("sd_deg: 2.7", "sd_deg: 0", "start.known.0.sd_deg: 0: input should be greater than 0"),
        (
            "{measure: trunk_elevation, deg",
            "{measure: hip_lift, deg",
            "hip_lift is not an angle between joints",
        ),
        ("{measure: trunk_elevation, deg", "{measure: chest_facing, deg", "chest_facing is not an angle"),
        ("{measure: trunk_elevation, deg", "{measure: speed, deg", "speed is not an angle between joints"),
        (
            "{measure: leg_elevation, side: working, deg",
            "{measure: leg_elevation, deg",
            "leg_elevation has two sides: expected side",
        ),
        ("severity: blocks_hold", "severity: awful", "faults.knee_bent.severity: 'awful': input should be"),
    ],
)
def test_an_error_names_file_key_value_and_what_was_expected(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    path = a_spec(tmp_path, (old, new))
    with pytest.raises(PosecoachError) as caught:
        load_stretch(str(path))
    lines = str(caught.value).splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    assert any(expected in line for line in lines), lines


def test_one_side_at_a_time_needs_to_know_which(tmp_path: Path) -> None:
    content = yaml.safe_load(a_spec(tmp_path).read_text(encoding="utf-8"))
    del content["target"]["side"], content["target"]["keep"]
    content["target"]["measure"] = "trunk_elevation"
    path = tmp_path / "sideless.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(PosecoachError, match="sides: each needs side: working in its target, or in what"):
        load_stretch(str(path))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: [1\nname: x", "not valid YAML in line 2"),
        ("", "expected keys with values"),
        ("- a list", "expected keys with values, found ['a list']"),
        ("\x00\x01", "not valid YAML"),
    ],
)
def test_a_file_that_is_no_spec(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PosecoachError, match=r"odd\.yaml") as caught:
        load_stretch(str(path))
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_an_unknown_id(tmp_path: Path) -> None:
    with pytest.raises(PosecoachError, match="no such file"):
        load_stretch(str(tmp_path / "none.yaml"))
    with pytest.raises(UsageError, match="did you mean prone_press_up"):
        load_stretch("prone_pres_up")
    with pytest.raises(UsageError, match="known: active_straight_leg_raise"):
        load_stretch("squat")


def test_binary_rubbish_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(PosecoachError, match="cannot be read as text"):
        load_stretch(str(path))
