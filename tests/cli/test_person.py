"""``--person``, in every command that has it."""

from __future__ import annotations

import io
import os
import unicodedata

import pytest
from rich.console import Console

from posecoach.cli.person import announce
from posecoach.history.record.record import open_record
from tests.cli.test_analyse import assert_one_line, posecoach
from tests.history.record.sessions import session

COMMANDS = [
    ["progress"],
    ["plan"],
    ["safety"],
    ["screen"],
    ["coach", "sit_up"],
    ["analyse", "film.mp4"],
    ["history", "list"],
    ["history", "export", "kept.json"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "a\x1b]0;b\x07", "a\nb"], ids=repr)
def test_a_name_that_is_none_is_told_at_once(command: list[str], name: str) -> None:
    assert_one_line(posecoach(*command, "--person", name), 2, "The name of a person")


def test_a_name_is_the_same_however_it_was_typed() -> None:
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        record.keep(session(person="Zoë"))
    done = posecoach("history", "list", "--person", f" {unicodedata.normalize('NFD', 'Zoë')} ")
    assert "1 session of Zoë" in done.stdout


def announced(person: str) -> str:
    written = io.StringIO()
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        announce(record, person, Console(file=written, width=200))
    return written.getvalue()


def test_a_new_name_is_told_where_there_are_others() -> None:
    assert announced("anna") == ""
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        for name in ("carl", "bea [x]"):
            record.keep(session(person=name))
    assert announced("anna") == "anna is new in the record, where there are: bea [x], carl.\n"
    assert announced("me").startswith("You are new in the record, where there are: bea [x], carl.")
    assert announced("carl") == ""
    assert announced("Carl") != ""


@pytest.mark.parametrize("command", ["progress", "plan"])
def test_who_looks_for_somebody_else_is_told_who_there_is(command: str) -> None:
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        record.keep(session(person="bea"))
    assert "ana is new in the record, where there are: bea." in posecoach(command, "--person", "ana").stdout
    assert "new in the record" not in posecoach(command, "--person", "bea").stdout
