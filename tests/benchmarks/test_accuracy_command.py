"""``python -m benchmarks.accuracy`` as it is run."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from benchmarks.accuracy import __main__ as command
from benchmarks.accuracy import rendering
from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.document import places
from benchmarks.accuracy.plan import planned
from benchmarks.accuracy.rendering import SCENE_ENDING
from benchmarks.accuracy.rough import AS_RENDERED, rough_sheet
from tests.benchmarks.rendered import Script, write_clip

ACCURACY = Path(__file__).parents[2] / "docs" / "accuracy.md"


def test_the_command_prints_its_tables_and_writes_its_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_clip(tmp_path, "exact", Script(hold_s=6.0))
    figures_file = tmp_path / "figures.json"
    run(monkeypatch, "--clips", str(tmp_path), "--json", str(figures_file))
    printed = capsys.readouterr().out
    written = json.loads(figures_file.read_text(encoding="utf-8"))
    for title in ("Marks", "Held values", "Bodies", "Measures as reported", "Holds and attempts", "Faults"):
        assert title in printed
        assert title in written
    assert written["Holds and attempts"][0]["counts exact"] == 1.0
    shown = places(ACCURACY.read_text(encoding="utf-8"))
    assert shown
    assert set(shown) <= {*written, rough_sheet({AS_RENDERED: []}).title}


def run(monkeypatch: pytest.MonkeyPatch, *options: str) -> None:
    monkeypatch.setattr(sys, "argv", ["", *options])
    main()


def kept_as_planned(folder: Path, names: list[str]) -> None:
    for name in names:
        write_clip(folder, name, Script(hold_s=6.0))
        content = planned("test")[name].model_dump(mode="json", exclude_defaults=True)
        (folder / f"{name}{SCENE_ENDING}").write_text(yaml.safe_dump(content), encoding="utf-8")


@pytest.mark.parametrize("there", [0, 2])
def test_a_part_of_a_set_is_not_reported_as_the_set(
    there: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = list(planned("test"))
    kept_as_planned(tmp_path, names[:there])
    with pytest.raises(SystemExit) as stopped:
        run(monkeypatch, "test", "--clips", str(tmp_path))
    assert stopped.value.code == 2
    line = f"{tmp_path}: {there} of {len(names)} clips are there; --render makes the rest\n"
    assert capsys.readouterr() == ("", line)


def test_a_clip_of_another_scene_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = list(planned("test"))
    kept_as_planned(tmp_path, names)
    shutil.copy(tmp_path / f"{names[0]}{SCENE_ENDING}", tmp_path / f"{names[1]}{SCENE_ENDING}")
    with pytest.raises(SystemExit):
        run(monkeypatch, "test", "--clips", str(tmp_path))
    assert f"{len(names)} of {len(names)} clips are there, of these {names[1]} of" in capsys.readouterr().err


def test_a_whole_set_is_read_and_no_other_clip_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = list(planned("test"))[:3]
    monkeypatch.setattr(rendering, "planned", lambda _: {name: planned("test")[name] for name in names})
    monkeypatch.setattr(command, "planned", rendering.planned)
    kept_as_planned(tmp_path, names)
    write_clip(tmp_path, "left_over", Script(hold_s=6.0))
    run(monkeypatch, "test", "--clips", str(tmp_path), "--json", str(tmp_path / "figures.json"))
    written = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [row["clip"] for row in written["Clips"]] == names
