"""A record out into a file and back."""

from __future__ import annotations

import csv
import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from posecoach.errors import PosecoachError, UsageError
from posecoach.history.entries import SessionEntry
from posecoach.history.record.exchange import import_file, kept, write
from posecoach.history.record.exchange_csv import COLUMNS
from posecoach.history.record.record import Record, open_record
from tests.history.record.sessions import (
    full_answers,
    full_screen,
    full_session,
    hold,
    later,
    session,
    stretch,
)

SESSIONS = [
    full_session(),
    session(began_at=later(1)),
    session(stretch(), stretch(hold(0), hold(1)), began_at=later(2), person="Ida"),
    session(stretch(hold(value_deg=-1 / 3)), began_at=later(3), person="'=apostrophe"),
]


def fill(record: Record) -> None:
    record.add(SESSIONS, [full_answers()], [full_screen()])


def forget_all(record: Record) -> None:
    for person in record.people():
        record.forget_person(person)
    assert record.people() == []


def told(sessions: list[SessionEntry]) -> list[str]:
    return [entry.model_dump_json() for entry in sessions]


def test_json_brings_everything_back_exactly(where: str, tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    with open_record(where) as record:
        fill(record)
        before = kept(record)
        write(file, before)
        forget_all(record)
        assert import_file(record, file) == (6, 0)
        assert kept(record).model_dump_json() == before.model_dump_json()
        assert import_file(record, file) == (0, 6)
        assert kept(record).model_dump_json() == before.model_dump_json()


def test_csv_brings_all_sessions_and_holds_back(where: str, tmp_path: Path) -> None:
    file = tmp_path / "kept.csv"
    with open_record(where) as record:
        fill(record)
        before = told(record.sessions())
        write(file, kept(record))
        forget_all(record)
        assert import_file(record, file) == (4, 0)
        assert told(record.sessions()) == before
        assert import_file(record, file) == (0, 4)


@pytest.mark.parametrize("name", ["kept.json", "kept.csv"])
def test_what_is_here_already_is_left_as_it_is(name: str, tmp_path: Path) -> None:
    with open_record(str(tmp_path / "one.db")) as record:
        fill(record)
        write(tmp_path / name, kept(record))
    mine = SESSIONS[1].model_copy(update={"pain_before": 7})
    with open_record(str(tmp_path / "other.db")) as other:
        other.keep(mine)
        _, here = import_file(other, tmp_path / name)
        assert here == 1
        assert mine in other.sessions()


def test_the_export_of_one_person_has_nobody_else_in_it(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "record.db")) as record:
        fill(record)
        only = kept(record, "Ida")
    assert {entry.person for entry in (*only.sessions, *only.answers, *only.screens)} == {"Ida"}


def test_json_says_what_it_is(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "record.db")) as record:
        write(tmp_path / "kept.json", kept(record))
    assert json.loads((tmp_path / "kept.json").read_text())["schema"] == "posecoach.record/1"


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def exported(tmp_path: Path, suffix: str) -> Path:
    file = tmp_path / f"kept{suffix}"
    with open_record(str(tmp_path / "record.db")) as record:
        fill(record)
        write(file, kept(record))
    return file


def test_csv_has_a_row_for_each_hold_and_for_what_has_none(tmp_path: Path) -> None:
    assert len(rows(exported(tmp_path, ".csv"))) == (2 + 1) + 1 + (1 + 2) + 1


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    cells = [
        cell for row in rows(exported(tmp_path, ".csv")) for name, cell in row.items() if name != "value_deg"
    ]
    risky = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert all(float(cell) < 0 for cell in risky)
    assert any(cell.startswith("'=Anna") for cell in cells)


def test_no_column_is_named_twice() -> None:
    assert len(COLUMNS) == len(set(COLUMNS))


def test_a_spreadsheets_own_ways_are_understood(tmp_path: Path) -> None:
    """Rows sorted anew, TRUE in capitals, columns moved."""
    file = exported(tmp_path, ".csv")
    table = rows(file)[::-1]
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS[::-1])
        writer.writeheader()
        writer.writerows(
            {name: cell.upper() if cell == "True" else cell for name, cell in row.items()} for row in table
        )
    with open_record(str(tmp_path / "other.db")) as record:
        import_file(record, file)
        assert sorted(told(record.sessions())) == sorted(told(SESSIONS))


