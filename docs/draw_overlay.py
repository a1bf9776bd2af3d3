"""Draws ``docs/overlay.png``: a mannequin in a straight-leg raise, as posecoach shows it.

python -m docs.draw_overlay
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

from posecoach.coaching.session import coach_states
from posecoach.feedback.overlay import draw
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.video.frame import Image
from tests.bodies import scaled
from tests.coaching.scripts import as_track, raise_right, session

MOMENT_S = 17.5
WALL, FLOOR, MAT = (226, 224, 218), (196, 184, 168), (94, 122, 150)
SKIN, SHIRT, TROUSERS, FAR = (206, 160, 128), (84, 132, 128), (58, 62, 84), (44, 47, 64)


def room_with(pose: Pose) -> Image:
    """A wall, a floor, a mat, and the body as limbs of even width."""
    picture = np.full((pose.height, pose.width, 3), WALL, np.uint8)
    floor = int(pose.image[Landmark.LEFT_HIP, 1] + 0.02 * pose.height)
    picture[floor:] = FLOOR
    cv2.rectangle(picture, (60, floor + 28), (pose.width - 60, floor + 46), MAT, -1)

    def limb(colour: tuple[int, int, int], width: int, *joints: Landmark) -> None:
        for a, b in pairwise(joints):
            ends = (pose.image[[a, b]] * 16).round().astype(int).tolist()
            cv2.line(picture, tuple(ends[0]), tuple(ends[1]), colour, width, cv2.LINE_AA, shift=4)

    limb(FAR, 46, Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE)
    heel = pose.image[Landmark.LEFT_ANKLE].round().astype(int) + np.array([6, 20])
    cv2.line(picture, tuple(heel.tolist()), tuple((heel + np.array([62, 6])).tolist()), SKIN, 24, cv2.LINE_AA)
    limb(SHIRT, 84, Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP)
    limb(TROUSERS, 50, Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE)
    limb(SKIN, 28, Landmark.RIGHT_ANKLE, Landmark.RIGHT_FOOT_INDEX)
    head = pose.image[Landmark.RIGHT_EAR].round().astype(int) - np.array([24, 4])
    cv2.circle(picture, tuple(head.tolist()), 46, SKIN, -1, cv2.LINE_AA)
    return picture


def main() -> None:
    stretch = load_stretch("active_straight_leg_raise")
    knots = [(0.0, 0.0), (2.0, 0.0), (5.0, 62.0), (26.0, 62.0)]
    track = as_track(session(raise_right, knots))
    states = coach_states(track, stretch, stretch.dose(), load_rules())
    state = next(state for state in states if state.time_s >= MOMENT_S)
    pose = scaled(track[int(np.searchsorted(track.time_s, MOMENT_S))], 2.0)
    picture = draw(room_with(pose), pose, state, stretch)
    cv2.imwrite(str(Path(__file__).with_name("overlay.png")), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))


if __name__ == "__main__":
    main()
