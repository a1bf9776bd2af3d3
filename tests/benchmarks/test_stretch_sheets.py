"""The tables of every stretch, and of people who do none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.accuracy import idle
from benchmarks.accuracy.assessment import followed, sorted_by_kind
from benchmarks.accuracy.clip import Clip, clips_of
from benchmarks.accuracy.idle import Watched, idle_sheet, watched
from benchmarks.accuracy.outcome import Outcome
from benchmarks.accuracy.sheet import Sheet
from benchmarks.accuracy.short_clips import FIRST_SEED
from benchmarks.accuracy.stretch_sheets import f1, stretch_sheets
from posecoach.coaching.events import Cue, FaultSpan
from posecoach.stretches.load import stretch_ids
from simulator.scene_file import NO_STRETCH
from tests.benchmarks.rendered import Script, no_network, write_clip

SLR = "active_straight_leg_raise"


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    folder = tmp_path_factory.mktemp("clips")
    write_clip(folder, "raised", Script(hold_s=6.0))
    [found] = clips_of(folder, ["raised"], no_network)
    return found


@pytest.fixture(scope="module")
def raised(clip: Clip) -> Outcome:
    return followed(clip)


def row(sheet: Sheet, name: str) -> dict[str, object]:
    [found] = [dict(zip(sheet.headings, r, strict=True)) for r in sheet.rows if r[0] == name]
    return found


def test_a_clip_that_is_counted_exactly_and_timed_is_told_so(raised: Outcome) -> None:
    found = row(stretch_sheets([raised], {"raised": (SLR,)})[0], SLR)
    assert (found["exact"], found["true"], found["found"], found["recognised"]) == (1.0, 1, 1, 1.0)
    assert found["off, median s"] == pytest.approx(0.0, abs=0.5)
    assert (found["F1"], found["false cues"]) == (None, 0.0)


def test_another_stretch_that_is_named_too_is_not_right(raised: Outcome) -> None:
    sheet = stretch_sheets([raised], {"raised": (SLR, "prone_press_up")})[0]
    assert row(sheet, SLR)["recognised"] == 0.0
    assert row(stretch_sheets([raised], {})[0], SLR)["recognised"] is None


def test_cues_are_false_where_nothing_is_wrong(clip: Clip) -> None:
    wrong = FaultSpan("knee_bent", "right", 6.0, 8.0)
    faulty = followed(replace(clip, faults=(wrong,)))
    assert faulty.correct_s == pytest.approx(clip.track.time_s[-1] - (8.0 + 5.0 - 6.0), abs=0.2)
    cue = Cue(3.0, "knee_bent", "Straighten your knee.", "fault")
    found = row(stretch_sheets([replace(faulty, said_amiss=(cue,))], {})[0], SLR)
    assert found["false cues"] == pytest.approx(120 / faulty.correct_s)


@pytest.mark.parametrize(
    ("true", "found", "false", "expected"),
    [(4, 4, 0, 1.0), (4, 2, 0, 2 / 3), (4, 4, 4, 2 / 3), (0, 0, 0, None)],
)
def test_f1_weighs_missed_and_false_ones(true: int, found: int, false: int, expected: float | None) -> None:
    assert f1(true, found, false) == pytest.approx(expected)


def test_every_fault_of_a_stretch_has_a_row(raised: Outcome) -> None:
    bent, high = FaultSpan("knee_bent", "right", 6, 8), FaultSpan("hips_lifted", "right", 6, 8)
    outcome = replace(raised, true_faults=(bent,), missed=(bent,), false=(high,))
    sheet = stretch_sheets([outcome], {})[1]
    assert sheet.rows == ((SLR, "hips_lifted", 0, 0, 1, 0.0), (SLR, "knee_bent", 1, 0, 0, 0.0))


def test_clips_are_sorted_by_what_is_asked_of_them(clip: Clip) -> None:
    short = replace(clip, truth=clip.truth.model_copy(update={"seed": FIRST_SEED + 3}))
    none = replace(clip, truth=clip.truth.model_copy(update={"stretch": NO_STRETCH, "seed": FIRST_SEED}))
    assert [[id(c) for c in kind] for kind in sorted_by_kind([none, short, clip])] == [
        [id(clip)],
        [id(short)],
        [id(none)],
    ]


def test_what_is_counted_though_nothing_is_done_is_told(clip: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    """By two of all stretches, for speed."""
    some = (SLR, "prone_press_up")
    assert set(some) <= set(stretch_ids())
    monkeypatch.setattr(idle, "stretch_ids", lambda: some)
    found = watched(clip)
    assert [w.stretch for w in found] == list(some)
    sheet = idle_sheet(found, {"raised": (SLR,)})
    ours = row(sheet, SLR)
    assert (ours["holds"], ours["attempts"], ours["where"], ours["recognised"]) == (0, 1, "raised", 1)
    assert row(sheet, "prone_press_up")["where"] == ""
    assert ours["minutes"] == pytest.approx(clip.track.source.duration_s / 60)


def test_repetitions_are_told_from_holds(clip: Clip) -> None:
    [attempt] = clip.attempts
    done = Watched("a", "sit_up", 60.0, (replace(attempt, completed=True, why=None),), 0)
    found = row(idle_sheet([done], {}), "sit_up")
    assert (found["holds"], found["repetitions"], found["attempts"]) == (0, 1, 0)
