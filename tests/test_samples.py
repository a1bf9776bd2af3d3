"""The shipped recordings, analysed as a user's would be, against what is true of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from posecoach.analysis import Analysis
from posecoach.cli.demo import SAMPLE, samples_folder
from posecoach.coaching.events import Hold
from posecoach.coaching.session import analyse_track
from posecoach.pose.recording import track_video
from posecoach.stretches.load import load_rules, load_stretch

TRUTH_SUFFIX = ".truth.json"
NOTHING_COUNTS = "nothing_counts"
MOST_MB = 25
OBLIQUE = f"{SAMPLE}_oblique"


WITHIN_S = 0.5
"""How far a hold's ends and its clock may be off."""
FAULT_WITHIN_S = 1.0
"""A fault lasts half a second before it is one, and as long after it has gone."""

STATE_WITHIN_S = 1.6
"""The same of what is held by time: legs that hide each other are told in and out of position late."""
TAKEN_FOR_EACH_OTHER = {"strap_leg_raise"}
"""Where one straight leg leaves the other, the network takes them for each other: a movement that is none."""
UNSEEN = {"back_flattening", "ball_psoas"}
"""Samples of stretches whose holds the network's landmarks are too coarse to show, or hidden by a ball."""

NAMES = sorted(path.name.removesuffix(TRUTH_SUFFIX) for path in samples_folder().glob(f"*{TRUTH_SUFFIX}"))
seen_samples = pytest.mark.parametrize("name", [name for name in NAMES if name not in UNSEEN])
every_sample = pytest.mark.parametrize("name", NAMES)


@cache
def truth_of(name: str) -> dict[str, Any]:
    text = (samples_folder() / f"{name}{TRUTH_SUFFIX}").read_text(encoding="utf-8")
    truth: dict[str, Any] = json.loads(text)
    return truth


@cache
def analysed(name: str, model: Path) -> Analysis:
    truth = truth_of(name)
    stretch = load_stretch(truth["stretch"])
    track = track_video(samples_folder() / truth["video"], model)
    return analyse_track(track, stretch, stretch.dose(truth["dose"]), load_rules())


def beside(found: Sequence[Hold], true: Sequence[dict[str, Any]]) -> list[tuple[Hold, dict[str, Any]]]:
    """In time; the same sides in the same order, or it is a failure."""
    assert [hold.side for hold in found] == [hold["side"] for hold in true]
    return list(zip(found, true, strict=True))


def test_there_are_samples_among_them_the_demo_and_one_in_which_nothing_counts() -> None:
    assert {SAMPLE, NOTHING_COUNTS} <= set(NAMES)


def test_every_video_has_a_truth_and_every_truth_a_video() -> None:
    videos = {path.name for path in samples_folder().glob("*.mp4")}
    assert videos == {truth_of(name)["video"] for name in NAMES} == {f"{name}.mp4" for name in NAMES}


def test_the_samples_are_small_enough_to_ship() -> None:
    size = sum(path.stat().st_size for path in samples_folder().rglob("*"))
    assert size <= MOST_MB * 1_000_000


@seen_samples
def test_holds_are_counted_and_timed(name: str, model_path: Path) -> None:
    stretch = load_stretch(truth_of(name)["stretch"])
    within_s = WITHIN_S if stretch.target.graded else STATE_WITHIN_S
    for found, true in beside(analysed(name, model_path).holds, truth_of(name)["holds"]):
        assert found.start_s == pytest.approx(true["start_s"], abs=within_s)
        assert found.end_s == pytest.approx(true["end_s"], abs=within_s)
        if stretch.dose(truth_of(name)["dose"]).hold_s:
            assert found.held_s == pytest.approx(true["held_s"], abs=2 * within_s)


@pytest.mark.parametrize("name", sorted(UNSEEN))
def test_what_cannot_be_seen_is_not_counted_as_held(name: str, model_path: Path) -> None:
    assert not analysed(name, model_path).holds
    assert load_stretch(truth_of(name)["stretch"]).cannot_see


@seen_samples
def test_attempts_are_found_with_the_reason(name: str, model_path: Path) -> None:
    for found, true in beside(analysed(name, model_path).attempts, truth_of(name)["attempts"]):
        assert found.why == true["why"]
        assert found.held_s == pytest.approx(true["held_s"], abs=WITHIN_S)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in TAKEN_FOR_EACH_OTHER])
def test_faults_are_found_when_they_are_there_and_no_others(name: str, model_path: Path) -> None:
    found, true = analysed(name, model_path).faults, truth_of(name)["faults"]
    assert sorted((span.id, span.side) for span in found) == sorted((f["id"], f["side"]) for f in true)
    for span, fault in zip(found, sorted(true, key=lambda f: f["start_s"]), strict=True):
        assert span.id == fault["id"]
        assert span.start_s == pytest.approx(fault["start_s"], abs=FAULT_WITHIN_S)
        assert span.end_s == pytest.approx(fault["end_s"], abs=FAULT_WITHIN_S)


@seen_samples
def test_held_angles_are_right_within_the_error_that_is_told(name: str, model_path: Path) -> None:
    for found, true in beside(analysed(name, model_path).holds, truth_of(name)["holds"]):
        if found.value_deg is not None:
            assert found.error_deg is not None
            assert found.value_deg == pytest.approx(true["value_deg"], abs=found.error_deg)


def test_the_held_angle_is_told_with_less_certainty_from_far_off_the_side(model_path: Path) -> None:
    (side_on,) = (hold.error_deg for hold in analysed(SAMPLE, model_path).holds)
    (oblique,) = (hold.error_deg for hold in analysed(OBLIQUE, model_path).holds)
    assert side_on is not None
    assert oblique is not None
    assert side_on < 5 < oblique - 1


def test_where_nothing_counts_nothing_is_counted(model_path: Path) -> None:
    truth = truth_of(NOTHING_COUNTS)
    assert (truth["holds"], truth["attempts"]) == ([], [])
    analysis = analysed(NOTHING_COUNTS, model_path)
    assert (analysis.holds, analysis.attempts) == ((), ())