def replaced(old: str, new: str) -> Callable[[str], str]:
    def mend(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return mend


def cut(text: str) -> str:
    return text[: len(text) // 2]


FAULTS: list[tuple[str, Callable[[str], str], str]] = [
    (".json", cut, "JSON"),
    (".json", replaced("posecoach.record/1", "posecoach.record/9"), "schema"),
    (".json", replaced('"recording"', '"film"'), r"sessions\.\d+\.kind: .*'film'"),
    (
        ".json",
        replaced('"held_s"', '"hold_s"'),
        r"sessions\.\d+\.stretches\.\d+\.holds\.\d+\.held_s: Field required",
    ),
    (".json", replaced("+05:30", ""), r"sessions\.\d+\.began_at"),
    (".json", lambda _: "[1, 2]", "object|dictionary"),
    (".csv", cut, r"row \d+|line \d+"),
    (".csv", replaced("held_s", "hold_s"), "row 1: expected the columns .*held_s"),
    (".csv", replaced(",recording,", ",film,"), r"row \d: kind: .*'film'"),
    (".csv", replaced(",30.1,", ",long,"), r"row \d: held_s: .*'long'"),
    (".csv", replaced(",3,0,moved_down", ",4,0,moved_down"), r"row \d: the session is told otherwise"),
    (".csv", replaced(",static,", ",moving,"), r"row \d: stretch 1 .* told otherwise"),
    (".csv", lambda _: "", "row 1"),
]


@pytest.mark.parametrize(("suffix", "spoil", "said"), FAULTS)
def test_a_bad_file_is_told_with_the_place_and_nothing_is_imported(
    suffix: str, spoil: Callable[[str], str], said: str, tmp_path: Path
) -> None:
    file = exported(tmp_path, suffix)
    file.write_text(spoil(file.read_text(encoding="utf-8")), encoding="utf-8")
    with open_record(str(tmp_path / "other.db")) as record:
        with pytest.raises(PosecoachError, match=said) as caught:
            import_file(record, file)
        assert record.sessions() == []
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "nothing was imported" in str(caught.value)


def test_a_date_beyond_the_calendar_imports_nothing(tmp_path: Path) -> None:
    file = exported(tmp_path, ".json")
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("2026-01-01T00:30:00.123456+05:30", "0001-01-01T00:00:00+05:30"), encoding="utf-8"
    )
    with open_record(str(tmp_path / "other.db")) as record:
        with pytest.raises(PosecoachError, match=r"kept\.json: sessions\.0\.began_at: expected a year"):
            import_file(record, file)
        assert record.people() == []


HOSTILE: list[tuple[str, str, str, str]] = [
    (".json", '"value_deg":61.0', '"value_deg":1e200', "holds.0.value_deg"),
    (".json", '"value_deg":61.0', '"value_deg":1e20', "holds.0.value_deg"),
    (".json", '"repetition_goal":3', f'"repetition_goal":{10**30}', "repetition_goal"),
    (".json", '"repetition_goal":3', f'"repetition_goal":{"9" * 5000}', "JSON"),
    (".json", '"held_s":30.1', '"held_s":1e9', "held_s"),
    (".json", '"camera":"0', '"camera":"\\u001b]0;owned\\u0007', "camera"),
    (".json", '"source":"@', '"source":"\\u202e', "source"),
    (".json", '"camera":"0', '"\\u001b]0;owned":"0', "Extra inputs"),
    (".csv", ",61.0,", ",1e200,", r"row \d: value_deg"),
    (".csv", ",static,30.0,3,", f",static,30.0,{10**30},", r"row \d: repetition_goal"),
    (".csv", ",static,", ",\x1b]0;owned\x07,", r"row \d: dose"),
    (".csv", '""rating"": 4', f'""rating"": {"4" * 5000}', r"row \d: pains"),
    (".csv", "Straight-leg raise,hold 30 s", "Straight-leg raise,hold\u2028", r"row \d: variant"),
    (".csv", "stretch_number", "\x1b]0;owned\x07", "row 1"),
]


@pytest.mark.parametrize(("suffix", "old", "new", "said"), HOSTILE)
def test_what_nobody_can_have_done_is_not_imported(
    suffix: str, old: str, new: str, said: str, tmp_path: Path
) -> None:
    file = exported(tmp_path, suffix)
    text = file.read_text(encoding="utf-8")
    if suffix == ".json":
        text = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with open_record(str(tmp_path / "other.db")) as record:
        with pytest.raises(PosecoachError, match=said) as caught:
            import_file(record, file)
        assert record.people() == []
    assert str(file) in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("number", ["9" * 5000, "0", "10001", "-1"])
def test_the_number_of_a_hold_is_a_small_one(number: str, tmp_path: Path) -> None:
    file = exported(tmp_path, ".csv")
    table = rows(file)
    table[0]["hold_number"] = number
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(table)
    said = r"row 2: hold_number: expected a number from 1"
    with open_record(str(tmp_path / "other.db")) as record, pytest.raises(PosecoachError, match=said):
        import_file(record, file)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00\x01"], ids=["UTF-16", "binary"])
@pytest.mark.parametrize("name", ["file.json", "file.csv"])
def test_what_is_no_text_is_told(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with open_record(str(tmp_path / "record.db")) as record, pytest.raises(PosecoachError, match="file"):
        import_file(record, tmp_path / name)


def test_a_file_that_is_not_there_and_one_of_another_kind_are_told(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "record.db")) as record:
        with pytest.raises(PosecoachError, match="No such file"):
            import_file(record, tmp_path / "none.json")
        for name in ("kept.xlsx", "kept"):
            with pytest.raises(UsageError, match=r"\.json or \.csv"):
                write(tmp_path / name, kept(record))
            with pytest.raises(UsageError, match=r"\.json or \.csv"):
                import_file(record, tmp_path / name)


def test_an_export_is_its_owners_alone_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with open_record(str(tmp_path / "record.db")) as record:
        write(tmp_path / "out" / "kept.json", kept(record))
        with pytest.raises(PosecoachError, match="cannot be written"):
            write(tmp_path / "nowhere" / "kept.json", kept(record))
        (tmp_path / "out" / "folder.json").mkdir()
        with pytest.raises(PosecoachError, match="cannot be written"):
            write(tmp_path / "out" / "folder.json", kept(record))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["folder.json", "kept.json"]
    assert stat.S_IMODE((tmp_path / "out" / "kept.json").stat().st_mode) == 0o600
