"""``posecoach coach`` as a user runs it, on a film in the place of a camera."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from posecoach.cli.demo import samples_folder
from posecoach.history.record.record import open_record
from posecoach.pose.track import load
from posecoach.stretches.load import specs_folder
from posecoach.stretches.routine import routine_ids
from tests.cli.test_analyse import POSECOACH, assert_one_line, posecoach

RAISE = "active_straight_leg_raise"
FILM = samples_folder() / "straight_leg_raise.mp4"
SILENT = ("--no-window", "--no-voice")


@contextmanager
def running(
    out: Path, model: Path, *more: object, limit: Callable[[], None] | None = None
) -> Iterator[subprocess.Popen[str]]:
    def begin() -> None:
        # Whoever runs the tests may have their children ignore these.
        for each in (signal.SIGINT, signal.SIGHUP):
            signal.signal(each, signal.SIG_DFL)
        if limit:
            limit()

    command = [*POSECOACH, "coach", "--camera", FILM, "--out", out, "--model", model, *SILENT, *more]
    process = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=begin,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(said: str, process: subprocess.Popen[str]) -> None:
    assert process.stdout
    for line in process.stdout:
        if said in line:
            return
    pytest.fail(f"{said!r} was never said: {process.stderr and process.stderr.read()}")


def summary_in(out: Path) -> dict[str, object]:
    [folder] = out.iterdir()
    assert {path.name for path in folder.iterdir()} == {
        "summary.json",
        "measures.csv",
        "poses.npz",
        "report.html",
    }
    content: dict[str, object] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return content


@pytest.mark.parametrize(
    "signals",
    [[signal.SIGINT], [signal.SIGINT, signal.SIGINT], [signal.SIGTERM], [signal.SIGHUP]],
    ids=lambda signals: "+".join(each.name for each in signals),
)
def test_whatever_ends_a_session_what_was_done_is_kept(
    tmp_path: Path, model_path: Path, own_record: Path, signals: list[signal.Signals]
) -> None:
    with running(tmp_path, model_path, RAISE) as process:
        wait_for("Stay there and breathe", process)
        for each in signals:
            process.send_signal(each)
            time.sleep(0.2)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "Results:" in output
    summary = summary_in(tmp_path)
    # A slow machine loses pictures, and with them the clock: then there is one before it.
    *_, attempt = summary["attempts"]  # type: ignore[misc]
    assert attempt["side"] == "right"
    assert attempt["why"] in ("ended", "too_short")
    with open_record(str(own_record)) as record:
        [kept] = record.sessions("me")
    assert (kept.kind, kept.camera, kept.finished, kept.diagnosis) == ("live", "film", True, None)
    assert kept.source == next(tmp_path.iterdir()).name
    [stretch] = kept.stretches
    assert {(hold.side, hold.completed) for hold in stretch.holds} == {("right", False)}


def test_todays_plan_is_led_through(tmp_path: Path, model_path: Path) -> None:
    with running(tmp_path, model_path, "--routine", "today") as process:
        wait_for("The first week is short and easy", process)
        wait_for("Starting", process)


def test_nothing_begins_where_nothing_can_be_kept(tmp_path: Path) -> None:
    record, out = tmp_path / "record.db", tmp_path / "out"
    record.write_bytes(b"something else")
    done = posecoach("coach", RAISE, "--camera", FILM, "--out", out, "--database", record, *SILENT)
    assert_one_line(done, 1, "record.db")
    assert record.read_bytes() == b"something else"
    assert not out.exists()


def test_a_full_disk_loses_nothing_that_was_seen(tmp_path: Path, model_path: Path) -> None:
    """No file may grow beyond some seconds of poses, and the results are larger."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    with running(tmp_path, model_path, RAISE, limit=limit) as process:
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in errors
    last = errors.splitlines()[-1]
    assert last.startswith("posecoach: ")
    [kept] = tmp_path.iterdir()
    assert kept.name.endswith(".unfinished")
    assert str(kept) in last
    assert len(load(kept / "poses.npz")) > 100
    assert "Something went wrong" in output


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 2, ["name a stretch", *routine_ids()]),
        (["no_such"], 2, ["There is no stretch 'no_such'"]),
        ([RAISE, "--routine", "desk_break"], 2, ["not both"]),
        (["--routine", "desk_brake"], 2, ["did you mean desk_break?"]),
        (["--routine", "desk_break", "--side", "left"], 2, ["--side"]),
        ([RAISE, "--side", "up"], 2, ["left, right"]),
        ([RAISE, "--dose", "huge"], 2, ["no dose 'huge'"]),
        ([specs_folder() / "routines" / "desk_break.yaml"], 2, ["is a routine", "--routine"]),
    ],
)
def test_wrong_usage_is_one_line(
    tmp_path: Path, arguments: list[object], code: int, words: list[str]
) -> None:
    done = posecoach("coach", *arguments, *SILENT, "--out", tmp_path / "out")
    assert_one_line(done, code, *words)
    assert not (tmp_path / "out").exists()


def test_a_camera_that_is_not_there_is_one_line_and_leaves_nothing(tmp_path: Path, model_path: Path) -> None:
    out = tmp_path / "out"
    done = posecoach("coach", RAISE, *SILENT, "--camera", "gone.mp4", "--out", out, "--model", model_path)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("posecoach: ")
    assert "gone.mp4" in line
    assert not list(out.iterdir())


def test_without_a_display_another_way_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    done = posecoach("coach", RAISE, "--no-voice", "--camera", FILM, "--out", tmp_path)
    assert done.returncode == 1
    assert "--no-window" in done.stderr
    assert "Traceback" not in done.stderr
