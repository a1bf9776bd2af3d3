"""``posecoach screen`` as a user runs it, from saved poses, and in a terminal."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from posecoach.history.entries import Diagnosis, SafetyAnswers, ScreenEntry, SessionEntry
from posecoach.history.filing import POSTURE_TEST
from posecoach.history.record.record import open_record
from posecoach.history.safety import load_pain, load_questions
from posecoach.pose.track import save
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.stretches.routine import load_routine
from posecoach.stretches.screen import load_screens
from tests.bodies import mirrored
from tests.cli.terminal import PATIENCE_S, Terminal, terminal
from tests.cli.test_analyse import assert_nothing_written, assert_one_line, posecoach
from tests.cli.test_coach import FILM, SILENT
from tests.coaching.scripts import as_track, raise_right, session
from tests.history.screening.test_screen_findings import raises
from tests.standing import held, upright
from tests.test_wheel import ROOT

RENDERED = ROOT / "benchmarks" / "accuracy" / "subset"
BENDS = RENDERED / "standing_back_bend_00.poses.npz"
RAISE = load_stretch("active_straight_leg_raise").name
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
    assert {file.stat().st_mode & 0o777 for file in results(out).iterdir()} == {0o600}
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
    assert "Nothing was found" in done.stdout
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


def told(*answers: str, on: datetime) -> None:
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        record.keep_screen(ScreenEntry(person="me", taken_at=on, answers=answers))


def of_the_plan() -> str:
    return posecoach("plan").stdout


def test_what_was_told_stays_where_nobody_is_asked(shown: list[object], tmp_path: Path) -> None:
    keep("neither")
    told("leg_pain", on=datetime.now(UTC) - timedelta(days=3))
    assert posecoach("screen", *shown, "--out", tmp_path / "out").returncode == 0
    entry = kept()[-1]
    assert entry.findings
    assert entry.answers == ("leg_pain",)
    assert "leg_raise" in entry.left_out
    assert RAISE not in of_the_plan()


def test_what_is_told_today_of_an_old_recording_is_of_today(tmp_path: Path) -> None:
    keep("neither")
    told(on=datetime.now(UTC) - timedelta(days=3))
    assert RAISE in of_the_plan()
    track = as_track(held(upright(22.0), 8.0))
    source = replace(track.source, recorded_at="2025-03-01T10:00:00+00:00")
    save(replace(track, source=source), tmp_path / "side.npz")
    recording = ("--recording", f"standing_side={tmp_path / 'side.npz'}", "--out", tmp_path / "out")
    with terminal("screen", *recording) as screen:
        screen.answer("n", "y", "n", "n", "n", "n")
        assert screen.ends()[0] == 0
    old, _, now = kept()
    assert (old.taken_at.year, now.answers, now.findings) == (2025, ("leg_pain",), ())
    assert old.findings
    assert RAISE not in of_the_plan()


def test_what_is_told_is_kept_whatever_the_camera_sees(tmp_path: Path) -> None:
    keep("neither")
    with terminal("screen", "--recording", f"leg_raise={BENDS}", "--out", tmp_path / "out") as screen:
        screen.answer("n", "y", "y", "n", "n", "n")
        assert screen.ends()[0] == 0
    [entry] = kept()
    assert (entry.answers, entry.findings) == (("leg_pain", "leg_pain_checked"), ())


# In front of a camera.


@pytest.fixture
def live(tmp_path: Path, model_path: Path) -> list[object]:
    return ["screen", *SILENT, "--camera", FILM, "--out", tmp_path / "out", "--model", model_path]


def test_who_should_see_a_doctor_is_not_led_through_it(live: list[object]) -> None:
    questions = load_questions()
    keep("neither", next(iter(questions.questions)))
    with terminal(*live) as screen:
        code, said = screen.ends()
    assert code == 1
    assert questions.now.refusal in said
    assert "Starting" not in said


def test_nobody_is_led_through_it_in_much_pain(live: list[object]) -> None:
    keep("neither")
    with terminal(*live) as screen:
        screen.answer("6")
        code, said = screen.ends()
    assert code == 1
    assert "a day for rest" in said
    assert "Starting" not in said


def hurting(screen: Terminal) -> None:
    """Somebody who begins it, and tells that it hurts."""
    words = load_rules().live
    screen.answer("1", *NOTHING_PAINFUL)
    screen.wait_for(load_screens().screens["standing_side"].name)
    screen.type("n")  # no rest before it
    screen.wait_for("WAITING")
    screen.type("4")
    screen.wait_for(words.pain)


def sessions() -> list[SessionEntry]:
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        return record.sessions("me")


def test_pain_in_it_and_after_it_is_kept(live: list[object]) -> None:
    keep("neither")
    with terminal(*live) as screen:
        hurting(screen)
        screen.type("q")
        screen.answer("4", "4")
        code, said = screen.ends()
    assert code == 0, screen.text
    assert load_pain().advice["moved_down"] in said
    [session] = sessions()
    assert session.finished
    assert (session.pain_before, session.pain_after, session.felt) == (1, 4, "moved_down")
    [stretch] = session.stretches
    assert (stretch.variant, [pain.rating for pain in stretch.pains]) == (POSTURE_TEST, [4])
    assert load_questions().moved_down.say[0] in " ".join(of_the_plan().split())


def test_what_was_told_is_there_after_a_kill(live: list[object]) -> None:
    keep("neither")
    with terminal(*live) as screen:
        hurting(screen)
        limit_s = time.monotonic() + PATIENCE_S
        while not sessions() and time.monotonic() < limit_s:
            time.sleep(0.1)
    [session] = sessions()
    assert not session.finished
    assert [pain.rating for pain in session.stretches[0].pains] == [4]
    assert [entry.answers for entry in kept()] == [()]
