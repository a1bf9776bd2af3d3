"""``posecoach plan`` as it is typed, and as it reads."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

from posecoach.history.plan.data import load_planning, shipped
from posecoach.history.record.record import open_record
from posecoach.history.safety import load_questions
from posecoach.stretches.routine import load_routine
from tests.cli.test_analyse import assert_one_line, posecoach
from tests.history.plan.practising import answers, entry, session

SAY = load_planning().say


def words(text: str) -> str:
    return " ".join(text.split())


def test_somebody_new_gets_a_plan_with_its_reasons() -> None:
    done = posecoach("plan")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Today: about ")
    assert max(map(len, done.stdout.splitlines())) <= 80
    said = words(done.stdout)
    for sentence in (SAY.unknown, SAY.first_week, load_planning().kinds["strength"].why):
        assert sentence in said
    assert shipped()["glute_bridge"].name in said
    assert "4 times" in said
    assert "posecoach coach --routine today" in said


def test_the_routine_file_is_a_good_one(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    done = posecoach("plan", "--out", file)
    assert (done.returncode, done.stderr) == (0, "")
    routine = load_routine(str(file))
    assert routine.id == "today"
    checked = posecoach("stretches", "check", file)
    assert checked.returncode == 0, checked.stderr
    assert f"{len(routine.steps)} stretches" in words(checked.stdout)


def test_the_profile_of_the_person_who_is_named() -> None:
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        record.keep_answers(answers("disc").model_copy(update={"person": "Ada"}))
    theirs, mine = posecoach("plan", "--person", "Ada"), posecoach("plan")
    assert "Prone press-up" in theirs.stdout
    assert "Prone press-up" not in mine.stdout
    assert SAY.unknown not in words(theirs.stdout)


def test_where_there_is_nothing_to_do_no_file_is_written(tmp_path: Path) -> None:
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        yesterday = date.today() - timedelta(days=1)
        record.keep_answers(answers(on=yesterday, hour=1))
        record.keep(session(yesterday, entry("glute_bridge", 4), felt="moved_down"))
    done = posecoach("plan")
    assert (done.returncode, done.stderr) == (0, "")
    assert words(done.stdout) == " ".join(load_questions().moved_down.say)
    file = tmp_path / "mine.yaml"
    done = posecoach("plan", "--out", file)
    assert done.returncode == 1
    assert "nothing to do today" in done.stderr
    assert not file.exists()


def test_a_file_that_is_no_routine_file(tmp_path: Path) -> None:
    done = posecoach("plan", "--out", tmp_path / "mine.txt")
    assert_one_line(done, 1, "a routine file ends in .yaml")
    done = posecoach("plan", "--out", tmp_path / "nowhere" / "mine.yaml")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
