"""Real people: which stretch each recording shows, nobody having said so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from posecoach.coaching.naming import Segment, segments
from posecoach.pose.track import COLUMNS, PoseTrack
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids
from tests.test_clips import tracked

RAISES = {"active_straight_leg_raise", "passive_straight_leg_raise"}
"""Whether somebody helps is not in the landmarks."""
SHOWN: dict[str, set[str | None]] = {
    "clamshell_two_people": {None},
    "glute_bridge_three_portrait": {"glute_bridge"},
    "half_kneeling_pulses_portrait": {"half_kneeling_hip_flexor"},
    "heel_slide_near_leg": {None},
    "knee_to_chest_alternating_portrait": {"single_knee_to_chest"},
    "piriformis_both_sides_portrait": {"supine_piriformis"},
    "prone_press_up_one_hold": {"prone_press_up"},
    "prone_press_up_titles_and_cuts": {"prone_press_up"},
    "rag_doll_long_hold": {"rag_doll_fold"},
    "side_lying_leg_raise": {None},
    "sit_ups_ten": {"sit_up"},
    "slr_couch_second_person_low_resolution": {*RAISES},
    "slr_far_leg_oblique": {*RAISES},
}


def named(track: PoseTrack) -> list[Segment]:
    return segments(track, [load_stretch(name) for name in stretch_ids()], load_rules())


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_what_a_recording_shows_is_named(name: str, clips: Path, model_path: Path) -> None:
    [segment] = named(tracked(clips / f"{name}.mp4", model_path))
    assert segment.stretch_id in SHOWN[name]
    assert segment.confidence > 0.5


def test_three_recordings_in_turn_are_a_routine(clips: Path, model_path: Path) -> None:
    names = ["rag_doll_long_hold", "knee_to_chest_alternating_portrait", "sit_ups_ten"]
    track = in_turn([tracked(clips / f"{name}.mp4", model_path) for name in names])
    found = named(track)
    assert [{segment.stretch_id} for segment in found] == [SHOWN[name] for name in names]
    cuts = track.time_s[1:][np.diff(track.scene) > 0]
    assert [segment.start_s for segment in found[1:]] == pytest.approx(cuts.tolist(), abs=0.2)


def in_turn(tracks: list[PoseTrack]) -> PoseTrack:
    """One recording of them all, in pictures of the first one's size, cut from one to the next."""
    size = np.array([tracks[0].source.width, tracks[0].source.height], np.float32)
    columns: dict[str, list[np.ndarray]] = {name: [] for name in COLUMNS}
    begins_s, scene = 0.0, 0
    for track in tracks:
        own = np.array([track.source.width, track.source.height], np.float32)
        scale = (size / own).min()
        moved = {
            "time_s": track.time_s - track.time_s[0] + begins_s,
            "image": track.image * scale + (size - own * scale) / 2,
            "scene": track.scene - track.scene[0] + scene,
        }
        for name in COLUMNS:
            columns[name].append(moved.get(name, getattr(track, name)))
        begins_s, scene = columns["time_s"][-1][-1] + 0.05, columns["scene"][-1][-1] + 1
    whole = {name: np.concatenate(parts) for name, parts in columns.items()}
    source = replace(tracks[0].source, duration_s=begins_s, frames=len(whole["time_s"]))
    return PoseTrack(source, **whole)
