"""Which clips are handed to the simulator, and how."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.accuracy.clip import POSES_ENDING
from benchmarks.accuracy.plan import planned
from benchmarks.accuracy.rendering import SCENE_ENDING, render_missing
from simulator.scene_file import read_scene
from simulator.truth.file import SUFFIX


def test_what_is_missing_or_of_another_scene_is_rendered_from_the_planned_scene(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[Path] = []

    def simulator(command: list[Any], *, check: bool) -> None:
        assert check
        assert command[1:4] == ["-m", "simulator", "render"]
        rendered.append(command[4])

    monkeypatch.setattr(subprocess, "run", simulator)
    scenes = planned("test")
    there, stale, *missing = sorted(scenes)
    for name in (there, stale):
        for ending in (SUFFIX, POSES_ENDING):
            (tmp_path / f"{name}{ending}").touch()
        content = scenes[there].model_dump(mode="json", exclude_defaults=True)
        (tmp_path / f"{name}{SCENE_ENDING}").write_text(yaml.safe_dump(content), encoding="utf-8")
    said: list[str] = []
    render_missing("test", tmp_path, said.append)
    assert [read_scene(file) for file in rendered] == [scenes[name] for name in (stale, *missing)]
    assert len(said) == 1 + len(missing)
    assert (tmp_path / f"{there}{POSES_ENDING}").exists()
    assert not (tmp_path / f"{stale}{POSES_ENDING}").exists()
