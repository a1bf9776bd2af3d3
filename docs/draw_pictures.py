"""Draws ``docs/overlay.png`` and ``docs/live.png``: a rendered sample, as it is shown recorded and live.

python -m docs.draw_pictures
"""

from __future__ import annotations

from pathlib import Path

import cv2

from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.session import coach_states
from posecoach.feedback.overlay import draw
from posecoach.feedback.screen.screen import draw_screen
from posecoach.pose.model.resolve import resolve_model
from posecoach.pose.recording import track_video
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.video.frame import Image
from posecoach.video.reader import read_frames

SAMPLE = Path(__file__).parents[1] / "sample_videos" / "straight_leg_raise.mp4"
RECORDED_S, LIVE_S = 17.5, 16.0
SCREEN = (1280, 720)


def main() -> None:
    track = track_video(SAMPLE, resolve_model("full"))
    stretch, rules = load_stretch("active_straight_leg_raise"), load_rules()
    states = coach_states(track, stretch, stretch.dose(), rules)
    state, pose = next(moment for moment in zip(states, track, strict=True) if moment[1].time_s >= RECORDED_S)
    _write("overlay.png", draw(_picture(pose.time_s), pose, state, stretch))

    leader = Leader([Part(stretch, stretch.dose())], rules)
    moments = ((leader.step(pose), pose) for pose in track)
    live, pose = next(moment for moment in moments if moment[1].time_s >= LIVE_S)
    _write("live.png", draw_screen(_picture(pose.time_s), pose, live, SCREEN))


def _picture(time_s: float) -> Image:
    return next(read_frames(SAMPLE, start_s=time_s - 1e-3)).image


def _write(name: str, picture: Image) -> None:
    cv2.imwrite(str(Path(__file__).with_name(name)), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))


if __name__ == "__main__":
    main()
