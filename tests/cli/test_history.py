"""``posecoach history``, as it is typed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from posecoach.history.entries import SessionEntry
from posecoach.history.record.record import open_record
from tests.cli.terminal import CTRL_D, terminal
from tests.cli.test_analyse import assert_one_line, posecoach
from tests.history.record.sessions import (
    an_id,
    full_answers,
    full_screen,
    full_session,
    hold,
    later,
    session,
    stretch,
)

MINE = session(stretch(hold(0), hold(1)), id=an_id("abcd1"), pain_before=5, pain_after=3, felt="better")
IDAS = session(id=an_id("abcd2"), began_at=later(60), person="Ida [red]", finished=False)


def keep(*sessions: SessionEntry) -> None:
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        for entry in sessions:
            record.keep(entry)


def kept() -> list[SessionEntry]:
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        return record.sessions()


def words(text: str) -> str:
    return " ".join(text.split())


def test_an_empty_record_says_how_it_fills() -> None:
    done = posecoach("history", "list")
    assert done.returncode == 0
    assert done.stdout.startswith("Nothing is kept yet in ")
    assert "posecoach coach" in done.stdout


def test_the_list_has_a_line_for_each_session() -> None:
    keep(MINE, IDAS)
    lines = posecoach("history", "list").stdout.splitlines()
    assert words(lines[0]) == "id date person stretches holds pain"
    assert words(lines[1]) == f"{str(MINE.id)[:8]} 2026-01-01 00:30 me Straight-leg raise 2 5 → 3"
    assert words(lines[2]) == f"{str(IDAS.id)[:8]} 2025-12-31 20:00 Ida [red] — 0 broke off"


def test_the_list_of_one_person_names_nobody() -> None:
    keep(MINE, IDAS)
    done = posecoach("history", "list", "--person", "me")
    assert words(done.stdout.splitlines()[0]) == "id date stretches holds pain"
    assert "1 session of me;" in done.stdout
    assert "Ida [red]" in posecoach("history", "list", "--person", "Bo").stdout


def test_one_session_is_shown_whole() -> None:
    full = full_session()
    keep(full)
    shown = posecoach("history", "show", str(full.id)[:6]).stdout
    assert str(full.id) in shown
    assert "It broke off" in shown
    assert "3 → 0" in shown
    assert "61° ± 4°" in shown
    [attempt] = [line for line in shown.splitlines() if line.startswith("attempt")]
    assert "too short" in attempt
    assert "knee bent, back arched" in attempt
    assert "Pain told at 0:12.5, 4 of 10" in shown
    assert "it moved down a leg" in shown


@pytest.mark.parametrize(
    ("beginning", "said"), [("abcd", "2 sessions"), ("ffff", "No session"), ("xyz", "id")]
)
def test_a_session_that_is_not_the_one_is_told(beginning: str, said: str) -> None:
    keep(MINE, IDAS)
    for command in ("show", "delete"):
        assert_one_line(
            posecoach("history", command, beginning, *(["--yes"] if command == "delete" else [])), 1, said
        )
    assert len(kept()) == 2


def test_deleting_needs_a_yes_from_somebody() -> None:
    keep(MINE, IDAS)
    assert_one_line(posecoach("history", "delete", "abcd1"), 2, "--yes")
    assert_one_line(posecoach("history", "delete", "--yes"), 2, "--everything-of")
    assert len(kept()) == 2
    done = posecoach("history", "delete", "abcd1", str(MINE.id), "--yes")
    assert "Deleted: 1 session." in done.stdout
    assert kept() == [IDAS]


def test_a_person_is_deleted_with_everything() -> None:
    keep(MINE, IDAS)
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        record.keep_answers(full_answers())
        record.keep_screen(full_screen())
    done = posecoach("history", "delete", "--everything-of", "me", "--yes")
    assert "everything of me (1 session, 1 set of safety answers, 1 posture test)" in done.stdout
    assert kept() == [IDAS]
    assert_one_line(
        posecoach("history", "delete", "--everything-of", "me", "--yes"), 1, "Nothing is kept of me"
    )


@pytest.mark.parametrize(
    ("answer", "said", "left"),
    [("n", "Nothing was deleted", 1), ("y", "Deleted", 0), (CTRL_D, "no answer", 1)],
)
def test_somebody_at_a_terminal_is_asked(answer: str, said: str, left: int) -> None:
    keep(MINE)
    with terminal("history", "delete", "abcd1") as seen:
        asked = seen.answer(answer)
        assert "Straight-leg raise" in asked
        assert "Delete 1 session for good?" in asked
        _, shown = seen.ends()
    assert said in shown
    assert len(kept()) == left


@pytest.mark.parametrize("name", ["kept.json", "kept.csv"])
def test_an_export_imports_again(name: str, tmp_path: Path) -> None:
    keep(MINE, IDAS)
    file = tmp_path / name
    assert posecoach("history", "export", file).stdout == f"{file}: 2 sessions.\n"
    posecoach("history", "delete", "abcd1", "--yes")
    assert (
        posecoach("history", "import", file).stdout == f"{file}: 1 added, 1 already here and left as it is.\n"
    )
    assert kept() == [MINE, IDAS]


def test_one_session_alone_is_exported(tmp_path: Path) -> None:
    keep(MINE, IDAS)
    posecoach("history", "export", tmp_path / "one.json", "--session", "abcd2")
    [only] = json.loads((tmp_path / "one.json").read_text())["sessions"]
    assert only["id"] == str(IDAS.id)
    wrong = posecoach("history", "export", tmp_path / "two.json", "--session", "abcd2", "--person", "me")
    assert_one_line(wrong, 2, "not of me")


def test_a_bundle_for_clinics_is_exported(tmp_path: Path) -> None:
    pytest.importorskip("fhirclient", reason="needs the library for FHIR: pip install 'posecoach[fhir]'")
    keep(MINE)
    assert posecoach("history", "export", tmp_path / "kept.fhir.json").returncode == 0
    assert json.loads((tmp_path / "kept.fhir.json").read_text())["resourceType"] == "Bundle"


def test_an_export_of_nothing_writes_no_file(tmp_path: Path) -> None:
    assert_one_line(posecoach("history", "export", tmp_path / "kept.json"), 1, "Nothing is kept yet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["list"], ["show", "a"], ["delete", "a", "--yes"], ["export", "x.json"]])
def test_a_damaged_record_is_one_line_in_every_command(command: list[str], tmp_path: Path) -> None:
    file = tmp_path / "damaged.db"
    file.write_bytes(b"not a database at all" * 500)
    done = posecoach("history", *command, "--database", file, cwd=tmp_path)
    assert_one_line(done, 1, str(file), "damaged")
    assert file.read_bytes() == b"not a database at all" * 500


def test_doctor_tells_where_the_record_is_and_makes_none() -> None:
    file = Path(os.environ["POSECOACH_DATABASE"])
    assert f"Record: {file}, which the first session begins" in posecoach("doctor").stdout
    assert not file.exists()


def test_doctor_tells_of_a_damaged_record() -> None:
    Path(os.environ["POSECOACH_DATABASE"]).write_bytes(b"not a database at all" * 500)
    done = posecoach("doctor")
    assert done.returncode == 1
    assert "failed  Record: " in done.stdout
    assert "put a copy back in its place" in done.stdout


def test_a_backup_is_of_everybody_whoever_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(MINE, IDAS)
    monkeypatch.setenv("POSECOACH_PERSON", "me")
    file = tmp_path / "kept.json"
    assert posecoach("history", "export", file).stdout == f"{file}: 2 sessions.\n"
    assert "2 sessions;" in posecoach("history", "list").stdout
    assert posecoach("history", "export", file, "--person", "me").stdout == f"{file}: 1 session of me.\n"


def test_a_long_list_is_of_the_latest_ones() -> None:
    keep(*(session(began_at=later(minutes)) for minutes in range(60)))
    done = posecoach("history", "list").stdout.splitlines()
    assert len(done) == 1 + 50 + 1
    assert done[-1].startswith("The latest 50 of 60 sessions; --all shows them all;")
    assert len(posecoach("history", "list", "--all").stdout.splitlines()) == 1 + 60 + 1


def test_what_stays_in_the_results_folders_is_told() -> None:
    keep(MINE, IDAS)
    assert "results folders" not in posecoach("history", "delete", "abcd2", "--yes").stdout
    done = posecoach("history", "delete", "--everything-of", "me", "--yes").stdout
    assert "Poses, reports and screen.json stay in the results folders" in done
