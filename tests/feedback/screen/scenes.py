"""Moments of a live session, to draw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from posecoach.coaching.events import CoachState, Cue, Phase
from posecoach.coaching.leading.state import LiveState, Mode
from posecoach.pose.pose import absent
from posecoach.stretches.load import load_stretch
from posecoach.video.frame import Image
from tests.bodies import HEIGHT, WIDTH, pose_of
from tests.coaching.scripts import raise_right

STRETCH = load_stretch("active_straight_leg_raise")
POSE = pose_of(raise_right(60.0))
NOBODY = absent(3.0, WIDTH, HEIGHT)
SIZE = (1280, 720)

COACH = CoachState(
    3.0, Phase.HOLDING, "right", 60.0, 62.0, 7.9, 20.0, 3, {"left": 0, "right": 1}, (), None, {}
)
FAULT = Cue(3.0, "knee_bent", STRETCH.faults["knee_bent"].say, "fault")
STATE = LiveState(
    3.0, Mode.COACHING, STRETCH, STRETCH.dose(), 2, 4, coach=COACH, best_deg={"right": 64.0}, sentence=FAULT
)
RESTING = replace(
    STATE, mode=Mode.RESTING, coach=None, rest_left_s=17.0, upcoming=load_stretch("glute_bridge")
)


def in_phase(phase: Phase) -> LiveState:
    return replace(STATE, coach=replace(COACH, phase=phase))


def in_mode(mode: Mode) -> LiveState:
    return RESTING if mode is Mode.RESTING else replace(STATE, mode=mode)


def grey(width: int = WIDTH, height: int = HEIGHT) -> Image:
    return np.full((height, width, 3), 128, np.uint8)
