"""The coach's parts on their own: the signal, faults that persist, one sentence at a time."""

import numpy as np
import pytest

from posecoach.coaching.cues import ACKNOWLEDGEMENT, BLOCKS, DONE, NOTICE, PROGRESS, Candidate, CueBoard
from posecoach.coaching.faults import FaultWatcher
from posecoach.coaching.signal import Signal
from posecoach.stretches.condition import Condition
from posecoach.stretches.load import load_rules
from posecoach.stretches.model import Fault


def signal_of(values: dict[float, float]) -> Signal:
    signal = Signal(0.5)
    for time_s, value in values.items():
        signal.push(time_s, value)
    return signal


def sampled(function: object, until_s: float, fps: float = 30.0) -> dict[float, float]:
    return {k / fps: float(function(k / fps)) for k in range(int(until_s * fps) + 1)}  # type: ignore[operator]


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
def test_the_speed_is_the_slope_at_any_frame_rate(fps: float) -> None:
    assert signal_of(sampled(lambda t: 20.0 + 35.0 * t, 1.5, fps)).speed() == pytest.approx(35.0)


def test_the_speed_is_unknown_until_there_is_enough_to_tell() -> None:
    assert signal_of({}).speed() is None
    assert signal_of({0.0: 10.0, 0.033: 50.0}).speed() is None


def test_one_wild_frame_does_not_move_the_level() -> None:
    values = sampled(lambda t: 40.0 + 0.0 * t, 1.0)
    values[29 / 30] = 120.0
    assert signal_of(values).level() == pytest.approx(40.0)


@pytest.mark.parametrize(
    ("movement", "expected"),
    [
        (lambda t: 60.0 + 5.0 * np.sin(2 * np.pi * 1.0 * t), 10.0),  # a bounce of 10° at 1 Hz
        # one wrong moment on the way out
        (lambda t: 60.0 - 25.0 * t - 20.0 * np.exp(-(((t - 1.0) / 0.15) ** 2)), 0.0),
        (lambda t: 60.0 - 5.0 * np.sin(2 * np.pi * 2.0 * t), 10.0),
        (lambda t: 30.0 * t, 0.0),  # on the way in
        (lambda t: 60.0 if t < 1.0 else 60.0 - 30.0 * (t - 1.0), 0.0),  # on the way out
        (lambda t: 60.0 + 1.0 * np.sin(2 * np.pi * 5.0 * t), 0.0),  # a tremor
    ],
)
def test_a_bounce_is_a_swing_that_reverses_twice(movement: object, expected: float) -> None:
    assert signal_of(sampled(movement, 2.0)).bounce(0.0) == pytest.approx(expected, abs=1.6)


def test_what_was_before_does_not_bounce() -> None:
    signal = signal_of(sampled(lambda t: 60.0 + 5.0 * np.sin(2 * np.pi * t), 2.0))
    assert signal.bounce(1.7) == 0.0


def a_fault(severity: str = "notice") -> Fault:
    when = [Condition(measure="knee", side="working", at_most=155.0, source="test")]
    return Fault(severity=severity, when=when, say="Bent.", acknowledge="Straight.", source="test")  # type: ignore[arg-type]


def watch(knees: list[float | None], phase: str | None = "holding") -> FaultWatcher:
    watcher = FaultWatcher({"knee_bent": a_fault()}, "left", clears_s=0.4)
    for index, knee in enumerate(knees):
        watcher.step(index * 0.1, phase, "left", {"knee_left": knee, "knee_right": 90.0})
    return watcher


def test_a_fault_must_persist() -> None:
    assert watch([140.0] * 5).active() == []
    assert watch([140.0] * 6).active() == ["knee_bent"]


def test_a_fault_spans_its_first_to_its_last_moment_through_a_flicker() -> None:
    watcher = watch([170.0] * 5 + [140.0] * 8 + [170.0] * 2 + [140.0] * 3 + [170.0] * 6)
    [span] = watcher.spans
    assert (span.start_s, span.end_s) == (pytest.approx(0.5), pytest.approx(1.7))


def test_moments_do_not_add_up_to_a_fault() -> None:
    assert watch([140.0, 140.0, 140.0, 170.0, 170.0] * 6).spans == []


def test_a_missing_knee_is_no_bent_knee_and_other_phases_make_no_fault() -> None:
    assert watch([None] * 20).active() == []
    assert watch([140.0] * 20, phase="moving").active() == ["knee_bent"]
    assert watch([140.0] * 20, phase=None).active() == []


