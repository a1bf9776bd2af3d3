"""Scenes in which nobody does a stretch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from simulator.film import prepared
from simulator.scene_file import NO_STRETCH, Scene

WALKING: dict[str, Any] = {
    "seed": 1,
    "stretch": NO_STRETCH,
    "position": "on_feet",
    "person": "maria",
    "script": [{"do": "rest", "for_s": 1}, {"do": "move", "to": {"walk": 1}, "in_s": 2}],
    "room": "studio",
    "light": "bright_day",
    "fps": 5,
}
REPETITION = {"do": "repetition", "side": "both", "depth_deg": 50, "hold_s": 5}


def test_nothing_is_held_and_nothing_is_wrong(tmp_path: Path) -> None:
    pytest.importorskip("anny", reason="building a body needs the body model: pip install -e '.[simulate]'")
    truth = prepared(Scene.model_validate(WALKING), "walking", tmp_path).truth
    assert (truth.stretch, truth.holds, truth.attempts, truth.faults) == (NO_STRETCH, [], [], [])
    assert set(truth.frames.phase) == {"rest", "changing"}


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"position": None}, "position belongs to stretch: none, and that needs one"),
        ({"stretch": "rag_doll_fold"}, "position belongs to stretch: none, and that needs one"),
        ({"position": "floating"}, "there is no position 'floating'"),
        ({"script": [REPETITION]}, "there are no repetitions in stretch: none"),
    ],
)
def test_what_does_not_go_together_is_refused(change: dict[str, Any], line: str) -> None:
    with pytest.raises(ValidationError, match=line):
        Scene.model_validate(WALKING | change)
