"""The One-Euro filter on landmarks, to be weighed against other smoothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from posecoach.pose.anatomy import torso_px
from posecoach.pose.track import PoseTrack

Floats = NDArray[np.float64]

SPEED_HZ = 1.0
"""The cut-off for the speed itself, as in the paper."""
GAP_S = 0.25


def one_euro(track: PoseTrack, least_hz: float, hz_per_speed: float) -> PoseTrack:
    """The image landmarks through the filter of Casiez, Roussel & Vogel, CHI 2012, which only looks back.

    A low-pass of the first order whose cut-off is ``least_hz`` at rest and grows by ``hz_per_speed`` for
    every torso length a second that the landmark moves. More ``least_hz``: less lag and more trembling at
    rest, where it lags by 1/(2π·least_hz) s and has settled after three times as long. More
    ``hz_per_speed``: less lag in movement. Begins afresh after a gap or a cut.
    """
    image = track.image.copy()
    before, last, velocity = None, image[:0], image[:0]
    for frame, pose in enumerate(track):
        if not pose.measured:
            continue
        if before is None or pose.time_s - before.time_s > GAP_S or pose.scene != before.scene:
            last, velocity = pose.image, np.zeros_like(pose.image)
        else:
            elapsed_s = pose.time_s - before.time_s
            now = (pose.image - before.image) / elapsed_s
            velocity = velocity + _weight(np.array(SPEED_HZ), elapsed_s) * (now - velocity)
            speed = np.linalg.norm(velocity, axis=1, keepdims=True) / torso_px(pose)
            last = last + _weight(least_hz + hz_per_speed * speed, elapsed_s) * (pose.image - last)
        before = pose
        image[frame] = last
    return replace(track, image=image)


def _weight(cutoff_hz: Floats, elapsed_s: float) -> Floats:
    """Of the newest value."""
    return 1 - np.exp(-2 * np.pi * cutoff_hz * elapsed_s)
