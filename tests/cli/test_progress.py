"""``posecoach progress`` as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from posecoach.cli.line_chart import line_chart
from posecoach.history.entries import SessionEntry
from posecoach.history.progress.progress import progress
from posecoach.history.record.record import open_record
from tests.history.progress.people import hold as a_hold
from tests.history.progress.people import on_day, session, stretch

COLUMNS = 80


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", "from posecoach.cli.main import run; run()", "progress", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, encoding="utf-8", check=False
    )


def keep(sessions: Iterable[SessionEntry]) -> None:
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        record.add(list(sessions))


def recently(days: int, person: str = "me") -> list[SessionEntry]:
    """Sessions of the last days, both sides; the camera was moved on the way."""
    rng, now = np.random.default_rng(2), datetime.now().astimezone()
    sessions = []
    for day in range(days):
        yaw_deg = 2.0 if day < days // 2 else 40.0
        holds = [
            a_hold("left", 40 + day + float(rng.normal(0, 1)), yaw_deg=yaw_deg),
            a_hold("right", 55 + float(rng.normal(0, 1)), yaw_deg=-yaw_deg),
        ]
        at = now - timedelta(days=days - 1 - day)
        sessions.append(session(1, stretch(holds), person=person).model_copy(update={"began_at": at}))
    return sessions


def test_nothing_kept_is_told_kindly() -> None:
    done = run()
    assert done.returncode == 0
    assert "Nothing is kept of you yet" in done.stdout
    assert done.stderr == ""


def test_who_has_something_is_named() -> None:
    keep(recently(1, person="Ann"))
    assert "You are new in the record, where there are: Ann." in " ".join(run().stdout.split())
    assert "1 day with a session" in run("--person", "Ann").stdout


def test_an_unknown_stretch_is_wrong_usage_with_a_hint() -> None:
    done = run("pasive_straight_leg_raise")
    assert done.returncode == 2
    assert "did you mean passive_straight_leg_raise?" in done.stderr
    assert "`posecoach stretches list` shows them all" in run("zzz").stderr


def test_a_stretch_that_was_not_done_yet() -> None:
    keep(recently(2))
    done = run("sit_up")
    assert done.returncode == 0
    assert "sit_up has not been done yet" in done.stdout


def test_it_fits_a_terminal_without_colour() -> None:
    keep(recently(30))
    done = run()
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= COLUMNS
    for part in (
        "Passive straight leg raise",
        "latest",
        "L left, R right",
        "error",
        "better than",
        "Usual is",
    ):
        assert part in done.stdout, part


def test_pages_are_written_beside_what_is_printed(tmp_path: Path) -> None:
    keep(recently(5))
    page, sheet = tmp_path / "progress.html", tmp_path / "sheet.html"
    done = run("--html", str(page), "--sheet", str(sheet))
    assert done.returncode == 0, done.stderr
    assert "Your progress" in page.read_text(encoding="utf-8")
    assert sheet.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert sorted(tmp_path.iterdir()) == [page, sheet]


def test_no_page_where_it_cannot_be_written_or_there_is_nothing(tmp_path: Path) -> None:
    page = tmp_path / "progress.html"
    assert run("--html", str(page)).returncode == 1
    keep(recently(2))
    assert run("--html", str(tmp_path / "progress.txt")).returncode == 2
    assert run("--html", str(page), "--sheet", str(page)).returncode == 2
    missing = run("--html", str(tmp_path / "missing" / "progress.html"))
    assert missing.returncode == 1
    assert "cannot be written" in missing.stderr
    assert [*tmp_path.iterdir()] == []


def test_later_sessions_are_left_out_and_told() -> None:
    (late,) = recently(1)
    keep(
        [
            *recently(2),
            late.model_copy(update={"id": session(1).id, "began_at": late.began_at + timedelta(days=9)}),
        ]
    )
    assert "1 session of a later day than today: left out." in run().stdout


def chart(sessions: list[SessionEntry]) -> list[str]:
    (only,) = progress(sessions, "me", on_day(60)).stretches
    return line_chart(only, on_day(60))


def test_the_chart_rises_with_the_angles() -> None:
    sessions = [session(day, stretch([a_hold("left", 40.0 + day)])) for day in range(1, 31)]
    rows = [row.split("|")[1] for row in chart(sessions) if "|" in row]
    places = [(row.index("L"), -number) for number, row in enumerate(rows) if "L" in row]
    assert sorted(places) == sorted(places, key=lambda place: place[1])
    assert chart(sessions)[-2].split() == ["1", "September", "30", "September"]


def test_the_chart_of_one_day_or_one_angle_is_drawn() -> None:
    twice = [session(1, stretch([a_hold("left", 50), a_hold("right", 50)]), hour=hour) for hour in (8, 20)]
    drawn = chart(twice)
    assert sum("*" in row for row in drawn[:-1]) == 1
    assert max(map(len, drawn)) <= COLUMNS


def test_the_chart_tells_another_place_of_the_camera() -> None:
    sessions = [session(day, stretch([a_hold("left", 40, yaw_deg=40.0 * (day > 5))])) for day in range(1, 11)]
    drawn = "\n".join(chart(sessions))
    assert "l" in drawn.split("+")[0]
    assert "L" in drawn.split("+")[0]
    assert "small: camera elsewhere" in drawn


def test_the_sheet_of_one_stretch_has_nothing_else_in_it_and_nothing_of_later_days(tmp_path: Path) -> None:
    bent = a_hold("left", 50).model_copy(update={"faults": ("knee_bent",)})
    now = datetime.now().astimezone()
    kept = [
        session(1, stretch([bent]), stretch([bent, bent], of="sit_up")),
        session(1, stretch([bent, bent, bent], of="sit_up"), finished=False),
        session(1, stretch([bent] * 4)),
    ]
    days = (2, 1, -5)
    keep(
        each.model_copy(update={"began_at": now - timedelta(days=day)})
        for each, day in zip(kept, days, strict=True)
    )
    sheet = tmp_path / "sheet.html"
    assert run("passive_straight_leg_raise", "--sheet", str(sheet)).returncode == 0
    text = sheet.read_text(encoding="utf-8")
    assert "1 session on 1 day" in text
    assert "knee bent: 1 of 1 holds" in text
    assert "not finished" not in text
    assert "Sit up" not in text
