"""Real people: what a correct analysis finds in each recording, for each of the stretches, and
which one it is.

The expectations were read by eye, times within 0.4 s and angles within 5°; the pose network's own scatter
comes on top, and the fastest pulls are over before it settles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from posecoach.analysis import Analysis
from posecoach.coaching.coach import Coach
from posecoach.coaching.followed import PREFERRED
from posecoach.coaching.session import analyse_track
from posecoach.kinematics.measure import Measures, measure
from posecoach.pose.recording import track_video
from posecoach.pose.track import PoseTrack, collect
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids

SLR, KTC, PRESS = "active_straight_leg_raise", "single_knee_to_chest", "prone_press_up"
PASSIVE, STRAP = "passive_straight_leg_raise", "strap_straight_leg_raise"
FOLD, KNEEL, PIRIFORMIS = "rag_doll_fold", "half_kneeling_hip_flexor", "supine_piriformis"
BRIDGE, SIT_UP = "glute_bridge", "sit_up"
GLUTE, DOUBLE, FLAT = "glute_stretch", "double_knee_to_chest", "back_flattening"


@dataclass(frozen=True)
class Seen:
    """One hold or attempt; the time and the angle are where they can be read by eye."""

    side: str
    completed: bool
    within_s: tuple[float, float]
    angle_deg: float | None = None


EXPECTED: dict[tuple[str, str], list[Seen]] = {
    ("slr_far_leg_oblique", SLR): [Seen("left", False, (2.4, 5.0))],
    ("slr_couch_second_person_low_resolution", SLR): [
        Seen("left", False, (15.0, 23.0)),
        Seen("right", False, (42.0, 49.0)),
    ],
    # The tops read by eye, within 0.8 s: a pull that is not still for a moment counts from end to end. How
    # far a bent leg is pulled cannot be told closely enough.
    ("knee_to_chest_alternating_portrait", KTC): [
        Seen("right", False, (2.8, 4.4)),
        Seen("left", False, (4.4, 6.0)),
        Seen("right", False, (6.4, 8.0)),
        Seen("left", False, (8.2, 9.8)),
        Seen("right", False, (10.0, 11.6)),
        Seen("left", False, (12.2, 13.8)),
    ],
    ("rag_doll_long_hold", FOLD): [Seen("both", False, (2.0, 22.0))],
    ("half_kneeling_pulses_portrait", KNEEL): [
        Seen("left", False, (6.2, 7.8)),
        Seen("left", False, (10.2, 11.8)),
        Seen("left", False, (14.6, 16.2)),
    ],
    # Legs that hide each other end a hold some two seconds late.
    ("piriformis_both_sides_portrait", PIRIFORMIS): [
        Seen("right", False, (7.0, 16.5)),
        Seen("left", False, (18.6, 28.6)),
    ],
    ("glute_bridge_three_portrait", BRIDGE): [
        Seen("both", True, (2.6, 5.0)),
        Seen("both", True, (5.4, 8.0)),
        Seen("both", True, (8.4, 11.0)),
    ],
    ("sit_ups_ten", SIT_UP): [
        Seen("both", True, (top_s - 1.2, top_s + 2.3))
        for top_s in (1.7, 5.5, 9.4, 13.3, 17.2, 21.2, 24.9, 28.6, 32.5, 36.5)
    ],
    ("prone_press_up_one_hold", PRESS): [Seen("both", True, (3.6, 9.0), 44)],
    ("prone_press_up_titles_and_cuts", PRESS): [Seen("both", True, (4.9, 9.6))],
}
_CROSSED, _PULLED = "piriformis_both_sides_portrait", "knee_to_chest_alternating_portrait"
_COUCH, _OBLIQUE = "slr_couch_second_person_low_resolution", "slr_far_leg_oblique"
ALIKE = {
    *((_CROSSED, stretch) for stretch in (SLR, PASSIVE, STRAP, KTC, DOUBLE, GLUTE, SIT_UP)),
    (_PULLED, GLUTE),
    *((name, stretch) for name in (_COUCH, _OBLIQUE) for stretch in (PASSIVE, STRAP)),
    (_COUCH, FLAT),
}
"""Where a movement of another stretch passes through the target, or is the same to a camera: a leg that is
raised is raised, whoever raises it. Attempts are no lie there; holds would be."""
NAMES = [
    "clamshell_two_people",
    "glute_bridge_three_portrait",
    "half_kneeling_pulses_portrait",
    "heel_slide_near_leg",
    "knee_to_chest_alternating_portrait",
    "piriformis_both_sides_portrait",
    "prone_press_up_one_hold",
    "prone_press_up_titles_and_cuts",
    "rag_doll_long_hold",
    "side_lying_leg_raise",
    "sit_ups_ten",
    "slr_couch_second_person_low_resolution",
    "slr_far_leg_oblique",
]


@cache
def tracked(path: Path, model: Path) -> PoseTrack:
    ours = next((stretch for name, stretch in EXPECTED if name == path.stem), None)
    prefers = PREFERRED[load_stretch(ours).position] if ours else None
    return track_video(path, model, prefers=prefers)


def analysed(name: str, stretch_id: str, clips: Path, model: Path) -> Analysis:
    stretch = load_stretch(stretch_id)
    track = tracked(clips / f"{name}.mp4", model)
    if (name, stretch_id) not in EXPECTED:
        track = thinned(track)
    return analyse_track(track, stretch, stretch.dose(), load_rules())


def thinned(track: PoseTrack) -> PoseTrack:
    """Some 15 frames a second are enough to see that nothing counts."""
    every = max(1, round(len(track) / track.source.duration_s / 15))
    return collect(list(track)[::every], track.source)


def test_every_recording_is_expected_here(clips: Path) -> None:
    assert sorted(path.stem for path in clips.glob("*.mp4")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_what_counts_in_a_recording(name: str, clips: Path, model_path: Path) -> None:
    for stretch_id in stretch_ids():
        analysis = analysed(name, stretch_id, clips, model_path)
        if (name, stretch_id) in ALIKE:
            assert not analysis.holds
            continue
        expected = EXPECTED.get((name, stretch_id), [])
        found = sorted([*analysis.holds, *analysis.attempts], key=lambda hold: hold.start_s)
        assert [(hold.side, hold.completed) for hold in found] == [(s.side, s.completed) for s in expected]
        for hold, seen in zip(found, expected, strict=True):
            assert seen.within_s[0] <= hold.start_s <= hold.end_s <= seen.within_s[1]
            if seen.angle_deg is not None:
                assert hold.value_deg == pytest.approx(seen.angle_deg, abs=8)


def test_an_oblique_view_is_said_and_undone(clips: Path, model_path: Path) -> None:
    analysis = analysed("slr_far_leg_oblique", SLR, clips, model_path)
    assert (analysis.view.kind, analysis.view.ok) == ("oblique", True)
    assert analysis.view.yaw_deg == pytest.approx(37, abs=12)
    (attempt,) = analysis.attempts
    assert attempt.value_deg == pytest.approx(58, abs=8)
    assert attempt.error_deg == pytest.approx(8, abs=2)


def test_seen_obliquely_leg_and_trunk_tell_the_same_raise(clips: Path, model_path: Path) -> None:
    """Of a leg and a trunk that lie on one floor, a raise is as high above the floor as off the trunk."""
    stretch = load_stretch(SLR)
    coach = Coach(stretch, stretch.dose(), load_rules())
    track = tracked(clips / "slr_far_leg_oblique.mp4", model_path)
    plain, corrected = [], []
    for pose in track:
        coach.step(pose)
        if coach.rest:
            plain.append(_twice_measured(measure(pose)))
            corrected.append(_twice_measured(measure(pose, coach.rest)))
    before, after = np.array(plain), np.array(corrected)
    rises = before[:, 0].max() - before[0, 0], before[:, 1].max() - before[0, 1]
    assert rises[0] - rises[1] > 12
    raised = after[:, 0] > 20
    assert raised.sum() > 60
    assert np.abs(after[raised, 0] - after[raised, 1]).max() < 8
    assert after[:, 0].max() - after[0, 0] == pytest.approx(after[:, 1].max() - after[0, 1], abs=8)


def _twice_measured(measures: Measures) -> tuple[float | None, float | None]:
    return measures["leg_elevation_left"], measures["straight_leg_flexion_left"]


def test_a_press_up_is_held_from_the_top_to_the_cut(clips: Path, model_path: Path) -> None:
    [hold] = analysed("prone_press_up_titles_and_cuts", PRESS, clips, model_path).holds
    assert hold.start_s == pytest.approx(5.2, abs=0.7)
    assert hold.end_s == pytest.approx(9.4, abs=0.4)
