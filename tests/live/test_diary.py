"""What is in the record while a session goes on."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.leading.state import Action
from posecoach.errors import PosecoachError
from posecoach.history.entries import SessionEntry
from posecoach.live.diary import Diary
from posecoach.live.keeping import Keeping
from posecoach.stretches.load import load_rules, load_stretch
from tests.coaching.scripts import raise_right, session

RAISE = load_stretch("active_straight_leg_raise")
TWICE = [
    (0.0, 0.0),
    (2.0, 0.0),
    (5.0, 60.0),
    (28.0, 60.0),
    (31.0, 0.0),
    (35.0, 0.0),
    (38.0, 60.0),
    (61.0, 60.0),
]
BEGUN = SessionEntry(person="me", began_at=datetime(2026, 3, 5, 18, tzinfo=UTC), kind="live", pain_before=2)


def leading() -> Leader:
    return Leader([Part(RAISE, RAISE.dose(), ("right",))], load_rules())


def follow(diary: Diary, leader: Leader, keeping: Keeping, until_s: float) -> None:
    for pose in session(raise_right, TWICE):
        if pose.time_s > until_s:
            break
        leader.step(pose)
        if leader.coached:
            keeping.pose(pose, len(leader.sessions))
        diary.note(leader.sessions, keeping)


def test_a_hold_is_in_the_record_as_soon_as_it_is_over(tmp_path: Path) -> None:
    kept: list[SessionEntry] = []
    with Keeping(tmp_path, "s") as keeping, Diary(BEGUN, kept.append) as diary:
        follow(diary, leading(), keeping, until_s=34.0)
        deadline = time.monotonic() + 10
        while not kept and time.monotonic() < deadline:
            time.sleep(0.01)
    entry = kept[-1]
    assert entry.id == BEGUN.id
    assert entry.pain_before == 2
    assert not entry.finished
    [hold] = entry.stretches[0].holds
    assert hold.completed
    assert hold.side == "right"


def test_a_hold_counts_as_soon_as_its_time_is_up(tmp_path: Path) -> None:
    """Who has heard that it is done may switch off."""
    kept: list[SessionEntry] = []
    with Keeping(tmp_path, "s") as keeping, Diary(BEGUN, kept.append) as diary:
        follow(diary, leading(), keeping, until_s=26.5)
    [entry] = kept
    assert [hold.completed for hold in entry.stretches[0].holds] == [True]


def test_nothing_is_kept_of_a_session_without_a_hold(tmp_path: Path) -> None:
    kept: list[SessionEntry] = []
    with Keeping(tmp_path, "s") as keeping, Diary(BEGUN, kept.append) as diary:
        follow(diary, leading(), keeping, until_s=20.0)
    assert kept == []


def test_pain_is_kept_too(tmp_path: Path) -> None:
    kept: list[SessionEntry] = []
    leader = leading()
    with Keeping(tmp_path, "s") as keeping, Diary(BEGUN, kept.append) as diary:
        follow(diary, leader, keeping, until_s=20.0)
        leader.press(Action.PAIN, 20.1)
        diary.note(leader.sessions, keeping)
    assert len(kept[-1].stretches[0].pains) == 1


def test_a_slow_disk_does_not_hold_up_the_coach(tmp_path: Path) -> None:
    """The disk answers only when the session is over."""
    over = threading.Event()
    kept: list[SessionEntry] = []

    def slowly(entry: SessionEntry) -> None:
        assert over.wait(60)
        kept.append(entry)

    with Keeping(tmp_path, "s") as keeping, Diary(BEGUN, slowly) as diary:
        follow(diary, leading(), keeping, until_s=34.0)
        over.set()
    assert {len(entry.stretches[0].holds) for entry in kept} == {1}


def test_a_record_that_fails_ends_no_session(tmp_path: Path) -> None:
    def broken(_: SessionEntry) -> None:
        raise PosecoachError("the disk is full")

    leader = leading()
    with Keeping(tmp_path, "s") as keeping, Diary(BEGUN, broken) as diary:
        follow(diary, leader, keeping, until_s=40.0)
    assert len(leader.sessions[0].coach.holds) == 1
