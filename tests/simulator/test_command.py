"""``python -m simulator``: what it refuses, and one small film from end to end."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import av
import numpy as np
import pytest
from typer.testing import CliRunner

from simulator.__main__ import app
from simulator.truth.file import read_truth

SMALL = """
seed: 3
stretch: active_straight_leg_raise
person: maria
script:
  - {do: rest, for_s: 0.4}
  - {do: repetition, side: right, depth_deg: 40, in_s: 0.8, hold_s: 0.6, out_s: 0.8}
room: studio
light: bright_day
others: [{person: james, x_m: 0.8, y_m: -0.6, kneels: true, holds: right}]
camera: {near: left, width: 160, height: 120}
fps: 5
"""

needs_simulate = pytest.mark.skipif(
    not (find_spec("anny") and find_spec("bpy")), reason="needs the extra: pip install -e '.[simulate]'"
)


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["render", *map(str, arguments)])
    return result.exit_code, result.output


def written(folder: Path, text: str) -> Path:
    path = folder / "small.scene.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seed: [", "is not YAML"),
        ("seed: 3", "stretch: Field required"),
        (SMALL.replace("do: rest", "do: dance"), "script.0"),
        (SMALL.replace("fps: 5", "fps: 5\nfilters: 3"), "filters: Extra inputs are not permitted"),
        (
            SMALL.replace("active_straight_leg_raise", "handstand"),
            "nobody here can do handstand",
        ),
        (SMALL.replace("person: maria", "person: nobody"), "nobody"),
        (SMALL.replace("height: 120", "height: 120, yaw_deg: 80"), "camera.yaw_deg"),
    ],
)
def test_a_bad_scene_is_said_in_one_line_and_nothing_is_written(
    tmp_path: Path, text: str, expected: str
) -> None:
    out = tmp_path / "out"
    code, output = run(written(tmp_path, text), "--out", out)
    assert code == 1
    assert expected in output
    assert "Traceback" not in output
    assert not out.exists() or not list(out.iterdir())


@needs_simulate
def test_a_scene_becomes_a_video_and_its_truth_and_twice_the_same(tmp_path: Path) -> None:
    scene = written(tmp_path, SMALL)
    folders = [tmp_path / "first", tmp_path / "again"]
    for out in folders:
        code, output = run(scene, "--out", out)
        assert code == 0, output
        assert sorted(path.name for path in out.iterdir()) == ["small.mp4", "small.truth.json"]
    first, again = (read_truth(out / "small.truth.json") for out in folders)
    assert first == again
    films = [frames_of(out / "small.mp4") for out in folders]
    assert films[0].shape == (len(first.frames.time_s), 120, 160, 3)
    assert np.array_equal(*films)
    assert films[0][0].std() > 10


def frames_of(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)])
