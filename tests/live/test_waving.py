"""Somebody who waves to pause and waves to go on, seen by the real network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from posecoach.cli.demo import samples_folder
from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.leading.state import Mode
from posecoach.pose.recording import track_video
from posecoach.stretches.load import load_rules, load_stretch

NAME = "waving"


def test_a_wave_pauses_and_another_goes_on(model_path: Path) -> None:
    truth = json.loads((samples_folder() / f"{NAME}.truth.json").read_text(encoding="utf-8"))
    stretch = load_stretch(truth["stretch"])
    leader = Leader([Part(stretch, stretch.dose())], load_rules())
    states = [leader.step(pose) for pose in track_video(samples_folder() / truth["video"], model_path)]
    paused_s = [state.time_s for state in states if state.mode is Mode.PAUSED]
    [not_counted], [counted] = truth["attempts"], truth["holds"]
    assert paused_s[0] < not_counted["start_s"] < not_counted["end_s"] < paused_s[-1] < counted["start_s"]
    assert [sound for state in states for sound in state.sounds if sound in ("pause", "go_on")] == [
        "pause",
        "go_on",
    ]
    coach = leader.sessions[0].coach
    coach.finish()
    assert not coach.attempts
    [hold] = coach.holds
    assert hold.held_s == pytest.approx(counted["held_s"], abs=0.5)
