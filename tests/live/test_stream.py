"""A camera's stream through ``posecoach coach``, as a person runs it, against ``posecoach analyse`` of the
film that the camera shows: real servers, the real network, in real time."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.live_equals_recorded import Found, differences, live, recorded
from posecoach.cli.demo import samples_folder

KEPT_UP = 0.9
"""Of the pictures; whoever sees fewer sees another film."""


@pytest.mark.usefixtures("model_path")
@pytest.mark.parametrize("name", ["sit_ups", "straight_leg_raise"])
def test_a_stream_is_coached_as_the_film_of_it_is_analysed(name: str, tmp_path: Path) -> None:
    truth = json.loads((samples_folder() / f"{name}.truth.json").read_text(encoding="utf-8"))
    video, asked = samples_folder() / truth["video"], (truth["stretch"], truth["dose"])
    (tmp_path / "live").mkdir()
    seen = live(video, *asked, "mjpeg", tmp_path / "live")
    analysed = recorded(video, *asked, tmp_path / "recorded")
    if seen.pictures < KEPT_UP * analysed.pictures:
        pytest.skip(f"this machine is too busy: it saw {seen.pictures} of {analysed.pictures} pictures")
    assert analysed.holds
    assert analysed.cues
    assert differences(seen, analysed) == []


def found() -> Found:
    hold = {"side": "left", "start_s": 5.0, "end_s": 25.0, "held_s": 20.0, "value_deg": 60.0}
    cues = [{"time_s": 6.0, "id": "hold_start"}, {"time_s": 25.0, "id": "done"}]
    return Found([hold], cues, pictures=750)


def test_what_is_equal_has_no_differences() -> None:
    assert differences(found(), found()) == []


@pytest.mark.parametrize(
    "change",
    [{"side": "right"}, {"start_s": 5.4}, {"held_s": 19.6}, {"value_deg": 62.0}, {"value_deg": None}],
)
def test_a_hold_that_differs_is_told(change: dict[str, object]) -> None:
    other = replace(found(), holds=[found().holds[0] | change])
    assert len(differences(other, found())) == 1


@pytest.mark.parametrize(
    "cues",
    [
        [],
        [{"time_s": 6.0, "id": "hold_start"}],
        [{"time_s": 6.0, "id": "halfway"}, {"time_s": 25.0, "id": "done"}],
        [{"time_s": 6.4, "id": "hold_start"}, {"time_s": 25.0, "id": "done"}],
    ],
)
def test_cues_that_differ_are_told(cues: list[dict[str, object]]) -> None:
    assert len(differences(replace(found(), cues=cues), found())) == 1
