"""``posecoach screen`` as a user runs it, from saved poses, and in a terminal."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from posecoach.history.entries import Diagnosis, SafetyAnswers, ScreenEntry
from posecoach.history.record import open_record
from posecoach.history.safety import load_questions
from posecoach.pose.track import save
from posecoach.stretches.routine import load_routine
from posecoach.stretches.screen import load_screens
from tests.bodies import mirrored
from tests.cli.terminal import terminal
from tests.cli.test_analyse import assert_nothing_written, assert_one_line, posecoach
from tests.coaching.scripts import as_track, raise_right, session
from tests.history.test_screen_findings import raises
from tests.standing import held, upright
from tests.test_wheel import ROOT

RENDERED = ROOT / "benchmarks" / "accuracy" / "subset"
BENDS = RENDERED / "standing_back_bend_00.poses.npz"
NOTHING_PAINFUL = ["n"] * 5
"""No to every question of the test; the one about a professional is not asked then."""


@pytest.fixture
def shown(tmp_path: Path) -> list[object]:
    """Somebody who leans forwards, and whose left leg rises less far than the right one."""
    save(as_track(held(upright(22.0), 8.0)), tmp_path / "side.npz")
    save(as_track(session(raise_right, raises(76.0))), tmp_path / "right.npz")
    left = (mirrored(pose) for pose in session(raise_right, raises(48.0)))
    save(as_track(left), tmp_path / "left.npz")
    named = {"standing_side": ["side"], "leg_raise": ["right", "left"]}
    return [
        part
        for name, files in named.items()
        for file in files
        for part in ("--recording", f"{name}={tmp_path / file}.npz")
    ]


def keep(diagnosis: Diagnosis, *flags: str) -> None:
    now = datetime.now(UTC)
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        record.keep_answers(SafetyAnswers(person="me", answered_at=now, flags=flags, diagnosis=diagnosis))


def kept() -> list[ScreenEntry]:
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        return record.screens("me")


def results(out: Path) -> Path:
    [folder] = out.iterdir()
    return folder


def test_findings_suggestions_and_a_routine(shown: list[object], tmp_path: Path) -> None:
    keep("neither")
    out = tmp_path / "out"
    done = posecoach("screen", *shown, "--out", out)
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "leans forwards" in said
    assert "because your left leg rose to" in said
    assert "Begin with that side, and do both." in said
    assert "What a camera cannot see" in said
    assert "not a diagnosis" in said
    assert "Reaching towards the toes was not shown." in said
    content = json.loads((results(out) / "screen.json").read_text(encoding="utf-8"))
    assert content["schema"] == "posecoach.screen/1"
    values = {(row["measure"], row["side"]): row["value"] for row in content["findings"]}
    assert values["leg_elevation", "left"] == pytest.approx(48.0, abs=5.0)
    assert values["shoulders_ahead", None] is None
    assert all(row["in_words"] for row in content["findings"])
    routine = results(out) / "routine.yaml"
    steps = load_routine(str(routine)).steps
    assert [(step.stretch, step.side) for step in steps] == [
        ("glute_bridge", None),
        ("standing_hamstring", "left"),
        ("standing_hamstring", "right"),
    ]
    assert "good" in posecoach("stretches", "check", routine).stdout
    [entry] = kept()
    assert {suggestion.stretch for suggestion in entry.suggestions} >= {"glute_bridge", "standing_hamstring"}


def test_of_a_back_that_nobody_asked_about_only_neutral_stretches(
    shown: list[object], tmp_path: Path
) -> None:
    done = posecoach("screen", *shown, "--recording", f"bend_back={BENDS}", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "`posecoach safety` asks" in " ".join(done.stdout.split())
    [entry] = kept()
    assert not [finding for finding in entry.findings if finding.screen == "bend_back"]
    assert "bend_back" in entry.left_out
    assert "standing_hamstring" in entry.left_out
    assert "strap_straight_leg_raise" in {suggestion.stretch for suggestion in entry.suggestions}


def test_rendered_back_bends(tmp_path: Path) -> None:
    keep("disc")
    assert posecoach("screen", "--recording", f"bend_back={BENDS}", "--out", tmp_path / "out").returncode == 0
    [entry] = kept()
    [finding] = entry.findings
    assert finding.value == pytest.approx(22.0, abs=finding.error or 0.0)
    assert not finding.flagged


def test_nothing_seen_is_nothing_kept(tmp_path: Path) -> None:
    keep("neither")
    done = posecoach("screen", "--recording", f"leg_raise={BENDS}", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "nothing is kept" in done.stdout
    assert not kept()
    assert_nothing_written(tmp_path / "out")


def test_who_should_see_a_doctor_is_told_so_and_nothing_else(shown: list[object], tmp_path: Path) -> None:
    urgent = next(flag for flag, question in load_questions().questions.items() if question.urgency == "now")
    keep("neither", urgent)
    done = posecoach("screen", *shown, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert load_questions().now.say[0] in " ".join(done.stdout.split())
    assert "worth trying" not in done.stdout
    assert not kept()


def test_wrong_usage(tmp_path: Path) -> None:
    for wrong in ("leg_raise", "leg_raise=", "legs=a.mp4"):
        assert_one_line(
            posecoach("screen", "--recording", wrong, "--out", tmp_path / "out"), 2, "SCREEN=FILE"
        )
    missing = posecoach("screen", "--recording", "leg_raise=none.mp4", "--out", tmp_path / "out")
    assert_one_line(missing, 1, "none.mp4")


def test_questions_in_the_terminal(shown: list[object], tmp_path: Path) -> None:
    keep("neither")
    questions = load_screens().questions
    with terminal("screen", *shown, "--out", tmp_path / "out") as screen:
        asked = screen.answer("y", "y", "n", "n", "n", "n")
        code, said = screen.ends()
    assert code == 0
    assert all(question.ask in asked for question in questions.values())
    assert "One straight leg raised is left out while pain runs down your leg" in said
    assert "in the buttock" in said
    [entry] = kept()
    assert entry.answers == ("buttock", "leg_pain")
    assert not [finding for finding in entry.findings if finding.screen == "leg_raise"]
    assert not [one for one in entry.suggestions if "straight_leg_raise" in one.stretch]


def test_a_question_that_follows_from_another_is_not_asked_for_nothing(
    shown: list[object], tmp_path: Path
) -> None:
    keep("neither")
    with terminal("screen", *shown, "--out", tmp_path / "out") as screen:
        asked = screen.answer(*NOTHING_PAINFUL)
        assert screen.ends()[0] == 0
    assert load_screens().questions["leg_pain_checked"].ask not in asked