def test_a_fault_is_put_right_only_where_it_was_seen_to_be() -> None:
    assert [span.id for span in watch([140.0] * 10 + [170.0] * 4).put_right] == ["knee_bent"]
    unseen = watch([140.0] * 10 + [None] * 4)
    assert unseen.spans
    assert not unseen.put_right


def test_a_fault_that_lasts_to_the_end_is_a_span() -> None:
    watcher = watch([140.0] * 10)
    watcher.end_all()
    assert [span.end_s for span in watcher.spans] == [pytest.approx(0.9)]


def candidate(priority: int, cue_id: str, words: int = 4) -> Candidate:
    kind = "acknowledgement" if priority == ACKNOWLEDGEMENT else "fault"
    return Candidate(priority, cue_id, " ".join(["word"] * words), kind, 5.0)  # type: ignore[arg-type]


def test_one_sentence_at_a_time_the_most_important_first() -> None:
    board = CueBoard(load_rules().cues)
    both = [candidate(NOTICE, "head"), candidate(PROGRESS, "half")]
    for tick in range(100):
        board.step(tick * 0.1, both)
    assert [cue.id for cue in board.said[:3]] == ["half", "head", "half"]
    gaps = np.diff([cue.time_s for cue in board.said])
    assert gaps.min() >= 4 / 2.5 + 1.5 - 1e-6
    same = [cue.time_s for cue in board.said if cue.id == "half"]
    assert np.diff(same).min() >= 5.0 - 1e-6


def test_the_end_of_a_hold_waits_for_the_last_word_and_no_longer() -> None:
    board = CueBoard(load_rules().cues)
    board.step(0.0, [candidate(NOTICE, "head", words=5)])
    for tick in range(1, 40):
        board.step(tick * 0.1, [candidate(DONE, "done"), candidate(PROGRESS, "half")])
    assert [(cue.id, cue.time_s) for cue in board.said[:2]] == [("head", 0.0), ("done", pytest.approx(2.3))]


def test_what_stops_the_clock_cuts_short_whatever_is_not_urgent() -> None:
    board = CueBoard(load_rules().cues)
    cut_short = []
    for tick in range(40):
        due = [candidate(PROGRESS, "half", words=10)] + ([candidate(BLOCKS, "knee")] if tick >= 4 else [])
        if board.step(tick * 0.1, due):
            cut_short.append(board.cut_short and board.cut_short.id)
    assert [(cue.id, cue.time_s) for cue in board.said] == [("half", 0.0), ("knee", pytest.approx(0.4))]
    assert cut_short == [None, "half"]


def test_what_stops_the_clock_waits_for_what_is_urgent_too() -> None:
    board = CueBoard(load_rules().cues)
    board.step(0.0, [candidate(BLOCKS, "bouncing", words=5)])
    for tick in range(1, 40):
        board.step(tick * 0.1, [candidate(BLOCKS, "knee")])
    assert board.said[1].time_s == pytest.approx(2.3)


def test_nothing_is_begun_that_would_be_in_the_way_of_an_end() -> None:
    board = CueBoard(load_rules().cues)
    long, short = candidate(PROGRESS, "long", words=10), candidate(NOTICE, "short", words=2)
    board.step(0.0, [long, short], within_s=4.0)
    assert [cue.id for cue in board.said] == ["short"]
    board.step(5.0, [candidate(BLOCKS, "knee", words=10)], within_s=1.0)
    assert [cue.id for cue in board.said] == ["short", "knee"]


def test_a_longer_sentence_keeps_others_quiet_for_longer() -> None:
    board = CueBoard(load_rules().cues)
    board.step(0.0, [candidate(NOTICE, "long", words=20)])
    board.step(9.0, [candidate(NOTICE, "knee")])
    board.step(9.6, [candidate(NOTICE, "knee")])
    assert [(cue.id, cue.time_s) for cue in board.said] == [("long", 0.0), ("knee", 9.6)]


def test_a_correction_and_its_acknowledgement_do_not_wait_for_each_others_cool_down() -> None:
    board = CueBoard(load_rules().cues)
    board.step(0.0, [candidate(BLOCKS, "knee")])
    board.step(4.0, [candidate(ACKNOWLEDGEMENT, "knee")])
    assert [cue.kind for cue in board.said] == ["fault", "acknowledgement"]
