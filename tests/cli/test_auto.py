"""``posecoach analyse --stretch auto`` as a user runs it, on saved poses of scripted bodies."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from posecoach.pose.pose import Pose
from posecoach.pose.track import load, save
from tests.bodies import HOOK, Body, Leg
from tests.cli.test_analyse import assert_nothing_written, assert_one_line, posecoach
from tests.coaching.scripts import as_track, raise_right, session

SLR, PRESS = "active_straight_leg_raise", "prone_press_up"
FILES = {"summary.json", "measures.csv", "poses.npz", "report.html"}


def leg_raise() -> list[Pose]:
    return list(session(raise_right, [(0, 0), (2, 0), (5, 65), (10, 65), (13, 0), (15, 0)], fps=12.0))


def press_up() -> list[Pose]:
    knots = [(0.0, 0.0), (2.0, 0.0), (4.0, 38.0), (8.0, 38.0), (10.0, 0.0), (12.0, 0.0)]
    return list(session(lambda deg: Body(trunk_deg=deg, face_up=False), knots, fps=12.0))


def heel_slide() -> list[Pose]:
    def slid(share: float) -> Body:
        return Body(left=HOOK, right=Leg(50 * share, 180 - 105 * share))

    return list(session(slid, [(0, 0), (2, 0), (4, 1), (6, 0), (8, 0)], fps=12.0))


def later(poses: Iterable[Pose], by_s: float) -> list[Pose]:
    return [replace(pose, time_s=pose.time_s + by_s, scene=1) for pose in poses]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of saved poses: one.npz, none.npz and routine.npz."""
    folder = tmp_path_factory.mktemp("poses")
    recordings = {
        "one": press_up(),
        "none": heel_slide(),
        "routine": [*leg_raise(), *later(press_up(), 15.1)],
    }
    for name, poses in recordings.items():
        track = as_track(poses)
        save(replace(track, source=replace(track.source, file=f"{name}.mp4")), folder / f"{name}.npz")
    return folder


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_one_stretch_is_analysed_as_if_it_had_been_named(saved: Path, tmp_path: Path) -> None:
    for stretch in ("auto", PRESS):
        out = tmp_path / stretch
        done = posecoach("analyse", "--poses", saved / "one.npz", "--stretch", stretch, "--out", out)
        assert (done.returncode, done.stderr) == (0, "")
        assert ("one.mp4: Prone press-up (prone_press_up), almost certainly" in done.stdout) == (
            stretch == "auto"
        )
        assert {path.name for path in (out / "one").iterdir()} == FILES
    auto, named = (read(tmp_path / stretch / "one" / "summary.json") for stretch in ("auto", PRESS))
    [recognised] = auto.pop("recognised")
    assert auto == named
    assert (recognised["stretch"], recognised["start_s"], recognised["end_s"]) == (PRESS, 0.0, 12.0)
    assert 0.9 < recognised["confidence"] <= 1
    assert len(named["holds"]) == 1


def test_none_of_the_stretches_is_an_answer(saved: Path, tmp_path: Path) -> None:
    done = posecoach("analyse", "--poses", saved / "none.npz", "--stretch", "auto", "--out", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "none of the 17 stretches was seen" in done.stdout
    folder = tmp_path / "none"
    assert {path.name for path in folder.iterdir()} == {"summary.json", "poses.npz"}
    summary = read(folder / "summary.json")
    assert (summary["schema"], summary["stretch"]) == ("posecoach.summary/1", "none")
    assert (summary["holds"], summary["attempts"], summary["repetitions"]) == ([], [], 0)


def test_a_routine_gets_a_folder_for_each_stretch(saved: Path, tmp_path: Path) -> None:
    command = ("analyse", "--poses", saved / "routine.npz", "--stretch", "auto", "--out", tmp_path)
    for _ in range(2):  # The second run replaces the results of the first.
        done = posecoach(*command)
        assert (done.returncode, done.stderr) == (0, "")
    assert "routine.mp4: 2 stretches" in done.stdout
    folder = tmp_path / "routine"
    parts = [f"1-{SLR}", f"2-{PRESS}"]
    assert sorted(path.name for path in folder.iterdir()) == sorted([*parts, "summary.json", "poses.npz"])
    whole = read(folder / "summary.json")
    assert whole["stretch"] == "several"
    assert [part["stretch"] for part in whole["recognised"]] == [SLR, PRESS]
    assert whole["recognised"][0]["end_s"] == whole["recognised"][1]["start_s"]
    for part, listed in zip(parts, whole["stretches"], strict=True):
        assert {path.name for path in (folder / part).iterdir()} == FILES
        assert listed.pop("folder") == part
        assert read(folder / part / "summary.json") == listed
    raised, pressed = whole["stretches"]
    assert [attempt["side"] for attempt in raised["attempts"]] == ["right"]
    [hold] = pressed["holds"]
    assert 19 < hold["start_s"] < hold["end_s"] < 25
    assert len(load(folder / "poses.npz")) == whole["source"]["frames"]
    again = posecoach(
        "analyse", "--poses", folder / parts[1] / "poses.npz", "--stretch", PRESS, "--out", tmp_path / "again"
    )
    assert again.returncode == 0
    assert len(read(tmp_path / "again" / "routine" / "summary.json")["holds"]) == 1


def test_a_folder_of_somebody_elses_in_a_routine_is_left_alone(saved: Path, tmp_path: Path) -> None:
    part = tmp_path / "one" / f"1-{PRESS}"
    part.mkdir(parents=True)
    (part / "notes.txt").write_text("mine")
    done = posecoach("analyse", "--poses", saved / "one.npz", "--stretch", "auto", "--out", tmp_path)
    assert_one_line(done, 1, f"1-{PRESS}/notes.txt", "--out")
    assert (part / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--dose", "huge", ["prone_press_up has no dose 'huge'", "repeated, long"]),
        ("--side", "left", ["prone_press_up stretches both sides at once"]),
    ],
)
def test_what_the_recognised_stretch_has_not(
    saved: Path, tmp_path: Path, option: str, value: str, words: list[str]
) -> None:
    out = tmp_path / "out"
    done = posecoach(
        "analyse", "--poses", saved / "one.npz", "--stretch", "auto", "--out", out, option, value
    )
    assert_one_line(done, 2, *words)
    assert_nothing_written(out)
