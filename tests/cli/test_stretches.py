"""``posecoach stretches`` as it is typed, and as it reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from posecoach.cli.conditions import condition_words, definition_words, dose_in_short, measures_of
from posecoach.cli.show import show_stretch
from posecoach.kinematics.definitions import MEASURES
from posecoach.stretches.condition import DERIVED, Condition
from posecoach.stretches.load import load_stretch, specs_folder, stretch_ids
from posecoach.stretches.model import Stretch
from posecoach.stretches.routine import routine_ids
from tests.cli.test_analyse import assert_one_line, posecoach


def shown(stretch_id: str, capsys: pytest.CaptureFixture[str]) -> str:
    """All of it, its words one blank apart."""
    show_stretch(stretch_id)
    return " ".join(capsys.readouterr().out.split())


def test_the_list_has_a_line_for_every_stretch() -> None:
    done = posecoach("stretches", "list")
    assert (done.returncode, done.stderr) == (0, "")
    heading, *lines = done.stdout.splitlines()
    assert heading.split() == ["id", "name", "dose", "measured"]
    assert [line.split()[0] for line in lines] == stretch_ids()
    for line in lines:
        stretch = load_stretch(line.split()[0])
        assert stretch.name in line
        assert ("time in position" in line) != stretch.target.graded


@pytest.mark.parametrize("stretch_id", stretch_ids())
def test_all_that_is_said_and_asked_is_shown(stretch_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    stretch, text = load_stretch(stretch_id), shown(stretch_id, capsys)
    said = [stretch.summary, stretch.interpretation or "", stretch.camera.say, stretch.view.say]
    said += [stretch.start.say, *(stage.say for stage in stretch.stages), *stretch.cannot_see]
    said += [fault.say for fault in stretch.faults.values()]
    said += [sentence for _, sentences in stretch.steps for sentence in sentences]
    asked = [*stretch.posture, *stretch.start.when, *stretch.target.keep]
    asked += [c for stage in stretch.stages for c in stage.when]
    asked += [c for fault in stretch.faults.values() for c in fault.when]
    sources = [c.source for c in asked] + [dose.source for dose in stretch.doses.values()]
    sources += [stretch.target.source, stretch.camera.source, *(k.source for k in stretch.start.known)]
    for words in (*said, *map(condition_words, asked), *sources):
        assert " ".join(words.split()) in text, words
    for name in stretch.doses:
        assert f"{name}: {dose_in_short(stretch, name)}" in text
    for name in measures_of(stretch):
        assert definition_words(name) in text


def test_a_target_that_is_not_graded_asks_for_no_degrees(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown("supine_piriformis", capsys)
    assert "Target (held by time, not graded)" in text
    assert "counts from" not in text
    assert "watched on: hip flexion, support side" in text


def test_a_load_on_the_spine_is_shown_with_its_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert "(R4-9)" in shown("prone_press_up", capsys)


@pytest.mark.parametrize("name", [*MEASURES, *DERIVED])
def test_every_measure_is_explained(name: str) -> None:
    words = definition_words(name)
    assert "_" not in words
    assert words != name


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ({"at_least": 150}, "knee, support side: 150° or more"),
        ({"at_most": -2.5}, "knee, support side: −2.5° or less"),
        ({"at_least": -30, "at_most": 15}, "knee, support side: −30 to 15°"),
        (
            {"at_least": 9, "near_only": True},
            "knee, support side: 9° or more, asked only of the side nearer to the camera",
        ),
    ],
)
def test_conditions_read_as_one_says_them(bounds: dict[str, float], words: str) -> None:
    condition = {"measure": "knee", "side": "support", "source": "a test", **bounds}
    assert condition_words(Condition.model_validate(condition)) == words


def test_doses_in_short() -> None:
    said = [dose_in_short(load_stretch(i), "standard") for i in ("active_straight_leg_raise", "sit_up")]
    assert said == ["1 × 20 s a side, 3 sets", "10 times, 2 sets"]


def test_the_schema_is_that_of_the_model() -> None:
    done = posecoach("stretches", "schema")
    assert json.loads(done.stdout) == Stretch.model_json_schema()


def test_what_cannot_be_shown_is_one_line(tmp_path: Path) -> None:
    assert_one_line(posecoach("stretches", "show", "sit_upp"), 2, "did you mean sit_up?")
    assert_one_line(posecoach("stretches", "check", tmp_path / "mine.txt"), 1, "ends in .yaml")


def test_pages_are_written_and_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "stretches"
    for _ in range(2):
        done = posecoach("stretches", "pages", folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert {f"{stretch_id}.md" for stretch_id in stretch_ids()} <= {p.name for p in folder.iterdir()}


def test_pages_never_overwrite_what_is_none(tmp_path: Path) -> None:
    for name in ("README.md", "setup.py"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    assert_one_line(posecoach("stretches", "pages", tmp_path), 1, "setup.py", "another folder")
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"


def test_pages_need_a_folder_that_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / "a_file"
    file.write_text("in the way", encoding="utf-8")
    assert_one_line(posecoach("stretches", "pages", file), 1, "a_file")
    assert_one_line(posecoach("stretches", "pages", Path("/proc/pages")), 1, "/proc/pages")


def test_a_routine_is_checked_too(tmp_path: Path) -> None:
    good, bad = tmp_path / "mine.yaml", tmp_path / "bad.yaml"
    text = (specs_folder() / "routines" / "desk_break.yaml").read_text(encoding="utf-8")
    good.write_text(text, encoding="utf-8")
    bad.write_text(text.replace("standing_hamstring", "standing_hamstrings"), encoding="utf-8")
    done = posecoach("stretches", "check", good, cwd=tmp_path)
    assert done.returncode == 0
    assert "5 stretches, about 5 minutes" in " ".join(done.stdout.split())
    assert_one_line(posecoach("stretches", "check", bad), 1, "did you mean standing_hamstring?")


def test_every_routine_is_listed() -> None:
    done = posecoach("stretches", "routines")
    assert (done.returncode, done.stderr) == (0, "")
    heading, *lines = done.stdout.splitlines()
    assert heading.split() == ["id", "name", "minutes", "stretches"]
    assert [line.split()[0] for line in lines] == routine_ids()
