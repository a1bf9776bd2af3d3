"""``posecoach analyse --camera-pitch``: what somebody knows about where the camera stood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from posecoach.pose.track import save
from tests.bodies import Lens
from tests.cli.test_analyse import SLR, assert_nothing_written, assert_one_line, posecoach
from tests.coaching.scripts import as_track, raise_right, session

RAISE = [(0.0, 0.0), (2.0, 0.0), (5.0, 62.0), (9.0, 62.0), (11.0, 0.0)]


def test_a_pitch_that_is_known_makes_the_number_better(tmp_path: Path) -> None:
    poses = tmp_path / "poses.npz"
    save(as_track(session(raise_right, RAISE, lens=Lens(30.0, pitch_deg=25.0))), poses)
    values_deg = {}
    for name, options in (("unknown", []), ("known", ["--camera-pitch", "25"])):
        out = tmp_path / name
        done = posecoach("analyse", "--poses", poses, "--stretch", SLR, "--out", out, *options)
        assert (done.returncode, done.stderr) == (0, "")
        [written] = out.rglob("summary.json")
        [attempt] = json.loads(written.read_text(encoding="utf-8"))["attempts"]
        values_deg[name] = attempt["value_deg"]
    assert values_deg["known"] == pytest.approx(62.0, abs=1.5)
    assert abs(values_deg["unknown"] - 62.0) > 1.5


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("95", ["--camera-pitch 95", "-90", "90"]),
        ("-90.5", ["--camera-pitch -90.5"]),
        ("nan", ["--camera-pitch nan"]),
        ("steep", ["--camera-pitch", "number"]),
    ],
)
def test_no_camera_looks_like_that(given: str, words: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["analyse", "a.mp4", "--stretch", SLR, "--out", out, "--camera-pitch", given]
    assert_one_line(posecoach(*arguments), 2, *words)
    assert_nothing_written(out)
