"""What the terminal says at the end of an analysis."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from posecoach.analysis import Analysis
from posecoach.cli.closing import closing_table
from tests.report.examples import HOLD, analysis, curl_ups, held_by_time


def lines_of(subject: Analysis) -> list[str]:
    console = Console(width=120, file=io.StringIO(), record=True)
    console.print(closing_table(subject))
    return [line.rstrip() for line in console.export_text().splitlines()]


def headings(subject: Analysis) -> list[str]:
    return next(line for line in lines_of(subject) if line.split()[:1] == ["side"]).split()


def test_a_row_for_each_hold_and_attempt_in_time() -> None:
    lines = lines_of(replace(analysis(), holds=(replace(HOLD, start_s=33.5, end_s=54.0),)))
    first, second = (i for i, line in enumerate(lines) if line.startswith(("attempt ", "hold ")))
    assert lines[first].startswith("attempt")
    assert second == first + 1
    assert "68° ± 3°" in lines[second]
    assert "too short" in lines[first]


@pytest.mark.parametrize(
    ("subject", "missing", "first_word"),
    [(held_by_time(), "angle", "hold"), (curl_ups(), "held", "repetition")],
    ids=["held by time", "without a hold"],
)
def test_there_is_no_column_for_what_there_is_not(subject: Analysis, missing: str, first_word: str) -> None:
    assert set(headings(analysis())) - set(headings(subject)) == {missing}
    assert any(line.startswith(f"{first_word} ") for line in lines_of(subject))
