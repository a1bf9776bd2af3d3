"""Truths made anew, after a stretch's file has changed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from benchmarks.accuracy import truths
from benchmarks.accuracy.rendering import SCENE_ENDING
from simulator.film import prepared, true_again
from simulator.scene_file import read_scene
from simulator.truth.file import SUFFIX, read_truth, write_truth

pytest.importorskip("anny", reason="building a body needs the body model: pip install -e '.[simulate]'")

SCENE = {
    "seed": 1,
    "stretch": "active_straight_leg_raise",
    "person": "maria",
    "script": [
        {"do": "rest", "for_s": 1},
        {"do": "repetition", "side": "left", "depth_deg": 50, "in_s": 2, "hold_s": 2, "out_s": 2},
    ],
    "room": "studio",
    "light": "bright_day",
    "fps": 5,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film without its pictures."""
    kept = tmp_path_factory.mktemp("films")
    (kept / f"raised{SCENE_ENDING}").write_text(yaml.safe_dump(SCENE), encoding="utf-8")
    bodies = tmp_path_factory.getbasetemp() / "bodies"
    film = prepared(read_scene(kept / f"raised{SCENE_ENDING}"), "raised", bodies)
    write_truth(film.truth, kept / f"raised{SUFFIX}")
    return kept


def test_nothing_changes_while_the_stretch_stays_as_it_is(folder: Path) -> None:
    before = read_truth(folder / f"raised{SUFFIX}")
    again = true_again(read_scene(folder / f"raised{SCENE_ENDING}"), "raised", before)
    assert len(again.attempts) == 1
    for now, then in zip(again.attempts, before.attempts, strict=True):
        assert now.pop("value_deg") == pytest.approx(then.pop("value_deg"), abs=0.05)
        assert now.pop("peak_deg") == pytest.approx(then.pop("peak_deg"), abs=0.05)
        assert now == then
    assert again.faults == before.faults
    assert [p.image for p in again.postures] == [p.image for p in before.postures]


def test_a_folder_is_made_anew_where_it_lies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / f"raised{SUFFIX}"
    right = read_truth(file)
    write_truth(right.model_copy(update={"attempts": [], "dose": "another"}), file)
    monkeypatch.setattr(sys, "argv", ["", str(folder)])
    truths.main()
    now = read_truth(file)
    assert (now.dose, len(now.attempts)) == (right.dose, 1)


def test_a_film_of_another_scene_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    longer = SCENE | {"script": [*SCENE["script"], {"do": "rest", "for_s": 5}]}  # type: ignore[misc]
    (folder / f"raised{SCENE_ENDING}").write_text(yaml.safe_dump(longer), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["", str(folder)])
    with pytest.raises(SystemExit):
        truths.main()
    assert capsys.readouterr().err == "raised was made from another scene; render it anew\n"
