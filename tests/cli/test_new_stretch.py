"""``posecoach stretches new`` as an author runs it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from posecoach.cli.demo import SAMPLE, samples_folder
from posecoach.cli.new_stretch import write_draft
from posecoach.coaching.demonstration import understand
from posecoach.coaching.session import analyse_track
from posecoach.errors import PosecoachError
from posecoach.pose.smoothing import smoothed
from posecoach.pose.track import PoseTrack
from posecoach.stretches.load import load_rules, load_stretch
from tests.cli.test_analyse import assert_nothing_written, assert_one_line, posecoach
from tests.coaching.scripts import as_track, lost_between, raise_right, session
from tests.conftest import FilmMaker

FPS = 12.0
HOLD = [(0.0, 0.0), (3.0, 0.0), (5.0, 60.0), (13.6, 60.0), (16.0, 0.0), (18.0, 0.0)]


@pytest.mark.usefixtures("model_path")
def test_the_sample_becomes_a_stretch_that_recognises_it(tmp_path: Path) -> None:
    video = samples_folder() / f"{SAMPLE}.mp4"
    done = posecoach("stretches", "new", "leg_up", "--from", video, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["leg_up.yaml"]
    for words in ("supine", "leg_elevation", "for 20 s", "recognises", "stretches check leg_up.yaml"):
        assert words in done.stdout
    assert f"analyse {video} --stretch leg_up.yaml" in done.stdout
    checked = posecoach("stretches", "check", "leg_up.yaml", cwd=tmp_path)
    assert (checked.returncode, "good" in checked.stdout) == (0, True)
    stretch = load_stretch(str(tmp_path / "leg_up.yaml"))
    shipped = load_stretch("active_straight_leg_raise")
    assert (stretch.position, stretch.sides) == (shipped.position, shipped.sides)
    assert stretch.target.least_deg == pytest.approx(shipped.target.least_deg, abs=10)
    again = posecoach("stretches", "new", "leg_up", "--from", video, cwd=tmp_path)
    assert_one_line(again, 1, "leg_up.yaml is there already")


@pytest.mark.parametrize("name", ["Leg-up", "2nd", "../up", "leg up"])
def test_a_name_that_cannot_be_one(tmp_path: Path, name: str) -> None:
    done = posecoach("stretches", "new", name, "--from", "any.mp4", cwd=tmp_path)
    assert_one_line(done, 2, "small letters")
    assert_nothing_written(tmp_path)


def test_a_name_that_is_taken(tmp_path: Path) -> None:
    done = posecoach("stretches", "new", "prone_press_up", "--from", "any.mp4", cwd=tmp_path)
    assert_one_line(done, 2, "prone_press_up already")


@pytest.mark.usefixtures("model_path")
def test_a_film_of_nobody_leaves_nothing(tmp_path: Path, film: FilmMaker) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    video = film("nobody.mp4", count=40, size=(320, 240))
    assert_one_line(posecoach("stretches", "new", "up", "--from", video, cwd=folder), 1, "nobody was found")
    assert_nothing_written(folder)


def test_a_missing_video_leaves_nothing(tmp_path: Path) -> None:
    done = posecoach("stretches", "new", "up", "--from", "none.mp4", cwd=tmp_path)
    assert_one_line(done, 1, "none.mp4")
    assert_nothing_written(tmp_path)


def shown_by(track: PoseTrack, path: Path) -> str:
    write_draft(path.stem, track, understand(smoothed(track), load_rules()), path)
    return path.read_text(encoding="utf-8")


def test_the_comments_speak_to_a_reader_and_the_rest_is_plain_yaml(tmp_path: Path) -> None:
    text = shown_by(as_track(session(raise_right, HOLD, fps=FPS)), tmp_path / "leg.yaml")
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert len(comments) > 30
    assert all(len(line) <= 120 for line in comments)
    assert "None" not in text
    assert "{{" not in text
    for key in ("spine_load", "doses", "posture", "start", "target", "faults", "steps", "cannot_see"):
        assert re.search(rf"^#.*\n{key}:", text, re.MULTILINE), f"{key} is explained"
    assert yaml.safe_load(text)["start"]["when"][1]["near_only"] is True


def test_the_example_of_a_fault_is_a_valid_one(tmp_path: Path) -> None:
    path = tmp_path / "leg.yaml"
    text = shown_by(as_track(session(raise_right, HOLD, fps=FPS)), path)
    example = re.search(r"^faults: \{\}\n((?:#.*\n)+)", text, re.MULTILINE)
    assert example
    used = "faults:\n" + re.sub(r"^#", "", example[1], flags=re.MULTILINE)
    path.write_text(text.replace(example[0], used), encoding="utf-8")
    assert "knee_bent" in load_stretch(str(path)).faults


def test_a_draft_that_would_count_nothing_is_not_written_to_the_end(tmp_path: Path) -> None:
    """Made from one recording, and shown another in which nobody is."""
    track = as_track(session(raise_right, HOLD, fps=FPS))
    shown = understand(smoothed(track), load_rules())
    nobody = as_track(lost_between(session(raise_right, HOLD[:2], fps=FPS), 0.0, 99.0))
    with pytest.raises(PosecoachError, match="no draft was written"):
        write_draft("leg", nobody, shown, tmp_path / "leg.yaml")


def test_the_draft_counts_what_it_was_made_from(tmp_path: Path) -> None:
    track = as_track(session(raise_right, HOLD, fps=FPS))
    shown_by(track, tmp_path / "leg.yaml")
    stretch = load_stretch(str(tmp_path / "leg.yaml"))
    [hold] = analyse_track(track, stretch, stretch.dose(), load_rules()).holds
    assert (hold.side, hold.held_s >= stretch.dose().hold_s) == ("right", True)
