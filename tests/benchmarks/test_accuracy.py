"""The benchmark on clips whose readings are off by a known angle."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.accuracy.assessment import assessed
from benchmarks.accuracy.clip import Clip, clips_of, coached, names_in
from benchmarks.accuracy.held_sheet import held_errors
from benchmarks.accuracy.landmarks import legs_swapped, torso_px
from benchmarks.accuracy.outcome import outcome
from benchmarks.accuracy.series import Series, figures
from benchmarks.accuracy.worst import READ_COLOUR, TRUE_COLOUR, draw_worst, worst
from posecoach.coaching.events import Cue, FaultSpan
from posecoach.pose.landmarks import Landmark
from posecoach.stretches.load import load_stretch
from tests.benchmarks.rendered import MENDED_DEG, OFF_DEG, Script, no_network, write_clip
from tests.bodies import PX_PER_M, TRUNK_M
from tests.report.examples import write_film


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Clip]:
    folder = tmp_path_factory.mktemp("clips")
    write_clip(folder, "exact", Script())
    write_clip(folder, "off", Script(off_deg=OFF_DEG, person="james"))
    write_clip(folder, "short", Script(hold_s=6.0))
    return list(clips_of(folder, names_in(folder), no_network))


@pytest.fixture(scope="module")
def series(clips: list[Clip]) -> list[Series]:
    return assessed(clips)[0]


def held(series: list[Series], clip: str, measure: str = "leg_elevation") -> list[Series]:
    return [
        s
        for s in series
        if (s.clip_name, s.measure) == (clip, measure)
        and (s.traits["phase"], s.traits["role"]) == ("holding", "working")
    ]


@pytest.mark.parametrize(("clip", "bias"), [("exact", 0.0), ("off", OFF_DEG)])
def test_the_error_of_a_reading_is_what_it_is_off_by(series: list[Series], clip: str, bias: float) -> None:
    found = figures(held(series, clip))
    assert found.read is not None
    assert found.reported is not None
    assert found.read.bias == pytest.approx(bias, abs=MENDED_DEG)
    assert found.reported.mae == pytest.approx(bias, abs=MENDED_DEG)
    assert found.coverage == 1.0


def test_an_error_wider_than_the_half_width_is_outside(series: list[Series]) -> None:
    assert figures(held(series, "exact")).inside == 1.0
    assert figures(held(series, "off")).inside == 0.0


def test_traits_tell_the_near_from_the_far_leg_and_the_working_from_the_other(series: list[Series]) -> None:
    found = {(s.column, s.traits["side"], s.traits["role"]) for s in series if s.measure == "knee"}
    assert found == {("knee_right", "near", "working"), ("knee_left", "far", "support")}


def test_each_leg_works_in_its_own_repetition_alone(clips: list[Clip]) -> None:
    """Right from 5 to 12 s, left from 16 to 26 s: until 14 s the right one is nearer."""
    [done] = clips[0].holds
    right, left = replace(done, end_s=12.0), replace(done, side="left", start_s=16.0)
    found = assessed([replace(clips[0], holds=(right, left))])[0]
    times = {
        (column, role): np.sort(np.concatenate([s.time_s for s in series_with(found, column, role)]))
        for column in ("knee_left", "knee_right")
        for role in ("working", "support")
    }
    assert times["knee_right", "working"] == pytest.approx(times["knee_left", "support"])
    assert times["knee_right", "support"] == pytest.approx(times["knee_left", "working"])
    assert times["knee_right", "working"][-1] == pytest.approx(14.0, abs=0.06)
    assert times["knee_left", "working"][0] == pytest.approx(14.0, abs=0.06)
    assert {s.traits["role"] for s in found if s.measure == "hip_lift"} == {"working"}


def series_with(series: list[Series], column: str, role: str) -> list[Series]:
    return [s for s in series if (s.column, s.traits["role"]) == (column, role)]


def test_where_nothing_is_done_no_leg_works(clips: list[Clip]) -> None:
    found = assessed([replace(clips[0], holds=())])[0]
    assert {s.traits["role"] for s in found} == {"neither"}


def test_a_fault_of_the_other_side_is_missed_and_false(clips: list[Clip]) -> None:
    clip, found = clips[0], coached(clips[0])
    true = FaultSpan("knee_bent", "right", 10.0, 14.0)
    faulty = replace(clip, faults=(true,))
    other = replace(true, side="left")
    right = outcome(faulty, replace(found, faults=(true,)))
    assert (right.missed, right.false) == ((), ())
    wrong = outcome(faulty, replace(found, faults=(other, true, true)))
    assert (wrong.missed, Counter(wrong.false)) == ((), Counter([other, true]))
    cue = Cue(11.0, "knee_bent", "Straighten your knee.", "fault")
    said = outcome(faulty, replace(found, faults=(other,), cues=(cue, replace(cue, time_s=13.0))))
    assert (said.missed, said.false) == ((true,), (other,))
    assert (said.said, [c.time_s for c in said.said_falsely]) == ((true,), [13.0])


def test_a_hold_and_an_attempt_are_counted_timed_and_measured(clips: list[Clip]) -> None:
    _, outcomes, _ = assessed(clips)
    assert [(o.clip, o.exact) for o in outcomes] == [("exact", True), ("off", True), ("short", True)]
    for o in outcomes:
        [(found, true)] = o.pairs
        assert found.completed == true.completed
        assert found.held_s == pytest.approx(true.held_s, abs=1.0)
        assert (o.missed, o.false, o.measured) == ((), (), 1.0)
    off, widths = held_errors(outcomes)
    assert off == pytest.approx([0.0, OFF_DEG, 0.0], abs=MENDED_DEG)
    assert (off <= widths).tolist() == [True, False, True]


def test_landmarks_lie_where_they_are_but_for_the_leg_that_is_off(clips: list[Clip]) -> None:
    offsets = {(o.joint, o.near): o.off for o in assessed([c for c in clips if c.name == "off"])[2]}
    assert offsets["ankle", False].max() == pytest.approx(0, abs=0.01)
    assert offsets["shoulder", True].max() == pytest.approx(0, abs=0.01)
    # An ankle 0.84 m from the hip, in torsos of 0.5 m.
    assert offsets["ankle", True].max() == pytest.approx(0.84 * np.radians(OFF_DEG) / 0.5, rel=0.03)


def test_the_torso_is_the_unit(clips: list[Clip]) -> None:
    assert torso_px(clips[0].truth.image()) == pytest.approx(PX_PER_M * TRUNK_M, rel=0.01)


def test_swapped_legs_are_told_from_legs_that_are_off(tmp_path: Path) -> None:
    write_clip(tmp_path, "right", Script(hold_s=6.0, off_deg=8.0))
    [clip] = clips_of(tmp_path, names_in(tmp_path), no_network)
    assert not legs_swapped(clip).any()
    legs = [mark for mark in Landmark if mark.name.endswith(("KNEE", "ANKLE"))]
    image = clip.track.image.copy()
    image[:, legs] = image[:, [legs[1], legs[0], legs[3], legs[2]]]
    swapped = replace(clip, track=replace(clip.track, image=image))
    assert legs_swapped(swapped).mean() > 0.9


def test_the_worst_frames_come_first_and_apart(series: list[Series]) -> None:
    found = worst(series, "leg_elevation")
    assert {frame.clip for frame in found[:5]} == {"off"}
    assert abs(found[0].read - found[0].true) >= abs(found[-1].read - found[-1].true)
    ours = sorted(frame.time_s for frame in found if frame.clip == "off")
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(ours))


def test_every_measure_of_the_stretch_is_compared(series: list[Series]) -> None:
    stretch = load_stretch("active_straight_leg_raise")
    assert {s.measure for s in series} == {
        *(
            "leg_elevation",
            "hip_flexion",
            "knee",
            "heel_lift",
            "hip_lift",
            "head_lift",
            "chest_facing",
            "trunk_elevation",
        )
    }
    assert stretch.target.measure == "leg_elevation"


def test_the_worst_frames_are_drawn(tmp_path: Path) -> None:
    write_clip(tmp_path, "off", Script(hold_s=6.0, off_deg=8.0))
    clips = list(clips_of(tmp_path, names_in(tmp_path), no_network))
    write_film(tmp_path / "off.mp4", clips[0].truth.frames.time_s)
    series, _, _ = assessed(clips)
    draw_worst(series, clips, tmp_path, tmp_path / "worst")
    pictures = sorted((tmp_path / "worst").glob("leg_elevation_*.png"))
    assert len(pictures) == len(worst(series, "leg_elevation"))
    picture = cv2.cvtColor(cv2.imread(str(pictures[0])), cv2.COLOR_BGR2RGB)
    for colour in (TRUE_COLOUR, READ_COLOUR):
        assert (np.abs(picture.astype(int) - colour).max(axis=2) < 10).sum() > 100
